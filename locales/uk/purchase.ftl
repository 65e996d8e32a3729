home =
    ⭐ <b>Зірки та Premium за TON</b>

    Виберіть, що хочете. Ціну видно до підтвердження, без нього нічого не замовляється.
home-unpaid =
    ⭐ <b>Зірки та Premium за TON</b>

    Ще не оплачено:
    { $orders }

    Поверніться до цього або виберіть щось нове.
button-stars = ⭐ Купити зірки
button-premium = 🎁 Купити Premium
button-orders = Замовлення
button-help = Допомога
button-language = Мова
button-confirming = Що підтверджується

recipient-stars = <b>Кому зірки?</b>
recipient-premium = <b>Кому Premium?</b>
recipient-how = Натисніть кнопку або надішліть ім'я на зразок @durov чи посилання на зразок t.me/durov.
recipient-no-username = Щоб купити собі, спершу задайте ім'я користувача: Налаштування → Ім'я користувача.
button-me = Собі ({ $username })
button-contacts = Вибрати контакт
contacts-prompt = Виберіть людину кнопкою нижче.
contacts-button = Вибрати людину
recipient-unknown = ⚠️ Ім'я зараз не вдалося перевірити. Його буде перевірено ще раз під час замовлення.

amount-stars = <b>Скільки зірок?</b>
amount-premium = <b>На який строк?</b>
amount-for = Для { $recipient }
amount-limits = Натисніть кнопку або надішліть число від { $low } до { $high }.
amount-any = Натисніть кнопку або надішліть число.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } місяць
    [few] { $months } місяці
   *[many] { $months } місяців
}

confirm =
    <b>Перевірте й підтвердьте</b>

    { $goods }
    Кому: { $recipient }
    Ціна: <b>{ $price }</b>

    Ціна стане остаточною, коли ви підтвердите. Оплата після цього.
unpriced =
    { $goods }
    Кому: { $recipient }

    Ціну зараз не дізнатися.
button-confirm = Підтвердити

twin-unpaid =
    <b>Ви це вже замовили</b>

    { $goods } для { $recipient }: замовлення № { $order } чекає на оплату.
twin-confirming =
    <b>Ви це вже підтвердили</b>

    { $goods } для { $recipient }: замовлення ще створюється, екран оплати з'явиться сам.
button-show-it = Показати те замовлення
button-another = Зробити ще одне

cancelled = Скасовано: нічого не замовлено.

help =
    <b>Як це працює</b>

    1. Виберіть зірки або Premium, кому і скільки.
    2. Перевірте ціну й підтвердьте.
    3. Заплатіть у TON зі свого гаманця: рівно вказану суму і з Memo.
    4. Решта станеться сама. Коли все доставлено, прийде повідомлення.

    /start  купити
    /orders  ваші замовлення
    /language  мова
    /cancel  кинути розпочате
    /privacy  що про вас зберігається

    { $support }

access-closed =
    <b>Цей бот для реселерів</b>

    Від інших він замовлень не приймає. Зроблені раніше: «Замовлення».

    Щоб стати реселером, назвіть цей номер: { $person }
    { $support }

language = <b>Якою мовою?</b>

command-start = Купити зірки або Premium
command-orders = Мої замовлення
command-language = Мова
command-help = Як це працює
command-cancel = Кинути розпочате
