goods-stars = { $quantity ->
    [one] { $quantity } Yıldız
   *[other] { $quantity } Yıldız
}
goods-premium = { $months ->
    [one] { $months } aylık Premium
   *[other] { $months } aylık Premium
}
goods-for = { $recipient } için { $goods }
order-number = Sipariş #{ $order }
order-short = #{ $order }
support = Sorunuz mu var? { $support } hesabına yazın ve sipariş numarasını ekleyin.
support-nobody = Bir siparişle ilgili sorunuz mu var? Siparişi açın, Yardım'a dokunun ve desteğe gönderin.

status = { $status ->
    [pending_payment] ödeme bekleniyor
    [partly] kısmen ödendi
    [paid] ödendi
    [processing] teslim ediliyor
    [completed] teslim edildi
    [failed] başarısız
    [refunded] iade edildi
    [expired] süresi doldu
    [cancelled] iptal edildi
   *[other] işlemde
}

button-back = ‹ Geri
button-cancel = İptal
button-menu = Menü
button-again = Tekrar dene
button-look = Şimdi kontrol et

bad-username = Bu bir Telegram kullanıcı adı değil. Kullanıcı adı 4–32 harf, rakam veya alt çizgiden oluşur, örneğin @durov.
bad-username-named = { $username } bir kullanıcı adı olamaz. Kullanıcı adı 4–32 harf, rakam veya alt çizgiden oluşur, örneğin @durov.
bad-username-link = Bu bağlantı bir kişiye ait değil. @durov gibi bir kullanıcı adı veya t.me/durov gibi bir bağlantı gönderin.
bad-number = Bu bir tam sayı değil. Yalnızca rakam gönderin, örneğin 100.
bad-number-range = Bu sayı sınırların dışında. { $low } ile { $high } arasında bir sayı gönderin.
bad-too-long = Bu çok uzun. Daha kısa bir şey gönderin.
bad-kind = Burada yalnızca metin ve düğmeleri anlıyorum. Hiçbir şey değişmedi.
bad-months = Aşağıdaki sürelerden birini seçin.
bad-purchase = Bunu anlayamadım. Şöyle yazın: 500 @durov veya premium 6 @durov.
recipient-cannot = { $username } bunu alamıyor.
recipient-cannot-why = { $username } bunu alamıyor: { $reason }
contact-no-username = Bu kişinin @kullanıcıadı yok ve onsuz gönderemiyoruz. Telegram'da ekleyebilir: Ayarlar → Kullanıcı Adı.
not-yours = Bu sohbette böyle bir sipariş yok.
old-button = Bu düğme önceki bir adıma ait. Şu anda buradasınız:

partner-rejected = Sağlayıcının yanıtı: { $message }
partner-down = Sağlayıcı şu anda yanıt vermiyor. Hiçbir şey kaybolmadı: bir dakika sonra tekrar deneyin.
partner-busy = Şu anda çok yoğunuz. Hiçbir şey kaybolmadı: birkaç saniye sonra tekrar deneyin.
partner-unauthorized = Mağaza bakımda ve şu anda sipariş alamıyoruz. Hiçbir şey kaybolmadı: daha sonra tekrar deneyin.
partner-unreadable = Sağlayıcının yanıtını okuyamadık. Hiçbir şey kaybolmadı: bir dakika sonra tekrar deneyin.
redis-down = Kısa bir kesinti: bir dakika sonra tekrar deneyin. Onayladığınız siparişler güvende.
unexpected = Bir şeyler ters gitti, haberimiz var. Siparişleriniz güvende: /orders ile bakın veya /start ile yeniden başlayın.
slow-down = Çok hızlı oldu. Birkaç saniye bekleyip devam edin.
unknown-command = Bu komutu bilmiyorum. Yapabildiklerim: /start, /orders, /language, /help.
group = Siparişleri yalnızca özel sohbette alıyorum: { $link }
go-on = Telegram bir an meşguldü. Hiçbir şey kaybolmadı.
button-go-on = Devam et
language-name = Türkçe
bot-description = İstediğiniz @username için Telegram Yıldızı satın alın veya Premium hediye edin; ödemeyi kendi cüzdanınızdan TON ile yapın. Önce fiyatı görürsünüz, siz onaylamadan hiçbir şey sipariş edilmez. Başlat'a dokunun veya yazın: 500 @durov
bot-short-description = Her @username için Telegram Yıldızı ve Premium, TON ile ödeme.
press-a-button = Burada metin gerekmiyor. Aşağıdaki düğmelerden birine dokunun.
tap-or-write = Aşağıdaki bir düğmeye dokunun veya istediğinizi tek satırda yazın: 500 @durov veya premium 6 @durov.
orders-stale = Sağlayıcı şu anda yanıt vermiyor, bu listede bir sipariş eksik olabilir.
shop-closed = Mağaza kısa süreliğine kapalı ve yeni sipariş almıyor. Onayladığınız siparişler her zamanki gibi devam ediyor.
shop-closed-why = Mağaza kısa süreliğine kapalı: { $words }
blocked =
    Burada artık sipariş veremezsiniz. Ödediğiniz siparişleri teslim ediyoruz.
    { $support }
step = { $step ->
    [paid] Ödendi
    [processing] İşlemde
    [delivered] Teslim edildi
    [failed] Başarısız
    [refunded] İade edildi
    [expired] Süresi doldu
    [cancelled] İptal edildi
   *[ordered] Sipariş verildi
}
step-then = { " ▸ " }
unreadable-update = Bu mesajı okuyamadım. Hiçbir şey değişmedi. Lütfen başka bir şekilde gönderin.
