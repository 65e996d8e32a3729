goods-stars = { $quantity ->
    [one] { $quantity } estrela
   *[other] { $quantity } estrelas
}
goods-premium = { $months ->
    [one] { $months } mês de Premium
   *[other] { $months } meses de Premium
}
goods-for = { $goods } para { $recipient }
order-number = Pedido nº { $order }
order-short = nº { $order }
support = Dúvidas? Escreva para { $support } e informe o número do pedido.
support-nobody = Dúvidas sobre um pedido? Abra-o, toque em Ajuda e envie ao suporte.

status = { $status ->
    [pending_payment] aguardando pagamento
    [partly] pago em parte
    [paid] pago
    [processing] em entrega
    [completed] entregue
    [failed] falhou
    [refunded] reembolsado
    [expired] expirado
    [cancelled] cancelado
   *[other] em andamento
}

button-back = ‹ Voltar
button-cancel = Cancelar
button-menu = Menu
button-again = Tentar de novo
button-look = Verificar agora

bad-username = Isso não é um nome de usuário do Telegram. Ele tem de 4 a 32 letras, números ou underlines (_), como @durov.
bad-username-named = { $username } não pode ser um nome de usuário. Ele tem de 4 a 32 letras, números ou underlines (_), como @durov.
bad-username-link = Esse link não leva a uma pessoa. Envie um nome como @durov ou um link como t.me/durov.
bad-number = Isso não é um número inteiro. Envie só algarismos, como 100.
bad-number-range = Está fora dos limites. Envie um número de { $low } a { $high }.
bad-too-long = É longo demais. Envie algo mais curto.
bad-kind = Aqui só entendo texto ou botões. Nada foi alterado.
bad-months = Escolha um dos períodos abaixo.
bad-purchase = Não entendi. Escreva assim: 500 @durov ou premium 6 @durov.
recipient-cannot = { $username } não pode receber isto.
recipient-cannot-why = { $username } não pode receber isto: { $reason }
contact-no-username = Esta pessoa não tem @usuário, e sem ele não conseguimos enviar. Ela pode criar um no Telegram: Configurações → Nome de usuário.
not-yours = Este chat não tem esse pedido.
old-button = Esse botão é de uma etapa anterior. Agora você está aqui:

partner-rejected = O fornecedor diz: { $message }
partner-down = O fornecedor não responde agora. Nada se perdeu: tente em um minuto.
partner-busy = Estamos com muitos pedidos agora. Nada se perdeu: tente em alguns segundos.
partner-unauthorized = A loja está em manutenção e não aceita pedidos agora. Nada se perdeu: tente mais tarde.
partner-unreadable = Não conseguimos ler a resposta do fornecedor. Nada se perdeu: tente em um minuto.
redis-down = Uma breve interrupção: tente em um minuto. Os pedidos que você confirmou estão seguros.
unexpected = Algo deu errado e já sabemos. Seus pedidos estão seguros: veja em /orders ou comece de novo com /start.
slow-down = Rápido demais. Espere alguns segundos e continue.
unknown-command = Não conheço esse comando. Veja o que posso fazer: /start, /orders, /language, /help.
group = Só aceito pedidos no privado: { $link }
go-on = O Telegram ficou ocupado por um momento. Nada se perdeu.
button-go-on = Continuar
language-name = Português
bot-description = Compre estrelas do Telegram ou presenteie Premium para qualquer @username e pague em TON com a sua própria carteira. Você vê o preço antes, e nada é pedido até você confirmar. Toque em Começar ou escreva: 500 @durov
bot-short-description = Estrelas e Premium do Telegram para qualquer @username, com pagamento em TON.
press-a-button = Aqui não precisa de texto. Toque em um dos botões abaixo.
tap-or-write = Toque em um botão abaixo ou escreva o que quer em uma linha: 500 @durov ou premium 6 @durov.
orders-stale = O fornecedor não responde agora, então pode faltar um pedido nesta lista.
shop-closed = A loja está fechada por um momento e não aceita novos pedidos. Seus pedidos confirmados seguem como sempre.
shop-closed-why = A loja está fechada por um momento: { $words }
blocked =
    Você não pode mais pedir aqui. Vamos entregar os pedidos que você pagou.
    { $support }
unreadable-update = Não consegui ler essa mensagem. Nada foi alterado. Envie de outra forma, por favor.
