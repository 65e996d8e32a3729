alert = { $kind ->
    [frozen] ⚠️ Подтверждение должен посмотреть человек: { $subject }. До этого ничего не повторяется.
    [unauthorized] ⚠️ API партнёра не принимает ключ. Новые заказы приостановлены, открытые хранятся.
    [status] ⚠️ Партнёр прислал незнакомый статус: { $subject }. Такие заказы считаются в работе; назвать его можно в STATUS_ALIASES.
    [address-unpinned] ⚠️ Адрес оплаты заказа { $subject } не входит в PINNED_ADDRESSES. Его реквизиты не показываются.
    [address-checksum] ⚠️ У адреса оплаты заказа { $subject } неверная контрольная сумма.
    [orphans] ⚠️ Redis был новым, и у заказов последних двух дней ({ $subject }) нет ссылки на чат. Они найдутся, когда их чаты откроют /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Прошло: { $alert }

balance =
    <b>Баланс у партнёра</b>

    { $balance }
balance-topup =
    Адрес пополнения: { $address }
balance-memo =
    С этим Memo: { $memo }
button-copy-topup = Скопировать адрес

health =
    <b>Состояние</b>

    API партнёра: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Заказов под наблюдением: { $watched }
    Просрочка очереди: { $due } с
    Уведомлений в очереди: { $notices }, первое ждёт { $lag } с
    Открытых подтверждений: { $intents }
health-ok = в порядке, { $ms } мс
health-down = не отвечает
