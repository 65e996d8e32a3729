button-desk = Para revendedores
desk =
    <b>Para revendedores</b>

    /bulk  muchos pedidos por lista o archivo
    /quote  costo, precio de venta y ganancia
    /margin  tu margen
    /currency  moneda de tus clientes
    /pricelist  lista de precios para reenviar
    /unpaid  quién te debe
    /client  pedidos de un cliente y su deuda
    /find  buscar un pedido tuyo
    /my_stats  tus cifras
    /my_export  tus pedidos en un archivo

    En cualquier chat puedes escribir:
    { $quote }  para dar un precio
    { $pay }  para enviar el pago de un pedido
button-bulk = Pedido múltiple
button-stats = Mis cifras
button-export = Exportar
button-daily = { $daily ->
    [on] Resumen: activado
   *[off] Resumen: apagado
}

invoice-line = Factura: { $invoice }
button-invoice = Número de factura
invoice-ask =
    <b>Número de factura</b>

    Envía el número de factura de tu cliente: hasta 30 letras (a–z), cifras, _ y -.
button-no-invoice = Sin factura
bad-invoice = Eso no es un número de factura. Tiene hasta 30 letras (a–z), cifras, _ y -, como invoice-42.
bad-two-ways = Eso se puede leer de dos maneras. Escribe el número de corrido y pon ; antes de la factura: @alice 500; 77.

find-how = Envía /find con una factura, un memo, un número de pedido o un @usuario.
found = <b>Encontrado por</b> { $words }
found-none =
    No hay nada con { $words }.

    Busco entre tus pedidos: por factura, memo, número de pedido o @usuario.

margin =
    <b>Tu margen</b>

    Sobre el costo: { $percent }
    Fijo: { $fee }
    Redondeo hacia arriba a: { $step }

    Cámbialo así: { $example }
    El fijo va en { $currency }; el redondeo también, o en tu moneda. Los dos son opcionales.
margin-none = ninguno
bad-margin = No entiendo ese margen. Envíalo como /margin 12.5% o /margin 12.5% + 0.1 / 0.05.
bad-what = ¿Qué calculo? Escribe 500 para estrellas o 6m para seis meses de Premium, dentro de los límites de la tienda.
quote =
    <b>Presupuesto</b> · { $goods }

    Costo: { $cost }
    Precio de venta: { $retail }
    Ganancia: { $profit }

    El mensaje de abajo es para tu cliente: reenvíalo tal cual.

card-quote = { $goods }: { $price }
card-quote-hint = Enviar este precio
button-order-this = Pedir esto
card-not-yours = Este botón es para quien envió el precio.
card-pay = Pedido n.º { $order } · { $price }
card-status =
    Pedido n.º { $order }
    { $goods }

    { $status }
card-checking = buscando el pago

bulk =
    <b>Pedido múltiple</b>

    Envía hasta { $most } líneas, o un archivo: Excel (.xlsx) o CSV:

    { $stars }
    { $premium }

    Un número son estrellas, 6m son seis meses de Premium. La factura es opcional. No pedimos nada hasta que confirmes. La primera línea puede nombrar las columnas, en cualquier orden.
bulk-empty = No encontré ninguna línea. Envía líneas como @alice 100.
bulk-too-many = Es demasiado: hasta { $most } líneas a la vez.
bulk-not-read = No puedo leer este archivo. Guárdalo como Excel (.xlsx) o CSV, sin contraseña, y envíalo de nuevo.
bulk-too-large = El archivo es demasiado grande: leo hasta 1 MB. Deja solo las líneas que quieres pedir.
file-not-fetched = No pude obtener este archivo de Telegram. No se ha perdido nada: envíalo otra vez o envía uno más pequeño.
bulk-columns = No distingo las columnas. En la primera línea, llama a una Usuario y a otra Cantidad.
not-your-batch = En este chat no hay ese pedido múltiple, o tiene más de seis días.
button-batch = { $first } · { $rows ->
    [one] { $rows } línea
   *[other] { $rows } líneas
}
bulk-checking =
    <b>Comprobando tus líneas</b>

    { $bar } { $done } de { $total }
bulk-waiting = El proveedor no responde ahora. La comprobación seguirá automáticamente.
bulk-ready =
    <b>Comprobado: se pueden pedir { $fine } de { $total }</b>
    { $fine ->
        [0] Debajo de cada línea está el motivo. Puedes corregir las líneas y enviarlas de nuevo.
       *[other] En total: { $price }

        El precio de cada pedido es definitivo cuando lo hacemos.
    }
