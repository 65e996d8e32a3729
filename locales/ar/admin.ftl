alert = { $kind ->
    [frozen] ⚠️ تأكيد يحتاج إلى نظر شخص: { $subject }. لا يُعاد شيء قبل ذلك.
    [unauthorized] ⚠️ واجهة الشريك لا تقبل المفتاح. الطلبات الجديدة متوقفة، والمفتوحة محفوظة.
    [status] ⚠️ أرسل الشريك حالة غير معروفة: { $subject }. تُعد هذه الطلبات قيد التنفيذ، ويمكن تسميتها في STATUS_ALIASES.
    [address-unpinned] ⚠️ عنوان دفع الطلب { $subject } ليس ضمن PINNED_ADDRESSES. بيانات دفعه محجوبة.
    [address-checksum] ⚠️ المجموع التدقيقي لعنوان دفع الطلب { $subject } خاطئ.
    [orphans] ⚠️ كان Redis جديدًا، و{ $subject } من طلبات آخر يومين بلا مرجع. يُعثر عليها عندما تفتح محادثاتها { "\u2068/orders\u2069" }.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ انتهى: { $alert }

balance =
    <b>رصيد الشريك</b>

    الرصيد: { $balance }
balance-topup =
    الشحن إلى: { $address }
balance-memo =
    مع التعليق (Memo): { $memo }
button-copy-topup = نسخ العنوان

health =
    <b>الحالة</b>

    واجهة الشريك: { $partner }
    تيليجرام: { $telegram }
    قاعدة Redis: { $redis }

    الطلبات المراقبة: { $watched }
    تأخر الطابور: { $due } ث
    الإشعارات المنتظرة: { $notices }، أولها منذ { $lag } ث
    التأكيدات المفتوحة: { $intents }
health-ok = سليم، { $ms } م.ث
health-down = لا يرد
