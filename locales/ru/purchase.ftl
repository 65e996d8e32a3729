home =
    ⭐ <b>Звёзды и Premium за TON</b>

    Выберите, что хотите купить. Сначала вы увидите цену: без вашего подтверждения мы ничего не закажем.
home-unpaid =
    ⭐ <b>Звёзды и Premium за TON</b>

    Открытые заказы:
    { $orders }

    { $due ->
        [no] Откройте заказ или выберите что-то новое.
       *[yes] Вернитесь к оплате или выберите что-то новое.
    }
button-stars = ⭐ Купить звёзды
button-premium = 🎁 Подарить Premium
button-orders = Мои заказы
button-help = Помощь
button-language = Язык
button-confirming = Заказ подтверждается
which-product = <b>Звёзды или Premium?</b>

recipient-stars = <b>Кому звёзды?</b>
recipient-premium = <b>Кому Premium?</b>
recipient-how = Нажмите кнопку или пришлите имя вроде @durov либо ссылку вроде t.me/durov.
recipient-no-username = Чтобы купить себе, сначала задайте имя пользователя: Настройки → Имя пользователя.
button-me = Себе ({ $username })
button-contacts = Выбрать контакт
contacts-prompt = Выберите человека кнопкой ниже.
contacts-button = Выбрать человека
recipient-unknown = ⚠️ Сейчас не удалось проверить это имя. Мы проверим его ещё раз при заказе.

amount-stars = <b>Сколько звёзд?</b>
amount-premium = <b>На какой срок?</b>
amount-for = Для { $recipient }
amount-limits = Нажмите кнопку или пришлите число от { $low } до { $high }.
amount-any = Нажмите кнопку или пришлите число.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
   *[many] { $months } месяцев
}

confirm =
    <b>Проверьте и подтвердите</b>

    { $goods }
    Кому: { $recipient }
    Цена: <b>{ $price }</b>

    Цена станет окончательной, когда вы подтвердите. Платить нужно после этого.
unpriced =
    { $goods }
    Кому: { $recipient }

    Сейчас не удаётся узнать цену.
button-confirm = Подтвердить

twin-unpaid =
    <b>Вы это уже заказали</b>

    { $goods } для { $recipient }: заказ № { $order } ждёт оплаты.
twin-confirming =
    <b>Вы это уже подтвердили</b>

    { $goods } для { $recipient }: заказ ещё создаётся, экран оплаты появится сам.
button-show-it = Показать этот заказ
button-another = Сделать ещё один

cancelled = Отменено: ничего не заказано.

help =
    <b>Как это работает</b>

    1. Выберите звёзды или Premium, кому и сколько.
    2. Проверьте цену и подтвердите.
    3. Заплатите в TON со своего кошелька: ровно указанную сумму и с указанным Memo.
    4. Остальное мы сделаем сами и напишем вам, когда всё доставим.

    Можно и написать всё одной строкой: 500 @durov или премиум 6 @durov.

    /start  купить
    /orders  ваши заказы
    /language  язык
    /cancel  отменить начатое
    /privacy  что мы о вас храним

    { $support }

access-closed =
    <b>Этот бот для реселлеров</b>

    Он принимает заказы только от реселлеров. Ваши прежние заказы: «Мои заказы».

    Чтобы стать реселлером, пришлите этот номер: { $person }
    { $support }

language = <b>На каком языке?</b>

command-start = Купить звёзды или Premium
command-orders = Мои заказы
command-language = Язык
command-help = Как это работает
command-cancel = Отменить начатое
