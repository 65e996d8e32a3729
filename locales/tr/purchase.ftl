home =
    ⭐ <b>TON ile Yıldız ve Premium</b>

    İstediğinizi seçin. Önce fiyatı görürsünüz, siz onaylamadan hiçbir şey sipariş etmeyiz.
home-unpaid =
    ⭐ <b>TON ile Yıldız ve Premium</b>

    Açık siparişler:
    { $orders }

    { $due ->
        [no] Siparişi görün veya yeni bir şey seçin.
       *[yes] Ödemeyi tamamlayın veya yeni bir şey seçin.
    }
button-stars = ⭐ Yıldız satın al
button-premium = 🎁 Premium hediye et
button-orders = Siparişlerim
button-help = Yardım
button-language = Dil
button-confirming = Onaylanan siparişi gör
which-product = <b>Yıldız mı Premium mu?</b>

recipient-stars = <b>Yıldızlar kime?</b>
recipient-premium = <b>Premium kime?</b>
recipient-how = Bir düğmeye dokunun veya @durov gibi bir kullanıcı adı ya da t.me/durov gibi bir bağlantı gönderin.
recipient-no-username = Kendinize almak için önce bir kullanıcı adı belirleyin: Ayarlar → Kullanıcı Adı.
button-me = Kendime ({ $username })
button-contacts = Kişi seç
contacts-prompt = Aşağıdaki düğmeyle kişiyi seçin.
contacts-button = Kişi seç
recipient-unknown = ⚠️ Bu kullanıcı adını şu anda kontrol edemedik. Sipariş verirken yeniden kontrol edeceğiz.

amount-stars = <b>Kaç Yıldız?</b>
amount-premium = <b>Ne kadar süreyle?</b>
amount-for = Alıcı: { $recipient }
amount-limits = Bir düğmeye dokunun veya { $low } ile { $high } arasında bir sayı gönderin.
amount-any = Bir düğmeye dokunun veya bir sayı gönderin.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } ay
   *[other] { $months } ay
}

confirm =
    <b>Kontrol edin ve onaylayın</b>

    { $goods }
    Alıcı: { $recipient }
    Fiyat: <b>{ $price }</b>

    Fiyat, onayladığınızda kesinleşir. Ödemeyi ondan sonra yaparsınız.
unpriced =
    { $goods }
    Alıcı: { $recipient }

    Şu anda fiyatı alamıyoruz.
button-confirm = Onayla

twin-unpaid =
    <b>Bunu zaten sipariş ettiniz</b>

    { $recipient } için { $goods }: sipariş #{ $order } ödeme bekliyor.
twin-confirming =
    <b>Bunu zaten onayladınız</b>

    { $recipient } için { $goods }: siparişi hâlâ oluşturuyoruz. Ödeme ekranı burada görünecek.
button-show-it = Bu siparişi göster
button-another = Bir sipariş daha ver

cancelled = İptal edildi: hiçbir şey sipariş edilmedi.

help =
    <b>Nasıl çalışır</b>

    1. Yıldız veya Premium, kime ve ne kadar, seçin.
    2. Fiyatı kontrol edin ve onaylayın.
    3. Kendi cüzdanınızdan TON ile ödeyin: tam olarak gösterilen tutarı, memo ile birlikte.
    4. Gerisi otomatik. Teslim edilince size yazacağız.

    Tek satırda da yazabilirsiniz: 500 @durov veya premium 6 @durov.

    /start  satın al
    /orders  siparişleriniz
    /language  dil
    /cancel  başladığınızı iptal edin
    /privacy  hakkınızda neleri saklıyoruz

    { $support }

access-closed =
    <b>Bu bot bayiler içindir</b>

    Yalnızca bayilerden sipariş alır. Önceki siparişleriniz Siparişlerim bölümünde.

    Bayi olmak için bu numarayı gönderin: { $person }
    { $support }

language = <b>Dilinizi seçin</b>

command-start = Yıldız veya Premium satın al
command-orders = Siparişlerim
command-language = Dil
command-help = Nasıl çalışır
command-cancel = Başladığınızı iptal edin
