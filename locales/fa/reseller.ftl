button-desk = برای همکاران فروش
desk =
    <b>برای همکاران فروش</b>

    { "\u2068/bulk\u2069" } سفارش‌های زیاد از فهرست یا فایل
    { "\u2068/quote\u2069" } هزینه، قیمت فروش و سود
    { "\u2068/margin\u2069" } حاشیه سود شما
    { "\u2068/currency\u2069" } ارز مشتریان شما
    { "\u2068/pricelist\u2069" } لیست قیمت برای فرستادن
    { "\u2068/find\u2069" } یافتن سفارش خودتان
    { "\u2068/my_stats\u2069" } آمار شما
    { "\u2068/my_export\u2069" } سفارش‌هایتان در فایل

    در هر گفتگو می‌توانید بنویسید:
    { $quote } برای اعلام قیمت
    { $pay } برای فرستادن پرداخت سفارش
button-bulk = سفارش گروهی
button-stats = آمار من
button-export = خروجی
button-daily = { $daily ->
    [on] خلاصه روز: روشن
   *[off] خلاصه روز: خاموش
}

invoice-line = فاکتور: { $invoice }
button-invoice = شماره فاکتور
invoice-ask =
    <b>شماره فاکتور</b>

    شماره فاکتور مشتری را بفرستید: تا 30 حرف لاتین، رقم، _ و -.
button-no-invoice = بدون فاکتور
bad-invoice = این شماره فاکتور نیست. تا 30 حرف لاتین، رقم، _ و - دارد، مثل { "\u2068invoice-42\u2069" }.

find-how = { "\u2068/find\u2069" } را با فاکتور، توضیح (Memo)، شماره سفارش یا نام کاربری بفرستید.
found = <b>یافته‌ها برای</b> { $words }
found-none =
    برای { $words } چیزی پیدا نشد.

    در سفارش‌های خودتان می‌گردم: با فاکتور، توضیح (Memo)، شماره سفارش یا نام کاربری.

margin =
    <b>حاشیه سود شما</b>

    روی هزینه: { $percent }
    کارمزد ثابت: { $fee }
    گرد به بالا تا: { $step }

    این‌طور تغییر دهید: { $example }
    کارمزد به { $currency } است؛ گرد کردن هم، یا به ارز خودتان. نوشتن هیچ‌کدام لازم نیست.
margin-none = ندارد
bad-margin = این حاشیه سود را نفهمیدم. مثل { "\u2068/margin 12.5%\u2069" } یا { "\u2068/margin 12.5% + 0.1 / 0.05\u2069" } بفرستید.
bad-what = قیمت چه را حساب کنم؟ برای ستاره { "\u2068500\u2069" } و برای شش ماه پریمیوم { "\u20686m\u2069" } بنویسید، در محدوده فروشگاه.
quote =
    <b>پیش‌فاکتور</b> · { $goods }

    هزینه: { $cost }
    قیمت فروش: { $retail }
    سود: { $profit }

    پیام زیر برای مشتری است: همان‌طور که هست بفرستید.

card-quote = { $goods }: { $price }
card-quote-hint = فرستادن این قیمت
button-order-this = سفارش این
card-not-yours = این دکمه برای فرستنده قیمت است.
card-pay = سفارش شماره { $order } · { $price }
card-status =
    سفارش شماره { $order }
    شامل: { $goods }

    وضعیت: { $status }
card-checking = در جستجوی پرداخت

bulk =
    <b>سفارش گروهی</b>

    تا { $most } سطر، یا یک فایل CSV بفرستید:

    { $stars }
    { $premium }

    عدد یعنی ستاره، { "\u20686m\u2069" } یعنی شش ماه پریمیوم. نوشتن شماره فاکتور لازم نیست. تا تأیید نکنید چیزی سفارش نمی‌دهیم.
bulk-empty = سطری پیدا نکردم. سطرهایی مثل { "\u2068@alice 100\u2069" } بفرستید.
bulk-too-many = زیاد است: هر بار تا { $most } سطر.
bulk-not-text = متن یا فایل CSV تا 64 کیلوبایت را می‌خوانم.
not-your-batch = چنین سفارش گروهی در این گفتگو نیست، یا بیش از شش روز از آن گذشته.
button-batch = { $time } · { $rows ->
    [one] { $rows } سطر
   *[other] { $rows } سطر
}
bulk-checking =
    <b>در حال بررسی سطرها</b>

    { $bar } انجام شد: { $done } از { $total }
