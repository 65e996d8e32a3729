button-desk = Реселлерам
desk =
    <b>Реселлерам</b>

    /bulk  много заказов списком или файлом
    /quote  себестоимость, цена и прибыль
    /margin  ваша наценка
    /currency  валюта ваших клиентов
    /pricelist  прайс-лист для пересылки
    /unpaid  кто вам должен
    /client  заказы клиента и его долг
    /find  найти свой заказ
    /my_stats  ваши показатели
    /my_export  ваши заказы файлом

    В любом чате можно написать:
    { $quote }  и предложить цену
    { $pay }  и отправить оплату заказа
button-bulk = Массовый заказ
button-stats = Показатели
button-export = Выгрузить
button-daily = { $daily ->
    [on] Итоги дня: вкл.
   *[off] Итоги дня: выкл.
}

invoice-line = Счёт: { $invoice }
button-invoice = Номер счёта
invoice-ask =
    <b>Номер счёта</b>

    Пришлите номер счёта клиента: до 30 латинских букв, цифр, _ и -.
button-no-invoice = Без счёта
bad-invoice = Это не номер счёта. В нём до 30 латинских букв, цифр, _ и -, например invoice-42.
bad-two-ways = Это можно понять двояко. Напишите число слитно, а перед счётом поставьте ; вот так: @alice 500; 77.

find-how = Пришлите /find и счёт, Memo, номер заказа или @имя.
found = <b>Найдено по</b> { $words }
found-none =
    По { $words } ничего не найдено.

    Я ищу среди ваших заказов: по счёту, Memo, номеру заказа или @имени.

margin =
    <b>Ваша наценка</b>

    На себестоимость: { $percent }
    Фиксированная: { $fee }
    Округление вверх до: { $step }

    Изменить: { $example }
    Фиксированная часть в { $currency }, округление тоже или в вашей валюте. Обе можно не указывать.
margin-none = нет
bad-margin = Не понимаю такую наценку. Пришлите, например, /margin 12.5% или /margin 12.5% + 0.1 / 0.05.
bad-what = Что посчитать? Напишите 500 для звёзд или 6m для Premium на полгода, в пределах лимитов магазина.
quote =
    <b>Расчёт</b> · { $goods }

    Себестоимость: { $cost }
    Цена: { $retail }
    Прибыль: { $profit }

    Сообщение ниже для клиента: перешлите его как есть.

card-quote = { $goods }: { $price }
card-quote-hint = Отправить цену
button-order-this = Заказать
card-not-yours = Эта кнопка для того, кто прислал цену.
card-pay = Заказ № { $order } · { $price }
card-status =
    Заказ № { $order }
    { $goods }

    { $status }
card-checking = ищем оплату

bulk =
    <b>Массовый заказ</b>

    Пришлите до { $most } строк или файл: Excel (.xlsx) или CSV:

    { $stars }
    { $premium }

    Число означает звёзды, 6m означает Premium на полгода. Номер счёта можно не указывать. Без вашего подтверждения мы ничего не закажем. В первой строке могут стоять названия столбцов, в любом порядке.
bulk-empty = Не нашёл ни одной строки. Пришлите строки вроде @alice 100.
bulk-too-many = Слишком много: не больше { $most } строк за раз.
bulk-not-read = Не получается прочитать этот файл. Сохраните его как Excel (.xlsx) или CSV, без пароля, и пришлите снова.
bulk-too-large = Файл слишком большой: я читаю до 1 МБ. Оставьте только строки, которые хотите заказать.
bulk-columns = Не могу разобрать столбцы. В первой строке назовите один «Ник», а другой «Количество».
not-your-batch = В этом чате нет такого массового заказа, или ему больше шести дней.
button-batch = { $time } · { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[many] { $rows } строк
}
bulk-checking =
    <b>Проверяю строки</b>

    { $bar } { $done } из { $total }
bulk-waiting = Поставщик сейчас не отвечает. Проверка продолжится сама.
bulk-ready =
    <b>Проверено: можно заказать { $fine } из { $total }</b>
    Всего: { $price }

    Цена каждого заказа станет окончательной, когда мы его оформим.
