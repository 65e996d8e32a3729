client-pays = Seu cliente paga: { $price }
takings =
    Vendas: { $turnover } · custo: { $cost }
    Lucro: { $profit } · a receber: { $unpaid }
button-by-client = Por cliente
stats-by-client = <b>Meus números por cliente</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } pedido
   *[other] { $orders } pedidos
}
button-unpaid = Quem me deve
unpaid =
    <b>Ainda não pagaram a você:</b> { $sum }
    { $orders ->
        [one] { $orders } pedido, os mais antigos primeiro
       *[other] { $orders } pedidos, os mais antigos primeiro
    }
unpaid-none = <b>Ninguém deve nada a você.</b> Os pedidos dos seus clientes ficam aqui até você marcar como pagos.
book-full = ⚠️ Seu caderno de clientes está cheio: os pedidos a receber mais antigos saem dele. Marque o que foi pago ou guarde o arquivo CSV.
give-back = { $orders ->
    [one] ⚠️ Pagaram a você e não foi entregue: { $orders } pedido, { $sum } ({ $clients })
   *[other] ⚠️ Pagaram a você e não foram entregues: { $orders } pedidos, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] pago a você, mas { $status }
   *[paid] pago a você
}
button-undo = Desfazer
button-mark-all = { $orders ->
    [one] Marcar { $orders } pago
   *[other] Marcar { $orders } pagos
}
marked = { $orders ->
    [one] Você marcou { $orders } pedido como pago.
   *[other] Você marcou { $orders } pedidos como pagos.
}
unmarked = { $orders ->
    [one] { $orders } pedido voltou a ficar a receber.
   *[other] { $orders } pedidos voltaram a ficar a receber.
}
book-changed = A lista mudou nesse meio-tempo, por isso não marquei nada. Ela está assim agora.
button-clients = Por cliente
clients =
    <b>Quem deve a você</b> · { $sum }
    Clientes: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] Deve a você { $sum } por { $orders } pedido
       *[other] Deve a você { $sum } por { $orders } pedidos
    }
client-even =
    { $client }
    Não deve nada a você
client-note = Nota: { $note }
client-gone = Este cliente não tem mais pedidos no seu caderno.
client-none =
    Nenhum cliente se chama { $words }.

    Envie /client com um número de fatura, um @username ou um nome, ou só /client.
client-which = <b>Qual cliente você procura?</b>
button-client-name = Nome
button-client-note = Nota
client-name-ask =
    <b>Como se chama este cliente?</b>

    Agora: { $client }. Envie um nome de até { $most } caracteres. Para juntar dois clientes, envie o nome do outro.
client-join = <b>São o mesmo cliente?</b>
button-client-join = Juntar
button-other-name = Outro nome
client-note-ask =
    <b>Nota sobre</b> { $client }

    Envie até { $most } caracteres, ou { $none } para apagar a nota. Só você a vê.
bad-client-name = Esse nome não serve. Envie de 1 a { $most } caracteres.
bad-client-note = A nota está vazia ou longa demais. Envie de 1 a { $most } caracteres.
book-names-full = Não cabem mais nomes e notas no seu caderno de clientes. Apague algumas notas antes.
button-book-file = Enviar arquivo
book-file-ask =
    <b>Nomes, notas e pagamentos de um arquivo</b>

    Baixe o arquivo CSV do seu caderno, preencha { $columns } e envie aqui. Escreva sim em paid onde o cliente pagou. Células vazias não mudam nada.
bad-book-file = Não consigo ler esse arquivo. Envie o arquivo do seu caderno como CSV ou Excel (.xlsx), de até 2 MB e com a primeira linha.
book-file-done = Do arquivo: nomes { $names }, notas { $notes }, pagamentos { $paid }. Linhas que não pude usar: { $wrong }.
privacy-book = Seu caderno de clientes: o que devem a você, até pagarem; nomes e notas, até você apagar seus dados.
forget-book-paid = Seu caderno de clientes também é apagado, com todos os nomes e notas. Ninguém poderá recuperá-los.
forget-book = { $orders ->
    [one] Seu caderno de clientes também é apagado: { $orders } pedido a receber e todos os nomes e notas. Ninguém poderá recuperá-los.
   *[other] Seu caderno de clientes também é apagado: { $orders } pedidos a receber e todos os nomes e notas. Ninguém poderá recuperá-los.
}
command-unpaid = Quem me deve
command-client = Pedidos de um cliente
