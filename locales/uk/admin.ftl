alert = { $kind ->
    [frozen] ⚠️ Підтвердження має переглянути людина: { $subject }. До того нічого не повторюється.
    [unauthorized] ⚠️ API партнера не приймає ключ. Нові замовлення призупинено, відкриті зберігаються.
    [status] ⚠️ Партнер надіслав невідомий статус: { $subject }. Такі замовлення вважаються в роботі; назвати його можна в STATUS_ALIASES.
    [address-unpinned] ⚠️ Адреса оплати замовлення { $subject } не входить до PINNED_ADDRESSES. Його реквізити не показуються.
    [address-checksum] ⚠️ В адреси оплати замовлення { $subject } хибна контрольна сума.
    [orphans] ⚠️ Redis був новий, і в замовлень останніх двох днів ({ $subject }) немає посилання на чат. Вони знайдуться, коли їхні чати відкриють /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Минуло: { $alert }

balance =
    <b>Баланс у партнера</b>

    { $balance }
balance-topup =
    Адреса поповнення: { $address }
balance-memo =
    Із Memo: { $memo }
button-copy-topup = Скопіювати адресу

health =
    <b>Стан</b>

    API партнера: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Замовлень під наглядом: { $watched }
    Затримка черги: { $due } с
    Сповіщень у черзі: { $notices }, перше чекає { $lag } с
    Відкритих підтверджень: { $intents }
health-ok = гаразд, { $ms } мс
health-down = не відповідає
