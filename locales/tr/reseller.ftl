button-desk = Bayiler için
desk =
    <b>Bayiler için</b>

    /bulk  listeden veya dosyadan toplu sipariş
    /quote  maliyet, satış fiyatı ve kâr
    /margin  kâr marjınız
    /currency  müşterilerinizin para birimi
    /pricelist  iletilecek fiyat listesi
    /unpaid  size kim borçlu
    /client  müşterinin siparişleri ve borcu
    /find  bir siparişinizi bulun
    /my_stats  istatistikleriniz
    /my_export  siparişleriniz dosya olarak

    Herhangi bir sohbette şunu yazabilirsiniz:
    { $quote }  fiyat teklifi için
    { $pay }  bir siparişin ödemesi için
button-bulk = Toplu sipariş
button-stats = İstatistiklerim
button-export = Dışa aktar
button-daily = { $daily ->
    [on] Günlük özet: açık
   *[off] Günlük özet: kapalı
}

invoice-line = Fatura: { $invoice }
button-invoice = Fatura numarası
invoice-ask =
    <b>Fatura numarası</b>

    Müşterinizin fatura numarasını gönderin: en fazla 30 harf (a–z), rakam, _ ve -.
button-no-invoice = Faturasız
bad-invoice = Bu bir fatura numarası değil. En fazla 30 harf (a–z), rakam, _ ve - içerir, örneğin invoice-42.
bad-two-ways = Bu iki şekilde okunabiliyor. Sayıyı bitişik yazın ve faturadan önce ; koyun: @alice 500; 77.

find-how = /find ile birlikte bir fatura, memo, sipariş numarası veya @kullanıcıadı gönderin.
found = <b>Bulunanlar:</b> { $words }
found-none =
    { $words } ile hiçbir şey bulamadım.

    Siparişlerinizde arıyorum: fatura, memo, sipariş numarası veya @kullanıcıadı ile.

margin =
    <b>Kâr marjınız</b>

    Maliyet üzerine: { $percent }
    Sabit ücret: { $fee }
    Yukarı yuvarlama: { $step }

    Şöyle değiştirin: { $example }
    Ücret { $currency } cinsindendir; yuvarlama da öyle veya kendi para biriminizle. İkisini de yazmayabilirsiniz.
margin-none = yok
bad-margin = Bu marjı okuyamadım. Şöyle gönderin: /margin 12.5% veya /margin 12.5% + 0.1 / 0.05.
bad-what = Neyi hesaplayayım? Yıldız için 500, altı aylık Premium için 6m yazın, mağazanın sınırları içinde.
quote =
    <b>Teklif</b> · { $goods }

    Maliyet: { $cost }
    Satış fiyatı: { $retail }
    Kâr: { $profit }

    Aşağıdaki mesaj müşteriniz için: olduğu gibi iletin.

card-quote = { $goods }: { $price }
card-quote-hint = Bu teklifi gönder
button-order-this = Bunu sipariş et
card-not-yours = Bu düğme teklifi gönderen kişi içindir.
card-pay = Sipariş #{ $order } · { $price }
card-status =
    Sipariş #{ $order }
    { $goods }

    { $status }
card-checking = ödemeyi arıyoruz

bulk =
    <b>Toplu sipariş</b>

    En fazla { $most } satır (her satırda bir sipariş) veya bir dosya gönderin: Excel (.xlsx) ya da CSV:

    { $stars }
    { $premium }

    Sayı Yıldız, 6m altı aylık Premium demektir. Fatura numarası isteğe bağlıdır. Siz onaylamadan hiçbir şey sipariş etmeyiz. İlk satırda sütun adları olabilir, sırası önemli değil.
bulk-empty = Hiç satır bulamadım. @alice 100 gibi satırlar gönderin.
bulk-too-many = Bu çok uzun: bir seferde en fazla { $most } satır.
bulk-not-read = Bu dosyayı okuyamıyorum. Excel (.xlsx) veya CSV olarak, parolasız kaydedip yeniden gönderin.
bulk-too-large = Bu dosya çok büyük: en fazla 1 MB okuyabilirim. Yalnızca sipariş etmek istediğiniz satırları bırakın.
file-not-fetched = Bu dosyayı Telegram’dan alamadım. Hiçbir şey kaybolmadı: tekrar gönderin ya da daha küçük bir dosya gönderin.
bulk-columns = Sütunları ayırt edemiyorum. İlk satırda birine Kullanıcı adı, birine Miktar adını verin.
not-your-batch = Bu sohbette böyle bir toplu sipariş yok veya altı günden eski.
button-batch = { $first } · { $rows ->
    [one] { $rows } satır
   *[other] { $rows } satır
}
bulk-checking =
    <b>Satırlarınızı kontrol ediyoruz</b>

    { $bar } { $done } / { $total }
bulk-waiting = Sağlayıcı şu anda yanıt vermiyor. Kontrol otomatik olarak devam eder.
bulk-ready =
    <b>Kontrol edildi: { $total } satırdan { $fine } tanesi sipariş edilebilir</b>
    { $fine ->
        [0] Nedeni her satırın altında yazıyor. Satırları düzeltip yeniden gönderebilirsiniz.
       *[other] Toplam: { $price }

        Her fiyat, siparişi oluşturulunca kesinleşir.
    }
