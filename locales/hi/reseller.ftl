button-desk = रीसेलर के लिए
desk =
    <b>रीसेलर के लिए</b>

    /bulk  सूची या फ़ाइल से कई ऑर्डर
    /quote  लागत, बिक्री मूल्य और लाभ
    /margin  आपका मार्जिन
    /currency  आपके ग्राहकों की मुद्रा
    /pricelist  फ़ॉरवर्ड करने की कीमत सूची
    /unpaid  किस पर बकाया है
    /client  ग्राहक के ऑर्डर और बकाया
    /find  अपना ऑर्डर खोजें
    /my_stats  आपके आँकड़े
    /my_export  आपके ऑर्डर फ़ाइल में

    किसी भी चैट में आप लिख सकते हैं:
    { $quote }  कीमत बताने के लिए
    { $pay }  ऑर्डर का भुगतान भेजने के लिए
button-bulk = थोक ऑर्डर
button-stats = मेरे आँकड़े
button-export = निर्यात
button-daily = { $daily ->
    [on] दैनिक सार: चालू
   *[off] दैनिक सार: बंद
}

invoice-line = इनवॉइस: { $invoice }
button-invoice = इनवॉइस नंबर
invoice-ask =
    <b>इनवॉइस नंबर</b>

    अपने ग्राहक का इनवॉइस नंबर भेजें: 30 तक अंग्रेज़ी अक्षर, अंक, _ और -।
button-no-invoice = बिना इनवॉइस
bad-invoice = यह इनवॉइस नंबर नहीं है। उसमें 30 तक अंग्रेज़ी अक्षर, अंक, _ और - होते हैं, जैसे invoice-42।
bad-two-ways = इसके दो मतलब निकलते हैं। संख्या एक साथ लिखें और इनवॉइस से पहले ; लगाएँ: @alice 500; 77।

find-how = /find के साथ इनवॉइस, Memo, ऑर्डर नंबर या @यूज़रनेम भेजें।
found = { $words } <b>से मिला</b>
found-none =
    { $words } से कुछ नहीं मिला।

    मैं आपके ऑर्डरों में खोजता हूँ: इनवॉइस, Memo, ऑर्डर नंबर या @यूज़रनेम से।

margin =
    <b>आपका मार्जिन</b>

    लागत पर: { $percent }
    तय शुल्क: { $fee }
    ऊपर की ओर पूर्णांकन: { $step }

    ऐसे बदलें: { $example }
    शुल्क { $currency } में है; पूर्णांकन भी, या आपकी मुद्रा में। दोनों छोड़े जा सकते हैं।
margin-none = नहीं
bad-margin = यह मार्जिन समझ नहीं आया। ऐसे भेजें: /margin 12.5% या /margin 12.5% + 0.1 / 0.05।
bad-what = किसकी कीमत चाहिए? स्टार्स के लिए 500 या छह महीने के Premium के लिए 6m लिखें, शॉप की सीमा के भीतर।
quote =
    <b>हिसाब</b> · { $goods }

    लागत: { $cost }
    बिक्री मूल्य: { $retail }
    लाभ: { $profit }

    नीचे का संदेश आपके ग्राहक के लिए है: उसे वैसे ही आगे भेजें।

card-quote = { $goods }: { $price }
card-quote-hint = यह कीमत भेजें
button-order-this = यह ऑर्डर करें
card-not-yours = यह बटन कीमत भेजने वाले के लिए है।
card-pay = ऑर्डर नं. { $order } · { $price }
card-status =
    ऑर्डर नं. { $order }
    { $goods }

    { $status }
card-checking = हम भुगतान खोज रहे हैं

bulk =
    <b>थोक ऑर्डर</b>

    { $most } तक लाइनें या एक फ़ाइल भेजें: Excel (.xlsx) या CSV:

    { $stars }
    { $premium }

    संख्या यानी स्टार्स, 6m यानी छह महीने का Premium। इनवॉइस नंबर छोड़ सकते हैं। आपकी पुष्टि के बिना हम कुछ ऑर्डर नहीं करते। पहली लाइन में कॉलम के नाम हो सकते हैं, किसी भी क्रम में।
