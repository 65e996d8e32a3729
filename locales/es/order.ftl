intent-confirming =
    <b>Tu pedido se está confirmando</b>

    { $goods }

    El proveedor aún no ha respondido. La pantalla de pago aparecerá aquí sola. No pediremos nada dos veces y hasta entonces no pagas nada.
confirmation-lost = ⚠️ Por un fallo se perdió esta confirmación y no se pidió nada. Si aún lo quieres, confirma otra vez.
intent-rejected =
    <b>No se ha pedido, no hay nada que pagar</b>

    { $goods }
intent-frozen =
    <b>Estamos revisando este pedido</b>

    { $goods }

    Por favor, no pagues nada por él. Ya lo sabemos. Número: { $number }
    { $support }

pay =
    <b>A pagar:</b> { $price }
    { $goods }
pay-details =
    Dirección: { $address }
    Memo: { $memo }
pay-rules =
    • Envía exactamente este importe, en una sola transferencia
    • Comprueba que tu billetera muestra el memo (comentario): así encontramos tu pago
    • Usa tu propia billetera, no un exchange
pay-rule-gram = • GRAM es la moneda propia de la red, no un token
pay-left = ⏳ Caduca: { $end } · Pedido n.º { $order }
pay-dearer = ⚠️ <b>El precio ha subido</b> desde que lo viste: era { $estimate }. Todavía puedes cancelar.
pay-checksum = ⚠️ Esta dirección parece dañada. Si tu billetera la rechaza, no pagues: cancela y pide de nuevo.
pay-withheld =
    <b>Por favor, no pagues este pedido</b>

    No pudimos verificar sus datos de pago, por eso no los mostramos. Ya lo sabemos.
    { $support }
button-wallet = Abrir billetera
button-keeper = Keeper
button-mytonwallet = MyTonWallet
button-copy-address = Copiar dirección
button-copy-memo = Copiar memo
button-copy-amount = Copiar importe
button-paid = Ya he pagado
button-pay-again = Ver datos de pago
button-cancel-order = Cancelar
cancel-ask =
    <b>¿Cancelar este pedido?</b>

    { $goods }
    { $order }

    Si ya pagaste, no lo canceles: encontraremos tu pago.
button-keep-order = Mantener el pedido
button-cancel-sure = Cancelar el pedido

checking =
    <b>Buscando tu pago</b>

    { $goods }

    Suele tardar menos de un minuto. No hace falta que esperes aquí: te escribiremos.
    { $support }
time-is-up =
    <b>Se acabó el tiempo, buscamos el pago</b>

    { $goods }

    Por favor, ya no pagues este pedido. Si has pagado, lo encontraremos.
    { $support }
status-unknown = El proveedor dice: { $status }. Lo seguimos vigilando.

outcome = { $state ->
    [completed]
        ✅ <b>Entregado</b>

        { $goods }
    [failed]
        <b>Este pedido ha fallado</b>

        { $goods }

        Si has pagado, el proveedor te devolverá el dinero. Te avisaremos.
        { $support }
    [refunded]
        <b>Este pedido fue reembolsado</b>

        { $goods }

        Tu dinero volvió a la billetera de la que salió.
        { $support }
    [cancelled]
        <b>Este pedido fue cancelado</b>

        { $goods }

        Por favor, ya no lo pagues. Si has pagado, lo veremos y te avisaremos.
        { $support }
    [expired]
        <b>Este pedido ha caducado sin pago</b>

        { $goods }

        Por favor, ya no lo pagues. Si has pagado, lo veremos y te avisaremos.
        { $support }
    [not-seen]
        <b>Este pedido ha terminado</b>

        { $goods }

        No hemos visto ningún pago. Si has pagado, escríbenos.
        { $support }
    [money]
        <b>Este pedido terminó sin entrega</b>

        { $goods }

        Recibimos { $paid } de { $price }. Tu dinero está a salvo. No envíes nada más por este pedido.
        { $support }
    [odd]
        <b>Sobre tu pago</b>

        { $goods }
   *[progress]
        <b>Pago recibido</b>

        { $goods }
}
button-repeat = Pedir de nuevo
see-below = sigue abajo, en el mensaje nuevo
receipt =
    Fecha: { $date }
    Importe: { $amount }
receipt-transaction = Transacción: { $link }
button-gift-card = 🎁 Tarjeta para enviar
card-gift =
    🎁 <b>Un regalo para ti</b>

    { $goods }

    { $product ->
        [premium] Ya está activo: Ajustes → Telegram Premium.
       *[stars] Ya son tuyas: Ajustes → Mis estrellas.
    }
reminder =
    ⏳ <b>Aún sin pagar</b>

    { $goods }
    Caduca: { $end }

    Si acabas de pagar, todo va bien: te avisaremos.
two-to-pay = ⚠️ Tienes más de un pedido abierto. Cada uno tiene su memo: no los confundas.

orders = <b>Mis pedidos</b> · página { $page } de { $pages }
orders-row =
    n.º { $order } · { $date } · { $status }
    { $goods }
orders-received = recibido: { $paid }
orders-none =
    <b>Mis pedidos</b>

    Todavía no tienes pedidos.
button-newer = ‹ Recientes
button-older = Anteriores ›
from-the-shop = ✉️ <b>Un mensaje sobre el pedido n.º { $order }</b>

intent-waiting =
    <b>Esto tarda más de lo normal</b>

    { $goods }

    El proveedor no confirma pedidos en este momento y seguimos intentándolo. La pantalla de pago aparecerá aquí sola. No pediremos nada dos veces y hasta entonces no pagas nada.
withdraw-refused = Este pedido ya va de camino al proveedor y ahora no se puede cancelar. Todavía no hay nada que pagar.
order-turned-up = ⚠️ Te dijimos que esto no se había pedido, pero el proveedor sí tiene el pedido. Págalo solo si aún lo quieres.
status-unclear = <b>El proveedor está revisando este pedido</b>
button-not-paid = Todavía no he pagado
order-missing =
    <b>El proveedor ya no muestra este pedido</b>

    { $goods }

    Lo sabemos y lo estamos revisando. { $paid ->
        [yes] No hace falta pagar otra vez.
       *[no] Por favor, no lo pagues ahora.
    }
    { $support }
