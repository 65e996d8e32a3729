home =
    ⭐ <b>ستاره و پریمیوم با TON</b>

    آنچه می‌خواهید انتخاب کنید. اول قیمت را می‌بینید و تا تأیید نکنید چیزی سفارش نمی‌دهیم.
home-unpaid =
    ⭐ <b>ستاره و پریمیوم با TON</b>

    سفارش‌های باز:
    { $orders }

    { $due ->
        [no] سفارش را ببینید یا چیز تازه‌ای انتخاب کنید.
       *[yes] پرداخت را تمام کنید یا چیز تازه‌ای انتخاب کنید.
    }
button-stars = ⭐ خرید ستاره
button-premium = 🎁 هدیه پریمیوم
button-orders = سفارش‌هایم
button-help = راهنما
button-language = زبان
button-confirming = دیدن سفارش در جریان
which-product = <b>ستاره یا پریمیوم؟</b>

recipient-stars = <b>ستاره‌ها برای کیست؟</b>
recipient-premium = <b>پریمیوم برای کیست؟</b>
recipient-how = دکمه‌ای بزنید، یا نامی مثل { "\u2068@durov\u2069" } یا لینکی مثل { "\u2068t.me/durov\u2069" } بفرستید.
recipient-no-username = برای خرید برای خودتان، اول نام کاربری بسازید: تنظیمات ← نام کاربری.
button-me = برای خودم ({ $username })
button-contacts = انتخاب مخاطب
contacts-prompt = شخص را با دکمه زیر انتخاب کنید.
contacts-button = انتخاب شخص
recipient-unknown = ⚠️ الان نتوانستیم این نام را بررسی کنیم. هنگام سفارش دوباره بررسی می‌کنیم.

amount-stars = <b>چند ستاره؟</b>
amount-premium = <b>برای چه مدت؟</b>
amount-for = برای { $recipient }
amount-limits = دکمه‌ای بزنید، یا عددی از { $low } تا { $high } بفرستید.
amount-any = دکمه‌ای بزنید، یا عددی بفرستید.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } ماه
   *[other] { $months } ماه
}

confirm =
    <b>بررسی و تأیید</b>

    سفارش: { $goods }
    برای: { $recipient }
    قیمت: <b>{ $price }</b>

    با تأیید شما قیمت قطعی می‌شود. پرداخت بعد از آن است.
unpriced =
    سفارش: { $goods }
    برای: { $recipient }

    الان نمی‌توانیم قیمت را بگیریم.
button-confirm = تأیید

twin-unpaid =
    <b>این را قبلاً سفارش داده‌اید</b>

    سفارش شماره { $order } ({ $goods } برای { $recipient }) در انتظار پرداخت است.
twin-confirming =
    <b>این را قبلاً تأیید کرده‌اید</b>

    سفارش ({ $goods } برای { $recipient }) در حال ثبت است و صفحه پرداخت همین‌جا باز می‌شود.
button-show-it = نمایش این سفارش
button-another = یک سفارش دیگر

cancelled = لغو شد: چیزی سفارش داده نشد.

help =
    <b>راهنمای خرید</b>

    1. ستاره یا پریمیوم، گیرنده و مقدار را انتخاب کنید.
    2. قیمت را ببینید و تأیید کنید.
    3. از کیف پول خودتان با TON پرداخت کنید: دقیقاً همان مبلغ، همراه توضیح (Memo).
    4. بقیه خودکار است. وقتی تحویل شد پیام می‌گیرید.

    می‌توانید همه را در یک خط هم بنویسید: { "\u2068500 @durov\u2069" } یا { "\u2068premium 6 @durov\u2069" }.

    { "\u2068/start\u2069" } خرید
    { "\u2068/orders\u2069" } سفارش‌های شما
    { "\u2068/language\u2069" } زبان
    { "\u2068/cancel\u2069" } لغو کار نیمه‌تمام
    { "\u2068/privacy\u2069" } آنچه از شما نگه می‌داریم

    { $support }

access-closed =
    <b>این ربات برای همکاران فروش است</b>

    فقط از همکاران فروش سفارش می‌گیرد. سفارش‌های قبلی شما در «سفارش‌هایم» است.

    برای همکاری در فروش این شماره را بفرستید: { $person }
    { $support }

language = <b>زبان را انتخاب کنید</b>

command-start = خرید ستاره یا پریمیوم
command-orders = سفارش‌هایم
command-language = زبان
command-help = راهنمای خرید
command-cancel = لغو کار نیمه‌تمام
