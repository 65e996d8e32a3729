alert = { $kind ->
    [frozen] ⚠️ एक पुष्टि को किसी व्यक्ति को देखना होगा: { $subject }. तब तक कुछ दोहराया नहीं जाएगा।
    [unauthorized] ⚠️ पार्टनर API कुंजी नहीं मान रहा। नए ऑर्डर रुके हैं; खुले ऑर्डर सुरक्षित हैं।
    [status] ⚠️ पार्टनर ने अनजानी स्थिति भेजी: { $subject }. ऐसे ऑर्डर जारी माने जाते हैं; STATUS_ALIASES में नाम दे सकते हैं।
    [address-unpinned] ⚠️ ऑर्डर { $subject } का भुगतान पता PINNED_ADDRESSES में नहीं है। उसकी भुगतान जानकारी नहीं दिखाई जा रही।
    [address-checksum] ⚠️ ऑर्डर { $subject } के भुगतान पते का चेकसम ग़लत है।
    [orphans] ⚠️ Redis नया था, और पिछले दो दिनों के { $subject } ऑर्डर में चैट का संदर्भ नहीं है। उनकी चैट /orders खोलेगी तो मिल जाएँगे।
   *[other] ⚠️ { $subject }
}
alert-over = ✅ ख़त्म: { $alert }

balance =
    <b>पार्टनर बैलेंस</b>

    { $balance }
balance-topup =
    यहाँ जमा करें: { $address }
balance-memo =
    Memo के साथ: { $memo }
button-copy-topup = पता कॉपी करें

health =
    <b>हाल</b>

    पार्टनर API: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    निगरानी में ऑर्डर: { $watched }
    कतार की देरी: { $due } से॰
    बाकी सूचनाएँ: { $notices }, पहली { $lag } से॰ से
    खुली पुष्टियाँ: { $intents }
health-ok = ठीक, { $ms } ms
health-down = जवाब नहीं
