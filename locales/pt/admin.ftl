alert = { $kind ->
    [frozen] ⚠️ Uma confirmação espera sua decisão: { $subject }. O bot não repete nada antes: /intents
    [team] ⚠️ Um backup foi restaurado. As pessoas da equipe dele esperam sua decisão: /team
    [unauthorized] ⚠️ A API do parceiro não aceita a chave. Novos pedidos estão em pausa; os abertos são mantidos.
    [partner] ⚠️ A API do parceiro não responde. As confirmações esperam por ela; nada se perdeu.
    [rate-limit] ⚠️ A API do parceiro avisa o tempo todo que há chamadas demais. Talvez PARTNER_RPS esteja alto demais.
    [clocks] ⚠️ Os relógios do parceiro divergem em mais de um minuto. Seguimos o mais próximo do nosso; peça ao parceiro que os acerte.
    [balance] ⚠️ O saldo no parceiro está abaixo de { $subject }. Recarregue: /balance
    [stuck] ⚠️ O pedido { $subject } foi pago e ainda não foi entregue. Veja com /order
    [lag] ⚠️ A fila está atrasada: { $subject }. O bot está sobrecarregado? Veja /health
    [telegram] ⚠️ O Telegram não aceitou mensagens por um tempo. Vamos enviá-las assim que aceitar.
    [updates] ⚠️ As atualizações do Telegram não chegam a este bot. Talvez outro programa use o token dele. O bot continua tentando.
    [webhook] ⚠️ O Telegram não consegue entregar as atualizações ao webhook, e o bot não responde a ninguém. Veja a causa com <code>make doctor</code>.
    [notice] ⚠️ Não foi possível entregar uma mensagem: { $subject }
    [redis] ⚠️ O Redis não responde. Nenhuma confirmação é aceita; pede-se aos clientes que tentem em um minuto.
    [redis-writes] ⚠️ O Redis responde, mas recusa gravações: está cheio, é somente leitura ou está sem réplicas. Nenhuma confirmação é aceita; pede-se aos clientes que tentem em um minuto.
    [status] ⚠️ O parceiro enviou um status desconhecido: { $subject }. Esses pedidos contam como em andamento; você pode dar um significado a ele em STATUS_ALIASES.
    [address-unpinned] ⚠️ O endereço de pagamento do pedido { $subject } não está em PINNED_ADDRESSES. Não mostramos os dados de pagamento.
    [address-checksum] ⚠️ O endereço de pagamento do pedido { $subject } tem soma de verificação errada.
    [orphans] ⚠️ O Redis começou vazio: { $subject } pedidos dos últimos dois dias estão sem chat. Ele aparece quando os donos abrirem /orders.
    [list] ⚠️ Não conseguimos ler até o fim a lista de pedidos do parceiro: { $subject }. Os pedidos após a primeira página são encontrados só um a um. Veja <code>make doctor</code>.
    [list-lag] ⚠️ A lista de pedidos do parceiro está atrasada em relação às respostas sobre cada pedido. Consultamos os pedidos um a um até a lista ficar em dia.
    [unreadable] ⚠️ Não conseguimos ler toda a resposta do parceiro: { $subject }. Compare com <code>doctor --contract</code>
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Um cliente pede ajuda: { $topic }

    { $facts }
button-customer = Conversa com o cliente
alert-over = ✅ Terminou: { $alert }

balance =
    <b>Saldo no parceiro</b>

    { $balance }
balance-topup =
    Recarregar em: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Copiar endereço
button-transactions = Transações

transactions = <b>Transações</b> · página { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Nenhuma transação.
transaction-kind = { $kind ->
    [topup] recarga
    [payment] pagamento
    [fee] taxa
    [refund] reembolso
    [unmatched] sem pedido
   *[other] -
}

orders-all = <b>Todos os pedidos</b> · página { $page }
orders-all-none = Nenhum pedido assim.
orders-all-any = qualquer
orders-found = <b>Pedidos com esta referência: { $number }</b>
order-usage = Qual? Envie /order seguido de um número de pedido, um memo ou uma referência.
no-such-order = O parceiro não conhece esse pedido.
order-card =
    <b>Pedido nº { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Preço: { $price }
    Criado: { $created }
    Pagar até: { $expires }
    Memo: { $memo }
    Referência: { $reference }
    Chat: { $chat }
order-card-estimate = Estimativa mostrada: { $estimate }
order-card-sent = Transação do cliente: { $link }
order-card-history = <b>Histórico de status</b>
order-resent = O cliente recebeu a tela de novo.
order-written = Sua mensagem foi enviada ao cliente.
customer-gone = O cliente bloqueou o bot.
write-to-customer = Envie agora o texto para o cliente do pedido { $order }. O bot entrega a ele.
button-refresh = Atualizar
button-write = Escrever ao cliente
button-resend = Enviar a tela de novo

intents = <b>Confirmações que ainda não são pedido: { $number }</b>
intents-none = Todas as confirmações viraram pedidos ou foram recusadas.
intent-state = { $state ->
    [prepared] ⏳ em tentativa
    [placed] ✅ pedida
    [rejected] ✖️ não pedida
   *[frozen] ❄️ congelada
}
intent-card =
    <b>Confirmação</b>

    { $wish }
    Chat: { $chat }
    Referência: { $reference }
    Confirmada: { $at }
intent-lines =
    Confirmação { $id }: { $state }
    Tentativas: { $attempts } · chave { $key }
intent-key-known = O parceiro ainda conhece a chave: repetir é seguro.
intent-key-old = A chave tem mais de um dia: antes de repetir, o bot procura nos pedidos do parceiro.
button-retry = Tentar agora
button-release = Liberar
button-adopt = Vincular um pedido
adopt-which =
    <b>Qual é o pedido?</b>

    { $wish }

    Toque em um ou envie o número. O cliente recebe os dados de pagamento.
adopt-refused = Esse pedido é de outro chat ou confirmação, ou esta já não está congelada.
release-refused = Não liberada: o parceiro tem pedidos que podem ser este. Vincule um deles.
no-such-intent = Essa confirmação não existe mais.

figures-all = <b>Números</b>
figures-partner =
    <b>Segundo o parceiro</b>
    Pedidos: { $orders }
    Estrelas: { $stars } · meses de Premium: { $months }
    Volume: { $volume }
figures-partner-down = O parceiro não responde agora.
figures-own = <b>Segundo este bot</b>, últimos dias: { $days }
figures-day = { $day } pedidos { $placed }, pagos { $paid }, entregues { $completed } · { $volume }
figures-total = Entregues: { $completed } · estrelas: { $stars } · meses de Premium: { $months } · { $volume }
rate =
    <b>Cotação</b>

    { $rate }
    { $at }
fees =
    <b>Limites e taxas</b>

    Estrelas: de { $low } a { $high }, taxa { $stars }
    Premium: { $months } meses, taxa { $premium }
export-usage =
    <b>Exportar</b>

    Envie /export orders ou /export transactions e, se quiser, o primeiro e o último dia: { $example }
export-making = { $what ->
    [orders] Exportando pedidos: { $rows } até agora …
   *[transactions] Exportando transações: { $rows } até agora …
}
export-made = { $what ->
    [orders] Pedidos exportados: { $rows }
   *[transactions] Transações exportadas: { $rows }
}
export-failed = Não foi possível gravar o arquivo: o disco do servidor talvez esteja cheio. Libere espaço e envie o comando de novo.
bad-day = Não entendi essas datas. Escreva assim: 2026-01-31, a mais antiga primeiro.

health =
    <b>Saúde</b>

    API do parceiro: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pedidos acompanhados: { $watched }
    Atraso da fila: { $due } s
    Avisos em espera: { $notices }, o primeiro há { $lag } s
    Confirmações abertas: { $intents }, congeladas: { $frozen }
    Pessoas: { $people }
    Comandos de administrador tentados por outros: { $strangers }

    Versão { $version }, no ar há { $uptime }
health-ok = ok, { $ms } ms
health-down = não responde
health-closed = 🚧 A loja está fechada: /maintenance

maintenance-on =
    🚧 <b>A loja está fechada</b>

    Nenhuma confirmação nova é aceita; os pedidos abertos continuam sendo atendidos. Abra com /maintenance off
maintenance-off =
    <b>A loja está aberta</b>

    Feche com /maintenance on e, se quiser, uma frase para os clientes.
maintenance-usage = Envie /maintenance on ou /maintenance off.
blocked-people =
    <b>Bloqueados:</b> { $people }

    Envie /block ou /unblock seguido de um id de usuário. Os pedidos de pessoas bloqueadas continuam sendo atendidos.
block-admin = Não é possível bloquear um administrador.
bad-user-id = Isso não é um id de usuário. É um número inteiro, como o chat na ficha de um pedido.
not-blocked = Essa pessoa não está bloqueada.
audit = <b>O que os administradores fizeram</b>
audit-none = Nada ainda.

broadcast-compose = <b>Envie agora a mensagem para todos</b>, com imagem se quiser. Você a vê antes de sair.
broadcast-preview = ⬆️ Isto vai para todos que usaram o bot: { $people }. Não apague sua mensagem antes do fim: é ela que é copiada.
button-broadcast-send = Enviar a todos
button-broadcast-stop = Parar
broadcast-sending = 📣 <b>Enviando</b>
broadcast-stopped = 📣 <b>Parado</b>
broadcast-done = 📣 <b>Enviado a todos</b>
broadcast-counts =
    { $handled } de { $total }
    Entregues: { $delivered }
    Bloquearam o bot: { $blocked }
    Falharam: { $failed }
    Pulados: { $skipped }

command-balance = Saldo no parceiro
command-transactions = Histórico do saldo
command-orders-all = Todos os pedidos
command-order = Um pedido por número, memo ou referência
command-intents = Confirmações que precisam de atenção
command-stats = Números
command-rate = A cotação do TON
command-fees = Limites e taxas
command-export = Pedidos ou transações em arquivo
command-health = Saúde do bot
command-maintenance = Fechar ou abrir a loja
command-block = Bloquear alguém
command-unblock = Desbloquear alguém
command-broadcast = Uma mensagem a todos
command-audit = O que os administradores fizeram

alert-confirmations = { $kind ->
    [stopped] ⚠️ Um pedido novo voltou já pago ou sem dados de pagamento claros: talvez o parceiro tire o preço do seu saldo. Todas as confirmações estão paradas. Verifique PARTNER_PAYMENT_METHOD e continue com /maintenance off
    [waiting] ⚠️ Há confirmações esperando há mais de um minuto: o parceiro não confirma pedidos. Veja /intents
    [refused] ⚠️ O parceiro recusa um pedido após o outro por um motivo alheio aos clientes: { $subject }
    [turned-up] ⚠️ O pedido { $subject } apareceu depois que o cliente leu “não foi pedido”. O cliente foi avisado. Veja com /order
    [reversed] ⚠️ O parceiro mostra o pedido { $subject } como encerrado sem pagamento, embora o pagamento tenha sido visto. O cliente foi avisado. Pergunte ao parceiro e veja com /order
    [twin] ⚠️ O parceiro criou um segundo pedido, { $subject }, para uma só confirmação. O cliente não pode pagá-lo. Veja com /order
    [unconfirmed] ⚠️ O parceiro tem o pedido { $subject } para um dos nossos chats, mas ninguém o confirmou aqui, então não dá para pagá-lo aqui. Veja com /order
    [paid-early] ⚠️ O pedido { $subject } já estava pago quando o bot soube dele: o cliente pagou antes de o Redis perder dados, ou o preço saiu do seu saldo. O cliente foi avisado. Verifique o saldo e veja o pedido com /order
    [lost] ⚠️ A confirmação { $subject } se perdeu: o Redis só conhece o número dela. Procure o pedido dela na lista do parceiro.
    [lost-order] ⚠️ O Redis perdeu o pedido { $subject }, e o parceiro não mostra de quem ele é. Procure-o na lista do parceiro.
   *[balance-unreadable] ⚠️ O saldo do parceiro não pode ser lido (falta: { $subject }), então LOW_BALANCE_TON não avisa nada.
}
orders-stopped =
    <b>Todas as confirmações estão paradas</b>

    Um pedido novo voltou já pago ou sem dados de pagamento claros: { $reason }
    Talvez o parceiro tire o preço do seu saldo. Verifique PARTNER_PAYMENT_METHOD e continue com /maintenance off
alert-details = ⚠️ O parceiro agora informa para o pedido { $order } outros dados de pagamento que na criação. Valem os primeiros; enquanto não estiver pago, não são mostrados.
alert-wrong-order = ⚠️ O parceiro respondeu sobre outro pedido, e não sobre o { $order }. A resposta foi descartada e o pedido continua sendo acompanhado.
alert-order-missing = ⚠️ O parceiro não mostra mais o pedido { $order }, que pode estar pago. O cliente foi avisado. Pergunte ao parceiro.
alert-not-found = ⚠️ O parceiro não mostra nenhum dos nossos pedidos abertos: faltam { $number }. PARTNER_API_KEY e PARTNER_API_URL estão certos? Os clientes não foram avisados.
alert-more = Outros iguais ({ $count }): { $subjects }
alert-group-moved = Este grupo agora é um supergrupo. Defina ADMIN_CHAT_ID como { $id }.
alert-topic-gone = O tópico de ADMIN_CHAT_ID não existe mais; os alertas chegam aqui.
alert-chat-gone = Não é possível alcançar o chat de ADMIN_CHAT_ID; os alertas chegam a você.

button-alert = { $action ->
    [order] Abrir o pedido
    [health] Ver o estado
    [intent] A confirmação
    [intents] As confirmações
    [balance] Saldo e recarga
    [maintenance] A loja
   *[team] A equipe
}
alert-balance-left = Agora é { $balance }.
alert-opened = Abri no nosso chat privado.
alert-not-opened = Não consigo escrever para você. Abra nosso chat privado, toque em Iniciar e tente de novo.
button-open-shop = Abrir a loja
button-close-shop = Fechar a loja
partner-key-refused = O parceiro não aceita PARTNER_API_KEY (401 ou 403): a chave foi revogada ou a conta está bloqueada. Peça uma chave nova ao bot do parceiro (/api) e reinicie o bot com ela. Os pedidos novos esperam; os abertos são mantidos.

shop-day =
    <b>O dia da loja</b> · { $day }

    Pedidos: { $placed }, pagos: { $paid }, entregues: { $completed }
    Vendas: { $volume }
    Não entregues: { $unsuccessful }
    Entrega mais lenta: { $slowest }
shop-day-open = Pago e ainda não entregue: { $open }, { $money }, no máximo há { $longest }
shop-day-open-none = Pago e ainda não entregue: –
shop-day-resold = <b>Vendido por revendedores</b>
shop-daily-on = Você recebe o relatório da loja todo dia às { $hour }, no fuso { $zone }. Outra hora: /daily shop 7. Desligar: /daily shop off. Seu fuso horário: /daily +3
shop-daily-off = Você não recebe o relatório da loja. Ative com /daily shop 9
