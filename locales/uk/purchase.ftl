home =
    ⭐ <b>Зірки та Premium за TON</b>

    Виберіть, що хочете. Спершу ви побачите ціну: без вашого підтвердження ми нічого не замовимо.
home-unpaid =
    ⭐ <b>Зірки та Premium за TON</b>

    Відкриті замовлення:
    { $orders }

    { $due ->
        [no] Відкрийте замовлення або виберіть щось нове.
       *[yes] Поверніться до оплати або виберіть щось нове.
    }
button-stars = ⭐ Купити зірки
button-premium = 🎁 Дарувати Premium
button-orders = Замовлення
button-help = Допомога
button-language = Мова
button-confirming = Моє замовлення
which-product = <b>Зірки чи Premium?</b>

recipient-stars = <b>Кому зірки?</b>
recipient-premium = <b>Кому Premium?</b>
recipient-how = Натисніть кнопку або надішліть ім'я на зразок @durov чи посилання на зразок t.me/durov.
recipient-no-username = Щоб купити собі, спершу задайте ім'я користувача: Налаштування → Ім'я користувача.
button-me = Собі ({ $username })
button-contacts = Вибрати контакт
contacts-prompt = Виберіть людину кнопкою нижче.
contacts-button = Вибрати людину
recipient-unknown = ⚠️ Зараз не вдалося перевірити це ім'я. Ми перевіримо його ще раз під час замовлення.

amount-stars = <b>Скільки зірок?</b>
amount-premium = <b>На який строк?</b>
amount-for = Для { $recipient }
amount-limits = Натисніть кнопку або надішліть число від { $low } до { $high }.
amount-any = Натисніть кнопку або надішліть число.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } місяць
    [few] { $months } місяці
   *[many] { $months } місяців
}

confirm =
    <b>Перевірте й підтвердьте</b>

    { $goods }
    Кому: { $recipient }
    Ціна: <b>{ $price }</b>

    Ціна стане остаточною, коли ви підтвердите. Платити треба після цього.
unpriced =
    { $goods }
    Кому: { $recipient }

    Зараз не вдається дізнатися ціну.
button-confirm = Підтвердити

twin-unpaid =
    <b>Ви це вже замовили</b>

    { $goods } для { $recipient }: замовлення № { $order } чекає на оплату.
twin-confirming =
    <b>Ви це вже підтвердили</b>

    { $goods } для { $recipient }: замовлення ще створюється, екран оплати з'явиться сам.
button-show-it = Показати це замовлення
button-another = Зробити ще одне

cancelled = Скасовано: нічого не замовлено.

help =
    <b>Як це працює</b>

    1. Виберіть зірки або Premium, кому і скільки.
    2. Перевірте ціну й підтвердьте.
    3. Заплатіть у TON зі свого гаманця: рівно вказану суму і з Memo.
    4. Решту ми зробимо самі й напишемо вам, коли все доставимо.

    Можна й написати все одним рядком: 500 @durov або преміум 6 @durov.

    /start  купити
    /orders  ваші замовлення
    /language  мова
    /cancel  скасувати розпочате
    /privacy  що ми про вас зберігаємо

    { $support }

access-closed =
    <b>Цей бот для реселерів</b>

    Він приймає замовлення лише від реселерів. Ваші попередні: «Замовлення».

    Щоб стати реселером, надішліть цей номер: { $person }
    { $support }

language = <b>Якою мовою?</b>

command-start = Купити зірки або Premium
command-orders = Мої замовлення
command-language = Мова
command-help = Як це працює
command-cancel = Скасувати розпочате
