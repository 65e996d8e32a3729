button-prices = قائمة الأسعار
button-currency = العملة
currency =
    <b>عملتك</b>

    { $rate }
    تقريب الأسعار إلى أعلى حتى: { $step }
    وقت ضبط السعر: { $time }
currency-none =
    <b>عملتك</b>

    أسعارك الآن بعملة TON فقط. أرسل سعر صرفك لتظهر العروض والإحصاءات وقائمة الأسعار بعملة عملائك أيضًا.
currency-how =
    اضبط السعر هكذا: { $first }
    مع تقريب إلى أعلى: { $second }
    بعملة TON فقط: { $off }
bad-currency = لم أفهم سعر الصرف. أرسله هكذا: { "\u2068/currency EGP 47.5 per USD\u2069" } أو per TON: أحرف العملة الثلاثة ثم الرقم ثم ما يقابله.
rate-old = ⚠️ سعر صرفك { $rate } أقدم من يوم. راجعه: { "\u2068/currency\u2069" }
rate-unknown = ⚠️ سعر TON بالدولار غير معروف الآن، لذلك لا يوجد سعر بعملة { $currency }. حاول بعد دقيقة.
rate-sure =
    <b>هل سعر الصرف هذا صحيح؟</b>

    كان السابق { $former }. اضغط على السعر الذي تقصده.
margin-sure =
    <b>هل هذا الهامش صحيح؟</b>

    كان السابق { $former }. اضغط على الهامش الذي تقصده.
rate-which =
    <b>أي سعر صرف تقصد؟</b>
button-rate-again = السعر ما زال صحيحًا
button-rate-keep = إبقاء السابق
price-list =
    <b>قائمة الأسعار</b>

    الرسالة أدناه لعملائك: أعد توجيهها كما هي.
    هامشك: { $margin }
command-currency = عملة عملائي
command-pricelist = قائمة أسعار لإعادة التوجيه
