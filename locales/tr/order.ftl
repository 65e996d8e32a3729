intent-confirming =
    <b>Siparişiniz onaylanıyor</b>

    { $goods }

    Sağlayıcı henüz yanıt vermedi. Ödeme ekranı burada görünecek. Hiçbir şey iki kez sipariş edilmez ve o zamana kadar ödeme yapmanız gerekmez.
confirmation-lost = ⚠️ Bir arıza yüzünden bu onay kayboldu, hiçbir şey sipariş edilmedi. Hâlâ istiyorsanız yeniden onaylayın.
intent-rejected =
    <b>Sipariş verilmedi, ödemeniz gerekmiyor</b>

    { $goods }
intent-frozen =
    <b>Bu siparişi kontrol ediyoruz</b>

    { $goods }

    Lütfen bu sipariş için ödeme yapmayın. Haberimiz var. Numara: { $number }
    { $support }

pay =
    <b>Ödenecek:</b> { $price }
    { $goods }
pay-details =
    Adres: { $address }
    Memo: { $memo }
pay-rules =
    • Tam bu tutarı tek transferle gönderin
    • Cüzdanda memo (yorum) alanının dolu olduğunu kontrol edin: ödemenizi onunla buluruz
    • Borsadan değil, cüzdanınızdan ödeyin
pay-rule-gram = • GRAM ağın kendi coin'idir, token değildir
pay-left = ⏳ Son ödeme: { $end } · Sipariş #{ $order }
pay-dearer = ⚠️ Gördüğünüzden beri <b>fiyat arttı</b>: önceden { $estimate } idi. Hâlâ iptal edebilirsiniz.
pay-checksum = ⚠️ Bu adres bozuk görünüyor. Cüzdanınız kabul etmezse ödemeyin: iptal edip yeniden sipariş verin.
pay-withheld =
    <b>Lütfen bu sipariş için ödeme yapmayın</b>

    Ödeme bilgilerini doğrulayamadık, bu yüzden göstermiyoruz. Haberimiz var.
    { $support }
button-wallet = Cüzdanı aç
button-keeper = Keeper
button-mytonwallet = MyTonWallet
button-copy-address = Adresi kopyala
button-copy-memo = Memoyu kopyala
button-copy-amount = Tutarı kopyala
button-paid = Ödedim
button-pay-again = Ödeme bilgilerini göster
button-cancel-order = İptal et
cancel-ask =
    <b>Bu sipariş iptal edilsin mi?</b>

    { $goods }
    { $order }

    Ödeme yaptıysanız iptal etmeyin: ödemenizi buluruz.
button-keep-order = Hayır, kalsın
button-cancel-sure = Evet, iptal et

checking =
    <b>Ödemenizi arıyoruz</b>

    { $goods }

    Genellikle bir dakikadan kısa sürer. Burada beklemenize gerek yok, size yazacağız.
    { $support }
time-is-up =
    <b>Süre doldu, ödemeyi kontrol ediyoruz</b>

    { $goods }

    Lütfen bu sipariş için artık ödeme yapmayın. Ödediyseniz bulacağız.
    { $support }
status-unknown = Sağlayıcının yanıtı: { $status }. Takip ediyoruz.

outcome = { $state ->
    [completed]
        ✅ <b>Teslim edildi</b>

        { $goods }
    [failed]
        <b>Bu sipariş başarısız oldu</b>

        { $goods }

        Ödediyseniz sağlayıcı paranızı geri gönderecek. Size haber vereceğiz.
        { $support }
    [refunded]
        <b>Bu siparişin parası iade edildi</b>

        { $goods }

        Paranız gönderildiği cüzdana geri döndü.
        { $support }
    [cancelled]
        <b>Bu sipariş iptal edildi</b>

        { $goods }

        Lütfen artık bu sipariş için ödeme yapmayın. Ödediyseniz görüp size haber vereceğiz.
        { $support }
    [expired]
        <b>Bu siparişin ödeme süresi doldu</b>

        { $goods }

        Lütfen artık bu sipariş için ödeme yapmayın. Ödediyseniz görüp size haber vereceğiz.
        { $support }
    [not-seen]
        <b>Bu sipariş sona erdi</b>

        { $goods }

        Bir ödeme görmedik. Ödediyseniz bize yazın.
        { $support }
    [money]
        <b>Bu sipariş teslim edilmeden kapandı</b>

        { $goods }

        { $price } tutarın { $paid } kadarını aldık. Paranız güvende. Lütfen bu sipariş için başka ödeme göndermeyin.
        { $support }
    [odd]
        <b>Ödemeniz hakkında</b>

        { $goods }
   *[progress]
        <b>Ödeme alındı</b>

        { $goods }
}
button-repeat = Yeniden al
see-below = aşağıdaki yeni mesaja bakın
receipt =
    Tarih: { $date }
    Tutar: { $amount }
receipt-transaction = İşlem: { $link }
button-gift-card = 🎁 Arkadaşa kart
card-gift =
    🎁 <b>Size bir hediye var</b>

    { $goods }

    { $product ->
        [premium] Artık etkin: Ayarlar → Telegram Premium.
       *[stars] Artık sizin: Ayarlar → Yıldızlarım.
    }
reminder =
    ⏳ <b>Henüz ödenmedi</b>

    { $goods }
    Son ödeme: { $end }

    Az önce ödediyseniz sorun yok: size haber vereceğiz.
two-to-pay = ⚠️ Birden fazla açık siparişiniz var. Her birinin memosu ayrıdır: karıştırmayın.

orders = <b>Siparişlerim</b> · sayfa { $page } / { $pages }
orders-row =
    #{ $order } · { $date } · { $status }
    { $goods }
orders-received = { $paid } alındı
orders-none =
    <b>Siparişlerim</b>

    Henüz siparişiniz yok.
button-newer = ‹ Daha yeni
button-older = Daha eski ›
from-the-shop = ✉️ <b>#{ $order } numaralı sipariş hakkında mesaj</b>

intent-waiting =
    <b>Bu, her zamankinden uzun sürüyor</b>

    { $goods }

    Sağlayıcı şu anda siparişleri onaylamıyor, denemeye devam ediyoruz. Ödeme ekranı burada görünecek. Hiçbir şey iki kez sipariş edilmez ve o zamana kadar ödeme yapmanız gerekmez.
withdraw-refused = Bu sipariş sağlayıcıya gönderiliyor ve şu anda iptal edilemez. Henüz ödeme yapmanız gerekmiyor.
order-turned-up = ⚠️ Size bunun sipariş edilmediğini söylemiştik, ama sipariş sağlayıcıda var. Yalnızca hâlâ istiyorsanız ödeyin.
status-unclear = <b>Sağlayıcı bu siparişi inceliyor</b>
button-not-paid = Henüz ödemedim
order-missing =
    <b>Sağlayıcı bu siparişi artık göstermiyor</b>

    { $goods }

    Bunu biliyoruz ve inceliyoruz. { $paid ->
        [yes] Tekrar ödemenize gerek yok.
       *[no] Lütfen şimdi ödeme yapmayın.
    }
    { $support }
