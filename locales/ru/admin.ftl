alert = { $kind ->
    [frozen] ⚠️ Подтверждение ждёт вашего решения: { $subject }. До этого бот ничего не повторяет: /intents
    [team] ⚠️ Восстановлена резервная копия: люди из её команды ждут вашего решения: /team
    [unauthorized] ⚠️ API партнёра не принимает ключ. Новые заказы приостановлены, открытые хранятся.
    [partner] ⚠️ API партнёра не отвечает. Подтверждения ждут его, ничего не потеряно.
    [rate-limit] ⚠️ API партнёра постоянно отвечает, что запросов слишком много. Возможно, значение PARTNER_RPS слишком велико.
    [clocks] ⚠️ Ответы партнёра расходятся во времени больше чем на минуту. Мы считаем по тем часам, что ближе к нашим. Попросите поставщика сверить часы на его серверах.
    [balance] ⚠️ Баланс у партнёра ниже { $subject }. Пополните его: /balance
    [stuck] ⚠️ Заказ { $subject } оплачен, но ещё не доставлен. Посмотреть: /order
    [lag] ⚠️ Очередь отстаёт: { $subject }. Бот перегружен? Смотрите /health
    [telegram] ⚠️ Telegram какое-то время не принимал сообщения. Отправим их, как только он ответит.
    [updates] ⚠️ Обновления от Telegram не доходят до бота. Возможно, его токен использует другая программа. Бот повторит попытку сам.
    [webhook] ⚠️ Telegram не может доставить обновления на вебхук, поэтому бот никому не отвечает. Причину покажет <code>make doctor</code>.
    [notice] ⚠️ Сообщение не удалось доставить: { $subject }
    [redis] ⚠️ Redis не отвечает. Подтверждения не принимаются; покупателям предложено попробовать через минуту.
    [redis-writes] ⚠️ Redis отвечает, но не принимает запись: он заполнен, доступен только для чтения или остался без реплик. Подтверждения не принимаются; покупателям предложено попробовать через минуту.
    [status] ⚠️ Партнёр прислал незнакомый статус: { $subject }. Такие заказы считаются в работе; сопоставить его можно в STATUS_ALIASES.
    [address-unpinned] ⚠️ Адрес оплаты заказа { $subject } не входит в PINNED_ADDRESSES. Его реквизиты мы не показываем.
    [address-checksum] ⚠️ У адреса оплаты заказа { $subject } неверная контрольная сумма.
    [orphans] ⚠️ Redis запущен пустым: у заказов последних двух дней ({ $subject }) не указан чат. Они найдутся, когда покупатели откроют /orders.
    [list] ⚠️ Не удаётся прочитать список заказов партнёра до конца: { $subject }. Заказы после первой страницы находятся только по одному.
    [unreadable] ⚠️ Часть ответа партнёра не читается: { $subject }. Мы пропускаем её и читаем остальное.
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Покупатель просит помощи: { $topic }

    { $facts }
button-customer = Чат с покупателем
alert-over = ✅ Прошло: { $alert }

balance =
    <b>Баланс у партнёра</b>

    { $balance }
balance-topup =
    Адрес пополнения: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Копировать адрес
button-transactions = Операции

transactions = <b>Операции</b> · страница { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Операций нет.
transaction-kind = { $kind ->
    [topup] пополнение
    [payment] оплата
    [fee] комиссия
    [refund] возврат
    [unmatched] без заказа
   *[other] -
}

orders-all = <b>Все заказы</b> · страница { $page }
orders-all-none = Таких заказов нет.
orders-all-any = любой
orders-found = <b>С этой ссылкой заказов: { $number }</b>
order-usage = Какой заказ? Отправьте /order и номер заказа, Memo или ссылку.
no-such-order = Поставщик не знает такого заказа.
order-card =
    <b>Заказ № { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Цена: { $price }
    Создан: { $created }
    Оплатить до: { $expires }
    Memo: { $memo }
    Ссылка: { $reference }
    Чат: { $chat }
order-card-estimate = Показанная оценка: { $estimate }
order-card-sent = Транзакция от покупателя: { $link }
order-card-history = <b>История статусов</b>
order-resent = Экран отправлен покупателю ещё раз.
order-written = Ваше сообщение отправлено покупателю.
customer-gone = Покупатель заблокировал бота.
write-to-customer = Отправьте текст для покупателя по заказу { $order }. Его передаст бот.
button-refresh = Обновить
button-write = Написать покупателю
button-resend = Отправить экран снова

intents = <b>Подтверждений, которые ещё не стали заказом: { $number }</b>
intents-none = Все подтверждения стали заказами или отклонены.
intent-state = { $state ->
    [prepared] ⏳ выполняется
    [placed] ✅ размещено
    [rejected] ✖️ не заказано
   *[frozen] ❄️ заморожено
}
intent-card =
    <b>Подтверждение</b>

    { $wish }
    Чат: { $chat }
    Ссылка: { $reference }
    Подтверждено: { $at }
intent-lines =
    Подтверждение { $id }: { $state }
    Попыток: { $attempts } · ключ { $key }
intent-key-known = Поставщик ещё помнит ключ: повторять безопасно.
intent-key-old = Ключу больше суток: перед повтором бот проверит заказы у поставщика.
button-retry = Попробовать сейчас
button-release = Отпустить
button-adopt = Привязать заказ
adopt-which =
    <b>Какой это заказ?</b>

    { $wish }

    Нажмите на него или отправьте номер. Покупатель получит реквизиты для оплаты.
adopt-refused = Этот заказ относится к другому чату или подтверждению, либо подтверждение уже не заморожено.
release-refused = Не отпущено: возможно, у поставщика уже есть этот заказ. Привяжите подходящий.
no-such-intent = Такого подтверждения больше нет.

figures-all = <b>Статистика</b>
figures-partner =
    <b>По данным поставщика</b>
    Заказов: { $orders }
    Звёзд: { $stars } · месяцев Premium: { $months }
    Оборот: { $volume }
figures-partner-down = Поставщик сейчас не отвечает.
figures-own = <b>По данным бота</b>, дней: { $days }
figures-day = { $day } заказано { $placed }, оплачено { $paid }, доставлено { $completed } · { $volume }
figures-total = Доставлено: { $completed } · звёзд: { $stars } · месяцев Premium: { $months } · { $volume }
rate =
    <b>Курс</b>

    { $rate }
    { $at }
fees =
    <b>Лимиты и комиссии</b>

    Звёзды: от { $low } до { $high }, комиссия { $stars }
    Premium: { $months } мес., комиссия { $premium }
export-usage =
    <b>Выгрузка</b>

    Отправьте /export orders или /export transactions, при желании с первым и последним днём: { $example }
export-making = { $what ->
    [orders] Выгружаю заказы: пока { $rows } …
   *[transactions] Выгружаю операции: пока { $rows } …
}
export-made = { $what ->
    [orders] Выгружено заказов: { $rows }
   *[transactions] Выгружено операций: { $rows }
}
export-failed = Не получилось записать файл: возможно, на диске сервера нет места. Освободите место и отправьте команду ещё раз.
bad-day = Не понимаю эти даты. Пишите их так: 2026-01-31, сначала более раннюю.

health =
    <b>Состояние</b>

    API партнёра: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Заказов под наблюдением: { $watched }
    Просрочка очереди: { $due } с
    Уведомлений в очереди: { $notices }, первое ждёт { $lag } с
    Открытых подтверждений: { $intents }, замороженных: { $frozen }
    Людей: { $people }
    Попыток чужих вызвать команды администратора: { $strangers }

    Версия { $version }, работает { $uptime }
health-ok = в порядке, { $ms } мс
health-down = не отвечает
health-closed = 🚧 Магазин закрыт: /maintenance

maintenance-on =
    🚧 <b>Магазин закрыт</b>

    Новые подтверждения не принимаются, открытые заказы выполняются. Открыть снова: /maintenance off
maintenance-off =
    <b>Магазин открыт</b>

    Закрыть: /maintenance on, при желании с фразой для покупателей.
maintenance-usage = Отправьте /maintenance on или /maintenance off.
blocked-people =
    <b>Заблокированы:</b> { $people }

    Отправьте /block или /unblock и id пользователя. Открытые заказы заблокированных людей выполняются.
block-admin = Администратора нельзя заблокировать.
bad-user-id = Это не id пользователя. Нужно целое число, как чат в карточке заказа.
not-blocked = Этот человек не заблокирован.
audit = <b>Действия администраторов</b>
audit-none = Пока ничего.

broadcast-compose = <b>Отправьте сообщение для всех</b>, можно с картинкой. Вы увидите его до рассылки.
broadcast-preview = ⬆️ Это получат все, кто пользовался ботом: { $people }. Не удаляйте своё сообщение до конца рассылки: копируется именно оно.
button-broadcast-send = Отправить всем
button-broadcast-stop = Остановить
broadcast-sending = 📣 <b>Рассылается</b>
broadcast-stopped = 📣 <b>Остановлено</b>
broadcast-done = 📣 <b>Отправлено всем</b>
broadcast-counts =
    { $handled } из { $total }
    Доставлено: { $delivered }
    Заблокировали бота: { $blocked }
    Не удалось: { $failed }
    Пропущено: { $skipped }

command-balance = Баланс у партнёра
command-transactions = История баланса
command-orders-all = Все заказы
command-order = Заказ по номеру, Memo или ссылке
command-intents = Подтверждения, требующие внимания
command-stats = Статистика
command-rate = Курс TON
command-fees = Лимиты и комиссии
command-export = Заказы или операции файлом
command-health = Состояние бота
command-maintenance = Закрыть или открыть магазин
command-block = Заблокировать человека
command-unblock = Разблокировать человека
command-broadcast = Сообщение всем
command-audit = Действия администраторов

alert-confirmations = { $kind ->
    [stopped] ⚠️ Новый заказ вернулся уже оплаченным или без реквизитов: возможно, поставщик списывает цену с вашего баланса. Все подтверждения остановлены. Проверьте PARTNER_PAYMENT_METHOD и продолжите командой /maintenance off
    [waiting] ⚠️ Подтверждения ждут дольше минуты: поставщик не подтверждает заказы. См. /intents
    [refused] ⚠️ Поставщик отклоняет заказ за заказом, и не по вине покупателей: { $subject }
    [turned-up] ⚠️ Заказ { $subject } появился после того, как покупатель прочитал «не заказано». Покупателю сообщено. См. /order
    [lost] ⚠️ Подтверждение { $subject } потеряно: Redis знает только его номер. Поищите его заказ у поставщика.
    [lost-order] ⚠️ Redis потерял заказ { $subject }, а поставщик не показывает, чей он. Поищите его у поставщика.
   *[balance-unreadable] ⚠️ Баланс у партнёра не читается (нет поля: { $subject }), поэтому LOW_BALANCE_TON ни о чём не предупредит.
}
orders-stopped =
    <b>Все подтверждения остановлены</b>

    Новый заказ вернулся уже оплаченным или без реквизитов: { $reason }
    Возможно, поставщик списывает цену с вашего баланса. Проверьте PARTNER_PAYMENT_METHOD и продолжите командой /maintenance off
alert-details = ⚠️ Партнёр теперь называет для заказа { $order } другие платёжные данные, чем при создании. Действуют первые; пока заказ не оплачен, они не показываются.
alert-wrong-order = ⚠️ Партнёр ответил не о заказе { $order }, а о другом. Ответ отброшен, заказ отслеживается дальше.
alert-order-missing = ⚠️ Партнёр больше не показывает заказ { $order }, который может быть оплачен. Покупатель предупреждён. Спросите партнёра.
alert-not-found = ⚠️ Партнёр не показывает ни одного нашего открытого заказа, пропало: { $number }. Верны ли PARTNER_API_KEY и PARTNER_API_URL? Покупателям ничего не сказано.
alert-more = Ещё такие же ({ $count }): { $subjects }
alert-group-moved = Эта группа стала супергруппой. Укажите в ADMIN_CHAT_ID { $id }.
alert-topic-gone = Темы из ADMIN_CHAT_ID больше нет, поэтому оповещения приходят сюда.
alert-chat-gone = Чат из ADMIN_CHAT_ID недоступен, поэтому оповещения приходят вам.

button-alert = { $action ->
    [order] Открыть заказ
    [health] Проверить состояние
    [intent] Подтверждение
    [intents] Подтверждения
    [balance] Баланс и пополнение
    [maintenance] Магазин
   *[team] Команда
}
alert-balance-left = Сейчас { $balance }.
alert-opened = Открыл в нашем личном чате.
alert-not-opened = Не могу вам написать. Откройте личный чат со мной, нажмите «Старт» и попробуйте снова.
button-open-shop = Открыть магазин
button-close-shop = Закрыть магазин
partner-key-refused = Партнёр не принимает PARTNER_API_KEY (401 или 403): ключ отозван или аккаунт заблокирован. Получите новый ключ у бота поставщика (/api) и перезапустите с ним. Новые заказы ждут, открытые сохранены.

shop-day =
    <b>День магазина</b> · { $day }

    Заказано: { $placed }, оплачено: { $paid }, доставлено: { $completed }
    Оборот: { $volume }
    Не доставлено: { $unsuccessful }
    Самая долгая доставка: { $slowest }
    Оплачено и ещё не доставлено: { $open }, { $money }, дольше всего — { $longest }
shop-day-resold = <b>Продано реселлерами</b>
shop-daily-on = Отчёт о магазине приходит каждый день в { $hour }, пояс { $zone }. Другой час: /daily shop 7. Выключить: /daily shop off. Ваш часовой пояс: /daily +3
shop-daily-off = Отчёт о магазине не приходит. Включить: /daily shop 9