bulk-waiting = تأمین‌کننده الان پاسخ نمی‌دهد. بررسی خودکار ادامه پیدا می‌کند.
bulk-ready =
    <b>بررسی شد: { $fine } از { $total } قابل سفارش</b>
    روی هم: { $price }

    قیمت هر سفارش هنگام ثبت قطعی می‌شود.
button-confirm-rows = { $rows ->
    [one] تأیید { $rows } سطر
   *[other] تأیید { $rows } سطر
}
bulk-how =
    <b>چطور سفارش بدهم؟</b>

    <b>یکی‌یکی</b>: هر سفارش را وقتی ثبت می‌کنیم که برای پرداختش می‌آیید، تا مهلتش تمام نشود.
    <b>همه با هم</b>: مهلت پرداخت همه از حالا شروع می‌شود. برای کسی که از روی فایل پرداخت می‌کند.
button-one-by-one = یکی‌یکی
button-all-now = همه با هم
bulk-ordering =
    <b>سفارش گروهی</b> · { $price }
    { $tally }
bulk-progress = { $bar } ثبت شد: { $done } از { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↲ { $problem }
bulk-dropped = سفارش گروهی لغو شد. چیزی سفارش داده نشد.
bulk-all-paid = الان در این سفارش گروهی چیزی برای پرداخت نیست.
bulk-news =
    <b>سفارش گروهی: خبر تازه</b>
    { $tally }
bulk-over =
    <b>سفارش گروهی تمام شد</b>
    { $tally }
button-next = پرداخت بعدی ({ $left })
button-next-row = پرداخت بعدی ›
button-open-batch = سفارش گروهی
button-expired = سفارش دوباره ({ $rows })
button-csv = فایل CSV
row-state = { $state ->
    [unchecked] بررسی‌نشده
    [problem] ناممکن
    [fine] آماده
    [confirming] در حال ثبت
    [rejected] ردشده
   *[frozen] نیازمند بررسی
}
row-problem = { $problem ->
    [format] شکل درست: { "\u2068@name 100 invoice\u2069" }
    [username] این نام کاربری نیست
    [amount] مقدار لازم است: { "\u2068100\u2069" } یا { "\u20686m\u2069" } برای پریمیوم
    [invoice] فاکتور تا 30 حرف لاتین، رقم، _ و - دارد
    [limits] بیرون از محدوده: { $detail }
    [recipient] این شخص نمی‌تواند دریافت کند. { $detail }
   *[refused] تأمین‌کننده می‌گوید: { $detail }
}
row-twin = ↲ مثل سطر { $number }

stats = <b>آمار من</b> · تحویل روزانه، { $currency }
stats-today = امروز
figures =
    سفارش‌ها: { $orders }، تحویل‌شده: { $delivered } ({ $success })
    ستاره‌ها: { $stars } · ماه‌های پریمیوم: { $months }
    مبلغ: { $ton }
export-how = { "\u2068/my_export\u2069" } یا با تاریخ میلادی بفرستید: { "\u2068/my_export 2026-07-01 2026-07-31\u2069" }.
export-none = در آن زمان سفارشی نیست.
daily = <b>روز شما</b> · { $date }
daily-on =
    <b>خلاصه روز: روشن</b>

    وقتی روز شما به وقت { $zone } تمام شود، آن را می‌گیرید. وقت دیگر: { "\u2068/daily +3\u2069" }. خاموش: { "\u2068/daily off\u2069" }.
daily-off =
    <b>خلاصه روز: خاموش</b>

    با { "\u2068/daily\u2069" } روشن کنید.
daily-how = { "\u2068/daily on\u2069" }، { "\u2068/daily off\u2069" } یا وقت خودتان را مثل { "\u2068/daily +3\u2069" } یا { "\u2068/daily -5:30\u2069" } بفرستید.

command-reseller = برای همکاران فروش
command-bulk = سفارش‌های زیاد با هم
command-quote = هزینه، قیمت فروش، سود
command-margin = حاشیه سود من
command-find = یافتن سفارش من
command-my-stats = آمار من
command-my-export = سفارش‌هایم در فایل
command-daily = خلاصه روز: روشن یا خاموش
