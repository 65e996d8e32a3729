home =
    ⭐ <b>Estrelas e Premium com TON</b>

    Escolha o que você quer. Primeiro você vê o preço; só pedimos depois que você confirma.
home-unpaid =
    ⭐ <b>Estrelas e Premium com TON</b>

    Pedidos em aberto:
    { $orders }

    { $due ->
        [no] Veja um pedido ou escolha algo novo.
       *[yes] Termine o pagamento ou escolha algo novo.
    }
button-stars = ⭐ Comprar estrelas
button-premium = 🎁 Presentear Premium
button-orders = Pedidos
button-help = Ajuda
button-language = Idioma
button-confirming = Ver pedido em andamento
which-product = <b>Estrelas ou Premium?</b>

recipient-stars = <b>Quem recebe as estrelas?</b>
recipient-premium = <b>Quem recebe o Premium?</b>
recipient-how = Toque em um botão, ou envie um nome como @durov ou um link como t.me/durov.
recipient-no-username = Para comprar para você, crie antes um nome de usuário: Configurações → Nome de usuário.
button-me = Para mim ({ $username })
button-contacts = Escolher um contato
contacts-prompt = Escolha a pessoa com o botão abaixo.
contacts-button = Escolher pessoa
recipient-unknown = ⚠️ Não conseguimos verificar este usuário agora. Vamos verificar de novo no pedido.

amount-stars = <b>Quantas estrelas?</b>
amount-premium = <b>Por quanto tempo?</b>
amount-for = Para { $recipient }
amount-limits = Toque em um botão ou envie um número de { $low } a { $high }.
amount-any = Toque em um botão ou envie um número.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } mês
   *[other] { $months } meses
}

confirm =
    <b>Confira e confirme</b>

    { $goods }
    Para: { $recipient }
    Preço: <b>{ $price }</b>

    O preço é definitivo quando você confirma. Você paga depois.
unpriced =
    { $goods }
    Para: { $recipient }

    Não conseguimos consultar o preço agora.
button-confirm = Confirmar

twin-unpaid =
    <b>Você já pediu isto</b>

    { $goods } para { $recipient }: o pedido nº { $order } aguarda o pagamento.
twin-confirming =
    <b>Você já confirmou isto</b>

    { $goods } para { $recipient }: o pedido ainda está sendo feito. A tela de pagamento aparece automaticamente.
button-show-it = Ver esse pedido
button-another = Fazer outro

cancelled = Cancelado: nada foi pedido.

help =
    <b>Como funciona</b>

    1. Escolha estrelas ou Premium, para quem e quanto.
    2. Confira o preço e confirme.
    3. Pague em TON da sua própria carteira: exatamente o valor indicado, com o memo.
    4. O resto é automático. Avisamos você quando for entregue.

    Você também pode escrever tudo em uma linha: 500 @durov ou premium 6 @durov.

    /start  comprar
    /orders  seus pedidos
    /language  idioma
    /cancel  cancelar o que começou
    /privacy  o que guardamos sobre você

    { $support }

access-closed =
    <b>Este bot é para revendedores</b>

    Ele só aceita pedidos de revendedores. Os que você já fez estão em Pedidos.

    Para ser revendedor, envie este número: { $person }
    { $support }

language = <b>Qual idioma?</b>

command-start = Comprar estrelas ou Premium
command-orders = Meus pedidos
command-language = Idioma
command-help = Como funciona
command-cancel = Cancelar o que começou
