alert = { $kind ->
    [frozen] ⚠️ یک تأیید منتظر تصمیم شماست: { $subject }. ربات تا آن موقع چیزی را تکرار نمی‌کند: { "\u2068/intents\u2069" }
    [team] ⚠️ یک نسخه پشتیبان بازگردانی شد و افراد تیم آن منتظر تصمیم شما هستند: { "\u2068/team\u2069" }
    [unauthorized] ⚠️ API شریک کلید را نمی‌پذیرد. سفارش‌های تازه متوقف‌اند و سفارش‌های باز محفوظ.
    [partner] ⚠️ API شریک پاسخ نمی‌دهد. تأییدها منتظرش می‌مانند و چیزی از دست نرفته.
    [rate-limit] ⚠️ API شریک مدام پاسخ می‌دهد که تعداد درخواست‌ها زیاد است. شاید PARTNER_RPS زیاد باشد.
    [clocks] ⚠️ ساعت پاسخ‌های شریک بیش از یک دقیقه با هم اختلاف دارد. ما ساعتی را که به ساعت خودمان نزدیک‌تر است ملاک می‌گیریم؛ از شریک بخواهید ساعت سرورهایش را تنظیم کند.
    [balance] ⚠️ موجودی شریک کمتر از { $subject } است. شارژ: { "\u2068/balance\u2069" }
    [stuck] ⚠️ سفارش { $subject } پرداخت شده و هنوز تحویل نشده. ببینید: { "\u2068/order\u2069" }
    [lag] ⚠️ صف عقب افتاده است: { $subject }. آیا ربات زیر فشار است؟ ببینید: { "\u2068/health\u2069" }
    [telegram] ⚠️ تلگرام مدتی پیام نمی‌پذیرفت. همین که بپذیرد آن‌ها را می‌فرستیم.
    [updates] ⚠️ به‌روزرسانی‌های تلگرام به این ربات نمی‌رسد. شاید برنامه دیگری از توکن آن استفاده می‌کند. خودمان دوباره تلاش می‌کنیم.
    [webhook] ⚠️ تلگرام نمی‌تواند به‌روزرسانی‌ها را به وب‌هوک برساند و ربات به کسی پاسخ نمی‌دهد. علت را اینجا ببینید: <code>make doctor</code>
    [notice] ⚠️ نتوانستیم پیامی را برسانیم: { $subject }
    [redis] ⚠️ Redis پاسخ نمی‌دهد. تأییدی پذیرفته نمی‌شود و از مشتریان خواسته می‌شود یک دقیقه دیگر امتحان کنند.
    [redis-writes] ⚠️ Redis پاسخ می‌دهد اما نوشتن را نمی‌پذیرد: پر است، فقط‌خواندنی است یا رپلیکاهایش در دسترس نیستند. تأییدی پذیرفته نمی‌شود و از مشتریان خواسته می‌شود یک دقیقه دیگر امتحان کنند.
    [status] ⚠️ شریک وضعیت ناشناخته‌ای فرستاد: { $subject }. این سفارش‌ها «در جریان» حساب می‌شوند؛ معنی وضعیت را می‌توانید در STATUS_ALIASES تعیین کنید.
    [address-unpinned] ⚠️ آدرس پرداخت سفارش { $subject } در PINNED_ADDRESSES نیست. اطلاعات پرداختش را نشان نمی‌دهیم.
    [address-checksum] ⚠️ چک‌سام آدرس پرداخت سفارش { $subject } نادرست است.
    [orphans] ⚠️ Redis خالی بالا آمد: گفتگوی { $subject } سفارش از دو روز گذشته معلوم نیست. وقتی صاحبانشان { "\u2068/orders\u2069" } را باز کنند پیدا می‌شود.
    [list] ⚠️ فهرست سفارش‌های شریک تا پایان خوانده نمی‌شود: { $subject }. سفارش‌های پس از صفحه نخست فقط یکی‌یکی پیدا می‌شوند. علت را با <code>make doctor</code> ببینید.
    [list-lag] ⚠️ فهرست سفارش‌های شریک از پاسخ‌هایش درباره تک‌تک سفارش‌ها عقب است. تا به‌روز شدن فهرست، هر سفارش را جداگانه می‌پرسیم.
    [unreadable] ⚠️ نتوانستیم پاسخ شریک را کامل بخوانیم: { $subject }. آن را با <code>doctor --contract</code> مقایسه کنید
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ یک مشتری کمک می‌خواهد: { $topic }

    { $facts }
button-customer = گفتگو با مشتری
alert-over = ✅ برطرف شد: { $alert }

balance =
    <b>موجودی شریک</b>

    موجودی: { $balance }
balance-topup =
    واریز به: { $address }
balance-memo =
    توضیح (Memo): { $memo }
button-copy-topup = کپی آدرس
button-transactions = تراکنش‌ها

transactions = <b>تراکنش‌ها</b> · صفحه { $page }
transactions-row =
    مبلغ { $amount } · { $kind }
    زمان { $at }
transactions-none = تراکنشی نیست.
transaction-kind = { $kind ->
    [topup] شارژ
    [payment] پرداخت
    [fee] کارمزد
    [refund] بازپرداخت
    [unmatched] بدون سفارش
   *[other] -
}

orders-all = <b>همه سفارش‌ها</b> · صفحه { $page }
orders-all-none = چنین سفارشی نیست.
orders-all-any = همه
orders-found = <b>سفارش‌ها با این مرجع: { $number }</b>
order-usage = کدام؟ { "\u2068/order\u2069" } را با شماره سفارش، توضیح (Memo) یا مرجع بفرستید.
no-such-order = شریک چنین سفارشی ندارد.
order-card =
    <b>سفارش شماره { $order }</b>
    وضعیت: { $status } ({ $raw })

    کالا: { $goods }
    قیمت: { $price }
    ثبت: { $created }
    مهلت پرداخت: { $expires }
    توضیح (Memo): { $memo }
    مرجع: { $reference }
    گفتگو: { $chat }
order-card-estimate = برآوردی که نشان داده شد: { $estimate }
order-card-sent = تراکنش مشتری: { $link }
order-card-history = <b>تاریخچه وضعیت</b>
order-resent = صفحه دوباره برای مشتری فرستاده شد.
order-written = پیام شما برای مشتری فرستاده شد.
customer-gone = مشتری ربات را مسدود کرده است.
write-to-customer = متن برای مشتری سفارش { $order } را بفرستید. ربات آن را می‌رساند.
button-refresh = تازه‌سازی
button-write = نوشتن به مشتری
button-resend = ارسال دوباره صفحه

intents = <b>تأییدهایی که هنوز به سفارش تبدیل نشده‌اند: { $number }</b>
intents-none = همه تأییدها به سفارش تبدیل یا رد شده‌اند.
intent-state = { $state ->
    [prepared] ⏳ در حال تلاش
    [placed] ✅ ثبت شد
    [rejected] ✖️ سفارش نشد
   *[frozen] ❄️ متوقف
}
intent-card =
    <b>تأیید</b>

    کالا: { $wish }
    گفتگو: { $chat }
    مرجع: { $reference }
    زمان تأیید: { $at }
intent-lines =
    تأیید { $id }: { $state }
    تلاش‌ها: { $attempts } · کلید { $key }
intent-key-known = شریک هنوز کلید را می‌شناسد: تکرارش بی‌خطر است.
intent-key-old = کلید بیش از یک روز دارد: ربات پیش از تکرار، سفارش‌های شریک را جستجو می‌کند.
button-retry = تلاش دوباره
button-release = بستن تأیید
button-adopt = وصل کردن سفارش
adopt-which =
    <b>کدام سفارش است؟</b>

    کالا: { $wish }

    یکی را بزنید یا شماره‌اش را بفرستید. اطلاعات پرداختش به مشتری می‌رسد.
adopt-refused = آن سفارش از گفتگو یا تأیید دیگری است، یا این تأیید دیگر متوقف نیست.
release-refused = بسته نشد: شریک سفارش‌هایی دارد که شاید یکی از آن‌ها همین باشد. همان را وصل کنید.
no-such-intent = چنین تأییدی دیگر نیست.

figures-all = <b>آمار</b>
figures-partner =
    <b>شمارش شریک</b>
    سفارش‌ها: { $orders }
    ستاره‌ها: { $stars } · ماه‌های پریمیوم: { $months }
    گردش: { $volume }
figures-partner-down = شریک الان پاسخ نمی‌دهد.
figures-own = <b>شمارش این ربات</b> در { $days } روز گذشته
figures-day = روز { $day } سفارش { $placed }، پرداخت { $paid }، تحویل { $completed } · { $volume }
figures-total = تحویل‌شده: { $completed } · ستاره: { $stars } · ماه پریمیوم: { $months } · { $volume }
rate =
    <b>نرخ</b>

    نرخ: { $rate }
    زمان: { $at }
fees =
    <b>محدودیت‌ها و کارمزد</b>

    ستاره: از { $low } تا { $high }، کارمزد { $stars }
    پریمیوم: { $months } ماه، کارمزد { $premium }
export-usage =
    <b>خروجی</b>

    این را بفرستید: { "\u2068/export orders\u2069" } یا { "\u2068/export transactions\u2069" }، اگر خواستید با روز اول و آخر: { $example }
export-making = { $what ->
    [orders] خروجی سفارش‌ها: تاکنون { $rows } …
   *[transactions] خروجی تراکنش‌ها: تاکنون { $rows } …
}
export-made = { $what ->
    [orders] سفارش‌های خروجی: { $rows }
   *[transactions] تراکنش‌های خروجی: { $rows }
}
export-failed = فایل نوشته نشد؛ شاید دیسک سرور پر است. کمی جا باز کنید و دستور را دوباره بفرستید.
bad-day = این تاریخ‌ها را نفهمیدم. مثل 2026-01-31 بنویسید، اول تاریخ زودتر.

health =
    <b>وضعیت</b>

    API شریک: { $partner }
    تلگرام: { $telegram }
    Redis: { $redis }

    سفارش‌های زیر نظر: { $watched }
    تأخیر صف: { $due } ثانیه
    اعلان‌های منتظر: { $notices }، اولی از { $lag } ثانیه پیش
    تأییدهای باز: { $intents }، متوقف: { $frozen }
    افراد: { $people }
    دستورهای مدیر که دیگران امتحان کردند: { $strangers }

    نسخه { $version }، مدت کار { $uptime }
health-ok = سالم، { $ms } میلی‌ثانیه
health-down = پاسخ نمی‌دهد
health-closed = 🚧 فروشگاه بسته است: { "\u2068/maintenance\u2069" }

maintenance-on =
    🚧 <b>فروشگاه بسته است</b>

    تأیید تازه پذیرفته نمی‌شود و سفارش‌های باز پیگیری می‌شوند. باز کردن: { "\u2068/maintenance off\u2069" }
maintenance-off =
    <b>فروشگاه باز است</b>

    بستن: { "\u2068/maintenance on\u2069" }، اگر خواستید با جمله‌ای برای مشتریان.
maintenance-usage = این را بفرستید: { "\u2068/maintenance on\u2069" } یا { "\u2068/maintenance off\u2069" }
blocked-people =
    <b>مسدودها:</b> { $people }

    این را با شناسه کاربر بفرستید: { "\u2068/block\u2069" } یا { "\u2068/unblock\u2069" }. سفارش‌های افراد مسدود پیگیری می‌شود.
block-admin = مدیر را نمی‌توان مسدود کرد.
bad-user-id = این شناسه کاربر نیست. شناسه یک عدد صحیح است، مانند شماره گفتگو در کارت سفارش.
not-blocked = این فرد مسدود نیست.
audit = <b>کارهای مدیران</b>
audit-none = هنوز کاری نشده.

broadcast-compose = <b>پیام برای همه را بفرستید</b>، اگر خواستید با عکس. پیش از ارسال آن را می‌بینید.
broadcast-preview = ⬆️ این به همه کسانی می‌رسد که از ربات استفاده کرده‌اند: { $people }. تا پایان، پیام خود را پاک نکنید: ربات همان را کپی می‌کند.
button-broadcast-send = ارسال به همه
button-broadcast-stop = توقف
broadcast-sending = 📣 <b>در حال ارسال</b>
broadcast-stopped = 📣 <b>متوقف شد</b>
broadcast-done = 📣 <b>به همه فرستاده شد</b>
broadcast-counts =
    انجام‌شده: { $handled } از { $total }
    تحویل‌شده: { $delivered }
    ربات را مسدود کرده‌اند: { $blocked }
    ناموفق: { $failed }
    ردشده: { $skipped }

command-balance = موجودی شریک
command-transactions = تاریخچه موجودی
command-orders-all = همه سفارش‌ها
command-order = یک سفارش با شماره، توضیح یا مرجع
command-intents = تأییدهای نیازمند بررسی
command-stats = آمار
command-rate = نرخ TON
command-fees = محدودیت‌ها و کارمزد
command-export = سفارش‌ها یا تراکنش‌ها در فایل
command-health = وضعیت ربات
command-maintenance = بستن یا باز کردن فروشگاه
command-block = مسدود کردن یک کاربر
command-unblock = رفع انسداد یک کاربر
command-broadcast = پیام به همه
command-audit = کارهای مدیران

alert-confirmations = { $kind ->
    [stopped] ⚠️ یک سفارش تازه پرداخت‌شده یا بدون مشخصات پرداخت برگشت: ممکن است شریک مبلغ آن را از موجودی شما بردارد. همه تأییدها متوقف شد. PARTNER_PAYMENT_METHOD را بررسی کنید، سپس با { "\u2068/maintenance off\u2069" } ادامه دهید
    [waiting] ⚠️ تأییدهایی بیش از یک دقیقه منتظرند: شریک سفارش‌ها را تأیید نمی‌کند. ببینید: { "\u2068/intents\u2069" }
    [refused] ⚠️ شریک سفارش‌ها را یکی پس از دیگری رد می‌کند، بی‌آنکه مشتری مقصر باشد: { $subject }
    [turned-up] ⚠️ سفارش { $subject } پیدا شد، پس از آنکه به مشتری گفته بودیم ثبت نشده است. مشتری باخبر شد. با { "\u2068/order\u2069" } ببینید
    [reversed] ⚠️ شریک سفارش { $subject } را پایان‌یافته و پرداخت‌نشده نشان می‌دهد، با آنکه پرداختش دیده شده بود. مشتری باخبر شد. از شریک بپرسید و با { "\u2068/order\u2069" } ببینید
    [twin] ⚠️ شریک برای یک تأیید سفارش دومی ساخت: { $subject }. مشتری نمی‌تواند آن را پرداخت کند. با { "\u2068/order\u2069" } ببینید
    [unconfirmed] ⚠️ شریک سفارش { $subject } را برای یکی از گفتگوهای ما دارد، ولی اینجا کسی آن را تأیید نکرده است. اینجا نمی‌توان آن را پرداخت کرد. با { "\u2068/order\u2069" } ببینید
    [paid-early] ⚠️ سفارش { $subject } پیش از آنکه ربات از آن باخبر شود پرداخت شده بود: یا مشتری پیش از گم شدن داده‌های Redis پرداخته، یا از موجودی شما برداشته شده است. مشتری باخبر شد. موجودی را بررسی کنید و سفارش را با { "\u2068/order\u2069" } ببینید
    [lost] ⚠️ تأیید { $subject } گم شد: Redis فقط شماره‌اش را می‌داند. سفارشش را نزد شریک پیدا کنید.
    [lost-order] ⚠️ Redis سفارش { $subject } را از دست داده است و شریک نشان نمی‌دهد که مال کیست. آن را نزد شریک پیدا کنید.
   *[balance-unreadable] ⚠️ موجودی شریک خوانده نمی‌شود (نیست: { $subject })، پس LOW_BALANCE_TON هشدار نمی‌دهد.
}
orders-stopped =
    <b>همه تأییدها متوقف شد</b>

    یک سفارش تازه پرداخت‌شده یا بدون مشخصات پرداخت برگشت: { $reason }
    ممکن است شریک مبلغ آن را از موجودی شما بردارد. PARTNER_PAYMENT_METHOD را بررسی کنید، سپس با { "\u2068/maintenance off\u2069" } ادامه دهید
alert-details = ⚠️ شریک اکنون برای سفارش { $order } اطلاعات پرداخت دیگری می‌دهد که با زمان ثبت فرق دارد. همان اولی معتبر است و تا وقتی سفارش پرداخت نشده، نشانش نمی‌دهیم.
alert-wrong-order = ⚠️ شریک درباره سفارشی غیر از { $order } پاسخ داد. پاسخ کنار گذاشته شد و سفارش همچنان پیگیری می‌شود.
alert-order-missing = ⚠️ شریک دیگر سفارش { $order } را که شاید پرداخت شده باشد نشان نمی‌دهد. مشتری باخبر شد. لطفاً از شریک بپرسید.
alert-not-found = ⚠️ شریک هیچ‌یک از سفارش‌های باز ما را نشان نمی‌دهد: { $number } سفارش ناپدید شده است. آیا PARTNER_API_KEY و PARTNER_API_URL درست‌اند؟ به مشتریان چیزی گفته نشد.
alert-more = موارد مشابه دیگر ({ $count }): { $subjects }
alert-group-moved = این گروه اکنون ابرگروه است. ADMIN_CHAT_ID را روی { $id } بگذارید.
alert-topic-gone = موضوع ADMIN_CHAT_ID دیگر وجود ندارد؛ هشدارها اینجا می‌آیند.
alert-chat-gone = گفتگوی ADMIN_CHAT_ID در دسترس نیست؛ هشدارها برای شما می‌آیند.

button-alert = { $action ->
    [order] باز کردن سفارش
    [health] بررسی وضعیت
    [intent] دیدن تأیید
    [intents] دیدن تأییدها
    [balance] موجودی و شارژ
    [maintenance] دیدن فروشگاه
   *[team] دیدن تیم
}
alert-balance-left = اکنون { $balance } است.
alert-opened = در گفتگوی خصوصی‌مان بازش کردم.
alert-not-opened = نمی‌توانم به شما پیام بدهم. گفتگوی خصوصی‌مان را باز کنید، Start را بزنید و دوباره امتحان کنید.
button-open-shop = باز کردن فروشگاه
button-close-shop = بستن فروشگاه
partner-key-refused = شریک PARTNER_API_KEY را نمی‌پذیرد (401 یا 403): کلید لغو شده یا حساب مسدود است. کلید تازه را از ربات شریک ({ "\u2068/api\u2069" }) بگیرید و با آن دوباره راه‌اندازی کنید. سفارش‌های جدید منتظر می‌مانند و سفارش‌های باز حفظ می‌شوند.

shop-day =
    <b>روز فروشگاه</b> · { $day }

    ثبت‌شده: { $placed }، پرداخت‌شده: { $paid }، تحویل‌شده: { $completed }
    فروش: { $volume }
    تحویل‌نشده: { $unsuccessful }
    کندترین تحویل: { $slowest }
shop-day-open = پرداخت‌شده و هنوز تحویل‌نشده: { $open }، { $money }، طولانی‌ترین: { $longest }
shop-day-open-none = پرداخت‌شده و هنوز تحویل‌نشده: –
shop-day-resold = <b>فروش همکاران</b>
shop-daily-on = گزارش فروشگاه هر روز ساعت { $hour } به وقت { $zone } می‌آید. ساعت دیگر: { "\u2068/daily shop 7\u2069" }. خاموش: { "\u2068/daily shop off\u2069" }. منطقه زمانی شما: { "\u2068/daily +3\u2069" }
shop-daily-off = گزارش فروشگاه برایتان نمی‌آید. روشن کردن: { "\u2068/daily shop 9\u2069" }
