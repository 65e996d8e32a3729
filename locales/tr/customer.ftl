looked = Kontrol saati { $time }: henüz yeni bir şey yok.

odd-payment =
    <b>Ödemeniz hakkında</b>

    { $goods }
odd-less = ⚠️ { $paid } aldık: fiyattan { $missing } eksik. Paranız güvende ama sipariş bekliyor. Kalanı göndermeden önce desteğe sorun.
odd-more = ⚠️ { $paid } aldık: fiyattan { $rest } fazla. Sipariş devam ediyor, fazlasını sağlayıcı halledecek.
odd-note = Sağlayıcının notu: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ { $amount } aldık, bu fiyattan az. Paranız güvende ama sipariş bekliyor. Kalanı göndermeden önce desteğe sorun.
    [overpaid] { $amount } fazla gönderdiniz. Fazlası cüzdanınıza geri döndü.
    [paid-late] { $amount } tutarındaki ödemeniz geç geldi ama bulduk.
   *[refunded] { $amount } cüzdanınıza geri döndü.
}

button-order = Siparişi göster
button-sheet = { $topic ->
    [memo] Memoyu unuttum
    [little] Eksik gönderdim
    [late] Geç ödedim
    [slow] Çok uzun sürüyor
   *[missing] Hiçbir şey gelmedi
}
sheets =
    <b>Yardım</b> · { $order }

    Konu nedir?
sheet-memo = Memo olmadan ödemeniz sağlayıcıya ulaşır ama hangi sipariş için olduğu anlaşılmaz. Tekrar ödemeyin. Destek, ödemeyi zamandan, tutardan ve cüzdanınızdaki işlemden bulabilir.
sheet-little = Siparişiniz tutarın tamamı gelene kadar bekler. Paranız güvende. Kalanı göndermeden önce desteğe sorun: aynı memo ile ve süre dolmadan gelmesi gerekir.
sheet-late = Geç gelen ödeme genellikle bulunur: bir hafta boyunca arar ve size haber veririz. Tekrar ödemeyin. Bir saat içinde bir şey olmazsa desteğe yazın.
sheet-slow = Ödemeniz bize ulaştı, sağlayıcı teslim ediyor. Genellikle bir dakika sürer, yoğun zamanlarda daha uzun. Bir şey yapmanız veya ödemeniz gerekmiyor. Yarım saat içinde bir şey olmazsa desteğe yazın.
sheet-missing = Yıldızlar alıcının Ayarlar → Yıldızlarım bölümünde, Premium ise Ayarlar → Telegram Premium bölümünde görünür. On dakika sonra orada değilse desteğe yazın.
sheet-forward = Bu mesajı { $support } hesabına iletin:
sheet-forward-nobody = Bu mesajı bu botun yöneticilerine iletin:
sheet-facts =
    Sipariş: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Fiyat: { $price }
    Sipariş zamanı: { $ordered }
    Ödendi olarak işaretlendi: { $said }
button-copy-facts = Bilgileri kopyala
button-support = Desteğe yaz

full =
    <b>Çok fazla ödenmemiş sipariş var</b>

    Birini ödeyin veya iptal edin, sonra yeniden onaylayın.
unpaid-row = • #{ $order }: { $goods }
unpaid-confirming = • Onaylanıyor: { $goods }
button-pay-order = Öde #{ $order }
button-drop = İptal #{ $order }
dropped = Sipariş #{ $order } iptal edildi.
not-dropped = Sipariş #{ $order } iptal edilemedi: { $status }.

days = { $days ->
    [one] { $days } gün
   *[other] { $days } gün
}
privacy =
    <b>Neleri saklıyoruz</b>

    • Şu anda seçtikleriniz: { $session }
    • Diliniz ve son alıcılarınız: { $profile }
    • Siparişleriniz: bittikten sonra { $orders }

    Sağlayıcı her siparişi bu sohbetin numarasıyla saklar. Adınızı, telefonunuzu ve cüzdanınızı saklamıyoruz.

    { $support }
button-forget = Verilerimi sil
forget =
    <b>Buradaki verileriniz silinsin mi?</b>

    Dilinizi, alıcılarınızı ve biten siparişlerinizi sileriz. Açık siparişler bitene kadar kalır ki paranız kaybolmasın.
button-forget-sure = Evet, sil
button-keep = Kalsın
forgotten = <b>Silindi.</b> Sağlayıcıda duran siparişler, Siparişlerim bölümünü açtığınızda geri gelir.
forgotten-but = { $orders ->
    [one] { $orders } açık siparişi bitene kadar saklıyoruz.
   *[other] { $orders } açık siparişi bitene kadar saklıyoruz.
}

command-privacy = Hakkınızda neleri saklıyoruz
command-forget = Verilerimi sil
