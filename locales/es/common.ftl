goods-stars = { $quantity ->
    [one] { $quantity } estrella
   *[other] { $quantity } estrellas
}
goods-premium = { $months ->
    [one] { $months } mes de Premium
   *[other] { $months } meses de Premium
}
goods-for = { $goods } para { $recipient }
order-number = Pedido n.º { $order }
order-short = n.º { $order }
support = ¿Preguntas? Escribe a { $support } e indica el número de pedido.
support-nobody = ¿Dudas sobre un pedido? Ábrelo, toca Ayuda y envíalo a soporte.

status = { $status ->
    [pending_payment] pendiente de pago
    [partly] pagado en parte
    [paid] pagado
    [processing] en entrega
    [completed] entregado
    [failed] fallido
    [refunded] reembolsado
    [expired] caducado
    [cancelled] cancelado
   *[other] en curso
}

button-back = ‹ Atrás
button-cancel = Cancelar
button-menu = Menú
button-again = Reintentar
button-look = Comprobar ahora

bad-username = Eso no es un nombre de usuario de Telegram. Tiene de 4 a 32 letras, cifras o guiones bajos, como @durov.
bad-username-named = { $username } no puede ser un nombre de usuario. Tiene de 4 a 32 letras, cifras o guiones bajos, como @durov.
bad-username-link = Ese enlace no lleva a una persona. Envía un nombre como @durov o un enlace como t.me/durov.
bad-number = Eso no es un número entero. Envía solo cifras, como 100.
bad-number-range = Está fuera de los límites. Envía un número de { $low } a { $high }.
bad-too-long = Es demasiado largo. Envía algo más corto.
bad-kind = Aquí solo entiendo texto o botones. No ha cambiado nada.
bad-months = Elige uno de los periodos de abajo.
bad-purchase = No lo he entendido. Escríbelo así: 500 @durov, o premium 6 @durov.
recipient-cannot = { $username } no puede recibir esto.
recipient-cannot-why = { $username } no puede recibir esto: { $reason }
contact-no-username = Esta persona no tiene @usuario, y sin él no podemos enviárselo. Puede crearlo en Telegram: Ajustes → Nombre de usuario.
not-yours = En este chat no hay ese pedido.
old-button = Ese botón es de un paso anterior. Ahora estás aquí:

partner-rejected = El proveedor dice: { $message }
partner-down = El proveedor no responde ahora. No se ha perdido nada: prueba dentro de un minuto.
partner-busy = Tenemos muchos pedidos ahora. No se ha perdido nada: prueba dentro de unos segundos.
partner-unauthorized = La tienda está en mantenimiento y no acepta pedidos ahora. No se ha perdido nada: prueba más tarde.
partner-unreadable = No pudimos leer la respuesta del proveedor. No se ha perdido nada: prueba dentro de un minuto.
redis-down = Una breve interrupción: prueba dentro de un minuto. Los pedidos que has confirmado están a salvo.
unexpected = Algo ha fallado y ya lo sabemos. Tus pedidos están a salvo: míralos en /orders o empieza de nuevo con /start.
slow-down = Demasiado rápido. Espera unos segundos y sigue.
unknown-command = No conozco ese comando. Esto es lo que puedo hacer: /start, /orders, /language, /help.
group = Solo acepto pedidos en un chat privado: { $link }
go-on = Telegram estuvo ocupado un momento. No se ha perdido nada.
button-go-on = Seguir
language-name = Español
bot-description = Compra estrellas de Telegram o regala Premium a cualquier @username y paga en TON desde tu propia billetera. Primero ves el precio y no se pide nada hasta que confirmas. Toca Iniciar o escribe simplemente: 500 @durov
bot-short-description = Estrellas y Premium de Telegram para cualquier @username, con pago en TON.
press-a-button = Aquí no hace falta texto. Toca uno de los botones de abajo.
tap-or-write = Toca un botón de abajo o escribe lo que quieres en una línea: 500 @durov, o premium 6 @durov.
orders-stale = El proveedor no responde ahora, así que puede faltar algún pedido en la lista.
shop-closed = La tienda está cerrada por un momento y no acepta pedidos nuevos. Tus pedidos confirmados siguen como siempre.
shop-closed-why = La tienda está cerrada por un momento: { $words }
blocked =
    Ya no puedes hacer pedidos aquí. Entregaremos los que has pagado.
    { $support }
unreadable-update = No he podido leer ese mensaje. No ha cambiado nada. Envíalo de otra manera.
