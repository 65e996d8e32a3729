button-prices = Lista de precios
button-currency = Moneda
currency =
    <b>Tu moneda</b>

    { $rate }
    Los precios se redondean hacia arriba a: { $step }
    Cambio fijado: { $time }
currency-none =
    <b>Tu moneda</b>

    Tus precios están solo en TON. Fija tu cambio, y los presupuestos, las cifras y la lista de precios mostrarán también la moneda de tus clientes.
currency-how =
    Fija el cambio así: { $first }
    Con redondeo hacia arriba: { $second }
    Solo TON: { $off }
bad-currency = No puedo leer ese cambio. Envíalo así: /currency ARS 1450 per USD, o per TON: las tres letras de la moneda, un número y a qué se refiere.
rate-old = ⚠️ Tu cambio { $rate } tiene más de un día. Revísalo: /currency
rate-unknown = ⚠️ Ahora no sabemos cuánto vale TON en dólares, así que no hay precio en { $currency }. Prueba en un minuto.
rate-sure =
    <b>¿Es correcto este cambio?</b>

    El anterior era { $former }. Toca el cambio que quieres.
margin-sure =
    <b>¿Es correcto este margen?</b>

    El anterior era { $former }. Toca el margen que quieres.
rate-which =
    <b>¿A qué cambio te refieres?</b>
button-rate-again = El cambio sigue igual
button-rate-keep = Dejar el anterior
price-list =
    <b>Lista de precios</b>

    El mensaje de abajo es para tus clientes: reenvíalo tal cual.
    Tu margen: { $margin }
command-currency = Moneda de mis clientes
command-pricelist = Lista de precios para reenviar
