alert = { $kind ->
    [frozen] ⚠️ Una confirmación espera tu decisión: { $subject }. El bot no repite nada antes: /intents
    [team] ⚠️ Se restauró una copia de seguridad. Las personas de su equipo esperan tu decisión: /team
    [unauthorized] ⚠️ La API del socio no acepta la clave. Los pedidos nuevos están en pausa; los abiertos se conservan.
    [partner] ⚠️ La API del socio no responde. Las confirmaciones la esperan; no se ha perdido nada.
    [rate-limit] ⚠️ La API del socio avisa una y otra vez de que hay demasiadas llamadas. Quizá PARTNER_RPS sea demasiado alto.
    [clocks] ⚠️ Los relojes del socio difieren en más de un minuto. Nos guiamos por el más cercano al nuestro; pide al socio que los ajuste.
    [balance] ⚠️ El saldo en el socio está por debajo de { $subject }. Recárgalo: /balance
    [stuck] ⚠️ El pedido { $subject } está pagado, pero aún no se ha entregado. Míralo con /order
    [lag] ⚠️ La cola va con retraso: { $subject }. ¿Está el bot sobrecargado? Mira /health
    [telegram] ⚠️ Telegram no aceptó mensajes durante un rato. Los enviaremos en cuanto lo haga.
    [updates] ⚠️ Las actualizaciones de Telegram no llegan a este bot. Puede que otro programa use su token. El bot lo sigue intentando.
    [webhook] ⚠️ Telegram no puede entregar las actualizaciones al webhook y el bot no responde a nadie. Mira la causa con <code>make doctor</code>.
    [notice] ⚠️ No se pudo entregar un mensaje: { $subject }
    [redis] ⚠️ Redis no responde. No se aceptan confirmaciones; se pide a los clientes que prueben dentro de un minuto.
    [redis-writes] ⚠️ Redis responde, pero rechaza las escrituras: está lleno, es de solo lectura o no tiene réplicas. No se aceptan confirmaciones; se pide a los clientes que prueben dentro de un minuto.
    [status] ⚠️ El socio envió un estado desconocido: { $subject }. Esos pedidos cuentan como en curso; puedes darle un significado en STATUS_ALIASES.
    [address-unpinned] ⚠️ La dirección de pago del pedido { $subject } no está en PINNED_ADDRESSES. No mostramos sus datos de pago.
    [address-checksum] ⚠️ La dirección de pago del pedido { $subject } tiene una suma de control errónea.
    [orphans] ⚠️ Redis arrancó vacío: { $subject } pedidos de los dos últimos días no tienen chat. Aparecerá cuando sus dueños abran /orders.
    [list] ⚠️ No podemos leer hasta el final la lista de pedidos del socio: { $subject }. Los pedidos tras la primera página se encuentran solo de uno en uno. Mira <code>make doctor</code>.
    [list-lag] ⚠️ La lista de pedidos del socio va por detrás de lo que responde sobre cada pedido. Consultamos los pedidos uno a uno hasta que la lista se ponga al día.
    [unreadable] ⚠️ No pudimos leer toda la respuesta del socio: { $subject }. Compárala con <code>doctor --contract</code>
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Un cliente pide ayuda: { $topic }

    { $facts }
button-customer = Chat con el cliente
alert-over = ✅ Terminado: { $alert }

balance =
    <b>Saldo en el socio</b>

    { $balance }
balance-topup =
    Recargar en: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Copiar dirección
button-transactions = Movimientos

transactions = <b>Movimientos</b> · página { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = No hay movimientos.
transaction-kind = { $kind ->
    [topup] recarga
    [payment] pago
    [fee] comisión
    [refund] devolución
    [unmatched] sin pedido
   *[other] -
}

orders-all = <b>Todos los pedidos</b> · página { $page }
orders-all-none = No hay pedidos así.
orders-all-any = cualquiera
orders-found = <b>Pedidos con esta referencia: { $number }</b>
order-usage = ¿Cuál? Envía /order y un número de pedido, un memo o una referencia.
no-such-order = El socio no conoce ese pedido.
order-card =
    <b>Pedido n.º { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Precio: { $price }
    Creado: { $created }
    Pagar hasta: { $expires }
    Memo: { $memo }
    Referencia: { $reference }
    Chat: { $chat }
order-card-estimate = Estimación mostrada: { $estimate }
order-card-sent = Transacción del cliente: { $link }
order-card-history = <b>Historial de estados</b>
order-resent = El cliente ha recibido la pantalla de nuevo.
order-written = Hemos enviado tu mensaje al cliente.
customer-gone = El cliente ha bloqueado el bot.
write-to-customer = Envía ahora el texto para el cliente del pedido { $order }. El bot se lo hará llegar.
button-refresh = Actualizar
button-write = Escribir al cliente
button-resend = Enviar la pantalla de nuevo

intents = <b>Confirmaciones que aún no son pedido: { $number }</b>
intents-none = Todas las confirmaciones son ya pedidos o fueron rechazadas.
intent-state = { $state ->
    [prepared] ⏳ en curso
    [placed] ✅ pedida
    [rejected] ✖️ no pedida
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
intent-key-known = El socio aún conoce la clave: repetir es seguro.
intent-key-old = La clave tiene más de un día: antes de repetir, el bot busca en los pedidos del socio.
button-retry = Probar ahora
button-release = Liberar
button-adopt = Asignar un pedido
adopt-which =
    <b>¿Qué pedido es?</b>

    { $wish }

    Toca uno o envía su número. El cliente recibirá sus datos de pago.
adopt-refused = Ese pedido es de otro chat o de otra confirmación, o esta ya no está congelada.
release-refused = No se ha liberado: el socio tiene pedidos que podrían ser este. Asigna uno de ellos.
no-such-intent = Esa confirmación ya no existe.

figures-all = <b>Cifras</b>
figures-partner =
    <b>Según el socio</b>
    Pedidos: { $orders }
    Estrellas: { $stars } · meses de Premium: { $months }
    Volumen: { $volume }
figures-partner-down = El socio no responde ahora.
figures-own = <b>Según este bot</b>, últimos días: { $days }
figures-day = { $day } pedidos { $placed }, pagados { $paid }, entregados { $completed } · { $volume }
figures-total = Entregados: { $completed } · estrellas: { $stars } · meses de Premium: { $months } · { $volume }
rate =
    <b>Cotización</b>

    { $rate }
    { $at }
fees =
    <b>Límites y comisiones</b>

    Estrellas: de { $low } a { $high }, comisión { $stars }
    Premium: { $months } meses, comisión { $premium }
export-usage =
    <b>Exportar</b>

    Envía /export orders o /export transactions y, si quieres, el primer y el último día: { $example }
export-making = { $what ->
    [orders] Exportando pedidos: { $rows } hasta ahora …
   *[transactions] Exportando movimientos: { $rows } hasta ahora …
}
export-made = { $what ->
    [orders] Pedidos exportados: { $rows }
   *[transactions] Movimientos exportados: { $rows }
}
export-failed = No se pudo guardar el archivo: quizá el disco del servidor está lleno. Libera espacio y envía el comando otra vez.
bad-day = No entiendo esas fechas. Escríbelas así: 2026-01-31, primero la más antigua.

health =
    <b>Estado</b>

    API del socio: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pedidos vigilados: { $watched }
    Retraso de la cola: { $due } s
    Avisos en espera: { $notices }, el primero desde hace { $lag } s
    Confirmaciones abiertas: { $intents }, congeladas: { $frozen }
    Personas: { $people }
    Comandos de administrador probados por otros: { $strangers }

    Versión { $version }, en marcha desde hace { $uptime }
health-ok = bien, { $ms } ms
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

    Envía /block o /unblock y un id de usuario. Los pedidos de personas bloqueadas se siguen atendiendo.
block-admin = No se puede bloquear a un administrador.
bad-user-id = Eso no es un id de usuario. Es un número entero, como el chat en la ficha de un pedido.
not-blocked = Esa persona no está bloqueada.
audit = <b>Lo que hicieron los administradores</b>
audit-none = Nada todavía.

broadcast-compose = <b>Envía ahora el mensaje para todos</b>, con imagen si quieres. Lo verás antes de que salga.
broadcast-preview = ⬆️ Esto va a todos los que han usado el bot: { $people }. No borres tu mensaje hasta que termine: el bot lo copia.
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
command-transactions = Historial del saldo
command-orders-all = Todos los pedidos
command-order = Un pedido por número, memo o referencia
command-intents = Confirmaciones que hay que mirar
command-stats = Cifras
command-rate = La cotización de TON
command-fees = Límites y comisiones
command-export = Pedidos o movimientos en un archivo
command-health = Estado del bot
command-maintenance = Cerrar o abrir la tienda
command-block = Bloquear a alguien
command-unblock = Desbloquear a alguien
command-broadcast = Un mensaje a todos
command-audit = Lo que hicieron los administradores

alert-confirmations = { $kind ->
    [stopped] ⚠️ Un pedido nuevo llegó ya pagado o sin datos de pago claros: puede que el socio cobre el precio de tu saldo. Todas las confirmaciones están detenidas. Revisa PARTNER_PAYMENT_METHOD y continúa con /maintenance off
    [waiting] ⚠️ Hay confirmaciones que esperan más de un minuto: el socio no confirma pedidos. Mira /intents
    [refused] ⚠️ El socio rechaza un pedido tras otro por un motivo ajeno a los clientes: { $subject }
    [turned-up] ⚠️ El pedido { $subject } apareció después de que su cliente leyera «no se ha pedido». El cliente está avisado. Míralo con /order
    [reversed] ⚠️ El socio muestra el pedido { $subject } como terminado sin pagar, aunque se vio su pago. El cliente está avisado. Pregunta al socio y míralo con /order
    [twin] ⚠️ El socio creó un segundo pedido, { $subject }, para una sola confirmación. Su cliente no puede pagarlo. Míralo con /order
    [unconfirmed] ⚠️ El socio tiene el pedido { $subject } para uno de nuestros chats, pero aquí nadie lo confirmó. Aquí no se puede pagar. Míralo con /order
    [paid-early] ⚠️ El pedido { $subject } ya estaba pagado cuando el bot supo de él: lo pagó su cliente antes de que Redis perdiera datos, o salió de tu saldo. El cliente está avisado. Revisa el saldo y mira el pedido con /order
    [lost] ⚠️ La confirmación { $subject } se perdió: Redis solo conoce su número. Busca su pedido en la lista del socio.
    [lost-order] ⚠️ Redis ha perdido el pedido { $subject } y el socio no muestra de quién es. Búscalo en la lista del socio.
   *[balance-unreadable] ⚠️ No se puede leer el saldo del socio (falta: { $subject }), así que LOW_BALANCE_TON no avisa de nada.
}
orders-stopped =
    <b>Todas las confirmaciones están detenidas</b>

    Un pedido nuevo llegó ya pagado o sin datos de pago claros: { $reason }
    Puede que el socio cobre el precio de tu saldo. Revisa PARTNER_PAYMENT_METHOD y continúa con /maintenance off
alert-details = ⚠️ El socio indica ahora para el pedido { $order } otros datos de pago que al crearlo. Valen los primeros; mientras no esté pagado, no se muestran.
alert-wrong-order = ⚠️ El socio respondió sobre otro pedido que no es { $order }. La respuesta se descartó y el pedido se sigue vigilando.
alert-order-missing = ⚠️ El socio ya no muestra el pedido { $order }, que puede estar pagado. Se avisó al cliente. Pregunta al socio.
alert-not-found = ⚠️ El socio no muestra ninguno de nuestros pedidos abiertos: faltan { $number }. ¿Son correctos PARTNER_API_KEY y PARTNER_API_URL? No se avisó a los clientes.
alert-more = Otros iguales ({ $count }): { $subjects }
alert-group-moved = Este grupo es ahora un supergrupo. Pon ADMIN_CHAT_ID en { $id }.
alert-topic-gone = El tema de ADMIN_CHAT_ID ya no existe; los avisos llegan aquí.
alert-chat-gone = No se puede llegar al chat de ADMIN_CHAT_ID; los avisos te llegan a ti.

button-alert = { $action ->
    [order] Abrir el pedido
    [health] Ver el estado
    [intent] La confirmación
    [intents] Las confirmaciones
    [balance] Saldo y recarga
    [maintenance] La tienda
   *[team] El equipo
}
alert-balance-left = Ahora es de { $balance }.
alert-opened = Lo abrí en nuestro chat privado.
alert-not-opened = No puedo escribirte. Abre nuestro chat privado, toca Iniciar e inténtalo de nuevo.
button-open-shop = Abrir la tienda
button-close-shop = Cerrar la tienda
partner-key-refused = El socio no acepta PARTNER_API_KEY (401 o 403): la clave fue revocada o la cuenta está bloqueada. Pide una clave nueva al bot del socio (/api) y reinicia el bot con ella. Los pedidos nuevos esperan; los abiertos se conservan.

shop-day =
    <b>El día de la tienda</b> · { $day }

    Pedidos: { $placed }, pagados: { $paid }, entregados: { $completed }
    Ventas: { $volume }
    Sin entregar: { $unsuccessful }
    Entrega más lenta: { $slowest }
shop-day-open = Pagado y aún sin entregar: { $open }, { $money }, como máximo desde hace { $longest }
shop-day-open-none = Pagado y aún sin entregar: –
shop-day-resold = <b>Vendido por revendedores</b>
shop-daily-on = Recibirás el informe de la tienda cada día a las { $hour }, hora de { $zone }. Otra hora: /daily shop 7. Desactivar: /daily shop off. Tu zona horaria: /daily +3
shop-daily-off = No recibes el informe de la tienda. Actívalo con /daily shop 9
