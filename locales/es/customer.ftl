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
step-then = { " ▸ " }

looked = Comprobado a las { $time }: nada nuevo todavía.

odd-payment =
    <b>Sobre tu pago</b>

    { $goods }
odd-less = ⚠️ Han llegado { $paid }: { $missing } menos que el precio. El dinero no se ha perdido, pero el pedido espera. Pregunta a soporte antes de enviar el resto.
odd-more = ⚠️ Han llegado { $paid }: { $rest } más que el precio. El pedido sigue; el proveedor arregla el resto.
odd-note = El proveedor dice: { $note }

button-order = Ver el pedido
button-sheet = { $topic ->
    [memo] Olvidé el memo
    [little] Envié de menos
    [late] Pagué tarde
    [slow] Tarda mucho
   *[missing] No ha llegado nada
}
sheets =
    <b>Ayuda</b> · { $order }

    ¿De qué se trata?
sheet-memo = Un pago sin memo llega al proveedor, pero nadie sabe de qué pedido es. No pagues otra vez. Soporte puede encontrarlo por la hora, el importe y la transacción de tu cartera.
sheet-little = El pedido espera a que llegue todo el importe. El dinero no se ha perdido. Pregunta a soporte antes de enviar el resto: tiene que llegar con el mismo memo y antes de que acabe el tiempo.
sheet-late = El dinero tardío casi siempre se encuentra: lo buscamos durante una semana y te avisamos. No pagues otra vez. Si en una hora no cambia nada, escribe a soporte.
sheet-slow = El pago se ha encontrado y el proveedor está entregando. Suele tardar un minuto; si hay mucha actividad, más. No hay que hacer ni pagar nada. Si en media hora no cambia nada, escribe a soporte.
sheet-missing = Las estrellas están en Ajustes → Mis estrellas de la persona que las recibe; Premium, en Ajustes → Telegram Premium. Si en diez minutos no están, escribe a soporte.
sheet-forward = Reenvía este mensaje a { $support }:
sheet-forward-nobody = Reenvía este mensaje a quienes llevan este bot:
sheet-facts =
    Pedido: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Precio: { $price }
    Hecho: { $ordered }
    Dicho que se pagó: { $said }
button-copy-facts = Copiar datos
button-support = Escribir a soporte

full =
    <b>Demasiados pedidos sin pagar</b>

    Paga o cancela uno de ellos y confirma otra vez.
unpaid-row = • N.º { $order }: { $goods }
unpaid-confirming = • Confirmándose: { $goods }
button-pay-order = Pagar n.º { $order }
button-drop = Anular n.º { $order }
dropped = El pedido n.º { $order } está cancelado.
not-dropped = El pedido n.º { $order } no se pudo cancelar: { $status }.

days = { $days ->
    [one] { $days } día
   *[other] { $days } días
}
privacy =
    <b>Qué se guarda</b>

    • Lo que estás eligiendo ahora: { $session }
    • Tu idioma y tus últimos destinatarios: { $profile }
    • Tus pedidos: { $orders } después de terminar

    El proveedor guarda cada pedido con el número de este chat. Tu nombre, teléfono y cartera no se guardan aquí.

    { $support }
button-forget = Borrar mis datos
forget =
    <b>¿Borrar tus datos aquí?</b>

    Se borran tu idioma, los destinatarios y los pedidos terminados. Los abiertos se quedan hasta el final, para que no se pierda dinero.
button-forget-sure = Sí, borrar
button-keep = Conservar
forgotten = <b>Borrado.</b> Los pedidos que aún tiene el proveedor vuelven cuando abras Mis pedidos.
forgotten-but = { $orders ->
    [one] { $orders } pedido abierto se guarda hasta que termine.
   *[other] { $orders } pedidos abiertos se guardan hasta que terminen.
}

command-privacy = Qué se guarda de ti
command-forget = Borrar tus datos aquí
