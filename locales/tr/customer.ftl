looked = Az önce kontrol edildi: henüz yeni bir şey yok.

odd-less = ⚠️ { $paid } aldık: fiyattan { $missing } eksik. Paranız güvende ama sipariş bekliyor. Kalanı göndermeden önce desteğe sorun.
odd-more = ⚠️ { $paid } aldık: fiyattan { $rest } fazla. Sipariş devam ediyor, fazlasını sağlayıcı halledecek.
odd-note = Sağlayıcının notu: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ { $amount } aldık, bu fiyattan az. Paranız güvende ama sipariş bekliyor. Kalanı göndermeden önce desteğe sorun.
    [overpaid] { $amount } fazla gönderdiniz. Fazlası cüzdanınıza geri döndü.
    [paid-late] { $amount } tutarındaki ödemeniz geç geldi ama bulduk.
   *[refunded] { $amount } cüzdanınıza geri döndü.
}

full =
    <b>Çok fazla ödenmemiş sipariş var</b>

    Birini ödeyin veya iptal edin, sonra yeniden onaylayın.
unpaid-row = { $state ->
    [partly] • #{ $order }: { $goods } · kısmen ödendi
    [marked] • #{ $order }: { $goods } · ödendi olarak işaretlendi
   *[due] • #{ $order }: { $goods }
}
unpaid-confirming = • Onaylanıyor: { $goods }
button-pay-order = { $state ->
    [due] #{ $order } öde
   *[other] #{ $order } göster
}
button-drop = #{ $order } iptal et
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
    • Siparişleriniz ve alıcıların adları: bittikten sonra { $orders }

    Sağlayıcı her siparişi bu sohbetin numarasıyla saklar. Telefonunuzu ve cüzdanınızı saklamıyoruz.

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