bulk-empty = कोई लाइन नहीं मिली। @alice 100 जैसी लाइनें भेजें।
bulk-too-many = यह बहुत लंबा है: एक बार में ज़्यादा से ज़्यादा { $most } लाइनें।
bulk-not-read = यह फ़ाइल पढ़ी नहीं जा सकी। इसे Excel (.xlsx) या CSV के रूप में, बिना पासवर्ड के सेव करें और फिर भेजें।
bulk-too-large = यह फ़ाइल बहुत बड़ी है: मैं 1 MB तक पढ़ता हूँ। सिर्फ़ वे लाइनें रखें जो ऑर्डर करनी हैं।
file-not-fetched = Telegram से यह फ़ाइल नहीं मिल सकी। कुछ खोया नहीं है: इसे फिर भेजें, या छोटी फ़ाइल भेजें।
bulk-columns = कॉलम साफ़ नहीं हैं। पहली लाइन में एक कॉलम का नाम यूज़रनेम और एक का मात्रा लिखें।
not-your-batch = इस चैट में ऐसा थोक ऑर्डर नहीं है, या वह छह दिन से पुराना है।
button-batch = { $first } · { $rows ->
    [one] { $rows } लाइन
   *[other] { $rows } लाइनें
}
bulk-checking =
    <b>हम आपकी लाइनें जाँच रहे हैं</b>

    { $bar } { $total } में से { $done }
bulk-waiting = प्रदाता अभी जवाब नहीं दे रहा। जाँच अपने आप आगे चलेगी।
bulk-ready =
    <b>जाँच पूरी: { $total } में से { $fine } ऑर्डर हो सकते हैं</b>
    { $fine ->
        [0] वजह हर लाइन के नीचे है। लाइनें ठीक करके फिर से भेज सकते हैं।
       *[other] कुल: { $price }

        हर ऑर्डर की कीमत उसके बनने पर पक्की होती है।
    }
bulk-sheet = ये लाइनें { $sheet } शीट से हैं।
bulk-limit = आपकी दैनिक सीमा में { $left } बचे हैं, और ये लाइनें मिलाकर इससे महँगी हैं। कम लाइनें भेजें, या शॉप के एडमिन से बात करें।
bulk-hidden = { $rows ->
    [one] फ़ाइल की { $rows } छिपी हुई लाइन छोड़ दी।
   *[other] फ़ाइल की { $rows } छिपी हुई लाइनें छोड़ दीं।
}
button-confirm-rows = { $rows ->
    [one] पुष्टि: { $rows } लाइन
   *[other] पुष्टि: { $rows } लाइनें
}
bulk-how =
    <b>ऑर्डर कैसे करूँ?</b>

    <b>एक-एक करके</b>: ऑर्डर तब बनता है जब आप उसका भुगतान करने आते हैं, ताकि समय न निकले।
    <b>सब अभी</b>: सबका भुगतान समय अभी शुरू होता है। फ़ाइल से भुगतान करने वालों के लिए।
button-one-by-one = एक-एक करके
button-all-now = सब अभी
bulk-again =
    { $rows ->
        [one] <b>{ $rows } लाइन फिर से ऑर्डर करें?</b>
       *[other] <b>{ $rows } लाइनें फिर से ऑर्डर करें?</b>
    }
    अब { $price }, पहले { $former }।
bulk-ordering =
    <b>थोक ऑर्डर</b> · { $price }
    { $tally }
bulk-progress = { $bar } { $total } में से { $done } ऑर्डर हुए
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = थोक ऑर्डर रद्द हो गया। कुछ ऑर्डर नहीं हुआ।
bulk-all-paid = इस थोक ऑर्डर में अभी कोई भुगतान बाकी नहीं है।
bulk-news =
    <b>थोक ऑर्डर: समाचार</b>
    { $tally }
