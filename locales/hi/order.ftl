intent-confirming =
    <b>आपके ऑर्डर की पुष्टि हो रही है</b>

    { $goods }

    प्रदाता ने अभी जवाब नहीं दिया। भुगतान की स्क्रीन यहाँ अपने आप आएगी। कुछ भी दो बार ऑर्डर नहीं होता, और तब तक कुछ चुकाना नहीं है।
intent-rejected =
    <b>ऑर्डर नहीं हुआ, कुछ चुकाना नहीं है</b>

    { $goods }
intent-frozen =
    <b>इस ऑर्डर को किसी व्यक्ति को देखना होगा</b>

    { $goods }

    कृपया इसके लिए कुछ न चुकाएँ। हमें पता चल गया है। नंबर: { $number }
    { $support }

pay =
    <b>भुगतान:</b> { $price }
    { $goods }
pay-details =
    राशि: { $amount }
    पता: { $address }
    Memo: { $memo }
pay-rules =
    • ठीक इतनी राशि, एक ही बार में
    • Memo (टिप्पणी) के साथ: इसी से आपका भुगतान मिलता है
    • अपने वॉलेट से, एक्सचेंज से नहीं
pay-left = { $minutes ->
    [one] ⏳ { $minutes } मिनट बाकी · ऑर्डर № { $order }
   *[other] ⏳ { $minutes } मिनट बाकी · ऑर्डर № { $order }
}
pay-dearer = ⚠️ <b>दाम बढ़ गया है</b>: जब आपने देखा था तब { $estimate } था। आप अब भी रद्द कर सकते हैं।
pay-checksum = ⚠️ यह पता ख़राब लगता है। अगर आपका वॉलेट इसे न माने तो भुगतान न करें: रद्द करके फिर ऑर्डर करें।
pay-withheld =
    <b>कृपया इस ऑर्डर का भुगतान न करें</b>

    भुगतान की जानकारी जाँची नहीं जा सकी, इसलिए दिखाई नहीं जा रही। हमें पता चल गया है।
    { $support }
button-wallet = वॉलेट खोलें
button-tonkeeper = Tonkeeper
button-copy-address = पता
button-copy-memo = Memo
button-copy-amount = राशि
button-paid = मैंने चुका दिया
button-pay-again = भुगतान की जानकारी
button-cancel-order = रद्द करें

checking =
    <b>आपका भुगतान खोजा जा रहा है</b>

    { $goods }

    आम तौर पर एक मिनट से कम लगता है। यहाँ रुकना ज़रूरी नहीं: संदेश अपने आप आएगा।
    { $support }
time-is-up =
    <b>समय समाप्त, भुगतान जाँचा जा रहा है</b>

    { $goods }

    कृपया अब इस ऑर्डर का भुगतान न करें। अगर कर चुके हैं तो वह मिल जाएगा।
    { $support }
in-progress =
    <b>भुगतान मिल गया</b>

    { $goods }
status-unknown = प्रदाता का कहना है: { $status }. हम नज़र रख रहे हैं।

ended-completed =
    ✅ <b>पहुँच गया</b>

    { $goods }
ended-failed =
    <b>यह ऑर्डर असफल रहा</b>

    { $goods }

    अगर आपने भुगतान किया है तो प्रदाता पैसे लौटाता है। हम नज़र रखते हैं और बताएँगे।
    { $support }
ended-refunded =
    <b>इस ऑर्डर के पैसे लौटा दिए गए</b>

    { $goods }

    पैसे वहीं लौट गए जहाँ से आए थे।
    { $support }
ended-cancelled =
    <b>यह ऑर्डर रद्द हो गया</b>

    { $goods }

    कृपया अब इसका भुगतान न करें। अगर कर चुके हैं तो हम देखकर बताएँगे।
    { $support }
ended-expired =
    <b>इस ऑर्डर का समय बिना भुगतान समाप्त हुआ</b>

    { $goods }

    कृपया अब इसका भुगतान न करें। अगर कर चुके हैं तो हम देखकर बताएँगे।
    { $support }
button-repeat = दोबारा

orders = <b>मेरे ऑर्डर</b> · पृष्ठ { $page } / { $pages }
orders-row =
    № { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>मेरे ऑर्डर</b>

    अभी कोई नहीं है।
button-newer = ‹ नए
button-older = पुराने ›
from-the-shop = ✉️ <b>ऑर्डर № { $order } के बारे में संदेश</b>
