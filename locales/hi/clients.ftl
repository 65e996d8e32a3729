client-pays = आपका ग्राहक देगा: { $price }
takings =
    बिक्री: { $turnover } · लागत: { $cost }
    लाभ: { $profit } · बकाया: { $unpaid }
button-by-client = ग्राहक के अनुसार
stats-by-client = <b>ग्राहक के अनुसार आँकड़े</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } ऑर्डर
   *[other] { $orders } ऑर्डर
}
button-unpaid = किस पर बकाया है
unpaid =
    <b>आपको अभी नहीं मिला:</b> { $sum }
    { $orders ->
        [one] { $orders } ऑर्डर, सबसे पुराना पहले
       *[other] { $orders } ऑर्डर, सबसे पुराने पहले
    }
unpaid-none = <b>किसी पर कुछ बकाया नहीं है।</b> ग्राहकों के ऑर्डर यहाँ रहते हैं, जब तक आप उन्हें भुगतान किया हुआ न दिखाएँ।
book-full = ⚠️ आपकी ग्राहक बही भर गई है: सबसे पुराने बकाया ऑर्डर उससे हट जाते हैं। जो चुकाए गए हैं उन्हें चिह्नित करें, या CSV फ़ाइल रखें।
give-back = { $orders ->
    [one] ⚠️ आपको मिला, पर डिलीवर नहीं हुआ: { $orders } ऑर्डर, { $sum } ({ $clients })
   *[other] ⚠️ आपको मिला, पर डिलीवर नहीं हुए: { $orders } ऑर्डर, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] आपको मिल गया, पर { $status }
   *[paid] आपको मिल गया
}
button-undo = वापस लें
button-mark-all = { $orders ->
    [one] { $orders } मिल गया
   *[other] सभी { $orders } मिल गए
}
marked = { $orders ->
    [one] { $orders } ऑर्डर का भुगतान मिला हुआ चिह्नित किया।
   *[other] { $orders } ऑर्डर का भुगतान मिला हुआ चिह्नित किया।
}
unmarked = { $orders ->
    [one] { $orders } ऑर्डर फिर से बकाया है।
   *[other] { $orders } ऑर्डर फिर से बकाया हैं।
}
book-changed = इस बीच सूची बदल गई, इसलिए कुछ चिह्नित नहीं किया। अब यह ऐसी है।
button-clients = ग्राहक के अनुसार
clients =
    <b>किस पर बकाया है</b> · { $sum }
    ग्राहक: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] { $orders } ऑर्डर के { $sum } बकाया
       *[other] { $orders } ऑर्डर के { $sum } बकाया
    }
client-even =
    { $client }
    कुछ बकाया नहीं
client-note = नोट: { $note }
client-gone = आपकी बही में अब इस ग्राहक का कोई ऑर्डर नहीं है।
client-none =
    { $words } नाम का कोई ग्राहक नहीं है।

    /client के साथ इनवॉइस नंबर, @username या नाम भेजें, या सिर्फ़ /client।
client-which = <b>आपका मतलब किस ग्राहक से है?</b>
button-client-name = नाम
button-client-note = नोट
client-name-ask =
    <b>इस ग्राहक का नाम क्या है?</b>

    अभी: { $client }। { $most } अक्षरों तक का नाम भेजें। दो ग्राहकों को जोड़ने के लिए दूसरे का नाम भेजें।
client-join = <b>क्या ये एक ही ग्राहक हैं?</b>
button-client-join = जोड़ें
button-other-name = दूसरा नाम
client-note-ask =
    <b>नोट:</b> { $client }

    { $most } अक्षरों तक भेजें, या नोट हटाने के लिए { $none }। इसे सिर्फ़ आप देखते हैं।
bad-client-name = यह नाम नहीं रखा जा सकता। 1 से { $most } अक्षर भेजें।
bad-client-note = नोट खाली है या बहुत लंबा है। 1 से { $most } अक्षर भेजें।
book-names-full = आपकी ग्राहक बही में और नाम और नोट नहीं आते। पहले कुछ नोट हटाएँ।
button-book-file = फ़ाइल अपलोड करें
book-file-ask =
    <b>फ़ाइल से नाम, नोट और भुगतान</b>

    अपनी बही की CSV फ़ाइल डाउनलोड करें, { $columns } भरें और यहाँ भेजें। जिनका भुगतान मिला, उनके लिए paid में हाँ लिखें। खाली खाने कुछ नहीं बदलते।
bad-book-file = यह फ़ाइल पढ़ी नहीं जा सकी। अपनी बही की फ़ाइल CSV या Excel (.xlsx) में, 2 MB तक, पहली पंक्ति के साथ भेजें।
book-file-done = फ़ाइल से लिए: { $names } नाम, { $notes } नोट, { $paid } भुगतान। जो पंक्तियाँ काम नहीं आईं: { $wrong }।
privacy-book = आपकी ग्राहक बही: ग्राहकों का बकाया, जब तक वे चुका न दें; नाम और नोट, जब तक आप अपना डेटा न हटाएँ।
forget-book-paid = आपकी ग्राहक बही भी सभी नामों और नोट के साथ मिट जाएगी। इन्हें कोई वापस नहीं ला सकता।
forget-book = { $orders ->
    [one] आपकी ग्राहक बही भी मिट जाएगी: { $orders } बकाया ऑर्डर, सभी नाम और नोट। इन्हें कोई वापस नहीं ला सकता।
   *[other] आपकी ग्राहक बही भी मिट जाएगी: { $orders } बकाया ऑर्डर, सभी नाम और नोट। इन्हें कोई वापस नहीं ला सकता।
}
command-unpaid = किस पर बकाया है
command-client = एक ग्राहक के ऑर्डर
