home =
    ⭐ <b>النجوم وتيليجرام المميز مقابل TON</b>

    اختر ما تريد. ترى السعر أولًا، ولا نطلب شيئًا قبل تأكيدك.
home-unpaid =
    ⭐ <b>النجوم وتيليجرام المميز مقابل TON</b>

    طلبات مفتوحة:
    { $orders }

    { $due ->
        [no] اعرض طلبًا أو اختر شيئًا جديدًا.
       *[yes] أكمل الدفع أو اختر شيئًا جديدًا.
    }
button-stars = ⭐ شراء نجوم
button-premium = 🎁 إهداء المميز
button-orders = طلباتي
button-help = مساعدة
button-language = اللغة
button-confirming = عرض الطلب الجاري
which-product = <b>نجوم أم تيليجرام المميز؟</b>

recipient-stars = <b>لمن النجوم؟</b>
recipient-premium = <b>لمن تيليجرام المميز؟</b>
recipient-how = اضغط زرًا، أو أرسل اسمًا مثل { "\u2068@durov\u2069" } أو رابطًا مثل { "\u2068t.me/durov\u2069" }.
recipient-no-username = لتشتري لنفسك، أنشئ اسم مستخدم أولًا: الإعدادات ← اسم المستخدم.
button-me = لي ({ $username })
button-contacts = اختيار جهة اتصال
contacts-prompt = اختر الشخص بالزر أدناه.
contacts-button = اختيار شخص
recipient-unknown = ⚠️ لم نتمكن من التحقق من هذا الاسم الآن. سنتحقق منه مرة أخرى عند الطلب.

amount-stars = <b>كم نجمة؟</b>
amount-premium = <b>لأي مدة؟</b>
amount-for = إلى { $recipient }
amount-limits = اضغط زرًا، أو أرسل عددًا من { $low } إلى { $high }.
amount-any = اضغط زرًا، أو أرسل عددًا.
button-quantity = { $quantity }
button-months = { $months ->
    [zero] { $months } شهر
    [one] شهر
    [two] شهران
    [few] { $months } أشهر
    [many] { $months } شهرًا
   *[other] { $months } شهر
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

    لا يمكننا معرفة السعر الآن.
button-confirm = تأكيد

twin-unpaid =
    <b>سبق أن طلبت هذا</b>

    الطلب رقم { $order } ({ $goods } إلى { $recipient }) بانتظار الدفع.
twin-confirming =
    <b>سبق أن أكدت هذا</b>

    يجري إنشاء الطلب ({ $goods } إلى { $recipient })، وستظهر شاشة الدفع تلقائيًا.
button-show-it = عرض هذا الطلب
button-another = طلب آخر

cancelled = أُلغي: لم يُطلب شيء.

help =
    <b>كيف يعمل</b>

    1. اختر النجوم أو المميز، ولمن، وكم.
    2. راجع السعر وأكّد.
    3. ادفع بعملة TON من محفظتك: المبلغ المعروض تمامًا، ومعه التعليق (Memo).
    4. الباقي يتم تلقائيًا. سنراسلك عند التسليم.

    يمكنك أيضًا كتابة كل ذلك في سطر واحد: { "\u2068500 @durov\u2069" } أو { "\u2068premium 6 @durov\u2069" }.

    { "\u2068/start\u2069" } شراء
    { "\u2068/orders\u2069" } طلباتك
    { "\u2068/language\u2069" } اللغة
    { "\u2068/cancel\u2069" } إلغاء ما بدأته
    { "\u2068/privacy\u2069" } ما نحفظه عنك

    { $support }

access-closed =
    <b>هذا البوت للموزعين</b>

    يستقبل الطلبات من الموزعين فقط. طلباتك السابقة في «طلباتي».

    لتصبح موزعًا، أرسل هذا الرقم: { $person }
    { $support }

language = <b>اختر اللغة</b>

command-start = شراء النجوم أو تيليجرام المميز
command-orders = طلباتي
command-language = اللغة
command-help = كيف يعمل
command-cancel = إلغاء ما بدأته
