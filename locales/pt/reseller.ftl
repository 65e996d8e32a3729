button-desk = Para revendedores
desk =
    <b>Para revendedores</b>

    /bulk  muitos pedidos por lista ou arquivo
    /quote  custo, preço de venda e lucro
    /margin  sua margem
    /currency  moeda dos seus clientes
    /pricelist  lista de preços para encaminhar
    /unpaid  quem deve a você
    /client  pedidos de um cliente e o que ele deve
    /find  encontrar um pedido seu
    /my_stats  seus números
    /my_export  seus pedidos em arquivo

    Em qualquer chat você pode escrever:
    { $quote }  para dar um preço
    { $pay }  para enviar o pagamento de um pedido
button-bulk = Pedido em lote
button-stats = Meus números
button-export = Exportar
button-daily = { $daily ->
    [on] Resumo: ligado
   *[off] Resumo: desligado
}

invoice-line = Fatura: { $invoice }
button-invoice = Número da fatura
invoice-ask =
    <b>Número da fatura</b>

    Envie o número da fatura do seu cliente: até 30 letras (a–z), números, _ e -.
button-no-invoice = Sem fatura
bad-invoice = Isso não é um número de fatura. Ele tem até 30 letras (a–z), números, _ e -, como invoice-42.
bad-two-ways = Dá para ler isso de duas maneiras. Escreva o número sem espaços e ponha ; antes da fatura: @alice 500; 77.

find-how = Envie /find com uma fatura, um memo, um número de pedido ou um @usuário.
found = <b>Encontrado por</b> { $words }
found-none =
    Nada encontrado por { $words }.

    Procuro nos seus pedidos: por fatura, memo, número do pedido ou @usuário.

margin =
    <b>Sua margem</b>

    Sobre o custo: { $percent }
    Taxa fixa: { $fee }
    Arredondado para cima a: { $step }

    Mude assim: { $example }
    A taxa é em { $currency }; o arredondamento também, ou na sua moeda. Os dois são opcionais.
margin-none = não
bad-margin = Não entendi essa margem. Envie como /margin 12.5% ou /margin 12.5% + 0.1 / 0.05.
bad-what = O que calcular? Escreva 500 para estrelas ou 6m para seis meses de Premium, dentro dos limites da loja.
quote =
    <b>Orçamento</b> · { $goods }

    Custo: { $cost }
    Preço de venda: { $retail }
    Lucro: { $profit }

    A mensagem abaixo é para o seu cliente: encaminhe como está.

card-quote = { $goods }: { $price }
card-quote-hint = Enviar este preço
button-order-this = Pedir isto
card-not-yours = Este botão é para quem enviou o preço.
card-pay = Pedido nº { $order } · { $price }
card-status =
    Pedido nº { $order }
    { $goods }

    { $status }
card-checking = procurando o pagamento

bulk =
    <b>Pedido em lote</b>

    Envie até { $most } linhas, ou um arquivo: Excel (.xlsx) ou CSV:

    { $stars }
    { $premium }

    Um número são estrelas, 6m são seis meses de Premium. A fatura é opcional. Só pedimos depois que você confirma. A primeira linha pode dar nome às colunas, em qualquer ordem.
bulk-empty = Não encontrei nenhuma linha. Envie linhas como @alice 100.
bulk-too-many = É demais: até { $most } linhas por vez.
bulk-not-read = Não consigo ler este arquivo. Salve como Excel (.xlsx) ou CSV, sem senha, e envie de novo.
bulk-too-large = O arquivo é grande demais: leio até 1 MB. Deixe só as linhas que você quer pedir.
file-not-fetched = Não consegui baixar este arquivo do Telegram. Nada se perdeu: envie de novo ou envie um menor.
bulk-columns = Não distingo as colunas. Na primeira linha, chame uma de Usuário e outra de Quantidade.
not-your-batch = Este chat não tem esse pedido em lote, ou ele tem mais de seis dias.
button-batch = { $first } · { $rows ->
    [one] { $rows } linha
   *[other] { $rows } linhas
}
bulk-checking =
    <b>Verificando suas linhas</b>

    { $bar } { $done } de { $total }
bulk-waiting = O fornecedor não responde agora. A verificação continua automaticamente.
bulk-ready =
    <b>Verificado: dá para pedir { $fine } de { $total }</b>
    { $fine ->
        [0] O motivo está abaixo de cada linha. Você pode corrigir as linhas e enviá-las de novo.
       *[other] No total: { $price }

        O preço de cada pedido é definitivo quando o fazemos.
    }
