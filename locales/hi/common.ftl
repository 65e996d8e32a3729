goods-stars = { $quantity ->
    [one] { $quantity } स्टार
   *[other] { $quantity } स्टार्स
}
goods-premium = { $months ->
    [one] { $months } महीने का Premium
   *[other] { $months } महीने का Premium
}
goods-for = { $recipient } के लिए { $goods }
order-number = ऑर्डर नं. { $order }
order-short = नं. { $order }
support = कोई सवाल? { $support } को लिखें और ऑर्डर नंबर बताएँ।
support-nobody = ऑर्डर के बारे में कोई सवाल? ऑर्डर खोलें, मदद दबाएँ और सपोर्ट को भेजें।

status = { $status ->
    [pending_payment] भुगतान बाकी
    [partly] आंशिक भुगतान हुआ
    [paid] भुगतान हुआ
    [processing] डिलीवर हो रहा है
    [completed] डिलीवर हुआ
    [failed] असफल
    [refunded] पैसे लौटाए गए
    [expired] समय समाप्त
    [cancelled] रद्द
   *[other] जारी है
}

button-back = ‹ वापस
button-cancel = रद्द करें
button-menu = मेन्यू
button-again = फिर कोशिश करें
button-look = अभी जाँचें

bad-username = यह Telegram का यूज़रनेम नहीं है। यूज़रनेम में 4–32 अंग्रेज़ी अक्षर, अंक या अंडरस्कोर होते हैं, जैसे @durov।
bad-username-named = { $username } यूज़रनेम नहीं हो सकता। यूज़रनेम में 4–32 अंग्रेज़ी अक्षर, अंक या अंडरस्कोर होते हैं, जैसे @durov।
bad-username-link = यह लिंक किसी व्यक्ति का नहीं है। @durov जैसा यूज़रनेम या t.me/durov जैसा लिंक भेजें।
bad-number = यह पूरी संख्या नहीं है। केवल अंक भेजें, जैसे 100।
bad-number-range = यह सीमा से बाहर है। { $low } से { $high } तक की संख्या भेजें।
bad-too-long = यह बहुत लंबा है। कुछ छोटा भेजें।
bad-kind = यहाँ मैं केवल टेक्स्ट या बटन समझता हूँ। कुछ नहीं बदला।
bad-months = नीचे दी गई अवधियों में से एक चुनें।
bad-purchase = यह समझ नहीं आया। इस तरह लिखें: 500 @durov, या प्रीमियम 6 @durov।
recipient-cannot = { $username } को यह नहीं मिल सकता।
recipient-cannot-why = { $username } को यह नहीं मिल सकता: { $reason }
contact-no-username = इस व्यक्ति का @यूज़रनेम नहीं है, और उसके बिना हम भेज नहीं सकते। वे इसे Telegram में बना सकते हैं: सेटिंग्स → यूज़रनेम।
not-yours = इस चैट में ऐसा कोई ऑर्डर नहीं है।
old-button = यह बटन पिछले चरण का है। आप अभी यहाँ हैं:

partner-rejected = प्रदाता का कहना है: { $message }
partner-down = प्रदाता अभी जवाब नहीं दे रहा। कुछ खोया नहीं है: एक मिनट में फिर कोशिश करें।
partner-busy = अभी बहुत ऑर्डर आ रहे हैं। कुछ खोया नहीं है: कुछ सेकंड में फिर कोशिश करें।
partner-unauthorized = शॉप मेंटेनेंस में है, अभी हम ऑर्डर नहीं ले सकते। कुछ खोया नहीं है: बाद में कोशिश करें।
partner-unreadable = हम प्रदाता का जवाब नहीं पढ़ सके। कुछ खोया नहीं है: एक मिनट में फिर कोशिश करें।
redis-down = छोटी-सी रुकावट: एक मिनट में फिर कोशिश करें। आपके पुष्टि किए हुए ऑर्डर सुरक्षित हैं।
unexpected = कुछ गड़बड़ हुई और हमें पता है। आपके ऑर्डर सुरक्षित हैं: /orders में देखें, या /start से फिर शुरू करें।
slow-down = बहुत जल्दी-जल्दी। कुछ सेकंड रुकें, फिर आगे बढ़ें।
unknown-command = यह कमांड मुझे नहीं पता। मैं यह कर सकता हूँ: /start, /orders, /language, /help।
group = मैं ऑर्डर केवल निजी चैट में लेता हूँ: { $link }
go-on = Telegram थोड़ी देर व्यस्त था। कुछ खोया नहीं है।
button-go-on = आगे बढ़ें
language-name = हिन्दी
bot-description = किसी भी @username के लिए Telegram स्टार्स ख़रीदें या Premium उपहार दें, और अपने वॉलेट से TON में भुगतान करें। पहले कीमत दिखती है, और आपकी पुष्टि से पहले कुछ भी ऑर्डर नहीं होता। स्टार्ट दबाएँ, या बस लिखें: 500 @durov
bot-short-description = किसी भी @username के लिए Telegram स्टार्स और Premium, भुगतान TON में।
press-a-button = यहाँ टेक्स्ट नहीं चाहिए। नीचे का कोई बटन दबाएँ।
tap-or-write = नीचे का कोई बटन दबाएँ, या जो चाहिए उसे एक लाइन में लिखें: 500 @durov, या प्रीमियम 6 @durov।
orders-stale = प्रदाता अभी जवाब नहीं दे रहा, इसलिए सूची में कोई ऑर्डर छूटा हो सकता है।
shop-closed = शॉप थोड़ी देर बंद है और नए ऑर्डर नहीं ले रही। आपके पुष्टि किए ऑर्डर हम हमेशा की तरह पूरे करते हैं।
shop-closed-why = शॉप थोड़ी देर बंद है: { $words }
blocked =
    आप यहाँ अब ऑर्डर नहीं कर सकते। जिनका भुगतान आपने किया है, वे ऑर्डर हम पूरे करेंगे।
    { $support }
unreadable-update = यह संदेश पढ़ा नहीं जा सका। कुछ नहीं बदला। कृपया इसे किसी और तरीके से भेजें।
