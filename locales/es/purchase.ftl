home =
    ⭐ <b>Estrellas y Premium con TON</b>

    Elige lo que quieres. Primero verás el precio; no pedimos nada hasta que confirmes.
home-unpaid =
    ⭐ <b>Estrellas y Premium con TON</b>

    Pedidos abiertos:
    { $orders }

    { $due ->
        [no] Mira un pedido o elige algo nuevo.
       *[yes] Termina el pago o elige algo nuevo.
    }
button-stars = ⭐ Comprar estrellas
button-premium = 🎁 Regalar Premium
button-orders = Mis pedidos
button-help = Ayuda
button-language = Idioma
button-confirming = Ver el pedido en curso
which-product = <b>¿Estrellas o Premium?</b>

recipient-stars = <b>¿Para quién son las estrellas?</b>
recipient-premium = <b>¿Para quién es Premium?</b>
recipient-how = Toca un botón, o envía un nombre como @durov o un enlace como t.me/durov.
recipient-no-username = Para comprar para ti, crea antes un nombre de usuario: Ajustes → Nombre de usuario.
button-me = Para mí ({ $username })
button-contacts = Elegir un contacto
contacts-prompt = Elige a la persona con el botón de abajo.
contacts-button = Elegir persona
recipient-unknown = ⚠️ Ahora no pudimos comprobar este usuario. Lo comprobaremos otra vez al hacer el pedido.

amount-stars = <b>¿Cuántas estrellas?</b>
amount-premium = <b>¿Por cuánto tiempo?</b>
amount-for = Para { $recipient }
amount-limits = Toca un botón o envía un número de { $low } a { $high }.
amount-any = Toca un botón o envía un número.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } mes
   *[other] { $months } meses
}

confirm =
    <b>Revisa y confirma</b>

    { $goods }
    Para: { $recipient }
    Precio: <b>{ $price }</b>

    El precio es definitivo cuando confirmas. Pagas después.
unpriced =
    { $goods }
    Para: { $recipient }

    Ahora no podemos consultar el precio.
button-confirm = Confirmar

twin-unpaid =
    <b>Ya has pedido esto</b>

    { $goods } para { $recipient }: el pedido n.º { $order } espera el pago.
twin-confirming =
    <b>Ya has confirmado esto</b>

    { $goods } para { $recipient }: el pedido aún se está creando; su pantalla de pago aparecerá sola.
button-show-it = Ver ese pedido
button-another = Hacer otro

cancelled = Cancelado: no se ha pedido nada.

help =
    <b>Cómo funciona</b>

    1. Elige estrellas o Premium, para quién y cuánto.
    2. Revisa el precio y confirma.
    3. Paga en TON desde tu propia billetera: exactamente el importe indicado y con el memo.
    4. Lo demás es automático. Recibirás un mensaje cuando se entregue.

    También puedes escribirlo en una línea: 500 @durov, o premium 6 @durov.

    /start  comprar
    /orders  tus pedidos
    /language  idioma
    /cancel  cancelar lo empezado
    /privacy  qué guardamos sobre ti

    { $support }

access-closed =
    <b>Este bot es para revendedores</b>

    Solo acepta pedidos de revendedores. Los que hiciste antes están en Mis pedidos.

    Para ser revendedor, envía este número: { $person }
    { $support }

language = <b>¿En qué idioma?</b>

command-start = Comprar estrellas o Premium
command-orders = Mis pedidos
command-language = Idioma
command-help = Cómo funciona
command-cancel = Cancelar lo empezado
