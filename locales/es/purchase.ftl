home =
    ⭐ <b>Estrellas y Premium con TON</b>

    Elige lo que quieres. Verás el precio antes de confirmar; hasta entonces no se pide nada.
home-unpaid =
    ⭐ <b>Estrellas y Premium con TON</b>

    Aún sin pagar:
    { $orders }

    Sigue con ello o elige algo nuevo.
button-stars = ⭐ Comprar estrellas
button-premium = 🎁 Regalar Premium
button-orders = Mis pedidos
button-help = Ayuda
button-language = Idioma
button-confirming = Ver qué se confirma

recipient-stars = <b>¿Para quién son las estrellas?</b>
recipient-premium = <b>¿Para quién es Premium?</b>
recipient-how = Pulsa un botón, o envía un nombre como @durov o un enlace como t.me/durov.
recipient-no-username = Para comprar para ti, crea antes un nombre de usuario: Ajustes → Nombre de usuario.
button-me = Para mí ({ $username })
button-contacts = Elegir un contacto
contacts-prompt = Elige a la persona con el botón de abajo.
contacts-button = Elegir persona
recipient-unknown = ⚠️ Ahora no se pudo comprobar este usuario. Se comprobará otra vez al hacer el pedido.

amount-stars = <b>¿Cuántas estrellas?</b>
amount-premium = <b>¿Por cuánto tiempo?</b>
amount-for = Para { $recipient }
amount-limits = Pulsa un botón o envía un número de { $low } a { $high }.
amount-any = Pulsa un botón o envía un número.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } mes
   *[other] { $months } meses
}

confirm =
    <b>Revisa y confirma</b>

    { $goods }
    Para: { $recipient }
    Precio: <b>{ $price }</b>

    El precio queda fijado cuando confirmas. Pagas después.
unpriced =
    { $goods }
    Para: { $recipient }

    Ahora no se puede consultar el precio.
button-confirm = Confirmar

twin-unpaid =
    <b>Ya has pedido esto</b>

    { $goods } para { $recipient }: el pedido n.º { $order } espera el pago.
twin-confirming =
    <b>Ya has confirmado esto</b>

    { $goods } para { $recipient }: el pedido aún se está creando; su pantalla de pago llegará sola.
button-show-it = Ver ese pedido
button-another = Hacer otro

cancelled = Cancelado: no se ha pedido nada.

help =
    <b>Cómo funciona</b>

    1. Elige estrellas o Premium, para quién y cuánto.
    2. Revisa el precio y confirma.
    3. Paga en TON desde tu propia cartera: exactamente el importe indicado y con el memo.
    4. Lo demás va solo. Recibes un mensaje cuando esté entregado.

    /start  comprar
    /orders  tus pedidos
    /language  idioma
    /cancel  dejar lo empezado
    /privacy  qué se guarda de ti

    { $support }

access-closed =
    <b>Este bot es para revendedores</b>

    No acepta pedidos de otros. Los que hiciste antes están en Mis pedidos.

    Para serlo, indica este número: { $person }
    { $support }

language = <b>¿En qué idioma?</b>

command-start = Comprar estrellas o Premium
command-orders = Mis pedidos
command-language = Idioma
command-help = Cómo funciona
command-cancel = Dejar lo empezado
