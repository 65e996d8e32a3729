intent-confirming =
    <b>आपके ऑर्डर की पुष्टि हो रही है</b>

    { $goods }

    प्रदाता ने अभी जवाब नहीं दिया। भुगतान की स्क्रीन यहाँ अपने आप दिखेगी। कुछ भी दो बार ऑर्डर नहीं होगा, और तब तक आपको भुगतान नहीं करना है।
intent-rejected =
    <b>ऑर्डर नहीं हुआ, भुगतान नहीं करना है</b>

    { $goods }
intent-frozen =
    <b>हम इस ऑर्डर की जाँच कर रहे हैं</b>

    { $goods }

    कृपया इसका भुगतान न करें। हमें पता है। नंबर: { $number }
    { $support }

pay =
    <b>भुगतान:</b> { $price }
    { $goods }
pay-details =
    राशि: { $amount }
    पता: { $address }
    Memo: { $memo }
pay-rules =
    • ठीक इतनी राशि एक ही बार में भेजें
    • Memo (टिप्पणी) ज़रूर लिखें: इसी से हम आपका भुगतान पहचानते हैं
    • अपने वॉलेट से भेजें, एक्सचेंज से नहीं
pay-left = { $minutes ->
    [one] ⏳ { $minutes } मिनट बाकी · ऑर्डर नं. { $order }
   *[other] ⏳ { $minutes } मिनट बाकी · ऑर्डर नं. { $order }
}
pay-dearer = ⚠️ <b>कीमत बढ़ गई है</b>: जब आपने देखी थी तब { $estimate } थी। आप अब भी रद्द कर सकते हैं।
pay-checksum = ⚠️ यह पता ख़राब लगता है। अगर आपका वॉलेट इसे न माने तो भुगतान न करें: रद्द करके फिर ऑर्डर करें।
pay-withheld =
    <b>कृपया इस ऑर्डर का भुगतान न करें</b>

    हम भुगतान की जानकारी जाँच नहीं सके, इसलिए नहीं दिखा रहे। हमें पता है।
    { $support }
button-wallet = वॉलेट खोलें
button-tonkeeper = Tonkeeper
button-copy-address = पता
button-copy-memo = Memo
button-copy-amount = राशि
button-paid = भुगतान कर दिया
button-pay-again = भुगतान की जानकारी
button-cancel-order = रद्द करें

checking =
    <b>हम आपका भुगतान खोज रहे हैं</b>

    { $goods }

    आम तौर पर एक मिनट से कम लगता है। यहाँ रुकना ज़रूरी नहीं, हम आपको संदेश भेजेंगे।
    { $support }
time-is-up =
    <b>समय समाप्त, हम भुगतान जाँच रहे हैं</b>

    { $goods }

    कृपया अब इस ऑर्डर का भुगतान न करें। अगर कर चुके हैं तो हम उसे खोज लेंगे।
    { $support }
in-progress =
    <b>भुगतान मिल गया</b>

    { $goods }
status-unknown = प्रदाता का कहना है: { $status }। हम नज़र रख रहे हैं।

ended-completed =
    ✅ <b>डिलीवर हुआ</b>

    { $goods }
ended-failed =
    <b>यह ऑर्डर असफल रहा</b>

    { $goods }

    अगर आपने भुगतान किया है तो प्रदाता आपके पैसे लौटाएगा। हम आपको बताएँगे।
    { $support }
ended-refunded =
    <b>इस ऑर्डर के पैसे लौटा दिए गए</b>

    { $goods }

    आपके पैसे उसी वॉलेट में लौट गए जहाँ से आए थे।
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
button-repeat = फिर ऑर्डर

orders = <b>मेरे ऑर्डर</b> · पृष्ठ { $page } / { $pages }
orders-row =
    नं. { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>मेरे ऑर्डर</b>

    अभी कोई ऑर्डर नहीं है।
button-newer = ‹ नए
button-older = पुराने ›
from-the-shop = ✉️ <b>ऑर्डर नं. { $order } के बारे में संदेश</b>
