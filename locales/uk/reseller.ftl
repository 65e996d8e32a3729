button-desk = Реселерам
desk =
    <b>Реселерам</b>

    /bulk  багато замовлень списком або файлом
    /quote  собівартість, ціна і прибуток
    /margin  ваша націнка
    /currency  валюта ваших клієнтів
    /pricelist  прайс-лист для пересилання
    /find  знайти своє замовлення
    /my_stats  ваші показники
    /my_export  ваші замовлення файлом

    У будь-якому чаті можна написати:
    { $quote }  і запропонувати ціну
    { $pay }  і надіслати оплату замовлення
button-bulk = Масове замовлення
button-stats = Показники
button-export = Вивантажити
button-daily = { $daily ->
    [on] Підсумок: увімк.
   *[off] Підсумок: вимк.
}

invoice-line = Рахунок: { $invoice }
button-invoice = Номер рахунку
invoice-ask =
    <b>Номер рахунку</b>

    Надішліть номер рахунку клієнта: до 30 латинських літер, цифр, _ і -.
button-no-invoice = Без рахунку
bad-invoice = Це не номер рахунку. У ньому до 30 латинських літер, цифр, _ і -, наприклад invoice-42.

find-how = Надішліть /find і рахунок, Memo, номер замовлення або @ім'я.
found = <b>Знайдено за</b> { $words }
found-none =
    За { $words } нічого не знайдено.

    Я шукаю серед ваших замовлень: за рахунком, Memo, номером замовлення або @ім'ям.

margin =
    <b>Ваша націнка</b>

    На собівартість: { $percent }
    Фіксована: { $fee }
    Округлення вгору до: { $step }

    Змінити: { $example }
    Фіксована частина в { $currency }, округлення теж або у вашій валюті. Обидві можна не вказувати.
margin-none = немає
bad-margin = Не розумію такої націнки. Надішліть, наприклад, /margin 12.5% або /margin 12.5% + 0.1 / 0.05.
bad-what = Що порахувати? Напишіть 500 для зірок або 6m для Premium на пів року, у межах лімітів магазину.
quote =
    <b>Розрахунок</b> · { $goods }

    Собівартість: { $cost }
    Ціна: { $retail }
    Прибуток: { $profit }

    Повідомлення нижче для клієнта: перешліть його як є.

card-quote = { $goods }: { $price }
card-quote-hint = Надіслати ціну
button-order-this = Замовити
card-not-yours = Ця кнопка для того, хто надіслав ціну.
card-pay = Замовлення № { $order } · { $price }
card-status =
    Замовлення № { $order }
    { $goods }

    { $status }
card-checking = шукаємо оплату

bulk =
    <b>Масове замовлення</b>

    Надішліть до { $most } рядків або файл CSV:

    { $stars }
    { $premium }

    Число означає зірки, 6m означає Premium на пів року. Номер рахунку можна не вказувати. Без вашого підтвердження ми нічого не замовимо.
bulk-empty = Не бачу жодного рядка. Надішліть рядки на зразок @alice 100.
bulk-too-many = Забагато: не більше { $most } рядків за раз.
bulk-not-text = Я читаю текст або файл CSV до 64 кБ.
not-your-batch = У цьому чаті немає такого масового замовлення, або йому понад шість днів.
button-batch = { $time } · { $rows ->
    [one] { $rows } рядок
    [few] { $rows } рядки
   *[many] { $rows } рядків
}
bulk-checking =
    <b>Перевіряю рядки</b>

    { $bar } { $done } з { $total }
bulk-waiting = Постачальник зараз не відповідає. Перевірка продовжиться сама.
bulk-ready =
    <b>Перевірено: можна замовити { $fine } з { $total }</b>
    Усього: { $price }

    Ціна кожного замовлення стане остаточною, коли ми його оформимо.
button-confirm-rows = { $rows ->
    [one] Підтвердити { $rows } рядок
    [few] Підтвердити { $rows } рядки
   *[many] Підтвердити { $rows } рядків
}
bulk-how =
    <b>Як замовляти?</b>

    <b>По одному</b>: оформлюємо замовлення, коли ви дійшли до його оплати, тож час на оплату не спливе.
    <b>Усі одразу</b>: час на оплату всіх замовлень піде відразу. Для тих, хто платить за файлом.
button-one-by-one = По одному
button-all-now = Усі одразу
bulk-ordering =
    <b>Масове замовлення</b> · { $price }
    { $tally }
bulk-progress = { $bar } замовлено { $done } з { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Масове замовлення скасовано. Нічого не замовлено.
bulk-all-paid = Зараз у цьому масовому замовленні нема чого оплачувати.
bulk-news =
    <b>Масове замовлення: новини</b>
    { $tally }
bulk-over =
    <b>Масове замовлення завершено</b>
    { $tally }
button-next = Сплатити ({ $left })
button-next-row = Наступна оплата ›
button-open-batch = Масове замовлення
button-expired = Замовити знову ({ $rows })
button-csv = Файл CSV
row-state = { $state ->
    [unchecked] ще не перевірено
    [problem] неможливо
    [fine] готово до замовлення
    [confirming] замовляється
    [rejected] відмова
   *[frozen] на перевірці
}
row-problem = { $problem ->
    [format] потрібно так: @name 100 invoice
    [username] це не ім'я користувача
    [amount] потрібна кількість: 100, або 6m для Premium
    [invoice] у рахунку до 30 латинських літер, цифр, _ і -
    [limits] не підходить, можна { $detail }
    [recipient] ця людина не може отримати. { $detail }
   *[refused] постачальник відповідає: { $detail }
}
row-twin = ↳ те саме, що в рядку { $number }

stats = <b>Показники</b> · доставлено за день, { $currency }
stats-today = Сьогодні
figures =
    Замовлень: { $orders }, доставлено: { $delivered } ({ $success })
    Зірок: { $stars } · місяців Premium: { $months }
    { $ton }
export-how = Надішліть /my_export або з днями: /my_export 2026-07-01 2026-07-31.
export-none = За цей час замовлень немає.
daily = <b>Ваш день</b> · { $date }
daily-on =
    <b>Підсумок дня: увімк.</b>

    Ви отримаєте його наприкінці дня за { $zone }. Інший пояс: /daily +3. Вимкнути: /daily off.
daily-off =
    <b>Підсумок дня: вимк.</b>

    Увімкнути: /daily.
daily-how = Надішліть /daily on, /daily off або свій пояс, наприклад /daily +3 чи /daily -5:30.

command-reseller = Реселерам
command-bulk = Багато замовлень одразу
command-quote = Собівартість, ціна, прибуток
command-margin = Моя націнка
command-find = Знайти своє замовлення
command-my-stats = Мої показники
command-my-export = Мої замовлення файлом
command-daily = Підсумок дня: увімк. або вимк.
