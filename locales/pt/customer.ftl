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
step-then = { " ▸ " }

looked = Verificado agora mesmo: nada de novo ainda.

odd-less = ⚠️ Recebemos { $paid }: faltam { $missing }. Seu dinheiro está seguro, mas o pedido está em espera. Pergunte ao suporte antes de enviar o resto.
odd-more = ⚠️ Recebemos { $paid }: { $rest } a mais. O pedido continua; o fornecedor acerta o resto.
odd-note = O fornecedor diz: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ Recebemos { $amount }: menos que o preço. Seu dinheiro está seguro, mas o pedido está em espera. Pergunte ao suporte antes de enviar o resto.
    [overpaid] Você enviou { $amount } a mais. O excesso voltou para sua carteira.
    [paid-late] Seu pagamento de { $amount } chegou atrasado, mas nós o encontramos.
   *[refunded] { $amount } voltou para sua carteira.
}

full =
    <b>Pedidos demais sem pagar</b>

    Pague ou cancele um deles e confirme de novo.
unpaid-row = { $state ->
    [partly] • nº { $order }: { $goods } · pago em parte
    [marked] • nº { $order }: { $goods } · marcado como pago
   *[due] • nº { $order }: { $goods }
}
unpaid-confirming = • Em confirmação: { $goods }
button-pay-order = { $state ->
    [due] Pagar nº { $order }
   *[other] Ver nº { $order }
}
button-drop = Cancelar nº { $order }
dropped = Pedido nº { $order } cancelado.
not-dropped = Não conseguimos cancelar o pedido nº { $order }: { $status }.

days = { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}
privacy =
    <b>O que guardamos</b>

    • O que você está escolhendo agora: { $session }
    • Seu idioma e os últimos destinatários: { $profile }
    • Seus pedidos e os nomes dos destinatários: { $orders } depois de terminarem

    O fornecedor guarda cada pedido com o número deste chat. Não guardamos seu telefone nem sua carteira.

    { $support }
button-forget = Apagar meus dados
forget =
    <b>Apagar seus dados aqui?</b>

    Apagamos o idioma, os destinatários e os pedidos terminados. Os abertos ficam até o fim, para você não perder dinheiro.
button-forget-sure = Sim, apagar
button-keep = Manter
forgotten = <b>Apagado.</b> Os pedidos que o fornecedor ainda tem voltam quando você abrir Pedidos.
forgotten-but = { $orders ->
    [one] Guardamos { $orders } pedido aberto até terminar.
   *[other] Guardamos { $orders } pedidos abertos até terminarem.
}

command-privacy = O que guardamos sobre você
command-forget = Apagar meus dados
