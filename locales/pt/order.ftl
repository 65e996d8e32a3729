intent-confirming =
    <b>Seu pedido está sendo confirmado</b>

    { $goods }

    O fornecedor ainda não respondeu. A tela de pagamento virá aqui sozinha. Nada é pedido duas vezes, e até lá não há nada a pagar.
intent-rejected =
    <b>Não foi pedido, nada a pagar</b>

    { $goods }
intent-frozen =
    <b>Uma pessoa precisa ver este pedido</b>

    { $goods }

    Por favor, não pague nada por ele. Já fomos avisados. Número: { $number }
    { $support }

pay =
    <b>A pagar:</b> { $price }
    { $goods }
pay-details =
    Valor: { $amount }
    Endereço: { $address }
    Memo: { $memo }
pay-rules =
    • Exatamente este valor, em uma só transferência
    • Com o memo (comentário): é por ele que achamos seu pagamento
    • Da sua própria carteira, não de uma corretora
pay-left = { $minutes ->
    [one] ⏳ Falta { $minutes } minuto · Pedido nº { $order }
   *[other] ⏳ Faltam { $minutes } minutos · Pedido nº { $order }
}
pay-dearer = ⚠️ <b>O preço subiu</b> desde que você o viu: era { $estimate }. Você ainda pode cancelar.
pay-checksum = ⚠️ Este endereço parece danificado. Se a sua carteira o recusar, não pague: cancele e peça de novo.
pay-withheld =
    <b>Por favor, não pague este pedido</b>

    Os dados de pagamento não puderam ser verificados, por isso não são mostrados. Já fomos avisados.
    { $support }
button-wallet = Abrir carteira
button-tonkeeper = Tonkeeper
button-copy-address = Endereço
button-copy-memo = Memo
button-copy-amount = Valor
button-paid = Já paguei
button-pay-again = Ver dados de pagamento
button-cancel-order = Cancelar

checking =
    <b>Procurando seu pagamento</b>

    { $goods }

    Costuma levar menos de um minuto. Não precisa esperar aqui: a mensagem vem sozinha.
    { $support }
time-is-up =
    <b>O tempo acabou, procurando o pagamento</b>

    { $goods }

    Por favor, não pague mais este pedido. Se você pagou, ele será encontrado.
    { $support }
in-progress =
    <b>Pagamento recebido</b>

    { $goods }
status-unknown = O fornecedor diz: { $status }. Continuamos acompanhando.

ended-completed =
    ✅ <b>Entregue</b>

    { $goods }
ended-failed =
    <b>Este pedido falhou</b>

    { $goods }

    Se você pagou, o fornecedor devolve o dinheiro. Acompanhamos e avisamos.
    { $support }
ended-refunded =
    <b>Este pedido foi reembolsado</b>

    { $goods }

    O dinheiro voltou para onde veio.
    { $support }
ended-cancelled =
    <b>Este pedido foi cancelado</b>

    { $goods }

    Por favor, não o pague mais. Se você pagou, veremos e avisaremos.
    { $support }
ended-expired =
    <b>Este pedido expirou sem pagamento</b>

    { $goods }

    Por favor, não o pague mais. Se você pagou, veremos e avisaremos.
    { $support }
button-repeat = Repetir

orders = <b>Meus pedidos</b> · página { $page } de { $pages }
orders-row =
    Nº { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>Meus pedidos</b>

    Ainda não há nenhum.
button-newer = ‹ Mais novos
button-older = Antigos ›
from-the-shop = ✉️ <b>Uma mensagem sobre o pedido nº { $order }</b>
