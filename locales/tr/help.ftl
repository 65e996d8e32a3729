button-order = Siparişi göster
button-sheet = { $topic ->
    [wallet] Cüzdanım yok
    [coins] { $currency } yok
    [exchange] Borsa veya @wallet?
    [comment] Memo nereye yazılır?
    [memo] Memoyu unuttum
    [little] Eksik gönderdim
    [late] Geç ödedim
    [slow] Çok uzun sürüyor
    [refund] Param nerede?
   *[missing] Hiçbir şey gelmedi
}
sheets =
    <b>Yardım</b> · { $order }

    Size nasıl yardımcı olalım?
sheet = { $topic ->
    [wallet] Cüzdan, { $currency } varlığınızı tutan bir uygulamadır. Keeper (eski adıyla Tonkeeper) veya MyTonWallet yükleyin, yeni bir cüzdan oluşturun ve gizli kelimelerini kâğıda yazın. Onları kimseyle paylaşmayın, destekle bile. Cüzdana para yükleyin, buraya dönün ve “Cüzdanı aç”a dokunun.
    [coins] Cüzdan uygulamanızda kartla veya bir borsadan { $currency } alın ve kendi cüzdanınıza çekin. Fiyattan biraz fazlasını alın: ağ ve borsa küçük bir ücret keser. Gereken, aynı adlı bir token değil, ağın kendi parasıdır. Sonra cüzdanınızdan ödeyin.
    [exchange] Yapmamanız daha iyi. Borsalar, @wallet ve Telegram içindeki cüzdan paranızı memo olmadan veya eksik gönderebilir. İade de size ulaşmaz. Önce { $currency } varlığınızı kendi cüzdanınıza çekin ve oradan ödeyin.
    [comment] “Cüzdanı aç” her şeyi doldurur: siparişle karşılaştırın ve onaylayın. Kendiniz yazıyorsanız memoyu Yorum, Memo veya Mesaj adlı alana yapıştırın. Bazı cüzdanlarda bu alan “Yorum ekle”ye dokununca çıkar. Böyle bir alan yok mu? Göndermeyin: başka bir cüzdan kullanın.
    [memo] Memo olmadan ödemeniz sağlayıcıya ulaşır ama hangi sipariş için olduğu anlaşılmaz. Tekrar ödemeyin. Destek, ödemeyi zamandan, tutardan ve işlemden bulabilir.
    [little] Siparişiniz tutarın tamamı gelene kadar bekler. Paranız güvende. Kalanı göndermeden önce desteğe sorun: aynı memo ile ve süre dolmadan gelmesi gerekir.
    [little-ended] Bu sipariş sona erdi: lütfen kalanı göndermeyin. Paranız güvende. Şimdi ne olacağını desteğe sorun.
    [late] Geç gelen ödeme genellikle bulunur: bir hafta boyunca arar ve size haber veririz. Tekrar ödemeyin. Bir saat içinde bir şey olmazsa desteğe yazın.
    [slow] Ödemeniz bize ulaştı, sağlayıcı teslim ediyor. Genellikle bir dakika sürer, yoğun zamanlarda daha uzun. Bir şey yapmanız veya ödemeniz gerekmiyor. Yarım saat içinde bir şey olmazsa desteğe yazın.
    [refund] Bu sipariş ödendiyse sağlayıcı parayı geldiği cüzdana iade eder. Orada gelen bir ödeme arayın. Borsadan ödediyseniz borsaya da sorun. Bir gün içinde bir şey gelmezse desteğe yazın.
    [missing-stars] Yıldızlar alıcının Ayarlar → Yıldızlarım bölümünde görünür. On dakika sonra orada değilse desteğe yazın.
    [missing-premium] Premium alıcının Ayarlar → Telegram Premium bölümünde görünür. On dakika sonra orada değilse desteğe yazın.
   *[missing] Yıldızlar alıcının Ayarlar → Yıldızlarım bölümünde, Premium ise Ayarlar → Telegram Premium bölümünde görünür. On dakika sonra orada değilse desteğe yazın.
}
sheet-transaction = Ödemeyi cüzdanınızda bulun, işlemin bağlantısını (Tonviewer, Tonscan, Tonwhales) veya hash'ini kopyalayın ve <b>buraya gönderin</b>. Aşağıya ekleriz.
sheet-to = “Desteğe yaz”, { $support } ile sohbeti açar; mesajınız hazırdır:
sheet-to-nobody = “Desteğe gönder” bunları iletir, yanıt bu sohbete gelir:
sheet-sent = ✅ Gönderildi. Destek, buraya eklediklerinizi de görür ve bu sohbette yanıtlar.
sheet-fact = { $fact ->
    [order] Sipariş: { $value }
    [transaction] İşlem: { $value }
    [price] Fiyat: { $value }
    [received] Alınan: { $value }
    [ordered] Sipariş zamanı: { $value }
    [paid] Ödendi olarak işaretlendi: { $value }
    [address] Adres: { $value }
    [memo] Memo: { $value }
    [status] Durum: { $value }
   *[goods] Ürün: { $value }
}
button-copy-facts = Bilgileri kopyala
button-support = Desteğe yaz
button-ask-support = Desteğe gönder
bad-transaction = Bu bir işlem bağlantısı değil. Ödemeyi tonviewer.com, tonscan.org veya tonwhales.com üzerinde açıp bağlantısını gönderin ya da işlemin hash'ini gönderin. Cüzdan adresi yeterli değildir.
