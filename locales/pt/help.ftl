button-order = Ver o pedido
button-sheet = { $topic ->
    [wallet] Não tenho carteira
    [coins] Não tenho { $currency }
    [exchange] Corretora ou @wallet?
    [comment] Onde vai o memo?
    [memo] Esqueci o memo
    [little] Enviei um valor menor
    [late] Paguei tarde
    [slow] Está demorando
    [refund] Cadê meu dinheiro?
   *[missing] Não chegou nada
}
sheets =
    <b>Ajuda</b> · { $order }

    Como podemos ajudar?
sheet = { $topic ->
    [wallet] Carteira é um app que guarda seus { $currency }. Instale o Keeper (antigo Tonkeeper) ou o MyTonWallet, crie uma carteira nova e anote as palavras secretas no papel. Não mostre essas palavras a ninguém, nem ao suporte. Coloque saldo, volte aqui e toque em “Abrir carteira”.
    [coins] Compre { $currency } com cartão no app da carteira ou em uma corretora e saque para a sua própria carteira. Compre um pouco mais que o preço: a rede e a corretora cobram uma pequena taxa. É preciso a moeda da própria rede, não um token com o mesmo nome. Depois, pague da sua carteira.
    [exchange] Melhor não. Uma corretora, o @wallet e a carteira do Telegram podem enviar seu dinheiro sem o memo, ou em valor menor. E um reembolso não chegaria a você. Saque seus { $currency } para uma carteira sua e pague de lá.
    [comment] “Abrir carteira” preenche tudo: compare com o pedido e confirme. Se digitar à mão, cole o memo no campo chamado Comentário, Memo ou Mensagem. Em algumas carteiras ele aparece ao tocar em “Adicionar comentário”. Não tem esse campo? Não envie: use outra carteira.
    [memo] Sem o memo, seu pagamento chega ao fornecedor, mas ninguém sabe de qual pedido é. Não pague de novo. O suporte consegue encontrá-lo pela hora, pelo valor e pela transação.
    [little] O pedido espera até chegar o valor inteiro. Seu dinheiro está seguro. Pergunte ao suporte antes de enviar o resto: ele precisa chegar com o mesmo memo e antes do fim do prazo.
    [little-ended] Este pedido já terminou: não envie o resto. Seu dinheiro está seguro. Pergunte ao suporte o que acontece com ele agora.
    [late] Pagamento atrasado quase sempre é encontrado: procuramos por uma semana e avisamos você. Não pague de novo. Se nada mudar em uma hora, escreva ao suporte.
    [slow] Já temos seu pagamento e o fornecedor está entregando. Costuma levar um minuto, ou mais quando há muitos pedidos. Você não precisa fazer nem pagar nada. Se nada mudar em meia hora, escreva ao suporte.
    [refund] Se este pedido foi pago, o fornecedor devolve o dinheiro à carteira de onde ele veio. Procure lá um pagamento recebido. Se pagou de uma corretora, pergunte também a ela. Se nada chegar em um dia, escreva ao suporte.
    [missing-stars] As estrelas ficam em Configurações → Minhas estrelas de quem as recebe. Se não estiverem lá em dez minutos, escreva ao suporte.
    [missing-premium] O Premium fica em Configurações → Telegram Premium de quem o recebe. Se não estiver lá em dez minutos, escreva ao suporte.
   *[missing] As estrelas ficam em Configurações → Minhas estrelas de quem as recebe; o Premium, em Configurações → Telegram Premium. Se não estiverem lá em dez minutos, escreva ao suporte.
}
sheet-transaction = Ache o pagamento na sua carteira, copie o link da transação (Tonviewer, Tonscan, Tonwhales) ou o hash dela e <b>envie aqui</b>. Nós o incluímos abaixo.
sheet-to = “Falar com suporte” abre uma conversa com { $support }, com a mensagem já escrita:
sheet-to-nobody = “Enviar ao suporte” repassa isto, e a resposta chega nesta conversa:
sheet-sent = ✅ Enviado. O suporte também vê o que você incluir aqui e responde nesta conversa.
sheet-fact = { $fact ->
    [order] Pedido: { $value }
    [transaction] Transação: { $value }
    [price] Preço: { $value }
    [received] Recebido: { $value }
    [ordered] Data: { $value }
    [paid] Marcado como pago: { $value }
    [address] Endereço: { $value }
    [memo] Memo: { $value }
    [status] Status: { $value }
   *[goods] Item: { $value }
}
button-copy-facts = Copiar dados
button-support = Falar com suporte
button-ask-support = Enviar ao suporte
bad-transaction = Isso não é o link de uma transação. Abra o pagamento em tonviewer.com, tonscan.org ou tonwhales.com e envie o link dele, ou envie o hash da transação. O endereço de uma carteira não basta.
