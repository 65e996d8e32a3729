alert = { $kind ->
    [frozen] ⚠️ एक पुष्टि आपके फ़ैसले का इंतज़ार कर रही है: { $subject }। तब तक बॉट कुछ नहीं दोहराएगा: /intents
    [team] ⚠️ एक बैकअप बहाल हुआ। उसकी टीम के लोग आपके फ़ैसले का इंतज़ार कर रहे हैं: /team
    [unauthorized] ⚠️ पार्टनर API कुंजी नहीं मान रहा। नए ऑर्डर रुके हैं; खुले ऑर्डर सुरक्षित हैं।
    [partner] ⚠️ पार्टनर API जवाब नहीं दे रहा। पुष्टियाँ उसका इंतज़ार कर रही हैं, कुछ खोया नहीं है।
    [rate-limit] ⚠️ पार्टनर API लगातार कह रहा है कि अनुरोध बहुत ज़्यादा हैं। शायद PARTNER_RPS बहुत ऊँचा है।
    [clocks] ⚠️ पार्टनर की घड़ियों में एक मिनट से ज़्यादा का फ़र्क है। हम अपनी घड़ी के सबसे पास वाला समय मानते हैं; पार्टनर से कहें कि वह अपने सर्वरों की घड़ियाँ मिलाए।
    [balance] ⚠️ पार्टनर बैलेंस { $subject } से कम है। जमा करें: /balance
    [stuck] ⚠️ ऑर्डर { $subject } का भुगतान हो गया है पर डिलीवर नहीं हुआ। देखें: /order
    [lag] ⚠️ कतार पीछे चल रही है: { $subject }। क्या बॉट पर बोझ ज़्यादा है? देखें: /health
    [telegram] ⚠️ Telegram कुछ समय संदेश नहीं ले रहा था। लेते ही हम उन्हें भेज देंगे।
    [updates] ⚠️ Telegram के अपडेट इस बॉट तक नहीं पहुँच रहे। शायद कोई और प्रोग्राम इसका टोकन इस्तेमाल कर रहा है। बॉट अपने आप कोशिश करता रहेगा।
    [webhook] ⚠️ Telegram अपडेट वेबहुक तक नहीं पहुँचा पा रहा, इसलिए बॉट किसी को जवाब नहीं दे रहा। कारण यहाँ देखें: <code>make doctor</code>
    [notice] ⚠️ हम एक संदेश नहीं पहुँचा सके: { $subject }
    [redis] ⚠️ Redis जवाब नहीं दे रहा। पुष्टि नहीं ली जा रही; ग्राहकों से एक मिनट में फिर कोशिश करने को कहा जा रहा है।
    [redis-writes] ⚠️ Redis जवाब दे रहा है, पर लिखने नहीं दे रहा: वह भरा है, केवल पढ़ा जा सकता है या उसकी प्रतिकृतियाँ नहीं हैं। पुष्टि नहीं ली जा रही; ग्राहकों से एक मिनट में फिर कोशिश करने को कहा जा रहा है।
    [status] ⚠️ पार्टनर ने अनजानी स्थिति भेजी: { $subject }। ऐसे ऑर्डर जारी माने जाते हैं; उसका मतलब STATUS_ALIASES में बता सकते हैं।
    [address-unpinned] ⚠️ ऑर्डर { $subject } का भुगतान पता PINNED_ADDRESSES में नहीं है। हम उसकी भुगतान जानकारी नहीं दिखाते।
    [address-checksum] ⚠️ ऑर्डर { $subject } के भुगतान पते का चेकसम ग़लत है।
    [orphans] ⚠️ Redis ख़ाली शुरू हुआ: पिछले दो दिनों के { $subject } ऑर्डर की चैट पता नहीं है। ग्राहक /orders खोलेंगे तो मिल जाएगी।
    [list] ⚠️ पार्टनर की ऑर्डर सूची अंत तक नहीं पढ़ी जा रही: { $subject }। पहले पेज के बाद के ऑर्डर एक-एक करके ही मिलते हैं। कारण <code>make doctor</code> से देखें।
    [list-lag] ⚠️ पार्टनर की ऑर्डर सूची अलग-अलग ऑर्डर के बारे में उसके जवाबों से पीछे चल रही है। सूची ताज़ा होने तक हम हर ऑर्डर को अलग से पूछते हैं।
    [unreadable] ⚠️ पार्टनर का जवाब पूरा नहीं पढ़ा जा सका: { $subject }। उसे <code>doctor --contract</code> से मिलाएँ
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ एक ग्राहक मदद चाहता है: { $topic }

    { $facts }
button-customer = ग्राहक की चैट
alert-over = ✅ ख़त्म: { $alert }

balance =
    <b>पार्टनर बैलेंस</b>

    { $balance }
balance-topup =
    यहाँ जमा करें: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = पता कॉपी करें
button-transactions = लेन-देन

transactions = <b>लेन-देन</b> · पेज { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = कोई लेन-देन नहीं है।
transaction-kind = { $kind ->
    [topup] जमा
    [payment] भुगतान
    [fee] शुल्क
    [refund] वापसी
    [unmatched] बिना ऑर्डर
   *[other] -
}

orders-all = <b>सभी ऑर्डर</b> · पेज { $page }
orders-all-none = ऐसा कोई ऑर्डर नहीं है।
orders-all-any = कोई भी
orders-found = <b>इस संदर्भ के ऑर्डर: { $number }</b>
order-usage = कौन-सा? /order के बाद ऑर्डर नंबर, Memo या संदर्भ भेजें।
no-such-order = पार्टनर के पास ऐसा कोई ऑर्डर नहीं है।
order-card =
    <b>ऑर्डर नं. { $order }</b>
    { $status } ({ $raw })

    { $goods }
    कीमत: { $price }
    बना: { $created }
    भुगतान की समय-सीमा: { $expires }
    Memo: { $memo }
    संदर्भ: { $reference }
    चैट: { $chat }
order-card-estimate = दिखाया गया अनुमान: { $estimate }
order-card-sent = ग्राहक का लेन-देन: { $link }
order-card-history = <b>स्थिति का इतिहास</b>
order-resent = स्क्रीन ग्राहक को फिर भेज दी गई।
order-written = आपका संदेश ग्राहक को भेज दिया गया।
customer-gone = ग्राहक ने बॉट को ब्लॉक कर दिया है।
write-to-customer = ऑर्डर { $order } के ग्राहक के लिए संदेश अभी भेजें। बॉट उसे पहुँचाएगा।
button-refresh = ताज़ा करें
button-write = ग्राहक को लिखें
button-resend = स्क्रीन फिर भेजें

intents = <b>पुष्टियाँ जो अभी ऑर्डर नहीं बनीं: { $number }</b>
intents-none = हर पुष्टि ऑर्डर बन गई या अस्वीकार हुई।
intent-state = { $state ->
    [prepared] ⏳ कोशिश जारी
    [placed] ✅ ऑर्डर हुआ
    [rejected] ✖️ ऑर्डर नहीं हुआ
   *[frozen] ❄️ रुकी हुई
}
intent-card =
    <b>पुष्टि</b>

    { $wish }
    चैट: { $chat }
    संदर्भ: { $reference }
    पुष्टि का समय: { $at }
intent-lines =
    पुष्टि { $id }: { $state }
    कोशिशें: { $attempts } · कुंजी { $key }
intent-key-known = पार्टनर को कुंजी अभी याद है: दोहराना सुरक्षित है।
intent-key-old = कुंजी एक दिन से पुरानी है: दोहराने से पहले बॉट पार्टनर के ऑर्डर खोजता है।
button-retry = अभी कोशिश करें
button-release = पुष्टि बंद करें
button-adopt = ऑर्डर जोड़ें
adopt-which =
    <b>यह कौन-सा ऑर्डर है?</b>

    { $wish }

    कोई चुनें या उसका नंबर भेजें। भुगतान की जानकारी ग्राहक को जाएगी।
adopt-refused = वह ऑर्डर किसी और चैट या पुष्टि का है, या यह पुष्टि अब रुकी नहीं है।
release-refused = बंद नहीं की गई: पार्टनर के पास ऐसे ऑर्डर हैं जो यही हो सकते हैं। उनमें से एक जोड़ें।
no-such-intent = ऐसी कोई पुष्टि अब नहीं है।

figures-all = <b>आँकड़े</b>
figures-partner =
    <b>पार्टनर की गिनती</b>
    ऑर्डर: { $orders }
    स्टार्स: { $stars } · Premium के महीने: { $months }
    कुल राशि: { $volume }
figures-partner-down = पार्टनर अभी जवाब नहीं दे रहा।
figures-own = <b>इस बॉट की गिनती</b>, पिछले दिन: { $days }
figures-day = { $day } ऑर्डर { $placed }, भुगतान { $paid }, डिलीवर { $completed } · { $volume }
figures-total = डिलीवर: { $completed } · स्टार्स: { $stars } · Premium के महीने: { $months } · { $volume }
rate =
    <b>दर</b>

    { $rate }
    { $at }
fees =
    <b>सीमाएँ और शुल्क</b>

    स्टार्स: { $low } से { $high }, शुल्क { $stars }
    Premium: { $months } महीने, शुल्क { $premium }
export-usage =
    <b>निर्यात</b>

    /export orders या /export transactions भेजें, चाहें तो पहला और आख़िरी दिन भी: { $example }
export-making = { $what ->
    [orders] ऑर्डर निर्यात हो रहे हैं: अब तक { $rows } …
   *[transactions] लेन-देन निर्यात हो रहे हैं: अब तक { $rows } …
}
export-made = { $what ->
    [orders] निर्यात हुए ऑर्डर: { $rows }
   *[transactions] निर्यात हुए लेन-देन: { $rows }
}
export-failed = फ़ाइल नहीं लिखी जा सकी: शायद सर्वर की डिस्क भर गई है। थोड़ी जगह खाली करें, फिर कमांड दोबारा भेजें।
bad-day = ये तारीख़ें समझ नहीं आईं। ऐसे लिखें: 2026-01-31, पुरानी तारीख़ पहले।

health =
    <b>हाल</b>

    पार्टनर API: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    निगरानी में ऑर्डर: { $watched }
    कतार की देरी: { $due } से॰
    बाकी सूचनाएँ: { $notices }, पहली { $lag } से॰ से
    खुली पुष्टियाँ: { $intents }, रुकी हुई: { $frozen }
    लोग: { $people }
    दूसरों के आज़माए एडमिन कमांड: { $strangers }

    संस्करण { $version }, { $uptime } से चालू
health-ok = ठीक, { $ms } ms
health-down = जवाब नहीं मिल रहा
health-closed = 🚧 शॉप बंद है: /maintenance

maintenance-on =
    🚧 <b>शॉप बंद है</b>

    नई पुष्टि नहीं ली जाती; खुले ऑर्डर पूरे किए जाते हैं। फिर खोलें: /maintenance off
maintenance-off =
    <b>शॉप खुली है</b>

    बंद करें: /maintenance on, चाहें तो ग्राहकों के लिए एक वाक्य के साथ।
maintenance-usage = /maintenance on या /maintenance off भेजें।
blocked-people =
    <b>ब्लॉक किए गए:</b> { $people }

    /block या /unblock के बाद यूज़र id भेजें। ब्लॉक किए लोगों के ऑर्डर पूरे किए जाते हैं।
block-admin = एडमिन को ब्लॉक नहीं किया जा सकता।
bad-user-id = यह यूज़र id नहीं है। यह पूरी संख्या होती है, जैसे ऑर्डर के कार्ड पर चैट।
not-blocked = वह व्यक्ति ब्लॉक नहीं है।
audit = <b>एडमिन ने जो किया</b>
audit-none = अभी कुछ नहीं।

broadcast-compose = <b>सबके लिए संदेश अभी भेजें</b>, चाहें तो तस्वीर के साथ। भेजने से पहले आप उसे देखेंगे।
broadcast-preview = ⬆️ यह बॉट इस्तेमाल कर चुके सभी को जाएगा: { $people }। पूरा होने तक अपना संदेश न हटाएँ: बॉट उसी की कॉपी भेजता है।
button-broadcast-send = सबको भेजें
button-broadcast-stop = रोकें
broadcast-sending = 📣 <b>भेजा जा रहा है</b>
broadcast-stopped = 📣 <b>रोका गया</b>
broadcast-done = 📣 <b>सबको भेजा गया</b>
broadcast-counts =
    { $total } में से { $handled }
    डिलीवर हुए: { $delivered }
    बॉट ब्लॉक किया: { $blocked }
    असफल: { $failed }
    छोड़े गए: { $skipped }

command-balance = पार्टनर बैलेंस
command-transactions = बैलेंस का इतिहास
command-orders-all = सभी ऑर्डर
command-order = नंबर, Memo या संदर्भ से एक ऑर्डर
command-intents = पुष्टियाँ जिन पर ध्यान देना है
command-stats = आँकड़े
command-rate = TON की दर
command-fees = सीमाएँ और शुल्क
command-export = ऑर्डर या लेन-देन फ़ाइल में
command-health = बॉट का हाल
command-maintenance = शॉप बंद या खोलें
command-block = किसी को ब्लॉक करें
command-unblock = किसी को अनब्लॉक करें
command-broadcast = सबको संदेश
command-audit = एडमिन ने जो किया

alert-confirmations = { $kind ->
    [stopped] ⚠️ एक नया ऑर्डर पहले से चुकाया हुआ या भुगतान के साफ़ विवरण के बिना लौटा: शायद पार्टनर कीमत आपके बैलेंस से काट रहा है। सभी पुष्टियाँ रोक दी गई हैं। PARTNER_PAYMENT_METHOD जाँचें, फिर /maintenance off से आगे बढ़ें
    [waiting] ⚠️ पुष्टियाँ एक मिनट से ज़्यादा समय से रुकी हैं: पार्टनर ऑर्डर की पुष्टि नहीं कर रहा। देखें /intents
    [refused] ⚠️ पार्टनर एक के बाद एक ऑर्डर ठुकरा रहा है, और इसमें ग्राहकों की कोई गलती नहीं: { $subject }
    [turned-up] ⚠️ ऑर्डर { $subject } तब मिला जब ग्राहक “ऑर्डर नहीं हुआ” पढ़ चुका था। ग्राहक को बता दिया गया है। /order से देखें
    [reversed] ⚠️ पार्टनर ऑर्डर { $subject } को बिना भुगतान के ख़त्म हुआ दिखाता है, जबकि उसका भुगतान दिख चुका था। ग्राहक को बता दिया गया है। पार्टनर से पूछें और /order से देखें
    [twin] ⚠️ पार्टनर ने एक ही पुष्टि पर दूसरा ऑर्डर { $subject } बना दिया। ग्राहक उसका भुगतान नहीं कर सकता। /order से देखें
    [unconfirmed] ⚠️ पार्टनर के पास हमारी एक चैट के लिए ऑर्डर { $subject } है, पर यहाँ किसी ने उसकी पुष्टि नहीं की। यहाँ उसका भुगतान नहीं हो सकता। /order से देखें
    [paid-early] ⚠️ ऑर्डर { $subject } का भुगतान बॉट को पता चलने से पहले ही हो चुका था: या तो Redis का डेटा खोने से पहले ग्राहक ने किया, या आपके बैलेंस से हुआ। ग्राहक को बता दिया गया है। बैलेंस जाँचें और ऑर्डर /order से देखें
    [lost] ⚠️ पुष्टि { $subject } खो गई: Redis को केवल उसका नंबर पता है। उसका ऑर्डर पार्टनर की सूची में खोजें।
    [lost-order] ⚠️ Redis ने ऑर्डर { $subject } खो दिया है, और पार्टनर नहीं दिखाता कि वह किसका है। उसे पार्टनर की सूची में खोजें।
   *[balance-unreadable] ⚠️ पार्टनर का बैलेंस पढ़ा नहीं जा सका (नहीं मिला: { $subject }), इसलिए LOW_BALANCE_TON कोई चेतावनी नहीं देगा।
}
orders-stopped =
    <b>सभी पुष्टियाँ रोक दी गई हैं</b>

    एक नया ऑर्डर पहले से चुकाया हुआ या भुगतान के साफ़ विवरण के बिना लौटा: { $reason }
    शायद पार्टनर कीमत आपके बैलेंस से काट रहा है। PARTNER_PAYMENT_METHOD जाँचें, फिर /maintenance off से आगे बढ़ें
alert-details = ⚠️ पार्टनर अब ऑर्डर { $order } के लिए बनाए जाने के समय से अलग भुगतान विवरण बताता है। पहले वाले ही मान्य हैं; जब तक भुगतान नहीं हुआ, वे नहीं दिखाए जाते।
alert-wrong-order = ⚠️ पार्टनर ने { $order } के बजाय किसी और ऑर्डर के बारे में जवाब दिया। जवाब छोड़ दिया गया, ऑर्डर पर नज़र जारी है।
alert-order-missing = ⚠️ पार्टनर अब ऑर्डर { $order } नहीं दिखाता, जिसका भुगतान हो चुका हो सकता है। ग्राहक को बताया गया। कृपया पार्टनर से पूछें।
alert-not-found = ⚠️ पार्टनर हमारा कोई भी खुला ऑर्डर नहीं दिखाता: { $number } नहीं मिल रहे। क्या PARTNER_API_KEY और PARTNER_API_URL सही हैं? ग्राहकों को नहीं बताया गया।
alert-more = ऐसे और ({ $count }): { $subjects }
alert-group-moved = यह समूह अब सुपरग्रुप है। ADMIN_CHAT_ID को { $id } पर सेट करें।
alert-topic-gone = ADMIN_CHAT_ID का विषय अब नहीं है, इसलिए सूचनाएँ यहाँ आती हैं।
alert-chat-gone = ADMIN_CHAT_ID की चैट तक पहुँच नहीं है, इसलिए सूचनाएँ आपको आती हैं।

button-alert = { $action ->
    [order] ऑर्डर खोलें
    [health] स्थिति जाँचें
    [intent] पुष्टि देखें
    [intents] सारी पुष्टियाँ देखें
    [balance] बैलेंस और टॉप-अप
    [maintenance] शॉप देखें
   *[team] टीम देखें
}
alert-balance-left = अभी { $balance } है।
alert-opened = हमारी निजी चैट में खोल दिया गया है।
alert-not-opened = आपको संदेश नहीं भेजा जा सका। हमारी निजी चैट खोलकर Start दबाएँ और फिर कोशिश करें।
button-open-shop = शॉप खोलें
button-close-shop = शॉप बंद करें
partner-key-refused = पार्टनर PARTNER_API_KEY स्वीकार नहीं करता (401 या 403): कुंजी रद्द हुई है या खाता ब्लॉक है। पार्टनर के बॉट (/api) से नई कुंजी लें और उसके साथ बॉट फिर शुरू करें। नए ऑर्डर इंतज़ार में हैं, खुले ऑर्डर सुरक्षित हैं।

shop-day =
    <b>शॉप का दिन</b> · { $day }

    ऑर्डर: { $placed }, भुगतान: { $paid }, डिलीवर: { $completed }
    कुल बिक्री: { $volume }
    डिलीवर नहीं हुए: { $unsuccessful }
    सबसे धीमी डिलीवरी: { $slowest }
shop-day-open = भुगतान हुआ, डिलीवरी बाकी: { $open }, { $money }, सबसे ज़्यादा { $longest } से
shop-day-open-none = भुगतान हुआ, डिलीवरी बाकी: –
shop-day-resold = <b>रीसेलर की बिक्री</b>
shop-daily-on = आपको शॉप की रिपोर्ट हर दिन { $hour } बजे मिलती है, समय क्षेत्र { $zone }। दूसरा घंटा: /daily shop 7। बंद करें: /daily shop off। आपका समय क्षेत्र: /daily +3
shop-daily-off = आपको शॉप की रिपोर्ट नहीं मिलती। चालू करें: /daily shop 9
