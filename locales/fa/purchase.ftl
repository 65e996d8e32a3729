home =
    ⭐ <b>ستاره و پریمیوم با TON</b>

    آنچه می‌خواهید انتخاب کنید. قیمت را پیش از تأیید می‌بینید و تا آن موقع چیزی سفارش داده نمی‌شود.
home-unpaid =
    ⭐ <b>ستاره و پریمیوم با TON</b>

    هنوز پرداخت نشده:
    { $orders }

    همان را ادامه دهید یا چیز تازه‌ای انتخاب کنید.
button-stars = ⭐ خرید ستاره
button-premium = 🎁 هدیه پریمیوم
button-orders = سفارش‌هایم
button-help = راهنما
button-language = زبان
button-confirming = دیدن تأییدها

recipient-stars = <b>ستاره‌ها برای کیست؟</b>
recipient-premium = <b>پریمیوم برای کیست؟</b>
recipient-how = دکمه‌ای بزنید، یا نامی مثل { "\u2068@durov\u2069" } یا پیوندی مثل { "\u2068t.me/durov\u2069" } بفرستید.
recipient-no-username = برای خرید برای خودتان، اول نام کاربری بسازید: تنظیمات ← نام کاربری.
button-me = برای خودم ({ $username })
button-contacts = انتخاب مخاطب
contacts-prompt = شخص را با دکمه زیر انتخاب کنید.
contacts-button = انتخاب شخص
recipient-unknown = ⚠️ این نام الان بررسی نشد. هنگام سفارش دوباره بررسی می‌شود.

amount-stars = <b>چند ستاره؟</b>
amount-premium = <b>برای چه مدت؟</b>
amount-for = برای { $recipient }
amount-limits = دکمه‌ای بزنید، یا عددی از { $low } تا { $high } بفرستید.
amount-any = دکمه‌ای بزنید، یا عددی بفرستید.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } ماه
   *[other] { $months } ماه
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

    الان نمی‌شود قیمت را پرسید.
button-confirm = تأیید

twin-unpaid =
    <b>این را قبلاً سفارش داده‌اید</b>

    سفارش شماره { $order } ({ $goods } برای { $recipient }) در انتظار پرداخت است.
twin-confirming =
    <b>این را قبلاً تأیید کرده‌اید</b>

    سفارش ({ $goods } برای { $recipient }) در حال ساخت است و صفحه پرداخت خودش می‌آید.
button-show-it = نمایش آن سفارش
button-another = یک سفارش دیگر

cancelled = لغو شد: چیزی سفارش داده نشد.

help =
    <b>روش کار</b>

    1. ستاره یا پریمیوم، گیرنده و مقدار را انتخاب کنید.
    2. قیمت را ببینید و تأیید کنید.
    3. از کیف پول خودتان با TON بپردازید: دقیقاً همان مبلغ، همراه توضیح (Memo).
    4. بقیه خودکار است. وقتی تحویل شد پیام می‌گیرید.

    { "\u2068/start\u2069" } خرید
    { "\u2068/orders\u2069" } سفارش‌های شما
    { "\u2068/language\u2069" } زبان
    { "\u2068/cancel\u2069" } رها کردن کار نیمه‌تمام
    { "\u2068/privacy\u2069" } آنچه از شما نگه داشته می‌شود

    { $support }

access-closed =
    <b>این ربات برای فروشندگان است</b>

    از دیگران سفارش نمی‌گیرد. سفارش‌های قبلی شما در «سفارش‌هایم» است.

    برای فروشنده شدن این شماره را بگویید: { $person }
    { $support }

language = <b>کدام زبان؟</b>

command-start = خرید ستاره یا پریمیوم
command-orders = سفارش‌هایم
command-language = زبان
command-help = روش کار
command-cancel = رها کردن کار نیمه‌تمام