bulk-sheet = Estas líneas son de la hoja { $sheet }.
bulk-limit = De tu límite diario quedan { $left }, y estas líneas juntas cuestan más. Envía menos líneas o habla con el administrador de la tienda.
bulk-hidden = { $rows ->
    [one] No he incluido { $rows } fila oculta del archivo.
   *[other] No he incluido { $rows } filas ocultas del archivo.
}
button-confirm-rows = { $rows ->
    [one] Confirmar { $rows } línea
   *[other] Confirmar { $rows } líneas
}
bulk-how =
    <b>¿Cómo los pido?</b>

    <b>De uno en uno</b>: cada pedido se hace cuando vas a pagarlo, y así no se acaba su tiempo.
    <b>Todos ya</b>: el tiempo de pago de todos empieza ahora. Para quien paga desde un archivo.
button-one-by-one = De uno en uno
button-all-now = Todos ya
bulk-again =
    { $rows ->
        [one] <b>¿Pedir de nuevo { $rows } línea?</b>
       *[other] <b>¿Pedir de nuevo { $rows } líneas?</b>
    }
    Ahora { $price }, antes { $former }.
bulk-ordering =
    <b>Pedido múltiple</b> · { $price }
    { $tally }
bulk-progress = { $bar } pedidos { $done } de { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Pedido múltiple cancelado. No se ha pedido nada.
bulk-all-paid = Ahora no hay nada que pagar en este pedido múltiple.
bulk-news =
    <b>Pedido múltiple: novedades</b>
    { $tally }
bulk-over =
    <b>El pedido múltiple ha terminado</b>
    { $tally }
button-next = Siguiente pago ({ $left })
button-next-row = Siguiente pago ›
button-open-batch = Pedido múltiple
button-expired = Pedir de nuevo ({ $rows })
button-csv = Archivo CSV
button-repeated = Repetidas también: { $rows }
button-filter = { $filter ->
    [wrong] Con error
    [waiting] Pendientes
    [paid] Pagadas
    [expired] Caducadas
   *[all] Todas
}
row-state = { $state ->
    [unchecked] sin comprobar
    [problem] no es posible
    [fine] listo
    [confirming] pidiéndose
    [rejected] rechazado
   *[frozen] en revisión
}
row-problem = { $problem ->
    [format] se espera: @name 100 invoice
    [unclear] se puede leer de dos maneras. Escribe el número de corrido y pon ; entre las partes
    [formula] aquí hay una fórmula. Escribe su valor en su lugar
    [username] eso no es un nombre de usuario
    [amount] se espera una cantidad: 100, o 6m para Premium
    [invoice] la factura tiene hasta 30 letras (a–z), cifras, _ y -
    [limits] fuera de los límites: { $detail }
    [recipient] esta persona no puede recibirlo. { $detail }
    [repeated] ya se pidió el { $detail }. No la incluyo
    [duplicate] igual que la línea { $detail }, con la misma factura. No la incluyo
   *[refused] el proveedor dice: { $detail }
}
row-twin = ↳ igual que la línea { $number }
columns = { $column ->
    [recipient] usuario, nombre de usuario, destinatario, telegram, cuenta, alias, para, cliente, nombre
    [amount] estrellas, cantidad, unidades, importe, meses, premium
    [product] producto, artículo, tipo
   *[invoice] factura, recibo, referencia
}

stats = <b>Mis cifras</b> · { $currency } entregados por día
stats-today = Hoy
figures =
    Pedidos: { $orders }, entregados: { $delivered } ({ $success })
    Estrellas: { $stars } · meses de Premium: { $months }
    { $ton }
export-how = Envía /my_export, o con días, primero el más antiguo: /my_export 2026-07-01 2026-07-31.
export-none = No hay pedidos en ese tiempo.
daily = <b>Tu día</b> · { $date }
daily-on =
    <b>Resumen diario: activado</b>

    Llega cuando acaba tu día, según { $zone }. Otra zona: /daily +3. Desactivar: /daily off.
daily-off =
    <b>Resumen diario: apagado</b>

    Actívalo con /daily.
daily-how = Envía /daily on, /daily off o tu zona horaria, como /daily +3 o /daily -5:30.

command-reseller = Para revendedores
command-bulk = Muchos pedidos a la vez
command-quote = Costo, precio y ganancia
command-margin = Mi margen
command-find = Buscar un pedido mío
command-my-stats = Mis cifras
command-my-export = Mis pedidos en un archivo
command-daily = Activar o apagar el resumen
