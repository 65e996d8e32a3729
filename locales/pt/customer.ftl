step = { $step ->
    [paid] Pago
    [processing] Em andamento
    [delivered] Entregue
    [failed] Falhou
    [refunded] Reembolsado
    [expired] Expirado
    [cancelled] Cancelado
   *[ordered] Pedido
}
step-then = { " ▸ " }

looked = Verificado às { $time }: nada de novo ainda.

odd-payment =
    <b>Sobre o seu pagamento</b>

    { $goods }
odd-less = ⚠️ Chegaram { $paid }: { $missing } a menos que o preço. O dinheiro não se perdeu, mas o pedido espera. Pergunte ao suporte antes de enviar o resto.
odd-more = ⚠️ Chegaram { $paid }: { $rest } a mais que o preço. O pedido continua; o fornecedor acerta o resto.
odd-note = O fornecedor diz: { $note }

button-order = Ver o pedido
button-sheet = { $topic ->
    [memo] Esqueci o memo
    [little] Enviei de menos
    [late] Paguei tarde
    [slow] Está demorando
   *[missing] Não chegou nada
}
sheets =
    <b>Ajuda</b> · { $order }

    O que houve?
sheet-memo = Um pagamento sem memo chega ao fornecedor, mas ninguém sabe de qual pedido é. Não pague de novo. O suporte consegue achá-lo pela hora, pelo valor e pela transação na sua carteira.
sheet-little = O pedido espera até chegar o valor inteiro. O dinheiro não se perdeu. Pergunte ao suporte antes de enviar o resto: ele tem que chegar com o mesmo memo e antes do fim do prazo.
sheet-late = Dinheiro atrasado quase sempre é encontrado: procuramos por uma semana e avisamos. Não pague de novo. Se nada mudar em uma hora, escreva ao suporte.
sheet-slow = O pagamento foi encontrado e o fornecedor está entregando. Costuma levar um minuto, mais quando há muito movimento. Não há nada a fazer nem a pagar. Se nada mudar em meia hora, escreva ao suporte.
sheet-missing = As estrelas ficam em Configurações → Minhas estrelas de quem as recebe; o Premium, em Configurações → Telegram Premium. Se não estiverem lá em dez minutos, escreva ao suporte.
sheet-forward = Encaminhe esta mensagem para { $support }:
sheet-forward-nobody = Encaminhe esta mensagem para quem cuida deste bot:
sheet-facts =
    Pedido: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Preço: { $price }
    Feito: { $ordered }
    Dito como pago: { $said }
button-copy-facts = Copiar dados
button-support = Falar com suporte

full =
    <b>Pedidos demais sem pagar</b>

    Pague ou cancele um deles e confirme de novo.
unpaid-row = • Nº { $order }: { $goods }
unpaid-confirming = • Sendo confirmado: { $goods }
button-pay-order = Pagar nº { $order }
button-drop = Cancelar nº { $order }
dropped = O pedido nº { $order } foi cancelado.
not-dropped = O pedido nº { $order } não pôde ser cancelado: { $status }.

days = { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}
privacy =
    <b>O que é guardado</b>

    • O que você está escolhendo agora: { $session }
    • Seu idioma e os últimos destinatários: { $profile }
    • Seus pedidos: { $orders } depois de terminarem

    O fornecedor guarda cada pedido com o número deste chat. Seu nome, telefone e carteira não são guardados aqui.

    { $support }
button-forget = Apagar meus dados
forget =
    <b>Apagar seus dados aqui?</b>

    São apagados o idioma, os destinatários e os pedidos terminados. Os abertos ficam até o fim, para não se perder dinheiro.
button-forget-sure = Sim, apagar
button-keep = Manter
forgotten = <b>Apagado.</b> Os pedidos que o fornecedor ainda tem voltam quando você abrir Pedidos.
forgotten-but = { $orders ->
    [one] { $orders } pedido aberto fica guardado até terminar.
   *[other] { $orders } pedidos abertos ficam guardados até terminarem.
}

command-privacy = O que guardamos de você
command-forget = Apagar seus dados aqui
