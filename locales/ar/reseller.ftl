button-desk = للموزعين
desk =
    <b>للموزعين</b>

    { "\u2068/bulk\u2069" } طلبات كثيرة من قائمة أو ملف
    { "\u2068/quote\u2069" } التكلفة وسعر البيع والربح
    { "\u2068/margin\u2069" } هامشك
    { "\u2068/currency\u2069" } عملة عملائك
    { "\u2068/pricelist\u2069" } قائمة أسعار لإعادة التوجيه
    { "\u2068/unpaid\u2069" } من يدين لك
    { "\u2068/client\u2069" } طلبات عميل وما عليه
    { "\u2068/find\u2069" } ابحث عن طلب لك
    { "\u2068/my_stats\u2069" } أرقامك
    { "\u2068/my_export\u2069" } طلباتك في ملف

    في أي محادثة يمكنك أن تكتب:
    { $quote } لعرض سعر
    { $pay } لإرسال دفع طلب
button-bulk = طلب بالجملة
button-stats = أرقامي
button-export = تصدير
button-daily = { $daily ->
    [on] ملخص اليوم: مفعّل
   *[off] ملخص اليوم: متوقف
}

invoice-line = الفاتورة: { $invoice }
button-invoice = رقم الفاتورة
invoice-ask =
    <b>رقم الفاتورة</b>

    أرسل رقم فاتورة عميلك: حتى 30 حرفًا لاتينيًا أو رقمًا أو _ أو -.
button-no-invoice = بلا فاتورة
bad-invoice = هذا ليس رقم فاتورة. يتكون من 30 حرفًا لاتينيًا أو رقمًا أو _ أو - على الأكثر، مثل { "\u2068invoice-42\u2069" }.
bad-two-ways = يمكن فهم ذلك بطريقتين. اكتب الرقم متصلًا وضع ; قبل الفاتورة: { "\u2068@alice 500; 77\u2069" }.

find-how = أرسل { "\u2068/find\u2069" } مع فاتورة أو تعليق (Memo) أو رقم طلب أو اسم مستخدم.
found = <b>نتائج</b> { $words }
found-none =
    لا شيء بحسب { $words }.

    أبحث في طلباتك: بالفاتورة أو التعليق (Memo) أو رقم الطلب أو اسم المستخدم.

margin =
    <b>هامشك</b>

    على التكلفة: { $percent }
    رسم ثابت: { $fee }
    التقريب إلى أعلى: { $step }

    غيّره هكذا: { $example }
    الرسم بعملة { $currency }، والتقريب كذلك أو بعملتك. ويمكن تركهما.
margin-none = لا يوجد
bad-margin = لم أفهم هذا الهامش. أرسله مثل { "\u2068/margin 12.5%\u2069" } أو { "\u2068/margin 12.5% + 0.1 / 0.05\u2069" }.
bad-what = ماذا أحسب؟ اكتب { "\u2068500\u2069" } للنجوم أو { "\u20686m\u2069" } للمميز ستة أشهر، ضمن حدود المتجر.
quote =
    <b>عرض سعر</b> · { $goods }

    التكلفة: { $cost }
    سعر البيع: { $retail }
    الربح: { $profit }

    الرسالة أدناه لعميلك: أعد توجيهها كما هي.

card-quote = { $goods }: { $price }
card-quote-hint = أرسل هذا السعر
button-order-this = اطلب هذا
card-not-yours = هذا الزر لمن أرسل السعر.
card-pay = الطلب رقم { $order } · { $price }
card-status =
    الطلب رقم { $order }
    المحتوى: { $goods }

    الحالة: { $status }
card-checking = يجري البحث عن الدفعة

bulk =
    <b>طلب بالجملة</b>

    أرسل حتى { $most } سطر، أو ملفًا: { "\u2068Excel (.xlsx)\u2069" } أو CSV:

    { $stars }
    { $premium }

    الرقم يعني النجوم، و{ "\u20686m\u2069" } تعني المميز ستة أشهر. يمكن ترك رقم الفاتورة. لا نطلب شيئًا قبل تأكيدك. يمكن أن يحمل السطر الأول أسماء الأعمدة بأي ترتيب.
