home =
    ⭐ <b>النجوم وتيليجرام المميز مقابل TON</b>

    اختر ما تريد. ترى السعر قبل التأكيد، ولا يُطلب شيء قبل ذلك.
home-unpaid =
    ⭐ <b>النجوم وتيليجرام المميز مقابل TON</b>

    لم يُدفع بعد:
    { $orders }

    أكمل ذلك أو اختر شيئًا جديدًا.
button-stars = ⭐ شراء نجوم
button-premium = 🎁 إهداء المميز
button-orders = طلباتي
button-help = مساعدة
button-language = اللغة
button-confirming = ما يجري تأكيده

recipient-stars = <b>لمن النجوم؟</b>
recipient-premium = <b>لمن تيليجرام المميز؟</b>
recipient-how = اضغط زرًا، أو أرسل اسمًا مثل { "\u2068@durov\u2069" } أو رابطًا مثل { "\u2068t.me/durov\u2069" }.
recipient-no-username = لتشتري لنفسك، أنشئ اسم مستخدم أولًا: الإعدادات ← اسم المستخدم.
button-me = لي ({ $username })
button-contacts = اختيار جهة اتصال
contacts-prompt = اختر الشخص بالزر أدناه.
contacts-button = اختيار شخص
recipient-unknown = ⚠️ تعذر التحقق من هذا الاسم الآن. سيتحقق الطلب منه مرة أخرى.

amount-stars = <b>كم نجمة؟</b>
amount-premium = <b>لأي مدة؟</b>
amount-for = إلى { $recipient }
amount-limits = اضغط زرًا، أو أرسل عددًا من { $low } إلى { $high }.
amount-any = اضغط زرًا، أو أرسل عددًا.
button-quantity = { $quantity }
button-months = { $months ->
    [zero] { $months } شهر
    [one] شهر
    [two] شهران
    [few] { $months } أشهر
    [many] { $months } شهرًا
   *[other] { $months } شهر
}

confirm =
    <b>راجع وأكّد</b>

    الطلب: { $goods }
    إلى: { $recipient }
    السعر: <b>{ $price }</b>

    يصبح السعر نهائيًا عند التأكيد. الدفع بعد ذلك.
unpriced =
    الطلب: { $goods }
    إلى: { $recipient }

    تعذر معرفة السعر الآن.
button-confirm = تأكيد

twin-unpaid =
    <b>سبق أن طلبت هذا</b>

    الطلب رقم { $order } ({ $goods } إلى { $recipient }) بانتظار الدفع.
twin-confirming =
    <b>سبق أن أكدت هذا</b>

    يجري إنشاء الطلب ({ $goods } إلى { $recipient })، وستأتي شاشة الدفع وحدها.
button-show-it = عرض ذلك الطلب
button-another = طلب آخر

cancelled = أُلغي: لم يُطلب شيء.

help =
    <b>كيف يعمل</b>

    1. اختر النجوم أو المميز، ولمن، وكم.
    2. راجع السعر وأكّد.
    3. ادفع بعملة TON من محفظتك: المبلغ المعروض تمامًا، ومعه التعليق (Memo).
    4. الباقي يتم وحده. تصلك رسالة عند التسليم.

    { "\u2068/start\u2069" } شراء
    { "\u2068/orders\u2069" } طلباتك
    { "\u2068/language\u2069" } اللغة
    { "\u2068/cancel\u2069" } ترك ما بدأته
    { "\u2068/privacy\u2069" } ما يُحفظ عنك

    { $support }

access-closed =
    <b>هذا البوت للموزعين</b>

    لا يستقبل طلبات من غيرهم. طلباتك السابقة في «طلباتي».

    لتصبح موزعًا، اذكر هذا الرقم: { $person }
    { $support }

language = <b>أي لغة؟</b>

command-start = شراء نجوم أو المميز
command-orders = طلباتي
command-language = اللغة
command-help = كيف يعمل
command-cancel = ترك ما بدأته
