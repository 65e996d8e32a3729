step = { $step ->
    [paid] Pagado
    [processing] En proceso
    [delivered] Entregado
    [failed] Fallido
    [refunded] Reembolsado
    [expired] Caducado
    [cancelled] Cancelado
   *[ordered] Pedido
}
step-then = { " ▸ " }

looked = Comprobado ahora mismo: nada nuevo todavía.

odd-less = ⚠️ Recibimos { $paid }: faltan { $missing }. Tu dinero está a salvo, pero el pedido está en pausa. Pregunta a soporte antes de enviar el resto.
odd-more = ⚠️ Recibimos { $paid }: { $rest } más de lo que cuesta. El pedido sigue; el proveedor arreglará la diferencia.
odd-note = El proveedor dice: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ Recibimos { $amount }: menos que el precio. Tu dinero está a salvo, pero el pedido está en pausa. Pregunta a soporte antes de enviar el resto.
    [overpaid] Enviaste { $amount } de más. Ya volvió a tu billetera.
    [paid-late] Tu pago de { $amount } llegó tarde, pero lo encontramos.
   *[refunded] { $amount } volvió a tu billetera.
}

full =
    <b>Demasiados pedidos sin pagar</b>

    Paga o cancela uno de ellos y confirma otra vez.
unpaid-row = { $state ->
    [partly] • n.º { $order }: { $goods } · pagado en parte
    [marked] • n.º { $order }: { $goods } · marcado como pagado
   *[due] • n.º { $order }: { $goods }
}
unpaid-confirming = • En confirmación: { $goods }
button-pay-order = { $state ->
    [due] Pagar n.º { $order }
   *[other] Ver n.º { $order }
}
button-drop = Cancelar n.º { $order }
dropped = Pedido n.º { $order } cancelado.
not-dropped = No pudimos cancelar el pedido n.º { $order }: { $status }.

days = { $days ->
    [one] { $days } día
   *[other] { $days } días
}
privacy =
    <b>Qué guardamos</b>

    • Lo que estás eligiendo ahora: { $session }
    • Tu idioma y tus últimos destinatarios: { $profile }
    • Tus pedidos y los nombres de sus destinatarios: { $orders } después de terminar

    El proveedor guarda cada pedido con el número de este chat. No guardamos tu teléfono ni tu billetera.

    { $support }
button-forget = Borrar mis datos
forget =
    <b>¿Borrar tus datos aquí?</b>

    Borramos tu idioma, los destinatarios y los pedidos terminados. Los abiertos se quedan hasta el final, para que no pierdas dinero.
button-forget-sure = Sí, borrar
button-keep = Conservar
forgotten = <b>Borrado.</b> Los pedidos que aún tiene el proveedor volverán cuando abras Mis pedidos.
forgotten-but = { $orders ->
    [one] Guardamos { $orders } pedido abierto hasta que termine.
   *[other] Guardamos { $orders } pedidos abiertos hasta que terminen.
}

command-privacy = Qué guardamos sobre ti
command-forget = Borrar mis datos
