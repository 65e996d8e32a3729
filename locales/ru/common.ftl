goods-stars = { $quantity ->
    [one] { $quantity } звезда
    [few] { $quantity } звезды
   *[many] { $quantity } звёзд
}
goods-premium = { $months ->
    [one] Premium на { $months } месяц
    [few] Premium на { $months } месяца
   *[many] Premium на { $months } месяцев
}
goods-for = { $goods } для { $recipient }
order-number = Заказ № { $order }
support = Есть вопросы? Напишите { $support } и назовите номер заказа.
support-nobody = Есть вопросы? Напишите тем, кто ведёт этого бота, и назовите номер заказа.

status = { $status ->
    [pending_payment] ждёт оплаты
    [paid] оплачен
    [processing] доставляется
    [completed] доставлен
    [failed] не выполнен
    [refunded] деньги возвращены
    [expired] истёк
    [cancelled] отменён
   *[other] в работе
}

button-back = ‹ Назад
button-cancel = Отмена
button-menu = Меню
button-again = Ещё раз
button-look = Проверить

bad-username = Это не имя пользователя Telegram. В имени 4–32 латинские буквы, цифры или подчёркивания, например @durov.
bad-username-link = Эта ссылка ведёт не к человеку. Пришлите имя вроде @durov или ссылку вроде t.me/durov.
bad-number = Это не целое число. Пришлите только цифры, например 100.
bad-number-range = Такое количество не подходит. Пришлите число от { $low } до { $high }.
bad-too-long = Для ответа это слишком длинно.
bad-kind = Здесь я понимаю только текст и кнопки. Ничего не изменилось.
bad-months = Выберите один из сроков ниже.
recipient-cannot = { $username } не может это получить.
recipient-cannot-why = { $username } не может это получить: { $reason }
contact-no-username = У этого человека нет @имени, а без него отправить нельзя. Его можно задать в Telegram: Настройки → Имя пользователя.
not-yours = В этом чате нет такого заказа.
old-button = Это кнопка от прошлого шага. Сейчас вы здесь:

partner-rejected = Поставщик отвечает: { $message }
partner-down = Поставщик сейчас не отвечает. Ничего не потеряно: попробуйте через минуту.
partner-busy = Сейчас много заказов. Ничего не потеряно: попробуйте через несколько секунд.
partner-unauthorized = Магазин на ремонте и пока не принимает заказы. Ничего не потеряно: попробуйте позже.
partner-unreadable = Не удалось прочитать ответ поставщика. Ничего не потеряно: попробуйте через минуту.
redis-down = Короткий перерыв: попробуйте через минуту. Подтверждённые заказы в сохранности.
unexpected = Что-то пошло не так, и мы об этом уже знаем. Ваши заказы в сохранности: они в /orders. Начать заново: /start.
slow-down = Слишком быстро. Подождите несколько секунд и продолжайте.
unknown-command = Такой команды я не знаю. Вот что я умею: /start, /orders, /language, /help.
group = Я принимаю заказы только в личных сообщениях: { $link }
go-on = Telegram был занят. Ничего не потеряно.
button-go-on = Продолжить
language-name = Русский
press-a-button = Здесь текст не нужен. Нажмите одну из кнопок ниже.
orders-stale = Поставщик сейчас не отвечает, поэтому в списке может не хватать заказа.
