button-prices = Daftar harga
button-currency = Mata uang
currency =
    <b>Mata uang Anda</b>

    { $rate }
    Harga dibulatkan ke atas ke: { $step }
    Kurs diatur: { $time }
currency-none =
    <b>Mata uang Anda</b>

    Harga Anda baru dalam TON. Beri tahu kurs Anda, lalu penawaran, statistik, dan daftar harga juga memakai mata uang pelanggan Anda.
currency-how =
    Atur kurs begini: { $first }
    Dengan pembulatan ke atas: { $second }
    Hanya TON: { $off }
bad-currency = Kurs itu tidak terbaca. Kirim seperti /currency IDR 16250 per USD, atau per TON: tiga huruf mata uang, angka, dan untuk apa kursnya.
rate-old = ⚠️ Kurs Anda { $rate } sudah lebih dari sehari. Periksa: /currency
rate-unknown = ⚠️ Harga TON dalam dolar belum diketahui saat ini, jadi belum ada harga dalam { $currency }. Coba lagi sebentar lagi.
rate-sure =
    <b>Kurs ini benar?</b>

    Sebelumnya { $former }. Ketuk kurs yang Anda maksud.
margin-sure =
    <b>Margin ini benar?</b>

    Sebelumnya { $former }. Ketuk margin yang Anda maksud.
rate-which =
    <b>Kurs mana yang Anda maksud?</b>
button-rate-again = Kurs masih benar
button-rate-keep = Tetap yang lama
price-list =
    <b>Daftar harga</b>

    Pesan di bawah untuk pelanggan Anda: teruskan apa adanya.
    Margin Anda: { $margin }
command-currency = Mata uang pelanggan saya
command-pricelist = Daftar harga untuk diteruskan