bulk-sheet = Estas linhas são da planilha { $sheet }.
bulk-limit = Restam { $left } do seu limite diário, e estas linhas juntas custam mais. Envie menos linhas ou fale com o administrador da loja.
bulk-hidden = { $rows ->
    [one] Deixei de fora { $rows } linha oculta do arquivo.
   *[other] Deixei de fora { $rows } linhas ocultas do arquivo.
}
button-confirm-rows = { $rows ->
    [one] Confirmar { $rows } linha
   *[other] Confirmar { $rows } linhas
}
bulk-how =
    <b>Como devo pedir?</b>

    <b>Um por um</b>: cada pedido é feito quando você vai pagá-lo, e assim o prazo não acaba.
    <b>Todos agora</b>: o prazo de todos começa já. Para quem paga a partir de um arquivo.
button-one-by-one = Um por um
button-all-now = Todos agora
bulk-again =
    { $rows ->
        [one] <b>Pedir { $rows } linha de novo?</b>
       *[other] <b>Pedir { $rows } linhas de novo?</b>
    }
    Agora { $price }, antes { $former }.
bulk-ordering =
    <b>Pedido em lote</b> · { $price }
    { $tally }
bulk-progress = { $bar } pedidos { $done } de { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Pedido em lote cancelado. Nada foi pedido.
bulk-all-paid = Não há nada a pagar neste pedido em lote agora.
bulk-news =
    <b>Pedido em lote: novidades</b>
    { $tally }
bulk-over =
    <b>O pedido em lote terminou</b>
    { $tally }
button-next = Próximo ({ $left })
button-next-row = Próximo ›
button-open-batch = Pedido em lote
button-expired = Pedir de novo ({ $rows })
button-csv = Arquivo CSV
button-repeated = Repetidas também: { $rows }
button-filter = { $filter ->
    [wrong] Com erro
    [waiting] Pendentes
    [paid] Pagas
    [expired] Expiradas
   *[all] Todas
}
row-state = { $state ->
    [unchecked] não verificado
    [problem] não é possível
    [fine] pronto
    [confirming] sendo pedido
    [rejected] recusado
   *[frozen] em análise
}
row-problem = { $problem ->
    [format] esperado: @name 100 invoice
    [unclear] dá para ler de duas maneiras. Escreva o número sem espaços nem vírgulas e ponha ; entre as partes
    [formula] aqui há uma fórmula. Escreva o valor no lugar dela
    [username] isso não é um nome de usuário
    [amount] esperada uma quantidade: 100, ou 6m para Premium
    [invoice] a fatura tem até 30 letras (a–z), números, _ e -
    [limits] fora dos limites: { $detail }
    [recipient] esta pessoa não pode receber. { $detail }
    [repeated] já foi pedida em { $detail }. Deixei de fora
    [duplicate] igual à linha { $detail }, com a mesma fatura. Deixei de fora
   *[refused] o fornecedor diz: { $detail }
}
row-twin = ↳ igual à linha { $number }
columns = { $column ->
    [recipient] usuário, nome de usuário, destinatário, telegram, conta, apelido, para, cliente, nome
    [amount] estrelas, quantidade, qtd, qtde, unidades, valor, meses, premium
    [product] produto, item, tipo
   *[invoice] fatura, nota fiscal, nota, recibo, referência
}

stats = <b>Meus números</b> · { $currency } entregues por dia
stats-today = Hoje
figures =
    Pedidos: { $orders }, entregues: { $delivered } ({ $success })
    Estrelas: { $stars } · meses de Premium: { $months }
    { $ton }
export-how = Envie /my_export, ou com dias, primeiro o mais antigo: /my_export 2026-07-01 2026-07-31.
export-none = Não há pedidos nesse período.
daily = <b>Seu dia</b> · { $date }
daily-on =
    <b>Resumo diário: ligado</b>

    Chega quando seu dia termina, em { $zone }. Outro fuso: /daily +3. Desligar: /daily off.
daily-off =
    <b>Resumo diário: desligado</b>

    Ligue com /daily.
daily-how = Envie /daily on, /daily off ou seu fuso, como /daily +3 ou /daily -5:30.

command-reseller = Para revendedores
command-bulk = Muitos pedidos de uma vez
command-quote = Custo, preço e lucro
command-margin = Minha margem
command-find = Encontrar um pedido meu
command-my-stats = Meus números
command-my-export = Meus pedidos em arquivo
command-daily = Ligar ou desligar o resumo
