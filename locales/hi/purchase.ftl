home =
    ⭐ <b>TON से स्टार्स और Premium</b>

    जो चाहिए वह चुनें। पुष्टि से पहले दाम दिखेगा, और उससे पहले कुछ ऑर्डर नहीं होता।
home-unpaid =
    ⭐ <b>TON से स्टार्स और Premium</b>

    भुगतान बाकी:
    { $orders }

    इसे पूरा करें या कुछ नया चुनें।
button-stars = ⭐ स्टार्स ख़रीदें
button-premium = 🎁 Premium उपहार दें
button-orders = मेरे ऑर्डर
button-help = मदद
button-language = भाषा
button-confirming = पुष्टि देखें

recipient-stars = <b>स्टार्स किसे मिलेंगे?</b>
recipient-premium = <b>Premium किसे मिलेगा?</b>
recipient-how = बटन दबाएँ, या @durov जैसा यूज़रनेम या t.me/durov जैसा लिंक भेजें।
recipient-no-username = अपने लिए ख़रीदने से पहले यूज़रनेम बनाएँ: सेटिंग्स → यूज़रनेम।
button-me = मेरे लिए ({ $username })
button-contacts = संपर्क चुनें
contacts-prompt = नीचे के बटन से व्यक्ति चुनें।
contacts-button = व्यक्ति चुनें
recipient-unknown = ⚠️ यह यूज़रनेम अभी जाँचा नहीं जा सका। ऑर्डर के समय फिर जाँचा जाएगा।

amount-stars = <b>कितने स्टार्स?</b>
amount-premium = <b>कितने समय के लिए?</b>
amount-for = { $recipient } के लिए
amount-limits = बटन दबाएँ, या { $low } से { $high } तक की संख्या भेजें।
amount-any = बटन दबाएँ, या संख्या भेजें।
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } महीना
   *[other] { $months } महीने
}

confirm =
    <b>जाँचें और पुष्टि करें</b>

    { $goods }
    किसके लिए: { $recipient }
    दाम: <b>{ $price }</b>

    पुष्टि करते ही दाम तय हो जाता है। भुगतान उसके बाद।
unpriced =
    { $goods }
    किसके लिए: { $recipient }

    दाम अभी पता नहीं किया जा सकता।
button-confirm = पुष्टि करें

twin-unpaid =
    <b>यह आप ऑर्डर कर चुके हैं</b>

    { $recipient } के लिए { $goods }: ऑर्डर № { $order } का भुगतान बाकी है।
twin-confirming =
    <b>इसकी पुष्टि आप कर चुके हैं</b>

    { $recipient } के लिए { $goods }: ऑर्डर अभी बन रहा है, भुगतान की स्क्रीन अपने आप आएगी।
button-show-it = वह ऑर्डर दिखाएँ
button-another = एक और ऑर्डर करें

cancelled = रद्द: कुछ ऑर्डर नहीं हुआ।

help =
    <b>यह कैसे काम करता है</b>

    1. स्टार्स या Premium, किसके लिए और कितना, चुनें।
    2. दाम जाँचें और पुष्टि करें।
    3. अपने वॉलेट से TON में भुगतान करें: ठीक उतनी राशि, Memo के साथ।
    4. बाकी अपने आप होगा। पहुँचने पर संदेश आएगा।

    /start  ख़रीदें
    /orders  आपके ऑर्डर
    /language  भाषा
    /cancel  शुरू किया हुआ छोड़ें
    /privacy  आपके बारे में क्या रखा जाता है

    { $support }

access-closed =
    <b>यह बॉट रीसेलर के लिए है</b>

    दूसरों से ऑर्डर नहीं लिए जाते। आपके पहले के ऑर्डर "मेरे ऑर्डर" में हैं।

    रीसेलर बनने के लिए यह नंबर बताएँ: { $person }
    { $support }

language = <b>कौन-सी भाषा?</b>

command-start = स्टार्स या Premium ख़रीदें
command-orders = मेरे ऑर्डर
command-language = भाषा
command-help = यह कैसे काम करता है
command-cancel = शुरू किया हुआ छोड़ें
