client-pays = يدفع عميلك: { $price }
takings =
    المبيعات: { $turnover } · التكلفة: { $cost }
    الربح: { $profit } · غير مدفوع: { $unpaid }
button-by-client = حسب العميل
stats-by-client = <b>أرقامي حسب العميل</b> · { $days }
client-orders = { $orders ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $orders } طلبات
    [many] { $orders } طلبًا
   *[other] { $orders } طلب
}
button-unpaid = من يدين لي
unpaid =
    <b>لم يُدفع لك بعد:</b> { $sum }
    { $orders ->
        [zero] لا طلبات، الأقدم أولًا
        [one] طلب واحد، الأقدم أولًا
        [two] طلبان، الأقدم أولًا
        [few] { $orders } طلبات، الأقدم أولًا
        [many] { $orders } طلبًا، الأقدم أولًا
       *[other] { $orders } طلب، الأقدم أولًا
    }
unpaid-none = <b>لا أحد مدين لك.</b> تبقى طلبات عملائك هنا حتى تحدّدها كمدفوعة.
book-full = ⚠️ دفتر عملائك ممتلئ: تخرج منه أقدم الطلبات غير المدفوعة. حدّد ما دُفع أو احتفظ بملف CSV.
give-back = { $orders ->
    [zero] ⚠️ دُفع لك ولم يُسلَّم: لا طلبات، { $sum } ({ $clients })
    [one] ⚠️ دُفع لك ولم يُسلَّم: طلب واحد، { $sum } ({ $clients })
    [two] ⚠️ دُفع لك ولم يُسلَّم: طلبان، { $sum } ({ $clients })
    [few] ⚠️ دُفع لك ولم يُسلَّم: { $orders } طلبات، { $sum } ({ $clients })
    [many] ⚠️ دُفع لك ولم يُسلَّم: { $orders } طلبًا، { $sum } ({ $clients })
   *[other] ⚠️ دُفع لك ولم يُسلَّم: { $orders } طلب، { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] دُفع لك، لكن { $status }
   *[paid] دُفع لك
}
button-undo = تراجع
button-mark-all = { $orders ->
    [zero] تحديد كمدفوع
    [one] تحديد طلب كمدفوع
    [two] تحديد طلبين كمدفوعين
    [few] تحديد { $orders } كمدفوعة
    [many] تحديد { $orders } كمدفوعة
   *[other] تحديد { $orders } كمدفوعة
}
marked = { $orders ->
    [zero] حُدّد كمدفوع: لا طلبات.
    [one] حُدّد كمدفوع: طلب واحد.
    [two] حُدّد كمدفوع: طلبان.
    [few] حُدّد كمدفوع: { $orders } طلبات.
    [many] حُدّد كمدفوع: { $orders } طلبًا.
   *[other] حُدّد كمدفوع: { $orders } طلب.
}
unmarked = { $orders ->
    [zero] عاد غير مدفوع: لا طلبات.
    [one] عاد غير مدفوع: طلب واحد.
    [two] عاد غير مدفوع: طلبان.
    [few] عاد غير مدفوع: { $orders } طلبات.
    [many] عاد غير مدفوع: { $orders } طلبًا.
   *[other] عاد غير مدفوع: { $orders } طلب.
}
book-changed = تغيّرت القائمة في هذه الأثناء فلم أحدّد شيئًا. هذه هي الآن.
button-clients = حسب العميل
clients =
    <b>من يدين لك</b> · { $sum }
    العملاء: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [zero] مدين لك: { $sum } (لا طلبات)
        [one] مدين لك: { $sum } (طلب واحد)
        [two] مدين لك: { $sum } (طلبان)
        [few] مدين لك: { $sum } ({ $orders } طلبات)
        [many] مدين لك: { $sum } ({ $orders } طلبًا)
       *[other] مدين لك: { $sum } ({ $orders } طلب)
    }
client-even =
    { $client }
    لا يدين لك بشيء
client-note = ملاحظة: { $note }
client-gone = لم يعد لهذا العميل طلبات في دفترك.
client-none =
    لا يوجد عميل باسم { $words }.

    أرسل { "\u2068/client\u2069" } مع رقم فاتورة أو { "\u2068@username\u2069" } أو اسم، أو { "\u2068/client\u2069" } فقط.
client-which = <b>أي عميل تقصد؟</b>
button-client-name = الاسم
button-client-note = ملاحظة
client-name-ask =
    <b>ما اسم هذا العميل؟</b>

    الآن: { $client }. أرسل اسمًا حتى { $most } حرفًا. اسم عميل آخر يدمج الاثنين.
client-join = <b>هل هما عميل واحد؟</b>
button-client-join = دمج
button-other-name = اسم آخر
client-note-ask =
    <b>ملاحظة عن</b> { $client }

    أرسل حتى { $most } حرف، أو { $none } لحذف الملاحظة. أنت وحدك تراها.
bad-client-name = لا يمكن حفظ هذا الاسم. أرسل من 1 إلى { $most } حرفًا.
bad-client-note = الملاحظة فارغة أو طويلة جدًا. أرسل من 1 إلى { $most } حرف.
book-names-full = لا يتسع دفتر عملائك لمزيد من الأسماء والملاحظات. احذف بعض الملاحظات أولًا.
button-book-file = رفع ملف
book-file-ask =
    <b>أسماء وملاحظات ومدفوعات من ملف</b>

    نزّل ملف CSV لدفترك، واملأ { $columns }، وأرسله هنا. اكتب نعم تحت paid لما دُفع. الخلايا الفارغة لا تغيّر شيئًا.
bad-book-file = لا أستطيع قراءة هذا الملف. أرسل ملف دفترك بصيغة CSV أو { "\u2068Excel (.xlsx)\u2069" }، حتى 2 ميغابايت، مع سطره الأول.
book-file-done = أُخذ من الملف: الأسماء { $names }، الملاحظات { $notes }، المدفوعات { $paid }. أسطر لم تُستخدم: { $wrong }.
privacy-book = دفتر عملائك: ما يدين به عملاؤك حتى يدفعوه؛ والأسماء والملاحظات حتى تحذف بياناتك.
forget-book = { $orders ->
    [zero] يُحذف دفتر عملائك أيضًا: لا طلبات دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
    [one] يُحذف دفتر عملائك أيضًا: طلب واحد دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
    [two] يُحذف دفتر عملائك أيضًا: طلبان دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
    [few] يُحذف دفتر عملائك أيضًا: { $orders } طلبات دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
    [many] يُحذف دفتر عملائك أيضًا: { $orders } طلبًا دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
   *[other] يُحذف دفتر عملائك أيضًا: { $orders } طلب دون دفع، وكل الأسماء والملاحظات. لا يستطيع أحد استعادتها. ملف CSV: { "\u2068/unpaid\u2069" }.
}
command-unpaid = من يدين لي
command-client = طلبات عميل
