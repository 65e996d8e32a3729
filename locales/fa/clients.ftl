client-pays = مشتری شما می‌پردازد: { $price }
takings =
    فروش: { $turnover } · هزینه: { $cost }
    سود: { $profit } · دریافت‌نشده: { $unpaid }
button-by-client = بر اساس مشتری
stats-by-client = <b>آمار من بر اساس مشتری</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } سفارش
   *[other] { $orders } سفارش
}
button-unpaid = چه کسی بدهکار است
unpaid =
    <b>هنوز به شما پرداخت نشده:</b> { $sum }
    { $orders ->
        [one] { $orders } سفارش، اول قدیمی‌ترها
       *[other] { $orders } سفارش، اول قدیمی‌ترها
    }
unpaid-none = <b>کسی به شما بدهکار نیست.</b> سفارش مشتریان اینجا می‌ماند تا آن را پرداخت‌شده علامت بزنید.
book-full = ⚠️ دفتر مشتریان شما پر است: قدیمی‌ترین سفارش‌های پرداخت‌نشده از آن بیرون می‌روند. پرداخت‌شده‌ها را علامت بزنید یا فایل CSV را نگه دارید.
give-back = { $orders ->
    [one] ⚠️ به شما پرداخت شده ولی تحویل نشده: { $orders } سفارش، { $sum } ({ $clients })
   *[other] ⚠️ به شما پرداخت شده ولی تحویل نشده: { $orders } سفارش، { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] به شما پرداخت شده، ولی { $status }
   *[paid] به شما پرداخت شده
}
button-undo = برگردان
button-mark-all = { $orders ->
    [one] { $orders } پرداخت شد
   *[other] هر { $orders } پرداخت شد
}
marked = { $orders ->
    [one] { $orders } سفارش پرداخت‌شده علامت خورد.
   *[other] { $orders } سفارش پرداخت‌شده علامت خورد.
}
unmarked = { $orders ->
    [one] { $orders } سفارش دوباره پرداخت‌نشده است.
   *[other] { $orders } سفارش دوباره پرداخت‌نشده است.
}
book-changed = فهرست در این میان عوض شده، برای همین چیزی علامت نخورد. الان این است.
button-clients = بر اساس مشتری
clients =
    <b>چه کسی به شما بدهکار است</b> · { $sum }
    مشتریان: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] برای { $orders } سفارش { $sum } به شما بدهکار است
       *[other] برای { $orders } سفارش { $sum } به شما بدهکار است
    }
client-even =
    { $client }
    به شما بدهی ندارد
client-note = یادداشت: { $note }
client-gone = این مشتری دیگر سفارشی در دفتر شما ندارد.
client-none =
    مشتری‌ای به نام { $words } نیست.

    { "\u2068/client\u2069" } را با شماره فاکتور، { "\u2068@username\u2069" } یا نام بفرستید، یا فقط { "\u2068/client\u2069" }.
client-which = <b>منظورتان کدام مشتری است؟</b>
button-client-name = نام
button-client-note = یادداشت
client-name-ask =
    <b>نام این مشتری چیست؟</b>

    الان: { $client }. نامی تا { $most } نویسه بفرستید. نام مشتری دیگر، هر دو را یکی می‌کند.
client-join = <b>این‌ها یک مشتری‌اند؟</b>
button-client-join = یکی کردن
button-other-name = نام دیگر
client-note-ask =
    <b>یادداشت دربارهٔ</b> { $client }

    تا { $most } نویسه بفرستید، یا { $none } برای حذف یادداشت. فقط شما آن را می‌بینید.
bad-client-name = این نام را نمی‌شود نگه داشت. 1 تا { $most } نویسه بفرستید.
bad-client-note = یادداشت خالی یا خیلی بلند است. 1 تا { $most } نویسه بفرستید.
book-names-full = دفتر مشتریان شما جای نام و یادداشت بیشتر ندارد. اول چند یادداشت را حذف کنید.
button-book-file = بارگذاری فایل
book-file-ask =
    <b>نام، یادداشت و پرداخت از فایل</b>

    فایل CSV دفترتان را دریافت کنید، { $columns } را پر کنید و اینجا بفرستید. در ستون paid برای پرداخت‌شده‌ها «بله» بنویسید. خانه‌های خالی چیزی را عوض نمی‌کنند.
bad-book-file = این فایل خوانده نشد. فایل دفترتان را به شکل CSV یا { "\u2068Excel (.xlsx)\u2069" }، تا 2 مگابایت و با سطر اولش بفرستید.
book-file-done = از فایل برداشته شد: { $names } نام، { $notes } یادداشت، { $paid } پرداخت. سطرهایی که به کار نیامد: { $wrong }.
privacy-book = دفتر مشتریان شما: بدهی مشتریان تا زمان پرداخت؛ نام‌ها و یادداشت‌ها تا وقتی داده‌هایتان را حذف کنید.
forget-book = { $orders ->
    [one] دفتر مشتریان شما هم پاک می‌شود: { $orders } سفارش پرداخت‌نشده و همهٔ نام‌ها و یادداشت‌ها. هیچ‌کس نمی‌تواند آن‌ها را برگرداند. فایل CSV آن: { "\u2068/unpaid\u2069" }.
   *[other] دفتر مشتریان شما هم پاک می‌شود: { $orders } سفارش پرداخت‌نشده و همهٔ نام‌ها و یادداشت‌ها. هیچ‌کس نمی‌تواند آن‌ها را برگرداند. فایل CSV آن: { "\u2068/unpaid\u2069" }.
}
command-unpaid = چه کسی به من بدهکار است
command-client = سفارش‌های یک مشتری
