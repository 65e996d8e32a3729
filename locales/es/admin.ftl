alert = { $kind ->
    [frozen] ⚠️ Una confirmación necesita a una persona: { $subject }. Hasta que alguien la vea no se repite nada. /intents
    [unauthorized] ⚠️ La API del socio no acepta la clave. Los pedidos nuevos están en pausa; los abiertos se conservan.
    [partner] ⚠️ La API del socio no responde. Las confirmaciones la esperan; no se ha perdido nada.
    [rate-limit] ⚠️ La API del socio dice una y otra vez que hay demasiadas llamadas. Quizá PARTNER_RPS sea demasiado alto.
    [balance] ⚠️ El saldo en el socio está por debajo de { $subject }. Recárgalo: /balance
    [stuck] ⚠️ El pedido { $subject } está pagado y aún no entregado. Míralo con /order
    [lag] ⚠️ Hay trabajo que no se hace a tiempo: { $subject }. ¿Está el bot sobrecargado? Mira /health
    [telegram] ⚠️ Telegram no aceptó mensajes durante un rato. Se enviarán en cuanto lo haga.
    [notice] ⚠️ No se pudo entregar un mensaje: { $subject }
    [redis] ⚠️ Redis no responde. No se aceptan confirmaciones; se pide a los clientes que prueben dentro de un minuto.
    [status] ⚠️ El socio envió un estado desconocido: { $subject }. Esos pedidos cuentan como en curso; se puede nombrar en STATUS_ALIASES.
    [address-unpinned] ⚠️ La dirección de pago del pedido { $subject } no está en PINNED_ADDRESSES. Sus datos de pago no se muestran.
    [address-checksum] ⚠️ La dirección de pago del pedido { $subject } tiene una suma de control errónea.
    [orphans] ⚠️ Redis era nuevo, y { $subject } pedidos de los dos últimos días no llevan referencia. Se encuentran cuando sus chats abran /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Terminado: { $alert }

balance =
    <b>Saldo en el socio</b>

    { $balance }
balance-topup =
    Recargar en: { $address }
balance-memo =
    Con el memo: { $memo }
button-copy-topup = Copiar dirección
button-transactions = Movimientos

transactions = <b>Movimientos</b> · página { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Aquí no hay ninguno.
transaction-kind = { $kind ->
    [topup] recarga
    [payment] pago
    [fee] comisión
    [refund] devolución
    [unmatched] sin pedido
   *[other] -
}

orders-all = <b>Todos los pedidos</b> · página { $page }
orders-all-none = No hay ninguno así.
orders-all-any = cualquiera
orders-found = <b>Pedidos con esta referencia: { $number }</b>
order-usage = ¿Cuál? Envía /order con un número de pedido, un memo o una referencia detrás.
no-such-order = El proveedor no conoce ese pedido.
order-card =
    <b>Pedido n.º { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Precio: { $price }
    Creado: { $created }
    Pagar hasta: { $expires }
    Memo: { $memo }
    Referencia: { $reference }
    Chat: { $chat }
order-card-estimate = Estimación mostrada: { $estimate }
order-card-history = <b>Lo que vio este bot</b>
order-resent = La pantalla se ha enviado de nuevo al cliente.
order-written = Tu mensaje se ha enviado al cliente.
customer-gone = El cliente ha bloqueado el bot.
write-to-customer = Envía ahora el texto para el cliente del pedido { $order }. Lo recibe del bot.
button-refresh = Actualizar
button-write = Escribir al cliente
button-resend = Enviar la pantalla de nuevo

intents = <b>Confirmaciones que aún no son pedido: { $number }</b>
intents-none = Todas las confirmaciones son ya pedidos o fueron rechazadas.
intent-state = { $state ->
    [prepared] ⏳ en curso
    [placed] ✅ hecho
    [rejected] ✖️ no pedido
   *[frozen] ❄️ congelada
}
intent-card =
    <b>Confirmación</b>

    { $wish }
    Chat: { $chat }
    Referencia: { $reference }
    Confirmada: { $at }
intent-lines =
    Confirmación { $id }: { $state }
    Intentos: { $attempts } · clave { $key }
intent-key-known = El proveedor aún conoce la clave: repetir es seguro.
intent-key-old = La clave tiene más de un día: antes de repetir se buscan los pedidos del proveedor.
button-retry = Probar ahora
button-release = Liberar
button-adopt = Asignar un pedido
adopt-which =
    <b>¿Qué pedido es?</b>

    { $wish }

    Pulsa uno o envía su número. Sus datos de pago van al cliente.
adopt-refused = Ese pedido es de otro chat o de otra confirmación, o esta ya no está congelada.
release-refused = No se ha liberado: el proveedor tiene pedidos que podrían ser este. Asigna uno de ellos.
no-such-intent = Esa confirmación ya no existe.

figures-all = <b>Cifras</b>
figures-partner =
    <b>Según el proveedor</b>
    Pedidos: { $orders }
    Estrellas: { $stars } · meses de Premium: { $months }
    Volumen: { $volume }
figures-partner-down = El proveedor no responde ahora.
figures-own = <b>Según este bot</b>, días: { $days }
figures-day = { $day } pedidos { $placed }, pagados { $paid }, entregados { $completed } · { $volume }
figures-total = Entregados: { $completed } · estrellas: { $stars } · meses de Premium: { $months } · { $volume }
rate =
    <b>Cotización</b>

    { $rate }
    { $at }
fees =
    <b>Límites y comisiones</b>

    Estrellas: de { $low } a { $high }, comisión { $stars }
    Premium: { $months } meses, comisión { $premium }
export-usage =
    <b>Exportar</b>

    Envía /export orders o /export transactions y, si quieres, el primer y el último día: { $example }
export-making = { $what ->
    [orders] Exportando pedidos: { $rows } hasta ahora …
   *[transactions] Exportando movimientos: { $rows } hasta ahora …
}
export-made = { $what ->
    [orders] Pedidos exportados: { $rows }
   *[transactions] Movimientos exportados: { $rows }
}
bad-day = Eso no es un intervalo de días. Escribe los días así: 2026-01-31, primero el anterior.

health =
    <b>Estado</b>

    API del socio: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pedidos vigilados: { $watched }
    Retraso de la cola: { $due } s
    Avisos en espera: { $notices }, el primero desde hace { $lag } s
    Confirmaciones abiertas: { $intents }, congeladas: { $frozen }
    Personas: { $people }
    Intentos ajenos de órdenes de administrador: { $strangers }

    Versión { $version }, en marcha { $uptime }
health-ok = bien, { $ms } ms
health-down = no responde
health-closed = 🚧 La tienda está cerrada: /maintenance

maintenance-on =
    🚧 <b>La tienda está cerrada</b>

    No se aceptan confirmaciones nuevas; los pedidos abiertos se siguen atendiendo. Ábrela con /maintenance off
maintenance-off =
    <b>La tienda está abierta</b>

    Ciérrala con /maintenance on y, si quieres, una frase para los clientes.
maintenance-usage = Envía /maintenance on o /maintenance off.
blocked-people =
    <b>Bloqueados:</b> { $people }

    Envía /block o /unblock con un id de usuario detrás. Los pedidos de personas bloqueadas se siguen atendiendo.
block-admin = No se puede bloquear a un administrador.
bad-user-id = Eso no es un id de usuario. Es un número entero, como el chat en la ficha de un pedido.
not-blocked = Esa persona no está bloqueada.
audit = <b>Lo que hicieron los administradores</b>
audit-none = Nada todavía.

broadcast-compose = <b>Envía ahora el mensaje para todos</b>, con imagen si quieres. Lo verás antes de que salga.
broadcast-preview = ⬆️ Esto va a todos los que han usado el bot: { $people }. No borres tu mensaje hasta que termine: es lo que se copia.
button-broadcast-send = Enviar a todos
button-broadcast-stop = Parar
broadcast-sending = 📣 <b>Enviando</b>
broadcast-stopped = 📣 <b>Parado</b>
broadcast-done = 📣 <b>Enviado a todos</b>
broadcast-counts =
    { $handled } de { $total }
    Entregados: { $delivered }
    Bloquearon el bot: { $blocked }
    Fallidos: { $failed }
    Omitidos: { $skipped }

command-balance = Saldo en el socio
command-transactions = Qué movió el saldo
command-orders-all = Todos los pedidos
command-order = Un pedido por número, memo o referencia
command-intents = Confirmaciones que hay que mirar
command-stats = Cifras
command-rate = La cotización de TON
command-fees = Límites y comisiones
command-export = Pedidos o movimientos en un archivo
command-health = Vecinos y colas
command-maintenance = Cerrar o abrir la tienda
command-block = Bloquear a alguien
command-unblock = Desbloquear a alguien
command-broadcast = Un mensaje a todos
command-audit = Lo que hicieron los administradores
