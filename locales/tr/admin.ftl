alert = { $kind ->
    [frozen] ⚠️ Bir onay kararınızı bekliyor: { $subject }. Bot o zamana kadar hiçbir şeyi tekrarlamaz: /intents
    [team] ⚠️ Bir yedek geri yüklendi. Ekibindeki kişiler kararınızı bekliyor: /team
    [unauthorized] ⚠️ İş ortağı API'si anahtarı kabul etmiyor. Yeni siparişler duraklatıldı, açık olanlar saklanıyor.
    [partner] ⚠️ İş ortağı API'si yanıt vermiyor. Onaylar onu bekliyor, hiçbir şey kaybolmadı.
    [rate-limit] ⚠️ İş ortağı API'si sürekli çok fazla çağrı olduğunu söylüyor. PARTNER_RPS çok yüksek olabilir.
    [clocks] ⚠️ İş ortağının yanıtlarındaki saatler birbirinden bir dakikadan fazla sapıyor. Bizimkine en yakın saati esas alıyoruz; iş ortağından saatlerini ayarlamasını isteyin.
    [balance] ⚠️ İş ortağı bakiyesi { $subject } altında. Yükleyin: /balance
    [stuck] ⚠️ Sipariş { $subject } ödendi ama henüz teslim edilmedi. Bakmak için: /order
    [lag] ⚠️ Kuyruk gecikiyor: { $subject }. Bot aşırı mı yüklü? Bakın: /health
    [telegram] ⚠️ Telegram bir süre mesaj kabul etmedi. Kabul eder etmez gönderiyoruz.
    [updates] ⚠️ Telegram güncellemeleri bu bota ulaşmıyor. Başka bir program aynı tokenı kullanıyor olabilir. Bot denemeyi sürdürüyor.
    [webhook] ⚠️ Telegram güncellemeleri webhook adresine teslim edemiyor, bot kimseye yanıt vermiyor. Nedenini <code>make doctor</code> gösterir.
    [notice] ⚠️ Bir mesajı teslim edemedik: { $subject }
    [redis] ⚠️ Redis yanıt vermiyor. Onay alınmıyor; müşterilerden bir dakika sonra tekrar denemeleri isteniyor.
    [redis-writes] ⚠️ Redis yanıt veriyor ama yazmayı reddediyor: dolu, salt okunur ya da kopyaları yok. Onay alınmıyor; müşterilerden bir dakika sonra tekrar denemeleri isteniyor.
    [status] ⚠️ İş ortağı bilinmeyen bir durum gönderdi: { $subject }. Bu siparişler işlemde sayılır; anlamını STATUS_ALIASES içinde belirtebilirsiniz.
    [address-unpinned] ⚠️ Sipariş { $subject } için gelen ödeme adresi PINNED_ADDRESSES içinde değil. Ödeme bilgilerini göstermiyoruz.
    [address-checksum] ⚠️ Sipariş { $subject } için gelen ödeme adresinin sağlama toplamı yanlış.
    [orphans] ⚠️ Redis boş açıldı: son iki günün { $subject } siparişinin sohbeti belli değil. Sahipleri /orders açınca buluruz.
    [list] ⚠️ İş ortağının sipariş listesini sonuna kadar okuyamıyoruz: { $subject }. İlk sayfadan sonraki siparişler yalnızca tek tek bulunur. Bkz. <code>make doctor</code>.
    [list-lag] ⚠️ İş ortağının sipariş listesi, tek tek siparişler hakkındaki yanıtlarının gerisinde kalıyor. Liste güncellenene kadar her siparişi ayrı ayrı soruyoruz.
    [unreadable] ⚠️ İş ortağının yanıtının tamamını okuyamadık: { $subject }. <code>doctor --contract</code> ile karşılaştırın
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Bir müşteri yardım istiyor: { $topic }

    { $facts }
button-customer = Müşterinin sohbeti
alert-over = ✅ Geçti: { $alert }

balance =
    <b>İş ortağı bakiyesi</b>

    { $balance }
balance-topup =
    Yükleme adresi: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Adresi kopyala
button-transactions = İşlemler

transactions = <b>İşlemler</b> · sayfa { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Burada işlem yok.
transaction-kind = { $kind ->
    [topup] yükleme
    [payment] ödeme
    [fee] komisyon
    [refund] iade
    [unmatched] siparişsiz
   *[other] -
}

orders-all = <b>Tüm siparişler</b> · sayfa { $page }
orders-all-none = Böyle bir sipariş yok.
orders-all-any = tümü
orders-found = Bu referansa sahip <b>{ $number } sipariş</b>:
order-usage = Hangisi? /order ile birlikte sipariş numarası, memo veya referans gönderin.
no-such-order = İş ortağında böyle bir sipariş yok.
order-card =
    <b>Sipariş #{ $order }</b>
    { $status } ({ $raw })

    { $goods }
    Fiyat: { $price }
    Oluşturuldu: { $created }
    Son ödeme: { $expires }
    Memo: { $memo }
    Referans: { $reference }
    Sohbet: { $chat }
order-card-estimate = Gösterilen tahmin: { $estimate }
order-card-sent = Müşterinin işlemi: { $link }
order-card-history = <b>Durum geçmişi</b>
order-resent = Müşteri ekranı yeniden aldı.
order-written = Mesajınız müşteriye gönderildi.
customer-gone = Müşteri botu engelledi.
write-to-customer = Sipariş { $order } müşterisi için metni şimdi gönderin. Bot onu iletir.
button-refresh = Yenile
button-write = Müşteriye yaz
button-resend = Ekranı yine gönder

intents = <b>Henüz sipariş olmayan onaylar: { $number }</b>
intents-none = Tüm onaylar sipariş oldu veya reddedildi.
intent-state = { $state ->
    [prepared] ⏳ deneniyor
    [placed] ✅ verildi
    [rejected] ✖️ verilmedi
   *[frozen] ❄️ donduruldu
}
intent-card =
    <b>Onay</b>

    { $wish }
    Sohbet: { $chat }
    Referans: { $reference }
    Onaylandı: { $at }
intent-lines =
    Onay { $id }: { $state }
    Deneme: { $attempts } · anahtar { $key }
intent-key-known = İş ortağı anahtarı hâlâ biliyor: tekrarlamak güvenli.
intent-key-old = Anahtar bir günden eski: bot tekrarlamadan önce iş ortağının siparişlerini arar.
button-retry = Şimdi dene
button-release = Serbest bırak
button-adopt = Sipariş bağla
adopt-which =
    <b>Hangi sipariş?</b>

    { $wish }

    Birine dokunun veya numarasını gönderin. Müşteri ödeme bilgilerini alır.
adopt-refused = Bu sipariş başka bir sohbete veya onaya ait ya da bu onay artık dondurulmuş değil.
release-refused = Serbest bırakılmadı: iş ortağındaki siparişlerden biri bu olabilir. Onu bağlayın.
no-such-intent = Bu onay artık yok.

figures-all = <b>İstatistikler</b>
figures-partner =
    <b>İş ortağının sayımı</b>
    Sipariş: { $orders }
    Yıldız: { $stars } · Premium ayı: { $months }
    Hacim: { $volume }
figures-partner-down = İş ortağı şu anda yanıt vermiyor.
figures-own = <b>Bu botun sayımı</b>, son { $days } gün
figures-day = { $day } verilen { $placed }, ödenen { $paid }, teslim { $completed } · { $volume }
figures-total = Teslim edilen: { $completed } · Yıldız: { $stars } · Premium ayı: { $months } · { $volume }
rate =
    <b>Kur</b>

    { $rate }
    { $at }
fees =
    <b>Sınırlar ve komisyonlar</b>

    Yıldız: { $low } – { $high }, komisyon { $stars }
    Premium: { $months } ay, komisyon { $premium }
export-usage =
    <b>Dışa aktarma</b>

    /export orders veya /export transactions gönderin, isterseniz ilk ve son günle: { $example }
export-making = { $what ->
    [orders] Siparişler dışa aktarılıyor: şimdilik { $rows } …
   *[transactions] İşlemler dışa aktarılıyor: şimdilik { $rows } …
}
export-made = { $what ->
    [orders] Dışa aktarılan sipariş: { $rows }
   *[transactions] Dışa aktarılan işlem: { $rows }
}
export-failed = Dosya yazılamadı: sunucunun diski dolmuş olabilir. Biraz yer açın, sonra komutu yeniden gönderin.
bad-day = Bu tarihleri okuyamadım. 2026-01-31 gibi yazın, önce eski olanı.

health =
    <b>Durum</b>

    İş ortağı API'si: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    İzlenen sipariş: { $watched }
    Kuyruk gecikmesi: { $due } sn
    Bekleyen bildirim: { $notices }, ilki { $lag } sn
    Açık onay: { $intents }, donmuş: { $frozen }
    Kişi: { $people }
    Başkalarının denediği yönetici komutları: { $strangers }

    Sürüm { $version }, çalışma süresi { $uptime }
health-ok = iyi, { $ms } ms
health-down = yanıt vermiyor
health-closed = 🚧 Mağaza kapalı: /maintenance

maintenance-on =
    🚧 <b>Mağaza kapalı</b>

    Yeni onay alınmıyor, açık siparişler devam ediyor. Yeniden açmak için: /maintenance off
maintenance-off =
    <b>Mağaza açık</b>

    Kapatmak için: /maintenance on. Müşteriler için bir cümle ekleyebilirsiniz.
maintenance-usage = /maintenance on veya /maintenance off gönderin.
blocked-people =
    <b>Engellenenler:</b> { $people }

    /block veya /unblock ile bir kullanıcı kimliği gönderin. Engellenenlerin açık siparişleri devam eder.
block-admin = Bir yöneticiyi engelleyemezsiniz.
bad-user-id = Bu bir kullanıcı kimliği değil. Sipariş kartındaki sohbet gibi bir tam sayıdır.
not-blocked = Bu kişi engelli değil.
audit = <b>Yönetici işlemleri</b>
audit-none = Henüz bir şey yok.

broadcast-compose = <b>Herkese gidecek mesajı şimdi gönderin</b>, isterseniz resimle. Gitmeden önce görürsünüz.
broadcast-preview = ⬆️ Bu, botu kullanmış herkese gider: { $people }. Bitene kadar mesajınızı silmeyin: bot onu kopyalar.
button-broadcast-send = Herkese gönder
button-broadcast-stop = Durdur
broadcast-sending = 📣 <b>Gönderiliyor</b>
broadcast-stopped = 📣 <b>Durduruldu</b>
broadcast-done = 📣 <b>Herkese gönderildi</b>
broadcast-counts =
    { $handled } / { $total }
    Teslim edildi: { $delivered }
    Botu engelledi: { $blocked }
    Başarısız: { $failed }
    Atlandı: { $skipped }

command-balance = İş ortağı bakiyesi
command-transactions = Bakiye geçmişi
command-orders-all = Tüm siparişler
command-order = Numara, memo veya referansla bir sipariş
command-intents = Bakılması gereken onaylar
command-stats = İstatistikler
command-rate = TON kuru
command-fees = Sınırlar ve komisyonlar
command-export = Siparişler veya işlemler dosya olarak
command-health = Botun durumu
command-maintenance = Mağazayı kapat veya aç
command-block = Birini engelle
command-unblock = Engeli kaldır
command-broadcast = Herkese mesaj
command-audit = Yönetici işlemleri

alert-confirmations = { $kind ->
    [stopped] ⚠️ Yeni bir sipariş ödenmiş olarak ya da net ödeme bilgisi olmadan döndü: iş ortağı bedeli bakiyenizden alıyor olabilir. Bütün onaylar durduruldu. PARTNER_PAYMENT_METHOD ayarını denetleyin, sonra /maintenance off ile devam edin
    [waiting] ⚠️ Onaylar bir dakikadan uzun süredir bekliyor: iş ortağı siparişleri onaylamıyor. Bkz. /intents
    [refused] ⚠️ İş ortağı, hiçbir müşteriden kaynaklanmayan bir nedenle siparişleri art arda reddediyor: { $subject }
    [turned-up] ⚠️ { $subject } numaralı sipariş, müşterisi “sipariş edilmedi” yazısını okuduktan sonra ortaya çıktı. Müşteriye bildirildi. /order ile bakın
    [reversed] ⚠️ İş ortağı { $subject } numaralı siparişi ödenmeden bitmiş gösteriyor, oysa ödemesi görülmüştü. Müşteriye bildirildi. İş ortağına sorun ve /order ile bakın
    [twin] ⚠️ İş ortağı tek bir onay için ikinci bir sipariş oluşturdu: { $subject }. Müşteri bunu ödeyemez. /order ile bakın
    [unconfirmed] ⚠️ İş ortağında sohbetlerimizden biri için { $subject } numaralı sipariş var ama burada kimse onaylamadı, bu yüzden burada ödenemez. /order ile bakın
    [paid-early] ⚠️ { $subject } numaralı sipariş, bot ondan haberdar olmadan önce ödenmişti: ya müşteri Redis veri kaybetmeden önce ödedi ya da bedeli bakiyenizden alındı. Müşteriye bildirildi. Bakiyeyi denetleyin, siparişe /order ile bakın
    [lost] ⚠️ { $subject } numaralı onay kayboldu: Redis yalnızca numarasını biliyor. Siparişini iş ortağının listesinde arayın.
    [lost-order] ⚠️ Redis { $subject } numaralı siparişi kaybetti, iş ortağı da kime ait olduğunu göstermiyor. Siparişi iş ortağının listesinde arayın.
   *[balance-unreadable] ⚠️ İş ortağı bakiyesi okunamıyor (eksik: { $subject }), bu yüzden LOW_BALANCE_TON uyarmaz.
}
orders-stopped =
    <b>Bütün onaylar durduruldu</b>

    Yeni bir sipariş ödenmiş olarak ya da net ödeme bilgisi olmadan döndü: { $reason }
    İş ortağı bedeli bakiyenizden alıyor olabilir. PARTNER_PAYMENT_METHOD ayarını denetleyin, sonra /maintenance off ile devam edin
alert-details = ⚠️ İş ortağı { $order } numaralı sipariş için oluşturulduğundakinden farklı ödeme bilgileri veriyor. İlk bilgiler geçerli; sipariş ödenmemişken gösterilmiyorlar.
alert-wrong-order = ⚠️ İş ortağı { $order } yerine başka bir sipariş hakkında yanıt verdi. Yanıt atıldı, sipariş izlenmeye devam ediyor.
alert-order-missing = ⚠️ İş ortağı, ödenmiş olabilecek { $order } numaralı siparişi artık göstermiyor. Müşteriye bildirildi. İş ortağına sorun.
alert-not-found = ⚠️ İş ortağı açık siparişlerimizin hiçbirini göstermiyor: { $number } sipariş eksik. PARTNER_API_KEY ve PARTNER_API_URL doğru mu? Müşterilere bildirilmedi.
alert-more = Benzerleri ({ $count }): { $subjects }
alert-group-moved = Bu grup artık bir süper grup. ADMIN_CHAT_ID değerini { $id } yapın.
alert-topic-gone = ADMIN_CHAT_ID içindeki konu artık yok; uyarılar buraya geliyor.
alert-chat-gone = ADMIN_CHAT_ID sohbetine ulaşılamıyor; uyarılar size geliyor.

button-alert = { $action ->
    [order] Siparişi aç
    [health] Durumu denetle
    [intent] Onaya bak
    [intents] Onaylara bak
    [balance] Bakiye ve yükleme
    [maintenance] Mağazaya bak
   *[team] Ekibe bak
}
alert-balance-left = Şu anda { $balance }.
alert-opened = Özel sohbetimizde açtım.
alert-not-opened = Size yazamıyorum. Özel sohbetimizi açıp Başlat'a dokunun, sonra yeniden deneyin.
button-open-shop = Mağazayı aç
button-close-shop = Mağazayı kapat
partner-key-refused = İş ortağı PARTNER_API_KEY anahtarını kabul etmiyor (401 veya 403): anahtar iptal edilmiş veya hesap engellenmiş. İş ortağının botundan (/api) yeni bir anahtar alın ve botu onunla yeniden başlatın. Yeni siparişler bekler, açık olanlar korunur.

shop-day =
    <b>Mağazanın günü</b> · { $day }

    Sipariş: { $placed }, ödenen: { $paid }, teslim edilen: { $completed }
    Ciro: { $volume }
    Teslim edilmeyen: { $unsuccessful }
    En yavaş teslimat: { $slowest }
shop-day-open = Ödenmiş, henüz teslim edilmemiş: { $open }, { $money }, en fazla { $longest }
shop-day-open-none = Ödenmiş, henüz teslim edilmemiş: –
shop-day-resold = <b>Bayilerin satışı</b>
shop-daily-on = Mağaza raporu her gün saat { $hour }, { $zone } saatiyle gelir. Başka saat: /daily shop 7. Kapatmak için: /daily shop off. Saat diliminiz: /daily +3
shop-daily-off = Mağaza raporu almıyorsunuz. Açmak için: /daily shop 9
