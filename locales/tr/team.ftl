team =
    <b>Ekip</b>

    ADMIN_IDS yöneticileri: { $roots }
    RESELLER_IDS bayileri: { $resellers }
team-members = Sohbette eklenen: { $number }
team-none = Sohbette henüz kimse eklenmedi.
team-restored = ⚠️ Bir yedek geri yüklendi. Ekibinden bekleyenler: { $people }. Geri alınıp alınmayacaklarına ADMIN_IDS yöneticilerinden biri karar verir.
button-team-take-back = Ekibe geri al
button-team-leave-out = Geri alma
button-team-add = { $role ->
    [admin] Yönetici ekle
   *[other] Bayi ekle
}
team-role = { $role ->
    [admin] yönetici
   *[other] bayi
}
team-who =
    <b>{ $role ->
        [admin] Yeni yönetici kim?
       *[other] Yeni bayi kim?
    }</b>

    Bir mesajını iletin, kişi kartını paylaşın veya kullanıcı kimliğini gönderin.
team-ask-add = { $role ->
    [admin] { $name } ({ $id }) yönetici olarak eklensin mi?
   *[other] { $name } ({ $id }) bayi olarak eklensin mi?
}
button-team-join = Ekle
team-member =
    { $name }

    Kimlik: { $id }
    Rol: { $role }
    Eklendi: { $added }, ekleyen: { $admin }
    Günlük sınır: { $limit }
    Bitiş: { $until }
team-no-limit = Sınırsız
team-no-end = Bitiş tarihi yok
team-over = Bu kişinin süresi doldu, şu anda ekipte değil.
button-team-limit = Günlük sınır
button-team-end = Bitiş tarihi
button-team-remove = Ekipten çıkar
team-ask-limit = Bu kişi 24 saatte kaç { $currency } harcayabilir? 50 gibi bir sayı gönderin.
team-ask-end = Ne zamana kadar? 30 gibi bir gün sayısı veya 2027-01-31 gibi son günü gönderin.
team-ask-remove = { $name } ekipten çıkarılsın mı? Verilmiş siparişler devam eder.
team-welcome = { $role ->
    [admin] Artık bu mağazanın yöneticisisiniz. Komutlarınız menüde.
   *[other] Artık bu mağazanın bayisisiniz. Neler yapabileceğinize bakın: /reseller
}
team-goodbye = { $role ->
    [admin] Artık bu mağazanın yöneticisi değilsiniz.
   *[other] Artık bu mağazanın bayisi değilsiniz.
}
team-still-reseller = Hâlâ bayisiniz: /reseller
team-goodbye-orders = Verdiğiniz siparişler devam ediyor: /orders. Listelerinizden yeni sipariş verilmez.
team-goodbye-book = Müşteri defteriniz, siz verilerinizi silene kadar burada kalır: /forget. Önce dosyasını kaydedin.
team-not-started = Bu kişi botu henüz başlatmadı. Botu açıp Başlat'a dokunmasını isteyin.
team-unknown = Kimliği { $id } olan kişi bu botu başlatmadı. Numarayı kontrol edin veya kişi kartını paylaşın.
team-nobody = Kim olduğunu göremiyorum. Bir mesajını iletin, kişi kartını paylaşın veya kullanıcı kimliğini gönderin.
team-bot = Bu bir bot. Ekipte yalnızca kişiler olabilir.
team-hidden = Bu kişi, iletilen mesajlarda hesabını gizliyor. Kişi kartını paylaşın veya kullanıcı kimliğini gönderin.
team-already = Bu kişi zaten bu rolde.
team-full = Ekipte { $most } kişi var, en fazla bu kadar olabilir. Önce birini çıkarın.
team-only-roots = Bunu yalnızca bir ADMIN_IDS yöneticisi yapabilir.
no-such-member = Bu kişi artık ekipte değil.
bad-limit = Bu tutarı okuyamadım. 50 veya 12.5 gibi bir sayı gönderin.
bad-end = Bunu okuyamadım. 30 gibi bir gün sayısı veya 2027-01-31 gibi ileri bir gün gönderin.
daily-limit = Günlük sınırınızdan { $left } kaldı, bu sipariş daha pahalı. Daha azını seçin veya mağaza yöneticisine yazın.
command-team = Mağazanın bayileri ve yöneticileri
