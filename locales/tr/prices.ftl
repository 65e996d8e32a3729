button-prices = Fiyat listesi
button-currency = Para birimi
currency =
    <b>Para biriminiz</b>

    { $rate }
    Fiyatlar yukarı yuvarlanır: { $step }
    Kur belirlendi: { $time }
currency-none =
    <b>Para biriminiz</b>

    Fiyatlarınız şimdilik yalnızca TON. Kurunuzu yazın; teklifler, istatistikler ve fiyat listesi müşterilerinizin parasıyla da görünsün.
currency-how =
    Kuru şöyle belirleyin: { $first }
    Yukarı yuvarlama adımıyla: { $second }
    Yalnızca TON: { $off }
bad-currency = Bu kuru okuyamadım. Şöyle gönderin: /currency TRY 42.5 per USD veya per TON: para biriminin üç harfi, sayı ve neyin kuru olduğu.
rate-old = ⚠️ { $rate } kurunuz bir günden eski. Kontrol edin: /currency
rate-unknown = ⚠️ TON'un dolar fiyatı şu anda bilinmiyor, bu yüzden { $currency } fiyatı yok. Bir dakika sonra tekrar deneyin.
rate-sure =
    <b>Bu kur doğru mu?</b>

    Önceki { $former } idi. Kastettiğiniz kura dokunun.
margin-sure =
    <b>Bu kâr marjı doğru mu?</b>

    Önceki { $former } idi. Kastettiğiniz marja dokunun.
rate-which =
    <b>Hangi kuru kastediyorsunuz?</b>
button-rate-again = Kur hâlâ doğru
button-rate-keep = Öncekini koru
price-list =
    <b>Fiyat listesi</b>

    Aşağıdaki mesaj müşterileriniz için: olduğu gibi iletin.
    Kâr marjınız: { $margin }
command-currency = Müşterilerimin para birimi
command-pricelist = İletilecek fiyat listesi
