intent-confirming =
    <b>يجري تأكيد طلبك</b>

    الطلب: { $goods }

    لم يرد المزوّد بعد. ستأتي شاشة الدفع هنا وحدها. لا يُطلب شيء مرتين، ولا تدفع شيئًا حتى ذلك الحين.
intent-rejected =
    <b>لم يُطلب، ولا شيء لتدفعه</b>

    الطلب: { $goods }
intent-frozen =
    <b>يجب أن ينظر شخص في هذا الطلب</b>

    الطلب: { $goods }

    من فضلك لا تدفع له شيئًا. لقد علمنا. الرقم: { $number }
    { $support }

pay =
    <b>للدفع:</b> { $price }
    الطلب: { $goods }
pay-details =
    المبلغ: { $amount }
    العنوان: { $address }
    التعليق (Memo): { $memo }
pay-rules =
    • هذا المبلغ تمامًا، في تحويل واحد
    • مع التعليق (Memo): به يُعثر على دفعتك
    • من محفظتك أنت، لا من منصة تداول
pay-left = { $minutes ->
    [zero] ⏳ بقي أقل من دقيقة ({ $minutes }) · الطلب رقم { $order }
    [one] ⏳ بقيت دقيقة واحدة · الطلب رقم { $order }
    [two] ⏳ بقيت دقيقتان · الطلب رقم { $order }
    [few] ⏳ بقيت { $minutes } دقائق · الطلب رقم { $order }
    [many] ⏳ بقيت { $minutes } دقيقة · الطلب رقم { $order }
   *[other] ⏳ بقيت { $minutes } دقيقة · الطلب رقم { $order }
}
pay-dearer = ⚠️ <b>ارتفع السعر</b> منذ رأيته: كان { $estimate }. ما زال بإمكانك الإلغاء.
pay-checksum = ⚠️ يبدو هذا العنوان تالفًا. إن رفضته محفظتك فلا تدفع: ألغِ واطلب من جديد.
pay-withheld =
    <b>من فضلك لا تدفع هذا الطلب</b>

    تعذر التحقق من بيانات الدفع، لذلك لا تُعرض. لقد علمنا.
    { $support }
button-wallet = فتح المحفظة
button-tonkeeper = Tonkeeper
button-copy-address = العنوان
button-copy-memo = التعليق
button-copy-amount = المبلغ
button-paid = لقد دفعت
button-pay-again = عرض بيانات الدفع
button-cancel-order = إلغاء الطلب

checking =
    <b>نبحث عن دفعتك</b>

    الطلب: { $goods }

    يستغرق ذلك عادة أقل من دقيقة. لا حاجة للانتظار هنا: ستصلك رسالة.
    { $support }
time-is-up =
    <b>انتهى الوقت، نتحقق من الدفع</b>

    الطلب: { $goods }

    من فضلك لا تدفع هذا الطلب بعد الآن. إن كنت قد دفعت فسيُعثر على الدفعة.
    { $support }
in-progress =
    <b>وصلت الدفعة</b>

    الطلب: { $goods }
status-unknown = يقول المزوّد: { $status }. نحن نتابعه.

ended-completed =
    ✅ <b>تم التسليم</b>

    الطلب: { $goods }
ended-failed =
    <b>فشل هذا الطلب</b>

    الطلب: { $goods }

    إن كنت قد دفعت، يعيد المزوّد المبلغ. نحن نتابع وسنخبرك.
    { $support }
ended-refunded =
    <b>أُعيد مبلغ هذا الطلب</b>

    الطلب: { $goods }

    عاد المال إلى حيث جاء.
    { $support }
ended-cancelled =
    <b>أُلغي هذا الطلب</b>

    الطلب: { $goods }

    من فضلك لا تدفعه بعد الآن. إن كنت قد دفعت فسنرى ذلك ونخبرك.
    { $support }
ended-expired =
    <b>انتهت مهلة هذا الطلب دون دفع</b>

    الطلب: { $goods }

    من فضلك لا تدفعه بعد الآن. إن كنت قد دفعت فسنرى ذلك ونخبرك.
    { $support }
button-repeat = طلب مجددًا

orders = <b>طلباتي</b> · صفحة { $page } من { $pages }
orders-row =
    رقم { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>طلباتي</b>

    لا توجد طلبات بعد.
button-newer = ‹ الأحدث
button-older = الأقدم ›
from-the-shop = ✉️ <b>رسالة بشأن الطلب رقم { $order }</b>
