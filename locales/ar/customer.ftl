step = { $step ->
    [paid] مدفوع
    [processing] قيد التنفيذ
    [delivered] تم التسليم
    [failed] فشل
    [refunded] أُعيد المبلغ
    [expired] انتهت المهلة
    [cancelled] ملغى
   *[ordered] طُلب
}
step-then = { " ◂ " }

looked = تحققنا للتو: لا جديد بعد.

odd-less = ⚠️ استلمنا { $paid }: أقل من السعر بمقدار { $missing }. أموالك في أمان، لكن الطلب ينتظر. اسأل الدعم قبل إرسال الباقي.
odd-more = ⚠️ استلمنا { $paid }: أكثر من السعر بمقدار { $rest }. الطلب مستمر، والمزوّد يسوّي الباقي.
odd-note = يقول المزوّد: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ استلمنا { $amount }: أقل من السعر. أموالك في أمان، لكن الطلب ينتظر. اسأل الدعم قبل إرسال الباقي.
    [overpaid] أرسلت { $amount } زيادة. أُعيدت الزيادة إلى محفظتك.
    [paid-late] وصلت دفعتك ({ $amount }) متأخرة، لكننا عثرنا عليها.
   *[refunded] أُعيد { $amount } إلى محفظتك.
}

full =
    <b>طلبات غير مدفوعة كثيرة</b>

    ادفع أحدها أو ألغه، ثم أكّد مجددًا.
unpaid-row = { $state ->
    [partly] • رقم { $order }: { $goods } · مدفوع جزئيًا
    [marked] • رقم { $order }: { $goods } · أُبلغ عن دفعه
   *[due] • رقم { $order }: { $goods }
}
unpaid-confirming = • قيد التأكيد: { $goods }
button-pay-order = { $state ->
    [due] دفع رقم { $order }
   *[other] عرض رقم { $order }
}
button-drop = إلغاء رقم { $order }
dropped = أُلغي الطلب رقم { $order }.
not-dropped = لم نتمكن من إلغاء الطلب رقم { $order }: { $status }.

days = { $days ->
    [zero] { $days } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
privacy =
    <b>ما نحفظه</b>

    • ما تختاره الآن: { $session }
    • لغتك وآخر المستلمين: { $profile }
    • طلباتك وأسماء مستلميها: { $orders } بعد انتهائها

    يحفظ المزوّد كل طلب مع رقم هذه المحادثة. لا نحفظ هاتفك ولا محفظتك.

    { $support }
button-forget = حذف بياناتي
forget =
    <b>حذف بياناتك من هنا؟</b>

    نحذف لغتك والمستلمين والطلبات المنتهية. تبقى الطلبات المفتوحة حتى تنتهي كي لا تضيع أموالك.
button-forget-sure = نعم، احذف
button-keep = إبقاء
forgotten = <b>تم الحذف.</b> الطلبات الباقية لدى المزوّد تعود عندما تفتح «طلباتي».
forgotten-but = { $orders ->
    [zero] يبقى { $orders } طلب مفتوح حتى ينتهي.
    [one] يبقى طلب مفتوح واحد حتى ينتهي.
    [two] يبقى طلبان مفتوحان حتى ينتهيا.
    [few] تبقى { $orders } طلبات مفتوحة حتى تنتهي.
    [many] يبقى { $orders } طلبًا مفتوحًا حتى ينتهي.
   *[other] يبقى { $orders } طلب مفتوح حتى ينتهي.
}

command-privacy = ما نحفظه عنك
command-forget = حذف بياناتي
