intent-confirming =
    <b>Ваш заказ подтверждается</b>

    { $goods }

    Поставщик ещё не ответил. Экран оплаты появится здесь сам. Дважды ничего не закажется, и до тех пор платить не нужно.
intent-rejected =
    <b>Не заказано, платить не нужно</b>

    { $goods }
intent-frozen =
    <b>Этот заказ должен посмотреть человек</b>

    { $goods }

    Пожалуйста, не платите за него. Мы уже знаем. Номер: { $number }
    { $support }

pay =
    <b>К оплате</b> { $price }
    { $goods }
pay-details =
    Сумма: { $amount }
    Адрес: { $address }
    Memo: { $memo }
pay-rules =
    • Ровно эта сумма, одним переводом
    • С этим Memo (комментарием): по нему находят ваш платёж
    • Со своего кошелька, не с биржи
pay-left = { $minutes ->
    [one] ⏳ Осталась { $minutes } минута · Заказ № { $order }
    [few] ⏳ Осталось { $minutes } минуты · Заказ № { $order }
   *[many] ⏳ Осталось { $minutes } минут · Заказ № { $order }
}
pay-dearer = ⚠️ <b>Цена выросла</b> с тех пор, как вы её видели: было { $estimate }. Заказ ещё можно отменить.
pay-checksum = ⚠️ Похоже, адрес повреждён. Если кошелёк его не примет, не платите: отмените и закажите снова.
pay-withheld =
    <b>Пожалуйста, не оплачивайте этот заказ</b>

    Его платёжные данные не удалось проверить, поэтому мы их не показываем. Мы уже знаем.
    { $support }
button-wallet = Открыть кошелёк
button-tonkeeper = Tonkeeper
button-copy-address = Адрес
button-copy-memo = Memo
button-copy-amount = Сумма
button-paid = Я оплатил(а)
button-pay-again = Показать реквизиты
button-cancel-order = Отменить заказ

checking =
    <b>Ищем ваш платёж</b>

    { $goods }

    Обычно это меньше минуты. Ждать здесь не нужно: сообщение придёт само.
    { $support }
time-is-up =
    <b>Время вышло, проверяем оплату</b>

    { $goods }

    Пожалуйста, больше не платите за этот заказ. Если вы заплатили, платёж найдётся.
    { $support }
in-progress =
    <b>Платёж получен</b>

    { $goods }
status-unknown = Поставщик сообщает: { $status }. Мы продолжаем следить.
step-ordered = Заказан
step-paid = Оплачен
step-processing = В работе
step-delivered = Доставлен

ended-completed =
    ✅ <b>Доставлено</b>

    { $goods }
ended-failed =
    <b>Заказ не выполнен</b>

    { $goods }

    Если вы заплатили, поставщик вернёт деньги. Мы следим за этим и сообщим вам.
    { $support }
ended-refunded =
    <b>Деньги за заказ возвращены</b>

    { $goods }

    Деньги вернулись туда, откуда пришли.
    { $support }
ended-cancelled =
    <b>Заказ отменён</b>

    { $goods }

    Пожалуйста, больше не платите за него. Если вы заплатили, мы это увидим и сообщим вам.
    { $support }
ended-expired =
    <b>Заказ истёк без оплаты</b>

    { $goods }

    Пожалуйста, больше не платите за него. Если вы заплатили, мы это увидим и сообщим вам.
    { $support }
button-repeat = Заказать снова

orders = <b>Мои заказы</b> · страница { $page } из { $pages }
orders-row =
    № { $order } · { $status }
    { $goods }
orders-none =
    <b>Мои заказы</b>

    Пока ни одного.
button-newer = ‹ Новее
button-older = Старее ›
