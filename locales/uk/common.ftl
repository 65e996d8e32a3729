goods-stars = { $quantity ->
    [one] { $quantity } зірка
    [few] { $quantity } зірки
   *[many] { $quantity } зірок
}
goods-premium = { $months ->
    [one] Premium на { $months } місяць
    [few] Premium на { $months } місяці
   *[many] Premium на { $months } місяців
}
goods-for = { $goods } для { $recipient }
order-number = Замовлення № { $order }
support = Є питання? Напишіть { $support } і назвіть номер замовлення.
support-nobody = Є питання? Напишіть тим, хто веде цього бота, і назвіть номер замовлення.

status = { $status ->
    [pending_payment] чекає на оплату
    [paid] оплачено
    [processing] доставляється
    [completed] доставлено
    [failed] не виконано
    [refunded] гроші повернено
    [expired] строк минув
    [cancelled] скасовано
   *[other] у роботі
}

button-back = ‹ Назад
button-cancel = Скасувати
button-menu = Меню
button-again = Ще раз
button-look = Перевірити

bad-username = Це не ім'я користувача Telegram. У ньому 4–32 латинські літери, цифри або підкреслення, наприклад @durov.
bad-username-link = Це посилання веде не до людини. Надішліть ім'я на зразок @durov або посилання на зразок t.me/durov.
bad-number = Це не ціле число. Надішліть лише цифри, наприклад 100.
bad-number-range = Така кількість не підходить. Надішліть число від { $low } до { $high }.
bad-too-long = Для відповіді це задовго.
bad-kind = Тут я розумію лише текст і кнопки. Нічого не змінилося.
bad-months = Виберіть один зі строків нижче.
recipient-cannot = { $username } не може це отримати.
recipient-cannot-why = { $username } не може це отримати: { $reason }
contact-no-username = У цієї людини немає @імені, а без нього надіслати не можна. Його можна задати в Telegram: Налаштування → Ім'я користувача.
not-yours = У цьому чаті немає такого замовлення.
old-button = Це кнопка з попереднього кроку. Зараз ви тут:

partner-rejected = Постачальник відповідає: { $message }
partner-down = Постачальник зараз не відповідає. Нічого не втрачено: спробуйте за хвилину.
partner-busy = Зараз багато замовлень. Нічого не втрачено: спробуйте за кілька секунд.
partner-unauthorized = Магазин на ремонті й поки не приймає замовлень. Нічого не втрачено: спробуйте пізніше.
partner-unreadable = Не вдалося прочитати відповідь постачальника. Нічого не втрачено: спробуйте за хвилину.
redis-down = Коротка перерва: спробуйте за хвилину. Підтверджені замовлення в безпеці.
unexpected = Щось пішло не так, і ми вже про це знаємо. Ваші замовлення в безпеці: вони в /orders. Почати знову: /start.
slow-down = Надто швидко. Зачекайте кілька секунд і продовжуйте.
unknown-command = Такої команди я не знаю. Ось що я вмію: /start, /orders, /language, /help.
group = Я приймаю замовлення лише в особистих повідомленнях: { $link }
go-on = Telegram був зайнятий. Нічого не втрачено.
button-go-on = Продовжити
language-name = Українська
press-a-button = Тут текст не потрібен. Натисніть одну з кнопок нижче.
orders-stale = Постачальник зараз не відповідає, тож у списку може бракувати замовлення.