bulk-sheet = Bu satırlar { $sheet } sayfasından.
bulk-limit = Günlük sınırınızdan { $left } kaldı, bu satırların toplamı daha pahalı. Daha az satır gönderin veya mağaza yöneticisine yazın.
bulk-hidden = { $rows ->
    [one] Dosyadaki { $rows } gizli satırı dışarıda bıraktım.
   *[other] Dosyadaki { $rows } gizli satırı dışarıda bıraktım.
}
button-confirm-rows = { $rows ->
    [one] { $rows } satırı onayla
   *[other] { $rows } satırı onayla
}
bulk-how =
    <b>Nasıl sipariş edeyim?</b>

    <b>Tek tek</b>: her siparişi siz ödemeye gelince oluştururuz, böylece ödeme süresi dolmaz.
    <b>Hepsi şimdi</b>: tüm ödeme süreleri aynı anda başlar. Dosyadan ödeyenler için.
button-one-by-one = Tek tek
button-all-now = Hepsi şimdi
bulk-again =
    { $rows ->
        [one] <b>{ $rows } satır yeniden sipariş edilsin mi?</b>
       *[other] <b>{ $rows } satır yeniden sipariş edilsin mi?</b>
    }
    Şimdi { $price }, önce { $former }.
bulk-ordering =
    <b>Toplu sipariş</b> · { $price }
    { $tally }
bulk-progress = { $bar } sipariş edildi: { $done } / { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Toplu sipariş iptal edildi. Hiçbir şey sipariş edilmedi.
bulk-all-paid = Bu toplu siparişte şu anda ödeme bekleyen satır yok.
bulk-news =
    <b>Toplu sipariş: yenilikler</b>
    { $tally }
bulk-over =
    <b>Toplu sipariş tamamlandı</b>
    { $tally }
button-next = Sonraki ödeme ({ $left })
button-next-row = Sonraki ödeme ›
button-open-batch = Toplu sipariş
button-expired = Yeniden sipariş et ({ $rows })
button-csv = CSV dosyası
button-repeated = Yinelenenler de: { $rows }
button-filter = { $filter ->
    [wrong] Hatalı
    [waiting] Bekleyen
    [paid] Ödenmiş
    [expired] Süresi dolan
   *[all] Tümü
}
row-state = { $state ->
    [unchecked] kontrol edilmedi
    [problem] mümkün değil
    [fine] hazır
    [confirming] sipariş ediliyor
    [rejected] reddedildi
   *[frozen] inceleniyor
}
row-problem = { $problem ->
    [format] beklenen: @name 100 invoice
    [unclear] bu iki şekilde okunabiliyor. Sayıyı bitişik yazın ve bölümlerin arasına ; koyun
    [formula] burada formül var. Yerine değerini yazın
    [username] bu bir kullanıcı adı değil
    [amount] miktar gerekli: 100 veya Premium için 6m
    [invoice] fatura en fazla 30 harf (a–z), rakam, _ ve - içerir
    [limits] sınırların dışında: { $detail }
    [recipient] bu kişi alamıyor. { $detail }
    [repeated] { $detail } tarihinde sipariş edildi. Dışarıda bırakıldı
    [duplicate] { $detail }. satırla aynı, faturası da. Dışarıda bırakıldı
   *[refused] sağlayıcının yanıtı: { $detail }
}
row-twin = ↳ { $number }. satırla aynı
columns = { $column ->
    [recipient] kullanıcı adı, alıcı, kullanıcı, telegram, hesap, kime, müşteri, isim, ad
    [amount] yıldız, miktar, adet, yıldız sayısı, sayı, tutar, ay, premium
    [product] ürün, tür
   *[invoice] fatura, fatura no, fatura numarası, fiş, referans
}

stats = <b>İstatistiklerim</b> · günlük teslim edilen { $currency }
stats-today = Bugün
figures =
    Sipariş: { $orders }, teslim edilen: { $delivered } ({ $success })
    Yıldız: { $stars } · Premium ayı: { $months }
    { $ton }
export-how = /my_export gönderin veya günlerle, önce daha erken olanı: /my_export 2026-07-01 2026-07-31.
export-none = Bu aralıkta sipariş yok.
daily = <b>Gününüz</b> · { $date }
daily-on =
    <b>Günlük özet: açık</b>

    { $zone } saatine göre gününüz bitince alırsınız. Başka saat dilimi: /daily +3. Kapatmak için: /daily off.
daily-off =
    <b>Günlük özet: kapalı</b>

    /daily ile açın.
daily-how = /daily on, /daily off veya /daily +3 ya da /daily -5:30 gibi saat diliminizi gönderin.

command-reseller = Bayiler için
command-bulk = Bir seferde çok sipariş
command-quote = Maliyet, satış fiyatı, kâr
command-margin = Kâr marjım
command-find = Bir siparişimi bul
command-my-stats = İstatistiklerim
command-my-export = Siparişlerim dosya olarak
command-daily = Günlük özeti aç veya kapat