bulk-sheet = Строки взяты с листа { $sheet }.
button-confirm-rows = { $rows ->
    [one] Подтвердить { $rows } строку
    [few] Подтвердить { $rows } строки
   *[many] Подтвердить { $rows } строк
}
bulk-how =
    <b>Как заказывать?</b>

    <b>По одному</b>: оформляем заказ, когда вы дошли до его оплаты, поэтому время на оплату не истечёт.
    <b>Все сразу</b>: время на оплату всех заказов пойдёт сразу. Для тех, кто платит по файлу.
button-one-by-one = По одному
button-all-now = Все сразу
bulk-ordering =
    <b>Массовый заказ</b> · { $price }
    { $tally }
bulk-progress = { $bar } заказано { $done } из { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Массовый заказ отменён. Ничего не заказано.
bulk-all-paid = Сейчас в этом массовом заказе оплачивать нечего.
bulk-news =
    <b>Массовый заказ: новости</b>
    { $tally }
bulk-over =
    <b>Массовый заказ завершён</b>
    { $tally }
button-next = Оплатить ({ $left })
button-next-row = Дальше ›
button-open-batch = Массовый заказ
button-expired = Заказать снова ({ $rows })
button-csv = Файл CSV
button-repeated = И повторы: { $rows }
button-filter = { $filter ->
    [wrong] Ошибки
    [waiting] Ждут
    [paid] Оплачены
    [expired] Истекли
   *[all] Все
}
row-state = { $state ->
    [unchecked] ещё не проверено
    [problem] невозможно
    [fine] готово к заказу
    [confirming] заказывается
    [rejected] отказ
   *[frozen] на проверке
}
row-problem = { $problem ->
    [format] нужно так: @name 100 invoice
    [unclear] это можно понять двояко. Напишите число слитно и поставьте ; между частями
    [formula] здесь формула. Напишите вместо неё её значение
    [username] это не имя пользователя
    [amount] нужно количество: 100, или 6m для Premium
    [invoice] в счёте до 30 латинских букв, цифр, _ и -
    [limits] не подходит, можно { $detail }
    [recipient] этот человек не может получить. { $detail }
    [repeated] уже заказано { $detail } UTC. Пропускаю
    [duplicate] то же, что в строке { $detail }, и с тем же счётом. Пропускаю
   *[refused] поставщик отвечает: { $detail }
}
row-twin = ↳ то же, что в строке { $number }
columns = { $column ->
    [recipient] юзернейм, ник, никнейм, имя пользователя, получатель, телеграм, телеграмм, тг, логин, кому, аккаунт, клиент, имя
    [amount] звёзды, количество, кол-во, звёзд, шт, сколько, сумма, месяцы, месяцев, премиум
    [product] товар, продукт, тип, что
   *[invoice] счёт, счёта, инвойс, чек, накладная
}

stats = <b>Показатели</b> · доставлено за день, { $currency }
stats-today = Сегодня
figures =
    Заказов: { $orders }, доставлено: { $delivered } ({ $success })
    Звёзд: { $stars } · месяцев Premium: { $months }
    { $ton }
export-how = Пришлите /my_export или с днями: /my_export 2026-07-01 2026-07-31.
export-none = За это время заказов нет.
daily = <b>Ваш день</b> · { $date }
daily-on =
    <b>Итоги дня: вкл.</b>

    Вы получите их в конце дня по { $zone }. Другой пояс: /daily +3. Выключить: /daily off.
daily-off =
    <b>Итоги дня: выкл.</b>

    Включить: /daily.
daily-how = Пришлите /daily on, /daily off или свой пояс, например /daily +3 или /daily -5:30.

command-reseller = Реселлерам
command-bulk = Много заказов сразу
command-quote = Себестоимость, цена, прибыль
command-margin = Моя наценка
command-find = Найти свой заказ
command-my-stats = Мои показатели
command-my-export = Мои заказы файлом
command-daily = Итоги дня: вкл. или выкл.
