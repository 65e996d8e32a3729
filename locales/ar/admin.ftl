alert = { $kind ->
    [frozen] ⚠️ تأكيد ينتظر قرارك: { $subject }. لا يكرر البوت شيئًا قبل ذلك: { "\u2068/intents\u2069" }
    [team] ⚠️ استُعيدت نسخة احتياطية، وأفراد فريقها ينتظرون قرارك: { "\u2068/team\u2069" }
    [unauthorized] ⚠️ واجهة الشريك البرمجية لا تقبل المفتاح. الطلبات الجديدة متوقفة، والمفتوحة محفوظة.
    [partner] ⚠️ واجهة الشريك البرمجية لا ترد. التأكيدات تنتظرها ولم يضع شيء.
    [rate-limit] ⚠️ واجهة الشريك البرمجية ترد مرارًا بأن الاستدعاءات كثيرة جدًا. ربما قيمة PARTNER_RPS عالية.
    [clocks] ⚠️ تختلف ردود الشريك في الوقت بأكثر من دقيقة. نعتمد الساعة الأقرب إلى ساعتنا؛ اطلب من الشريك ضبط ساعات خوادمه.
    [balance] ⚠️ رصيد الشريك أقل من { $subject }. اشحنه: { "\u2068/balance\u2069" }
    [stuck] ⚠️ الطلب { $subject } مدفوع ولم يُسلَّم بعد. راجعه: { "\u2068/order\u2069" }
    [lag] ⚠️ الطابور متأخر: { $subject }. هل البوت مثقل؟ راجع { "\u2068/health\u2069" }
    [telegram] ⚠️ لم يقبل تيليجرام الرسائل لفترة. سنرسلها فور أن يقبلها.
    [updates] ⚠️ لا تصل تحديثات تيليجرام إلى هذا البوت. ربما يستخدم برنامج آخر رمز هذا البوت. نعيد المحاولة تلقائيًا.
    [webhook] ⚠️ لا يستطيع تيليجرام تسليم التحديثات إلى الويب هوك، فلا يرد البوت على أحد. اعرف السبب عبر <code>make doctor</code>.
    [notice] ⚠️ تعذر تسليم رسالة: { $subject }
    [redis] ⚠️ قاعدة Redis لا ترد. لا تُقبل التأكيدات، ويُطلب من الزبائن المحاولة بعد دقيقة.
    [redis-writes] ⚠️ قاعدة Redis ترد لكنها ترفض الكتابة: ممتلئة، أو للقراءة فقط، أو بلا نسخها. لا تُقبل التأكيدات، ويُطلب من الزبائن المحاولة بعد دقيقة.
    [status] ⚠️ أرسل الشريك حالة غير معروفة: { $subject }. تُعد هذه الطلبات قيد التنفيذ، ويمكنك تحديد معناها في STATUS_ALIASES.
    [address-unpinned] ⚠️ عنوان دفع الطلب { $subject } ليس ضمن PINNED_ADDRESSES. لا نعرض بيانات دفعه.
    [address-checksum] ⚠️ المجموع التدقيقي لعنوان دفع الطلب { $subject } خاطئ.
    [orphans] ⚠️ بدأ Redis فارغًا: { $subject } من طلبات آخر يومين بلا محادثة. سنجدها عندما يفتح أصحابها { "\u2068/orders\u2069" }.
    [list] ⚠️ تتعذر قراءة قائمة طلبات الشريك حتى نهايتها: { $subject }. نعثر على الطلبات بعد الصفحة الأولى واحدًا واحدًا فقط. اعرف السبب عبر <code>make doctor</code>.
    [list-lag] ⚠️ قائمة طلبات الشريك متأخرة عن إجاباته عن كل طلب على حدة. نسأل عن الطلبات واحدًا واحدًا إلى أن تلحق القائمة.
    [unreadable] ⚠️ تعذرت قراءة رد الشريك كاملًا: { $subject }. قارنه باستخدام <code>doctor --contract</code>
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ زبون يطلب المساعدة: { $topic }

    { $facts }
button-customer = محادثة الزبون
alert-over = ✅ انتهى: { $alert }

balance =
    <b>رصيد الشريك</b>

    الرصيد: { $balance }
balance-topup =
    الشحن إلى: { $address }
balance-memo =
    التعليق (Memo): { $memo }
button-copy-topup = نسخ العنوان
button-transactions = الحركات

transactions = <b>الحركات</b> · صفحة { $page }
transactions-row =
    المبلغ { $amount } · { $kind }
    الوقت { $at }
transactions-none = لا توجد حركات.
transaction-kind = { $kind ->
    [topup] شحن
    [payment] دفع
    [fee] عمولة
    [refund] استرداد
    [unmatched] بلا طلب
   *[other] -
}

orders-all = <b>كل الطلبات</b> · صفحة { $page }
orders-all-none = لا توجد طلبات كهذه.
orders-all-any = الكل
orders-found = <b>الطلبات بهذا المرجع: { $number }</b>
order-usage = أيها؟ أرسل { "\u2068/order\u2069" } مع رقم طلب أو تعليق (Memo) أو مرجع.
no-such-order = ليس لدى الشريك طلب كهذا.
order-card =
    <b>الطلب رقم { $order }</b>
    الحالة: { $status } ({ $raw })

    السلعة: { $goods }
    السعر: { $price }
    أُنشئ: { $created }
    يُدفع حتى: { $expires }
    التعليق (Memo): { $memo }
    المرجع: { $reference }
    المحادثة: { $chat }
order-card-estimate = التقدير المعروض: { $estimate }
order-card-sent = معاملة الزبون: { $link }
order-card-history = <b>سجل الحالات</b>
order-resent = أُرسلت الشاشة إلى الزبون مجددًا.
order-written = أُرسلت رسالتك إلى الزبون.
customer-gone = الزبون حظر البوت.
write-to-customer = أرسل الآن النص لزبون الطلب { $order }. يصله من البوت.
button-refresh = تحديث
button-write = مراسلة الزبون
button-resend = إرسال الشاشة مجددًا

intents = <b>تأكيدات لم تصبح طلبات بعد: { $number }</b>
intents-none = كل التأكيدات أصبحت طلبات أو رُفضت.
intent-state = { $state ->
    [prepared] ⏳ قيد المحاولة
    [placed] ✅ تم الطلب
    [rejected] ✖️ لم يُطلب
   *[frozen] ❄️ مجمّد
}
intent-card =
    <b>تأكيد</b>

    السلعة: { $wish }
    المحادثة: { $chat }
    المرجع: { $reference }
    وقت التأكيد: { $at }
intent-lines =
    التأكيد { $id }: { $state }
    المحاولات: { $attempts } · المفتاح { $key }
intent-key-known = ما زال الشريك يعرف المفتاح: التكرار آمن.
intent-key-old = عمر المفتاح أكثر من يوم: يبحث البوت في طلبات الشريك قبل أن يكرر شيئًا.
button-retry = إعادة المحاولة
button-release = إغلاق التأكيد
button-adopt = ربط طلب
adopt-which =
    <b>أي طلب هو؟</b>

    السلعة: { $wish }

    اضغط واحدًا أو أرسل رقمه. سيتلقى الزبون بيانات دفعه.
adopt-refused = هذا الطلب لمحادثة أخرى أو لتأكيد آخر، أو لم يعد هذا التأكيد مجمّدًا.
release-refused = لم يُغلق: لدى الشريك طلبات قد يكون هذا أحدها. اربط المطلوب منها.
no-such-intent = لم يعد هذا التأكيد موجودًا.

figures-all = <b>الإحصاءات</b>
figures-partner =
    <b>إحصاء الشريك</b>
    الطلبات: { $orders }
    النجوم: { $stars } · أشهر المميز: { $months }
    الحجم: { $volume }
figures-partner-down = الشريك لا يرد الآن.
figures-own = <b>إحصاء هذا البوت</b>، الأيام الأخيرة: { $days }
figures-day = يوم { $day } طُلب { $placed }، دُفع { $paid }، سُلّم { $completed } · { $volume }
figures-total = سُلّم: { $completed } · النجوم: { $stars } · أشهر المميز: { $months } · { $volume }
rate =
    <b>السعر</b>

    السعر: { $rate }
    الوقت: { $at }
fees =
    <b>الحدود والعمولات</b>

    النجوم: من { $low } إلى { $high }، العمولة { $stars }
    المميز: { $months } أشهر، العمولة { $premium }
export-usage =
    <b>تصدير</b>

    أرسل { "\u2068/export orders\u2069" } أو { "\u2068/export transactions\u2069" }، ومع أول يوم وآخر يوم إن شئت: { $example }
export-making = { $what ->
    [orders] تصدير الطلبات: { $rows } حتى الآن …
   *[transactions] تصدير الحركات: { $rows } حتى الآن …
}
export-made = { $what ->
    [orders] الطلبات المصدّرة: { $rows }
   *[transactions] الحركات المصدّرة: { $rows }
}
export-failed = تعذّرت كتابة الملف؛ ربما امتلأ قرص الخادم. وفّر بعض المساحة ثم أرسل الأمر مرة أخرى.
bad-day = لم أفهم هذه التواريخ. اكتبها مثل 2026-01-31، والأقدم أولًا.

health =
    <b>الحالة</b>

    واجهة الشريك: { $partner }
    تيليجرام: { $telegram }
    قاعدة Redis: { $redis }

    الطلبات المراقبة: { $watched }
    تأخر الطابور: { $due } ث
    الإشعارات المنتظرة: { $notices }، أولها منذ { $lag } ث
    التأكيدات المفتوحة: { $intents }، المجمّدة: { $frozen }
    الأشخاص: { $people }
    أوامر المديرين التي جرّبها غيرهم: { $strangers }

    الإصدار { $version }، يعمل منذ { $uptime }
health-ok = سليم، { $ms } م.ث
health-down = لا يرد
health-closed = 🚧 المتجر مغلق: { "\u2068/maintenance\u2069" }

maintenance-on =
    🚧 <b>المتجر مغلق</b>

    لا تُقبل تأكيدات جديدة، والطلبات المفتوحة تُنفَّذ. للفتح: { "\u2068/maintenance off\u2069" }
maintenance-off =
    <b>المتجر مفتوح</b>

    للإغلاق: { "\u2068/maintenance on\u2069" }، ويمكنك إضافة جملة للزبائن.
maintenance-usage = أرسل { "\u2068/maintenance on\u2069" } أو { "\u2068/maintenance off\u2069" }
blocked-people =
    <b>المحظورون:</b> { $people }

    أرسل { "\u2068/block\u2069" } أو { "\u2068/unblock\u2069" } مع معرّف المستخدم. طلبات المحظورين المفتوحة تُنفَّذ.
block-admin = لا يمكن حظر مدير.
bad-user-id = هذا ليس معرّف مستخدم. هو عدد صحيح مثل المحادثة في بطاقة الطلب.
not-blocked = هذا الشخص غير محظور.
audit = <b>ما فعله المديرون</b>
audit-none = لا شيء بعد.

broadcast-compose = <b>أرسل الآن الرسالة للجميع</b>، ومع صورة إن شئت. تراها قبل إرسالها.
broadcast-preview = ⬆️ يصل هذا إلى كل من استخدم البوت: { $people }. لا تحذف رسالتك قبل النهاية: فالبوت ينسخها.
button-broadcast-send = إرسال للجميع
button-broadcast-stop = إيقاف
broadcast-sending = 📣 <b>قيد الإرسال</b>
broadcast-stopped = 📣 <b>أُوقف</b>
broadcast-done = 📣 <b>أُرسل للجميع</b>
broadcast-counts =
    العدد: { $handled } من { $total }
    وصلت: { $delivered }
    حظروا البوت: { $blocked }
    فشلت: { $failed }
    تم تخطيها: { $skipped }

command-balance = رصيد الشريك
command-transactions = سجل الرصيد
command-orders-all = كل الطلبات
command-order = طلب برقمه أو تعليقه أو مرجعه
command-intents = تأكيدات تحتاج إلى مراجعة
command-stats = الإحصاءات
command-rate = سعر TON
command-fees = الحدود والعمولات
command-export = الطلبات أو الحركات في ملف
command-health = حالة البوت
command-maintenance = إغلاق المتجر أو فتحه
command-block = حظر شخص
command-unblock = رفع الحظر عن شخص
command-broadcast = رسالة للجميع
command-audit = ما فعله المديرون

alert-confirmations = { $kind ->
    [stopped] ⚠️ عاد طلب جديد مدفوعًا أو بلا بيانات دفع واضحة: ربما يخصم الشريك ثمنه من رصيدك. أُوقفت كل التأكيدات. راجع PARTNER_PAYMENT_METHOD ثم تابع بالأمر { "\u2068/maintenance off\u2069" }
    [waiting] ⚠️ تأكيدات تنتظر أكثر من دقيقة: الشريك لا يؤكد الطلبات. راجع { "\u2068/intents\u2069" }
    [refused] ⚠️ يرفض الشريك طلبًا بعد آخر لسبب لا علاقة للزبائن به: { $subject }
    [turned-up] ⚠️ ظهر الطلب { $subject } بعد أن قلنا لزبونه إنه لم يُطلب. أُبلغ الزبون. راجعه بالأمر { "\u2068/order\u2069" }
    [reversed] ⚠️ يعرض الشريك الطلب { $subject } منتهيًا دون دفع، مع أن دفعته ظهرت. أُبلغ الزبون. اسأل الشريك وراجع الطلب بالأمر { "\u2068/order\u2069" }
    [twin] ⚠️ أنشأ الشريك طلبًا ثانيًا، { $subject }، لتأكيد واحد. لا يمكن للزبون أن يدفعه. راجعه بالأمر { "\u2068/order\u2069" }
    [unconfirmed] ⚠️ لدى الشريك الطلب { $subject } لإحدى محادثاتنا، لكن لم يؤكده أحد هنا، لذا لا يمكن دفعه هنا. راجعه بالأمر { "\u2068/order\u2069" }
    [paid-early] ⚠️ كان الطلب { $subject } مدفوعًا قبل أن يعلم به البوت: إما دفعه الزبون قبل أن يفقد Redis بياناته، أو خُصم ثمنه من رصيدك. أُبلغ الزبون. راجع الرصيد، ثم راجع الطلب بالأمر { "\u2068/order\u2069" }
    [lost] ⚠️ ضاع التأكيد { $subject }: لا يعرف Redis إلا رقمه. ابحث عن طلبه لدى الشريك.
    [lost-order] ⚠️ فقد Redis الطلب { $subject }، ولا يُظهر الشريك صاحبه. ابحث عنه لدى الشريك.
   *[balance-unreadable] ⚠️ تتعذر قراءة رصيد الشريك (ينقص: { $subject })، فلن ينبه LOW_BALANCE_TON إلى شيء.
}
orders-stopped =
    <b>أُوقفت كل التأكيدات</b>

    عاد طلب جديد مدفوعًا أو بلا بيانات دفع واضحة: { $reason }
    ربما يخصم الشريك ثمنه من رصيدك. راجع PARTNER_PAYMENT_METHOD ثم تابع بالأمر { "\u2068/maintenance off\u2069" }
alert-details = ⚠️ يذكر الشريك الآن للطلب { $order } بيانات دفع غير التي ذكرها عند إنشائه. تبقى الأولى، ولا تُعرض ما دام الطلب غير مدفوع.
alert-wrong-order = ⚠️ أجاب الشريك عن طلب آخر غير { $order }. أُهمل الجواب وما زال الطلب مراقَبًا.
alert-order-missing = ⚠️ لم يعد الشريك يعرض الطلب { $order } الذي قد يكون مدفوعًا. أُبلغ الزبون. اسأل الشريك من فضلك.
alert-not-found = ⚠️ لا يعرض الشريك أيًّا من طلباتنا المفتوحة: المفقود { $number }. هل PARTNER_API_KEY و PARTNER_API_URL صحيحان؟ لم يُبلَّغ الزبائن.
alert-more = حالات أخرى مثلها ({ $count }): { $subjects }
alert-group-moved = أصبحت هذه المجموعة مجموعة خارقة. اضبط ADMIN_CHAT_ID على { $id }.
alert-topic-gone = الموضوع المحدد في ADMIN_CHAT_ID لم يعد موجودًا، لذلك تصل التنبيهات إلى هنا.
alert-chat-gone = تعذر الوصول إلى المحادثة المحددة في ADMIN_CHAT_ID، لذلك تصلك التنبيهات.

button-alert = { $action ->
    [order] فتح الطلب
    [health] فحص الحالة
    [intent] عرض التأكيد
    [intents] عرض التأكيدات
    [balance] الرصيد والشحن
    [maintenance] عرض المتجر
   *[team] عرض الفريق
}
alert-balance-left = الرصيد الآن { $balance }.
alert-opened = فتحته في محادثتنا الخاصة.
alert-not-opened = لا يمكنني مراسلتك. افتح محادثتنا الخاصة واضغط «ابدأ» ثم حاول مجددًا.
button-open-shop = فتح المتجر
button-close-shop = إغلاق المتجر
partner-key-refused = لا يقبل الشريك PARTNER_API_KEY (401 أو 403): أُلغي المفتاح أو حُظر الحساب. احصل على مفتاح جديد من بوت الشريك ({ "\u2068/api\u2069" }) وأعد التشغيل به. الطلبات الجديدة تنتظر، والمفتوحة محفوظة.

shop-day =
    <b>يوم المتجر</b> · { $day }

    طُلب: { $placed }، دُفع: { $paid }، سُلِّم: { $completed }
    المبيعات: { $volume }
    لم يُسلَّم: { $unsuccessful }
    أبطأ تسليم: { $slowest }
shop-day-open = مدفوع ولم يُسلَّم بعد: { $open }، { $money }، أطولها منذ { $longest }
shop-day-open-none = مدفوع ولم يُسلَّم بعد: –
shop-day-resold = <b>مبيعات الموزعين</b>
shop-daily-on = يصلك تقرير المتجر كل يوم الساعة { $hour } بتوقيت { $zone }. ساعة أخرى: { "\u2068/daily shop 7\u2069" }. إيقاف: { "\u2068/daily shop off\u2069" }. منطقتك الزمنية: { "\u2068/daily +3\u2069" }
shop-daily-off = لا يصلك تقرير المتجر. شغّله بالأمر { "\u2068/daily shop 9\u2069" }
