client-pays = Tu cliente paga: { $price }
takings =
    Ventas: { $turnover } · costo: { $cost }
    Ganancia: { $profit } · sin cobrar: { $unpaid }
button-by-client = Por cliente
stats-by-client = <b>Mis cifras por cliente</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } pedido
   *[other] { $orders } pedidos
}
button-unpaid = Quién me debe
unpaid =
    <b>Aún no te han pagado:</b> { $sum }
    { $orders ->
        [one] { $orders } pedido, primero los antiguos
       *[other] { $orders } pedidos, primero los antiguos
    }
unpaid-none = <b>Nadie te debe nada.</b> Los pedidos de tus clientes aparecen aquí hasta que los marcas como pagados.
book-full = ⚠️ Tu libro de clientes está lleno: los pedidos sin cobrar más antiguos salen de él. Marca lo pagado o guarda el archivo CSV.
give-back = { $orders ->
    [one] ⚠️ Te pagaron y no se entregó: { $orders } pedido, { $sum } ({ $clients })
   *[other] ⚠️ Te pagaron y no se entregaron: { $orders } pedidos, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] te lo pagaron, pero { $status }
   *[paid] te lo pagaron
}
button-undo = Deshacer
button-mark-all = { $orders ->
    [one] Marcar { $orders } pagado
   *[other] Marcar { $orders } pagados
}
marked = { $orders ->
    [one] Marcaste { $orders } pedido como pagado.
   *[other] Marcaste { $orders } pedidos como pagados.
}
unmarked = { $orders ->
    [one] { $orders } pedido vuelve a estar sin cobrar.
   *[other] { $orders } pedidos vuelven a estar sin cobrar.
}
book-changed = La lista cambió mientras tanto, así que no marqué nada. Así está ahora.
button-clients = Por cliente
clients =
    <b>Quién te debe</b> · { $sum }
    Clientes: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] Te debe { $sum } por { $orders } pedido
       *[other] Te debe { $sum } por { $orders } pedidos
    }
client-even =
    { $client }
    No te debe nada
client-note = Nota: { $note }
client-gone = Este cliente ya no tiene pedidos en tu libro.
client-none =
    Ningún cliente se llama { $words }.

    Envía /client con un número de factura, un @username o un nombre, o solo /client.
client-which = <b>¿Qué cliente buscas?</b>
button-client-name = Nombre
button-client-note = Nota
client-name-ask =
    <b>¿Cómo se llama este cliente?</b>

    Ahora: { $client }. Envía un nombre de hasta { $most } caracteres. Para unir dos clientes, envía el nombre del otro.
client-join = <b>¿Son el mismo cliente?</b>
button-client-join = Unir
button-other-name = Otro nombre
client-note-ask =
    <b>Nota sobre</b> { $client }

    Envía hasta { $most } caracteres, o { $none } para borrar la nota. Solo la ves tú.
bad-client-name = Ese nombre no sirve. Envía de 1 a { $most } caracteres.
bad-client-note = La nota está vacía o es muy larga. Envía de 1 a { $most } caracteres.
book-names-full = En tu libro de clientes no caben más nombres ni notas. Borra antes algunas notas.
button-book-file = Subir archivo
book-file-ask =
    <b>Nombres, notas y pagos desde un archivo</b>

    Descarga el archivo CSV de tu libro, rellena { $columns } y envíalo aquí. Escribe sí en paid donde el cliente pagó. Las celdas vacías no cambian nada.
bad-book-file = No puedo leer ese archivo. Envía el archivo de tu libro como CSV o Excel (.xlsx), de hasta 2 MB y con su primera línea.
book-file-done = Del archivo: nombres { $names }, notas { $notes }, pagos { $paid }. Filas que no pude usar: { $wrong }.
privacy-book = Tu libro de clientes: lo que te deben, hasta que lo pagan; nombres y notas, hasta que borras tus datos.
forget-book-paid = También se borra tu libro de clientes con todos los nombres y notas. Nadie podrá recuperarlos.
forget-book = { $orders ->
    [one] También se borra tu libro de clientes: { $orders } pedido sin cobrar y todos los nombres y notas. Nadie podrá recuperarlos.
   *[other] También se borra tu libro de clientes: { $orders } pedidos sin cobrar y todos los nombres y notas. Nadie podrá recuperarlos.
}
command-unpaid = Quién me debe
command-client = Pedidos de un cliente
