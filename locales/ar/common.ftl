goods-stars = { $quantity ->
    [zero] { $quantity } نجمة
    [one] نجمة واحدة
    [two] نجمتان
    [few] { $quantity } نجوم
    [many] { $quantity } نجمة
   *[other] { $quantity } نجمة
}
goods-premium = { $months ->
    [zero] تيليجرام المميز لمدة { $months } شهر
    [one] تيليجرام المميز لمدة شهر
    [two] تيليجرام المميز لمدة شهرين
    [few] تيليجرام المميز لمدة { $months } أشهر
    [many] تيليجرام المميز لمدة { $months } شهرًا
   *[other] تيليجرام المميز لمدة { $months } شهر
}
goods-for = { $goods } إلى { $recipient }
order-number = الطلب رقم { $order }
order-short = رقم { $order }
support = لديك سؤال؟ راسل { $support } واذكر رقم الطلب.
support-nobody = لديك سؤال؟ راسل مديري هذا البوت واذكر رقم الطلب.

status = { $status ->
    [pending_payment] بانتظار الدفع
    [paid] مدفوع
    [processing] قيد التسليم
    [completed] تم التسليم
    [failed] فشل
    [refunded] أُعيد المبلغ
    [expired] انتهت مهلته
    [cancelled] ملغى
   *[other] قيد التنفيذ
}

button-back = ‹ رجوع
button-cancel = إلغاء
button-menu = القائمة
button-again = إعادة المحاولة
button-look = تحقق الآن

bad-username = هذا ليس اسم مستخدم في تيليجرام. يتكون الاسم من 4 إلى 32 حرفًا لاتينيًا أو رقمًا أو شرطة سفلية، مثل { "\u2068@durov\u2069" }.
bad-username-link = هذا الرابط لا يقود إلى شخص. أرسل اسمًا مثل { "\u2068@durov\u2069" } أو رابطًا مثل { "\u2068t.me/durov\u2069" }.
bad-number = هذا ليس عددًا صحيحًا. أرسل أرقامًا فقط، مثل 100.
bad-number-range = هذا خارج الحدود. أرسل عددًا من { $low } إلى { $high }.
bad-too-long = هذا طويل جدًا. أرسل شيئًا أقصر.
bad-kind = هنا أفهم النص والأزرار فقط. لم يتغير شيء.
bad-months = اختر إحدى المدد أدناه.
bad-purchase = لم أفهم ذلك. اكتبه هكذا: { "\u2068500 @durov\u2069" } أو { "\u2068premium 6 @durov\u2069" }.
recipient-cannot = لا يمكن لـ { $username } استلام هذا.
recipient-cannot-why = لا يمكن لـ { $username } استلام هذا: { $reason }
contact-no-username = ليس لهذا الشخص اسم مستخدم، ولا يمكننا الإرسال من دونه. يمكنه إنشاؤه في تيليجرام: الإعدادات ← اسم المستخدم.
not-yours = لا يوجد طلب كهذا في هذه المحادثة.
old-button = هذا الزر من خطوة سابقة. أنت الآن هنا:

partner-rejected = رد المزوّد: { $message }
partner-down = المزوّد لا يرد الآن. لم يضع شيء: أعد المحاولة بعد دقيقة.
partner-busy = لدينا طلبات كثيرة الآن. لم يضع شيء: أعد المحاولة بعد ثوانٍ.
partner-unauthorized = المتجر قيد الصيانة ولا يستقبل الطلبات الآن. لم يضع شيء: أعد المحاولة لاحقًا.
partner-unreadable = لم نتمكن من قراءة رد المزوّد. لم يضع شيء: أعد المحاولة بعد دقيقة.
redis-down = انقطاع قصير: أعد المحاولة بعد دقيقة. الطلبات التي أكدتها محفوظة.
unexpected = حدث خطأ وأُبلغنا به. طلباتك محفوظة: تجدها في { "\u2068/orders\u2069" }، أو ابدأ من جديد من { "\u2068/start\u2069" }.
slow-down = سريع جدًا. انتظر بضع ثوانٍ ثم تابع.
unknown-command = لا أعرف هذا الأمر. إليك ما أستطيع: { "\u2068/start\u2069" } و{ "\u2068/orders\u2069" } و{ "\u2068/language\u2069" } و{ "\u2068/help\u2069" }.
group = أستقبل الطلبات في المحادثة الخاصة فقط: { $link }
go-on = كان تيليجرام مشغولًا لحظة. لم يضع شيء.
button-go-on = متابعة
language-name = العربية
bot-description = اشترِ نجوم تيليجرام أو أهدِ المميز لأي { "\u2068@username\u2069" } وادفع بعملة TON من محفظتك الخاصة. ترى السعر أولًا، ولا يُطلب شيء قبل تأكيدك. اضغط «ابدأ» أو اكتب: { "\u2068500 @durov\u2069" }
bot-short-description = نجوم تيليجرام والمميز لأي { "\u2068@username\u2069" }، والدفع بعملة TON.
press-a-button = لا حاجة إلى نص هنا. اضغط أحد الأزرار أدناه.
orders-stale = المزوّد لا يرد الآن، فقد ينقص طلب من هذه القائمة.
shop-closed = المتجر مغلق مؤقتًا ولا يستقبل طلبات جديدة. طلباتك المؤكدة تُنفَّذ كالمعتاد.
shop-closed-why = المتجر مغلق مؤقتًا: { $words }
blocked =
    لا يمكنك الطلب هنا بعد الآن. سنسلّم الطلبات التي دفعتها.
    { $support }
unreadable-update = لم أتمكن من قراءة هذه الرسالة. لم يتغير شيء. أرسلها بطريقة أخرى من فضلك.