bulk-over =
    <b>थोक ऑर्डर पूरा हुआ</b>
    { $tally }
button-next = अगला भुगतान ({ $left })
button-next-row = अगला भुगतान ›
button-open-batch = थोक ऑर्डर
button-expired = फिर ऑर्डर करें ({ $rows })
button-csv = CSV फ़ाइल
button-repeated = दोहराई गई भी: { $rows }
button-filter = { $filter ->
    [wrong] गलत
    [waiting] बाकी
    [paid] भुगतान हुआ
    [expired] समय खत्म
   *[all] सभी
}
row-state = { $state ->
    [unchecked] जाँच बाकी
    [problem] संभव नहीं
    [fine] तैयार
    [confirming] ऑर्डर हो रहा है
    [rejected] अस्वीकृत
   *[frozen] जाँच में
}
row-problem = { $problem ->
    [format] ऐसे लिखें: @name 100 invoice
    [unclear] इसके दो मतलब निकलते हैं। संख्या बिना खाली जगह के लिखें और हिस्सों के बीच ; लगाएँ
    [formula] यहाँ फ़ॉर्मूला है। उसकी जगह उसका मान लिखें
    [username] यह यूज़रनेम नहीं है
    [amount] मात्रा चाहिए: 100, या Premium के लिए 6m
    [invoice] इनवॉइस में 30 तक अंग्रेज़ी अक्षर, अंक, _ और -
    [limits] सीमा से बाहर: { $detail }
    [recipient] इन्हें यह नहीं मिल सकता। { $detail }
    [repeated] { $detail } को ऑर्डर हो चुका है। छोड़ दिया
    [duplicate] लाइन { $detail } और उसका इनवॉइस यही है। छोड़ दिया
   *[refused] प्रदाता का उत्तर: { $detail }
}
row-twin = ↳ लाइन { $number } जैसी ही
columns = { $column ->
    [recipient] यूज़रनेम, उपयोगकर्ता नाम, प्राप्तकर्ता, उपयोगकर्ता, टेलीग्राम, खाता, ग्राहक, नाम
    [amount] स्टार्स, मात्रा, संख्या, स्टार, महीने, प्रीमियम
    [product] उत्पाद, सामान, प्रकार
   *[invoice] इनवॉइस, बिल, संदर्भ
}

stats = <b>मेरे आँकड़े</b> · हर दिन डिलीवर, { $currency }
stats-today = आज
figures =
    ऑर्डर: { $orders }, डिलीवर: { $delivered } ({ $success })
    स्टार्स: { $stars } · Premium महीने: { $months }
    { $ton }
export-how = /my_export भेजें, या दिनों के साथ, पहले वाला दिन पहले: /my_export 2026-07-01 2026-07-31।
export-none = उस समय में कोई ऑर्डर नहीं है।
daily = <b>आपका दिन</b> · { $date }
daily-on =
    <b>दैनिक सार: चालू</b>

    { $zone } के अनुसार आपका दिन पूरा होने पर आपको मिलता है। दूसरा समय क्षेत्र: /daily +3। बंद करें: /daily off।
daily-off =
    <b>दैनिक सार: बंद</b>

    /daily से चालू करें।
daily-how = /daily on, /daily off या अपना समय क्षेत्र भेजें, जैसे /daily +3 या /daily -5:30।

command-reseller = रीसेलर के लिए
command-bulk = एक साथ कई ऑर्डर
command-quote = लागत, बिक्री मूल्य, लाभ
command-margin = मेरा मार्जिन
command-find = मेरा ऑर्डर खोजें
command-my-stats = मेरे आँकड़े
command-my-export = मेरे ऑर्डर फ़ाइल में
command-daily = दैनिक सार चालू या बंद
