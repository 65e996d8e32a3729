goods-stars = { $quantity ->
    [one] { $quantity } estrela
   *[other] { $quantity } estrelas
}
goods-premium = { $months ->
    [one] Premium por { $months } mês
   *[other] Premium por { $months } meses
}
goods-for = { $goods } para { $recipient }
order-number = Pedido nº { $order }
support = Dúvidas? Escreva para { $support } e informe o número do pedido.
support-nobody = Dúvidas? Escreva para quem cuida deste bot e informe o número do pedido.

status = { $status ->
    [pending_payment] aguardando pagamento
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

bad-username = Isso não é um nome de usuário do Telegram. Ele tem de 4 a 32 letras, números ou sublinhados, como @durov.
bad-username-link = Esse link não leva a uma pessoa. Envie um nome como @durov ou um link como t.me/durov.
bad-number = Isso não é um número inteiro. Envie só algarismos, como 100.
bad-number-range = Está fora dos limites. Envie um número de { $low } a { $high }.
bad-too-long = Isso é longo demais para uma resposta.
bad-kind = Aqui só entendo texto ou botões. Nada foi alterado.
bad-months = Escolha um dos períodos abaixo.
recipient-cannot = { $username } não pode receber isto.
recipient-cannot-why = { $username } não pode receber isto: { $reason }
contact-no-username = Esta pessoa não tem @usuário, e sem ele não é possível enviar. Ela pode criar um no Telegram: Configurações → Nome de usuário.
not-yours = Não há esse pedido neste chat.
old-button = Esse botão é de uma etapa anterior. Você está aqui:

partner-rejected = O fornecedor diz: { $message }
partner-down = O fornecedor não responde agora. Nada se perdeu: tente em um minuto.
partner-busy = Há muito movimento agora. Nada se perdeu: tente em alguns segundos.
partner-unauthorized = A loja está em manutenção e não aceita pedidos agora. Nada se perdeu: tente mais tarde.
partner-unreadable = Não foi possível ler a resposta do fornecedor. Nada se perdeu: tente em um minuto.
redis-down = Uma breve interrupção: tente em um minuto. Os pedidos que você confirmou estão seguros.
unexpected = Algo deu errado e já fomos avisados. Seus pedidos estão seguros: veja em /orders ou comece com /start.
slow-down = Rápido demais. Espere alguns segundos e continue.
unknown-command = Não conheço esse comando. Posso fazer isto: /start, /orders, /language, /help.
group = Só aceito pedidos em particular: { $link }
go-on = O Telegram ficou ocupado por um momento. Nada se perdeu.
button-go-on = Continuar
language-name = Português
press-a-button = Não esperava texto aqui. Toque em um dos botões abaixo.
orders-stale = O fornecedor não responde agora, então pode faltar um pedido nesta lista.
shop-closed = A loja está fechada por um momento e não aceita novos pedidos. Os pedidos confirmados são atendidos como sempre.
shop-closed-why = A loja está fechada por um momento: { $words }
blocked =
    Você não pode mais pedir aqui. Os pedidos pagos são atendidos.
    { $support }
