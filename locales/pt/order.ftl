intent-confirming =
    <b>Seu pedido está sendo confirmado</b>

    { $goods }

    O fornecedor ainda não respondeu. A tela de pagamento aparece aqui automaticamente. Não pedimos nada duas vezes, e até lá você não paga nada.
confirmation-lost = ⚠️ Por uma falha, esta confirmação se perdeu e nada foi pedido. Se ainda quiser, confirme de novo.
intent-rejected =
    <b>Não foi pedido, nada a pagar</b>

    { $goods }
intent-frozen =
    <b>Estamos verificando este pedido</b>

    { $goods }

    Por favor, não pague nada por ele. Já sabemos disso. Número: { $number }
    { $support }

pay =
    <b>A pagar:</b> { $price }
    { $goods }
pay-details =
    Endereço: { $address }
    Memo: { $memo }
pay-rules =
    • Envie exatamente este valor, em uma só transferência
    • Confira o memo (comentário) na carteira: é por ele que achamos seu pagamento
    • Use sua carteira, não uma corretora
pay-rule-gram = • GRAM é a moeda da própria rede, não um token
pay-left = ⏳ Expira: { $end } · Pedido nº { $order }
pay-dearer = ⚠️ <b>O preço subiu</b> desde que você o viu: era { $estimate }. Você ainda pode cancelar.
pay-checksum = ⚠️ Este endereço parece danificado. Se a sua carteira o recusar, não pague: cancele e peça de novo.
pay-withheld =
    <b>Por favor, não pague este pedido</b>

    Não conseguimos verificar os dados de pagamento, por isso não os mostramos. Já sabemos disso.
    { $support }
button-wallet = Abrir carteira
button-keeper = Keeper
button-mytonwallet = MyTonWallet
button-copy-address = Copiar endereço
button-copy-memo = Copiar memo
button-copy-amount = Copiar valor
button-paid = Já paguei
button-pay-again = Ver dados de pagamento
button-cancel-order = Cancelar
cancel-ask =
    <b>Cancelar este pedido?</b>

    { $goods }
    { $order }

    Se você já pagou, não cancele: vamos encontrar seu pagamento.
button-keep-order = Manter o pedido
button-cancel-sure = Cancelar o pedido

checking =
    <b>Procurando seu pagamento</b>

    { $goods }

    Costuma levar menos de um minuto. Não precisa esperar aqui, avisamos você.
    { $support }
time-is-up =
    <b>O tempo acabou, procurando o pagamento</b>

    { $goods }

    Por favor, não pague mais este pedido. Se você pagou, vamos encontrar o pagamento.
    { $support }
status-unknown = O fornecedor diz: { $status }. Continuamos acompanhando.

outcome = { $state ->
    [completed]
        ✅ <b>Entregue</b>

        { $goods }
    [failed]
        <b>Este pedido falhou</b>

        { $goods }

        Se você pagou, o fornecedor vai devolver seu dinheiro. Avisamos você.
        { $support }
    [refunded]
        <b>Este pedido foi reembolsado</b>

        { $goods }

        Seu dinheiro voltou para a carteira de onde saiu.
        { $support }
    [cancelled]
        <b>Este pedido foi cancelado</b>

        { $goods }

        Por favor, não pague mais este pedido. Se você pagou, vamos ver e avisar você.
        { $support }
    [expired]
        <b>Este pedido expirou sem pagamento</b>

        { $goods }

        Por favor, não pague mais este pedido. Se você pagou, vamos ver e avisar você.
        { $support }
    [not-seen]
        <b>Este pedido terminou</b>

        { $goods }

        Não vimos nenhum pagamento. Se você pagou, escreva para nós.
        { $support }
    [money]
        <b>Este pedido terminou sem entrega</b>

        { $goods }

        Recebemos { $paid } de { $price }. Seu dinheiro está seguro. Não envie mais nada por este pedido.
        { $support }
    [odd]
        <b>Sobre o seu pagamento</b>

        { $goods }
   *[progress]
        <b>Pagamento recebido</b>

        { $goods }
}
button-repeat = Pedir de novo
see-below = veja a nova mensagem abaixo
receipt =
    Data: { $date }
    Valor: { $amount }
receipt-transaction = Transação: { $link }
button-gift-card = 🎁 Cartão para enviar
card-gift =
    🎁 <b>Um presente para você</b>

    { $goods }

    { $product ->
        [premium] Já está ativo: Configurações → Telegram Premium.
       *[stars] Já são suas: Configurações → Minhas estrelas.
    }
reminder =
    ⏳ <b>Ainda não pago</b>

    { $goods }
    Expira: { $end }

    Se você acabou de pagar, está tudo certo: nós avisamos.
two-to-pay = ⚠️ Você tem mais de um pedido aberto. Cada um tem seu memo: não os troque.

orders = <b>Meus pedidos</b> · página { $page } de { $pages }
orders-row =
    nº { $order } · { $date } · { $status }
    { $goods }
orders-received = recebido: { $paid }
orders-none =
    <b>Meus pedidos</b>

    Você ainda não tem pedidos.
button-newer = ‹ Recentes
button-older = Anteriores ›
from-the-shop = ✉️ <b>Uma mensagem sobre o pedido nº { $order }</b>

intent-waiting =
    <b>Isto está demorando mais que o normal</b>

    { $goods }

    O fornecedor não está confirmando pedidos agora, e continuamos tentando. A tela de pagamento aparece aqui automaticamente. Não pedimos nada duas vezes, e até lá você não paga nada.
withdraw-refused = Este pedido já está a caminho do fornecedor e agora não pode ser cancelado. Ainda não há nada a pagar.
order-turned-up = ⚠️ Dissemos que isto não foi pedido, mas o fornecedor tem o pedido, sim. Pague só se ainda o quiser.
status-unclear = <b>O fornecedor está verificando este pedido</b>
button-not-paid = Ainda não paguei
order-missing =
    <b>O fornecedor não mostra mais este pedido</b>

    { $goods }

    Sabemos disso e estamos verificando. { $paid ->
        [yes] Não precisa pagar de novo.
       *[no] Por favor, não pague por ele agora.
    }
    { $support }
