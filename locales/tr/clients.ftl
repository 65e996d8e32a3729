client-pays = Müşteriniz öder: { $price }
takings =
    Ciro: { $turnover } · maliyet: { $cost }
    Kâr: { $profit } · ödenmemiş: { $unpaid }
button-by-client = Müşteriye göre
stats-by-client = <b>Müşteriye göre istatistikler</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } sipariş
   *[other] { $orders } sipariş
}
button-unpaid = Kim borçlu
unpaid =
    <b>Size henüz ödenmedi:</b> { $sum }
    { $orders ->
        [one] { $orders } sipariş, en eskisi önce
       *[other] { $orders } sipariş, en eskileri önce
    }
unpaid-none = <b>Size kimsenin borcu yok.</b> Müşterilerinizin siparişleri, siz ödendi olarak işaretleyene kadar burada durur.
book-full = ⚠️ Müşteri defteriniz dolu: en eski ödenmemiş siparişler defterden çıkar. Ödenenleri işaretleyin veya CSV dosyasını saklayın.
give-back = { $orders ->
    [one] ⚠️ Size ödendi ama teslim edilmedi: { $orders } sipariş, { $sum } ({ $clients })
   *[other] ⚠️ Size ödendi ama teslim edilmedi: { $orders } sipariş, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] size ödendi ama { $status }
   *[paid] size ödendi
}
button-undo = Geri al
button-mark-all = { $orders ->
    [one] { $orders } kaydı işaretle
   *[other] { $orders } kaydı işaretle
}
marked = { $orders ->
    [one] { $orders } sipariş ödendi olarak işaretlendi.
   *[other] { $orders } sipariş ödendi olarak işaretlendi.
}
unmarked = { $orders ->
    [one] { $orders } sipariş yeniden ödenmemiş.
   *[other] { $orders } sipariş yeniden ödenmemiş.
}
book-changed = Liste bu arada değişti, bu yüzden hiçbir şey işaretlemedim. Şimdiki hâli bu.
button-clients = Müşteriye göre
clients =
    <b>Size kim borçlu</b> · { $sum }
    Müşteriler: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] { $orders } sipariş için { $sum } borçlu
       *[other] { $orders } sipariş için { $sum } borçlu
    }
client-even =
    { $client }
    Borcu yok
client-note = Not: { $note }
client-gone = Bu müşterinin defterinizde artık siparişi yok.
client-none =
    { $words } adlı bir müşteri yok.

    /client ile bir fatura numarası, @username veya ad gönderin ya da yalnızca /client yazın.
client-which = <b>Hangi müşteri?</b>
button-client-name = Ad
button-client-note = Not
client-name-ask =
    <b>Bu müşterinin adı ne?</b>

    Şimdi: { $client }. En çok { $most } karakterlik bir ad gönderin. İki müşteriyi birleştirmek için diğerinin adını gönderin.
client-join = <b>Bunlar aynı müşteri mi?</b>
button-client-join = Birleştir
button-other-name = Başka ad
client-note-ask =
    <b>Not:</b> { $client }

    En çok { $most } karakter gönderin; notu silmek için { $none }. Onu yalnızca siz görürsünüz.
bad-client-name = Bu ad kullanılamaz. 1 ile { $most } karakter arası gönderin.
bad-client-note = Not boş veya çok uzun. 1 ile { $most } karakter arası gönderin.
book-names-full = Müşteri defterinize daha fazla ad ve not sığmıyor. Önce birkaç not silin.
button-book-file = Dosya yükle
book-file-ask =
    <b>Dosyadan adlar, notlar ve ödemeler</b>

    Defterinizin CSV dosyasını indirin, { $columns } sütunlarını doldurup buraya gönderin. Ödenenler için paid altına evet yazın. Boş hücreler hiçbir şeyi değiştirmez.
bad-book-file = Bu dosyayı okuyamadım. Defterinizin dosyasını CSV ya da Excel (.xlsx) olarak, en çok 2 MB ve ilk satırıyla gönderin.
book-file-done = Dosyadan alınan: { $names } ad, { $notes } not, { $paid } ödeme. Kullanılamayan satırlar: { $wrong }.
privacy-book = Müşteri defteriniz: müşterilerin borçları ödenene kadar; adlar ve notlar siz verilerinizi silene kadar.
forget-book-paid = Müşteri defteriniz de tüm adlar ve notlarla birlikte silinir. Geri alınamaz.
forget-book = { $orders ->
    [one] Müşteri defteriniz de silinir: { $orders } ödenmemiş sipariş, tüm adlar ve notlar. Geri alınamaz.
   *[other] Müşteri defteriniz de silinir: { $orders } ödenmemiş sipariş, tüm adlar ve notlar. Geri alınamaz.
}
command-unpaid = Kim borçlu
command-client = Bir müşterinin siparişleri
