button-prices = Lista de preços
button-currency = Moeda
currency =
    <b>Sua moeda</b>

    { $rate }
    Preços arredondados para cima a: { $step }
    Cotação definida: { $time }
currency-none =
    <b>Sua moeda</b>

    Seus preços estão só em TON. Defina sua cotação, e os orçamentos, os números e a lista de preços mostram também a moeda dos seus clientes.
currency-how =
    Defina a cotação assim: { $first }
    Com arredondamento para cima: { $second }
    Só TON: { $off }
bad-currency = Não consegui ler essa cotação. Envie assim: /currency BRL 5.4 per USD, ou per TON: as três letras da moeda, um número e a que se refere.
rate-old = ⚠️ Sua cotação { $rate } tem mais de um dia. Confira: /currency
rate-unknown = ⚠️ O preço do TON em dólares é desconhecido agora, por isso não há preço em { $currency }. Tente em um minuto.
rate-sure =
    <b>Esta cotação está certa?</b>

    A anterior era { $former }. Toque na cotação que você quer.
margin-sure =
    <b>Esta margem está certa?</b>

    A anterior era { $former }. Toque na margem que você quer.
rate-which =
    <b>Qual cotação você quer dizer?</b>
button-rate-again = A cotação continua certa
button-rate-keep = Manter a anterior
price-list =
    <b>Lista de preços</b>

    A mensagem abaixo é para os seus clientes: encaminhe como está.
    Sua margem: { $margin }
command-currency = Moeda dos meus clientes
command-pricelist = Lista de preços para encaminhar