bulk-empty = لم أجد أي سطر. أرسل أسطرًا مثل { "\u2068@alice 100\u2069" }.
bulk-too-many = هذا كثير: حتى { $most } سطر في المرة.
bulk-not-read = لا يمكنني قراءة هذا الملف. احفظه بصيغة { "\u2068Excel (.xlsx)\u2069" } أو CSV من دون كلمة مرور، ثم أرسله من جديد.
bulk-too-large = هذا الملف كبير جدًا: أقرأ حتى 1 ميغابايت. أبقِ فقط الأسطر التي تريد طلبها.
file-not-fetched = لم أتمكن من الحصول على هذا الملف من تيليجرام. لم يضع شيء: أرسله مرة أخرى أو أرسل ملفًا أصغر.
bulk-columns = لم أميّز بين الأعمدة. سمِّ في السطر الأول عمودًا «اسم المستخدم» وعمودًا «الكمية».
not-your-batch = لا يوجد طلب بالجملة كهذا في هذه المحادثة، أو عمره أكثر من ستة أيام.
button-batch = { $time } · { $rows ->
    [zero] { $rows } سطر
    [one] سطر واحد
    [two] سطران
    [few] { $rows } أسطر
    [many] { $rows } سطرًا
   *[other] { $rows } سطر
}
bulk-checking =
    <b>يجري التحقق من الأسطر</b>

    { $bar } تم { $done } من { $total }
bulk-waiting = المزوّد لا يرد الآن. سيتابع التحقق تلقائيًا.
bulk-ready =
    <b>تم التحقق: يمكن طلب { $fine } من { $total }</b>
    { $fine ->
        [0] السبب مذكور تحت كل سطر. يمكنك تصحيح الأسطر وإرسالها من جديد.
       *[other] المجموع: { $price }

        يصبح سعر كل طلب نهائيًا عند إنشائه.
    }
bulk-sheet = هذه الأسطر من الورقة { $sheet }.
bulk-limit = بقي من حدك اليومي { $left }، وهذه الأسطر معًا تكلف أكثر. أرسل أسطرًا أقل، أو تواصل مع مدير المتجر.
bulk-hidden = { $rows ->
    [zero] لم أتخطَّ أي سطر مخفي في الملف.
    [one] تخطّيت سطرًا مخفيًا واحدًا في الملف.
    [two] تخطّيت سطرين مخفيين في الملف.
    [few] تخطّيت { $rows } أسطر مخفية في الملف.
    [many] تخطّيت { $rows } سطرًا مخفيًا في الملف.
   *[other] تخطّيت { $rows } سطر مخفي في الملف.
}
button-confirm-rows = { $rows ->
    [zero] تأكيد { $rows } سطر
    [one] تأكيد سطر واحد
    [two] تأكيد سطرين
    [few] تأكيد { $rows } أسطر
    [many] تأكيد { $rows } سطرًا
   *[other] تأكيد { $rows } سطر
}
bulk-how =
    <b>كيف أطلبها؟</b>

    <b>واحدًا واحدًا</b>: ننشئ كل طلب حين تأتي لدفعه، فلا ينتهي وقته.
    <b>كلها الآن</b>: يبدأ وقت دفع الجميع الآن. لمن يدفع من ملف.
button-one-by-one = واحدًا واحدًا
button-all-now = كلها الآن
bulk-ordering =
    <b>طلب بالجملة</b> · { $price }
    { $tally }
