alert = { $kind ->
    [frozen] ⚠️ یک تأیید باید دیده شود: { $subject }. تا آن موقع چیزی تکرار نمی‌شود.
    [unauthorized] ⚠️ رابط شریک کلید را نمی‌پذیرد. سفارش‌های تازه متوقف‌اند و سفارش‌های باز محفوظ.
    [status] ⚠️ شریک وضعیت ناشناخته‌ای فرستاد: { $subject }. چنین سفارش‌هایی در جریان به حساب می‌آیند؛ می‌توان در STATUS_ALIASES نامش را گذاشت.
    [address-unpinned] ⚠️ نشانی پرداخت سفارش { $subject } در PINNED_ADDRESSES نیست. اطلاعات پرداختش نشان داده نمی‌شود.
    [address-checksum] ⚠️ چک‌سام نشانی پرداخت سفارش { $subject } نادرست است.
    [orphans] ⚠️ ردیس تازه بود و { $subject } سفارش دو روز گذشته مرجع ندارند. وقتی گفتگوهایشان { "\u2068/orders\u2069" } را باز کنند پیدا می‌شوند.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ تمام شد: { $alert }

balance =
    <b>موجودی شریک</b>

    موجودی: { $balance }
balance-topup =
    واریز به: { $address }
balance-memo =
    همراه توضیح (Memo): { $memo }
button-copy-topup = کپی نشانی

health =
    <b>وضعیت</b>

    رابط شریک: { $partner }
    تلگرام: { $telegram }
    ردیس: { $redis }

    سفارش‌های زیر نظر: { $watched }
    تأخیر صف: { $due } ثانیه
    اعلان‌های منتظر: { $notices }، اولی از { $lag } ثانیه پیش
    تأییدهای باز: { $intents }
health-ok = سالم، { $ms } م‌ث
health-down = پاسخ نمی‌دهد
