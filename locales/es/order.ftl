intent-confirming =
    <b>Tu pedido se está confirmando</b>

    { $goods }

    El proveedor aún no ha respondido. La pantalla de pago llegará aquí sola. Nada se pide dos veces y hasta entonces no hay nada que pagar.
intent-rejected =
    <b>No se ha pedido, no hay nada que pagar</b>

    { $goods }
intent-frozen =
    <b>Este pedido lo tiene que revisar una persona</b>

    { $goods }

    Por favor, no pagues nada por él. Ya estamos avisados. Número: { $number }
    { $support }

pay =
    <b>A pagar:</b> { $price }
    { $goods }
pay-details =
    Importe: { $amount }
    Dirección: { $address }
    Memo: { $memo }
pay-rules =
    • Exactamente este importe, en una sola transferencia
    • Con el memo (comentario): así se encuentra tu pago
    • Desde tu propia cartera, no desde un exchange
pay-left = { $minutes ->
    [one] ⏳ Queda { $minutes } minuto · Pedido n.º { $order }
   *[other] ⏳ Quedan { $minutes } minutos · Pedido n.º { $order }
}
pay-dearer = ⚠️ <b>El precio ha subido</b> desde que lo viste: era { $estimate }. Todavía puedes cancelar.
pay-checksum = ⚠️ Esta dirección parece dañada. Si tu cartera la rechaza, no pagues: cancela y pide de nuevo.
pay-withheld =
    <b>Por favor, no pagues este pedido</b>

    Sus datos de pago no se pudieron verificar, por eso no se muestran. Ya estamos avisados.
    { $support }
button-wallet = Abrir cartera
button-tonkeeper = Tonkeeper
button-copy-address = Dirección
button-copy-memo = Memo
button-copy-amount = Importe
button-paid = Ya he pagado
button-pay-again = Ver datos de pago
button-cancel-order = Anular

checking =
    <b>Buscando tu pago</b>

    { $goods }

    Suele tardar menos de un minuto. No hace falta esperar aquí: el mensaje llega solo.
    { $support }
time-is-up =
    <b>Se acabó el tiempo, buscamos el pago</b>

    { $goods }

    Por favor, ya no pagues este pedido. Si has pagado, se encontrará.
    { $support }
in-progress =
    <b>Pago recibido</b>

    { $goods }
status-unknown = El proveedor dice: { $status }. Lo seguimos vigilando.

ended-completed =
    ✅ <b>Entregado</b>

    { $goods }
ended-failed =
    <b>Este pedido ha fallado</b>

    { $goods }

    Si has pagado, el proveedor devuelve el dinero. Lo vigilamos y te avisaremos.
    { $support }
ended-refunded =
    <b>Este pedido fue reembolsado</b>

    { $goods }

    El dinero ha vuelto a su origen.
    { $support }
ended-cancelled =
    <b>Este pedido fue cancelado</b>

    { $goods }

    Por favor, ya no lo pagues. Si has pagado, lo veremos y te avisaremos.
    { $support }
ended-expired =
    <b>Este pedido ha caducado sin pago</b>

    { $goods }

    Por favor, ya no lo pagues. Si has pagado, lo veremos y te avisaremos.
    { $support }
button-repeat = Repetir

orders = <b>Mis pedidos</b> · página { $page } de { $pages }
orders-row =
    N.º { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>Mis pedidos</b>

    Todavía no hay ninguno.
button-newer = ‹ Más nuevos
button-older = Más viejos ›
from-the-shop = ✉️ <b>Un mensaje sobre el pedido n.º { $order }</b>
