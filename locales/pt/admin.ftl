alert = { $kind ->
    [frozen] ⚠️ Uma confirmação precisa de uma pessoa: { $subject }. Nada é repetido até alguém olhar.
    [unauthorized] ⚠️ A API do parceiro não aceita a chave. Novos pedidos estão em pausa; os abertos são mantidos.
    [status] ⚠️ O parceiro enviou um status desconhecido: { $subject }. Esses pedidos contam como em andamento; STATUS_ALIASES pode nomeá-lo.
    [address-unpinned] ⚠️ O endereço de pagamento do pedido { $subject } não está em PINNED_ADDRESSES. Os dados de pagamento não são mostrados.
    [address-checksum] ⚠️ O endereço de pagamento do pedido { $subject } tem soma de verificação errada.
    [orphans] ⚠️ O Redis era novo, e { $subject } pedidos dos últimos dois dias não têm referência. Serão encontrados quando os chats abrirem /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Terminou: { $alert }

balance =
    <b>Saldo no parceiro</b>

    { $balance }
balance-topup =
    Recarregar em: { $address }
balance-memo =
    Com o memo: { $memo }
button-copy-topup = Copiar endereço

health =
    <b>Saúde</b>

    API do parceiro: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pedidos acompanhados: { $watched }
    Atraso da fila: { $due } s
    Avisos em espera: { $notices }, o primeiro há { $lag } s
    Confirmações abertas: { $intents }
health-ok = ok, { $ms } ms
health-down = não responde
