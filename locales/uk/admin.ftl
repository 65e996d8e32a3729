alert = { $kind ->
    [frozen] ⚠️ Підтвердження чекає на ваше рішення: { $subject }. До того бот нічого не повторює: /intents
    [team] ⚠️ Відновлено резервну копію: люди з її команди чекають на ваше рішення: /team
    [unauthorized] ⚠️ API партнера не приймає ключ. Нові замовлення призупинено, відкриті зберігаються.
    [partner] ⚠️ API партнера не відповідає. Підтвердження чекають на нього, нічого не втрачено.
    [rate-limit] ⚠️ API партнера постійно відповідає, що запитів забагато. Можливо, PARTNER_RPS завеликий.
    [balance] ⚠️ Баланс у партнера нижчий за { $subject }. Поповніть його: /balance
    [stuck] ⚠️ Замовлення { $subject } оплачено, але ще не доставлено. Переглянути: /order
    [lag] ⚠️ Черга відстає: { $subject }. Бот перевантажений? Дивіться /health
    [telegram] ⚠️ Telegram якийсь час не приймав повідомлень. Надішлемо їх, щойно він відповість.
    [updates] ⚠️ Оновлення від Telegram не доходять до бота. Можливо, його токен використовує інша програма. Бот спробує ще раз сам.
    [webhook] ⚠️ Telegram не може доставити оновлення на вебхук, тож бот нікому не відповідає. Причину покаже <code>make doctor</code>.
    [notice] ⚠️ Повідомлення не вдалося доставити: { $subject }
    [redis] ⚠️ Redis не відповідає. Підтвердження не приймаються; покупцям запропоновано спробувати за хвилину.
    [redis-writes] ⚠️ Redis відповідає, але не приймає запис: він заповнений, доступний лише для читання або лишився без реплік. Підтвердження не приймаються; покупцям запропоновано спробувати за хвилину.
    [status] ⚠️ Партнер надіслав невідомий статус: { $subject }. Такі замовлення вважаються в роботі; зіставити його можна в STATUS_ALIASES.
    [address-unpinned] ⚠️ Адреса оплати замовлення { $subject } не входить до PINNED_ADDRESSES. Його реквізити ми не показуємо.
    [address-checksum] ⚠️ В адреси оплати замовлення { $subject } хибна контрольна сума.
    [orphans] ⚠️ Redis запущено порожнім: у замовлень останніх двох днів ({ $subject }) не вказано чат. Вони знайдуться, коли покупці відкриють /orders.
    [list] ⚠️ Не вдається прочитати список замовлень партнера до кінця: { $subject }. Замовлення після першої сторінки знаходяться лише по одному.
    [unreadable] ⚠️ Частина відповіді партнера не читається: { $subject }. Ми пропускаємо її та читаємо решту.
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Покупець просить допомоги: { $topic }

    { $facts }
button-customer = Чат із покупцем
alert-over = ✅ Минуло: { $alert }

balance =
    <b>Баланс у партнера</b>

    { $balance }
balance-topup =
    Адреса поповнення: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Копіювати адресу
button-transactions = Операції

transactions = <b>Операції</b> · сторінка { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Операцій немає.
transaction-kind = { $kind ->
    [topup] поповнення
    [payment] оплата
    [fee] комісія
    [refund] повернення
    [unmatched] без замовлення
   *[other] -
}

orders-all = <b>Усі замовлення</b> · сторінка { $page }
orders-all-none = Таких замовлень немає.
orders-all-any = будь-який
orders-found = <b>Замовлень із цим посиланням: { $number }</b>
order-usage = Яке замовлення? Надішліть /order і номер замовлення, Memo або посилання.
no-such-order = Постачальник не знає такого замовлення.
order-card =
    <b>Замовлення № { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Ціна: { $price }
    Створено: { $created }
    Оплатити до: { $expires }
    Memo: { $memo }
    Посилання: { $reference }
    Чат: { $chat }
order-card-estimate = Показана оцінка: { $estimate }
order-card-sent = Транзакція від покупця: { $link }
order-card-history = <b>Історія статусів</b>
order-resent = Екран надіслано покупцеві ще раз.
order-written = Ваше повідомлення надіслано покупцеві.
customer-gone = Покупець заблокував бота.
write-to-customer = Надішліть текст для покупця замовлення { $order }. Його передасть бот.
button-refresh = Оновити
button-write = Написати покупцеві
button-resend = Надіслати екран знову

intents = <b>Підтверджень, що ще не стали замовленням: { $number }</b>
intents-none = Усі підтвердження стали замовленнями або відхилені.
intent-state = { $state ->
    [prepared] ⏳ виконується
    [placed] ✅ розміщено
    [rejected] ✖️ не замовлено
   *[frozen] ❄️ заморожено
}
intent-card =
    <b>Підтвердження</b>

    { $wish }
    Чат: { $chat }
    Посилання: { $reference }
    Підтверджено: { $at }
intent-lines =
    Підтвердження { $id }: { $state }
    Спроб: { $attempts } · ключ { $key }
intent-key-known = Постачальник ще пам'ятає ключ: повторювати безпечно.
intent-key-old = Ключу понад добу: перед повтором бот перевірить замовлення в постачальника.
button-retry = Спробувати зараз
button-release = Відпустити
button-adopt = Прив'язати замовлення
adopt-which =
    <b>Яке це замовлення?</b>

    { $wish }

    Натисніть на нього або надішліть номер. Покупець отримає його реквізити.
adopt-refused = Це замовлення належить іншому чату чи підтвердженню, або підтвердження вже не заморожене.
release-refused = Не відпущено: можливо, у постачальника вже є це замовлення. Прив'яжіть потрібне.
no-such-intent = Такого підтвердження більше немає.

figures-all = <b>Статистика</b>
figures-partner =
    <b>За даними постачальника</b>
    Замовлень: { $orders }
    Зірок: { $stars } · місяців Premium: { $months }
    Обіг: { $volume }
figures-partner-down = Постачальник зараз не відповідає.
figures-own = <b>За даними бота</b>, днів: { $days }
figures-day = { $day } замовлено { $placed }, оплачено { $paid }, доставлено { $completed } · { $volume }
figures-total = Доставлено: { $completed } · зірок: { $stars } · місяців Premium: { $months } · { $volume }
rate =
    <b>Курс</b>

    { $rate }
    { $at }
fees =
    <b>Ліміти та комісії</b>

    Зірки: від { $low } до { $high }, комісія { $stars }
    Premium: { $months } міс., комісія { $premium }
export-usage =
    <b>Вивантаження</b>

    Надішліть /export orders або /export transactions, за бажання з першим і останнім днем: { $example }
export-making = { $what ->
    [orders] Вивантажую замовлення: поки { $rows } …
   *[transactions] Вивантажую операції: поки { $rows } …
}
export-made = { $what ->
    [orders] Вивантажено замовлень: { $rows }
   *[transactions] Вивантажено операцій: { $rows }
}
bad-day = Не розумію цих дат. Пишіть їх так: 2026-01-31, спершу раніша.

health =
    <b>Стан</b>

    API партнера: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Замовлень під наглядом: { $watched }
    Затримка черги: { $due } с
    Сповіщень у черзі: { $notices }, перше чекає { $lag } с
    Відкритих підтверджень: { $intents }, заморожених: { $frozen }
    Людей: { $people }
    Чужих спроб команд адміністратора: { $strangers }

    Версія { $version }, працює { $uptime }
health-ok = гаразд, { $ms } мс
health-down = не відповідає
health-closed = 🚧 Магазин закрито: /maintenance

maintenance-on =
    🚧 <b>Магазин закрито</b>

    Нові підтвердження не приймаються, відкриті замовлення виконуються. Відкрити знову: /maintenance off
maintenance-off =
    <b>Магазин відкрито</b>

    Закрити: /maintenance on, за бажання з фразою для покупців.
maintenance-usage = Надішліть /maintenance on або /maintenance off.
blocked-people =
    <b>Заблоковані:</b> { $people }

    Надішліть /block або /unblock і id користувача. Відкриті замовлення заблокованих людей виконуються.
block-admin = Адміністратора неможливо заблокувати.
bad-user-id = Це не id користувача. Потрібне ціле число, як чат у картці замовлення.
not-blocked = Цю людину не заблоковано.
audit = <b>Дії адміністраторів</b>
audit-none = Поки нічого.

broadcast-compose = <b>Надішліть повідомлення для всіх</b>, можна з картинкою. Ви побачите його до розсилки.
broadcast-preview = ⬆️ Це отримають усі, хто користувався ботом: { $people }. Не видаляйте своє повідомлення до кінця розсилки: копіюється саме воно.
button-broadcast-send = Надіслати всім
button-broadcast-stop = Зупинити
broadcast-sending = 📣 <b>Розсилається</b>
broadcast-stopped = 📣 <b>Зупинено</b>
broadcast-done = 📣 <b>Надіслано всім</b>
broadcast-counts =
    { $handled } із { $total }
    Доставлено: { $delivered }
    Заблокували бота: { $blocked }
    Не вдалося: { $failed }
    Пропущено: { $skipped }

command-balance = Баланс у партнера
command-transactions = Історія балансу
command-orders-all = Усі замовлення
command-order = Замовлення за номером, Memo або посиланням
command-intents = Підтвердження, що потребують уваги
command-stats = Статистика
command-rate = Курс TON
command-fees = Ліміти та комісії
command-export = Замовлення або операції файлом
command-health = Стан бота
command-maintenance = Закрити або відкрити магазин
command-block = Заблокувати людину
command-unblock = Розблокувати людину
command-broadcast = Повідомлення всім
command-audit = Дії адміністраторів

alert-confirmations = { $kind ->
    [stopped] ⚠️ Нове замовлення повернулося вже оплаченим або без реквізитів: можливо, постачальник списує ціну з вашого балансу. Усі підтвердження зупинено. Перевірте PARTNER_PAYMENT_METHOD і продовжте командою /maintenance off
    [waiting] ⚠️ Підтвердження чекають довше хвилини: постачальник не підтверджує замовлення. Див. /intents
    [refused] ⚠️ Постачальник відхиляє замовлення одне за одним, і не з вини покупців: { $subject }
    [turned-up] ⚠️ Замовлення { $subject } з'явилося після того, як покупець прочитав «не замовлено». Покупця повідомлено. Див. /order
    [lost] ⚠️ Підтвердження { $subject } втрачено: Redis знає лише його номер. Пошукайте його замовлення в постачальника.
    [lost-order] ⚠️ Redis втратив замовлення { $subject }, а постачальник не показує, чиє воно. Пошукайте його в постачальника.
   *[balance-unreadable] ⚠️ Баланс у партнера не читається (немає поля: { $subject }), тому LOW_BALANCE_TON ні про що не попередить.
}
orders-stopped =
    <b>Усі підтвердження зупинено</b>

    Нове замовлення повернулося вже оплаченим або без реквізитів: { $reason }
    Можливо, постачальник списує ціну з вашого балансу. Перевірте PARTNER_PAYMENT_METHOD і продовжте командою /maintenance off
alert-details = ⚠️ Партнер тепер називає для замовлення { $order } інші платіжні дані, ніж під час створення. Діють перші; поки замовлення не оплачено, їх не показуємо.
alert-wrong-order = ⚠️ Партнер відповів не про замовлення { $order }, а про інше. Відповідь відкинуто, замовлення відстежується далі.
alert-order-missing = ⚠️ Партнер більше не показує замовлення { $order }, яке може бути оплаченим. Покупця попереджено. Запитайте партнера.
alert-not-found = ⚠️ Партнер не показує жодного нашого відкритого замовлення, зникло: { $number }. Чи правильні PARTNER_API_KEY і PARTNER_API_URL? Покупцям нічого не сказано.
alert-more = Ще такі самі ({ $count }): { $subjects }
alert-group-moved = Ця група стала супергрупою. Вкажіть у ADMIN_CHAT_ID { $id }.
alert-topic-gone = Теми з ADMIN_CHAT_ID більше немає, тому сповіщення надходять сюди.
alert-chat-gone = Чат з ADMIN_CHAT_ID недоступний, тому сповіщення надходять вам.

button-alert = { $action ->
    [order] Відкрити замовлення
    [health] Перевірити стан
    [intent] Підтвердження
    [intents] Усі підтвердження
    [balance] Баланс і поповнення
    [maintenance] Магазин
   *[team] Команда
}
alert-balance-left = Зараз { $balance }.
alert-opened = Відкрито в нашому особистому чаті.
alert-not-opened = Не можу вам написати. Відкрийте особистий чат зі мною, натисніть «Старт» і спробуйте ще раз.
button-open-shop = Відкрити магазин
button-close-shop = Закрити магазин
partner-key-refused = Партнер не приймає PARTNER_API_KEY (401 або 403): ключ відкликано або акаунт заблоковано. Отримайте новий ключ у бота постачальника (/api) і перезапустіть із ним. Нові замовлення чекають, відкриті збережено.

shop-day =
    <b>День магазину</b> · { $day }

    Замовлено: { $placed }, оплачено: { $paid }, доставлено: { $completed }
    Оборот: { $volume }
    Не доставлено: { $unsuccessful }
    Найдовша доставка: { $slowest }
    Оплачено й ще не доставлено: { $open }, { $money }, найдовше — { $longest }
shop-day-resold = <b>Продано реселерами</b>
shop-daily-on = Звіт про магазин надходить щодня о { $hour }, пояс { $zone }. Інша година: /daily shop 7. Вимкнути: /daily shop off. Ваш часовий пояс: /daily +3
shop-daily-off = Звіт про магазин не надходить. Увімкнути: /daily shop 9