bulk-progress = { $bar } طُلب { $done } من { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↲ { $problem }
bulk-dropped = أُلغي الطلب بالجملة. لم يُطلب شيء.
bulk-all-paid = لا شيء للدفع في هذا الطلب بالجملة الآن.
bulk-news =
    <b>طلب بالجملة: جديد</b>
    { $tally }
bulk-over =
    <b>انتهى الطلب بالجملة</b>
    { $tally }
button-next = الدفع التالي ({ $left })
button-next-row = الدفع التالي ›
button-open-batch = طلب بالجملة
button-expired = اطلب من جديد ({ $rows })
button-csv = ملف CSV
button-repeated = المكررة أيضًا: { $rows }
button-filter = { $filter ->
    [wrong] خطأ
    [waiting] تنتظر
    [paid] مدفوعة
    [expired] منتهية
   *[all] الكل
}
row-state = { $state ->
    [unchecked] لم يُتحقق منه
    [problem] غير ممكن
    [fine] جاهز
    [confirming] يجري طلبه
    [rejected] مرفوض
   *[frozen] قيد المراجعة
}
row-problem = { $problem ->
    [format] المطلوب: { "\u2068@name 100 invoice\u2069" }
    [unclear] يمكن فهم هذا بطريقتين. اكتب الرقم متصلًا وضع { "\u2068;\u2069" } بين الأجزاء
    [formula] هنا صيغة حسابية. اكتب قيمتها بدلًا منها
    [username] هذا ليس اسم مستخدم
    [amount] المطلوب كمية: { "\u2068100\u2069" } أو { "\u20686m\u2069" } للمميز
    [invoice] الفاتورة حتى 30 حرفًا لاتينيًا أو رقمًا أو _ أو -
    [limits] خارج الحدود: { $detail }
    [recipient] لا يمكن لهذا الشخص استلامه. { $detail }
    [repeated] طُلب من قبل: { $detail } UTC. تم تخطيه
    [duplicate] مثل السطر { $detail } وبالفاتورة نفسها. تم تخطيه
   *[refused] رد المزوّد: { $detail }
}
row-twin = ↲ مثل السطر { $number }
columns = { $column ->
    [recipient] اسم المستخدم, المستخدم, المستلم, يوزر, تيليجرام, تيليغرام, الحساب, إلى, العميل, الاسم, مستخدم, مستلم, عميل, اسم
    [amount] النجوم, الكمية, نجوم, عدد النجوم, العدد, كمية, عدد, المبلغ, الأشهر, المميز
    [product] المنتج, منتج, النوع
   *[invoice] الفاتورة, رقم الفاتورة, فاتورة, المرجع
}

stats = <b>أرقامي</b> · ما سُلّم كل يوم، { $currency }
stats-today = اليوم
figures =
    الطلبات: { $orders }، سُلّم منها: { $delivered } ({ $success })
    النجوم: { $stars } · أشهر المميز: { $months }
    المبلغ: { $ton }
export-how = أرسل { "\u2068/my_export\u2069" } أو مع الأيام، الأسبق أولًا: { "\u2068/my_export 2026-07-01 2026-07-31\u2069" }.
export-none = لا توجد طلبات في ذلك الوقت.
daily = <b>يومك</b> · { $date }
daily-on =
    <b>ملخص اليوم: مفعّل</b>

    يصلك حين ينتهي يومك بتوقيت { $zone }. توقيت آخر: { "\u2068/daily +3\u2069" }. للإيقاف: { "\u2068/daily off\u2069" }.
daily-off =
    <b>ملخص اليوم: متوقف</b>

    فعّله بالأمر { "\u2068/daily\u2069" }.
daily-how = أرسل { "\u2068/daily on\u2069" } أو { "\u2068/daily off\u2069" } أو توقيتك مثل { "\u2068/daily +3\u2069" } أو { "\u2068/daily -5:30\u2069" }.

command-reseller = للموزعين
command-bulk = طلبات كثيرة معًا
command-quote = التكلفة وسعر البيع والربح
command-margin = هامشي
command-find = البحث عن طلب لي
command-my-stats = أرقامي
command-my-export = طلباتي في ملف
command-daily = تفعيل ملخص اليوم أو إيقافه
