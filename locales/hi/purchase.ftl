home =
    ⭐ <b>TON से स्टार्स और Premium</b>

    जो चाहिए वह चुनें। पहले आप कीमत देखेंगे; आपकी पुष्टि के बिना हम कुछ ऑर्डर नहीं करते।
home-unpaid =
    ⭐ <b>TON से स्टार्स और Premium</b>

    खुले ऑर्डर:
    { $orders }

    { $due ->
        [no] ऑर्डर देखें या कुछ नया चुनें।
       *[yes] भुगतान पूरा करें या कुछ नया चुनें।
    }
button-stars = ⭐ स्टार्स ख़रीदें
button-premium = 🎁 Premium उपहार दें
button-orders = मेरे ऑर्डर
button-help = मदद
button-language = भाषा
button-confirming = जारी ऑर्डर देखें
which-product = <b>स्टार्स या Premium?</b>

recipient-stars = <b>स्टार्स किसे मिलेंगे?</b>
recipient-premium = <b>Premium किसे मिलेगा?</b>
recipient-how = बटन दबाएँ, या @durov जैसा यूज़रनेम या t.me/durov जैसा लिंक भेजें।
recipient-no-username = अपने लिए ख़रीदने से पहले यूज़रनेम बनाएँ: सेटिंग्स → यूज़रनेम।
button-me = मेरे लिए ({ $username })
button-contacts = संपर्क चुनें
contacts-prompt = नीचे के बटन से व्यक्ति चुनें।
contacts-button = व्यक्ति चुनें
recipient-unknown = ⚠️ हम यह यूज़रनेम अभी जाँच नहीं सके। ऑर्डर के समय फिर जाँचेंगे।

amount-stars = <b>कितने स्टार्स?</b>
amount-premium = <b>कितने समय के लिए?</b>
amount-for = { $recipient } के लिए
amount-limits = बटन दबाएँ, या { $low } से { $high } तक की संख्या भेजें।
amount-any = बटन दबाएँ, या संख्या भेजें।
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } महीना
   *[other] { $months } महीने
}

confirm =
    <b>जाँचें और पुष्टि करें</b>

    { $goods }
    किसके लिए: { $recipient }
    कीमत: <b>{ $price }</b>

    पुष्टि करते ही कीमत पक्की हो जाती है। भुगतान उसके बाद।
unpriced =
    { $goods }
    किसके लिए: { $recipient }

    अभी हम कीमत पता नहीं कर पा रहे।
button-confirm = पुष्टि करें

twin-unpaid =
    <b>यह आप ऑर्डर कर चुके हैं</b>

    { $recipient } के लिए { $goods }: ऑर्डर नं. { $order } का भुगतान बाकी है।
twin-confirming =
    <b>इसकी पुष्टि आप कर चुके हैं</b>

    { $recipient } के लिए { $goods }: ऑर्डर अभी बन रहा है, भुगतान की स्क्रीन अपने आप दिखेगी।
button-show-it = यह ऑर्डर दिखाएँ
button-another = एक और ऑर्डर करें

cancelled = रद्द: कुछ ऑर्डर नहीं हुआ।

help =
    <b>यह कैसे काम करता है</b>

    1. स्टार्स या Premium, किसके लिए और कितना, चुनें।
    2. कीमत जाँचें और पुष्टि करें।
    3. अपने वॉलेट से TON में भुगतान करें: ठीक उतनी राशि, Memo के साथ।
    4. बाकी अपने आप होगा। डिलीवर होते ही हम आपको बताएँगे।

    आप सब कुछ एक लाइन में भी लिख सकते हैं: 500 @durov, या प्रीमियम 6 @durov।

    /start  ख़रीदें
    /orders  आपके ऑर्डर
    /language  भाषा
    /cancel  शुरू किया हुआ रद्द करें
    /privacy  हम आपके बारे में क्या रखते हैं

    { $support }

access-closed =
    <b>यह बॉट रीसेलर के लिए है</b>

    यह सिर्फ़ रीसेलर से ऑर्डर लेता है। आपके पहले के ऑर्डर “मेरे ऑर्डर” में हैं।

    रीसेलर बनने के लिए यह नंबर भेजें: { $person }
    { $support }

language = <b>भाषा चुनें</b>

command-start = स्टार्स या Premium ख़रीदें
command-orders = मेरे ऑर्डर
command-language = भाषा
command-help = यह कैसे काम करता है
command-cancel = शुरू किया हुआ रद्द करें
