home =
    ⭐ <b>Bintang dan Premium dengan TON</b>

    Pilih yang Anda inginkan. Harga terlihat sebelum Anda konfirmasi, dan sebelum itu tidak ada yang dipesan.
home-unpaid =
    ⭐ <b>Bintang dan Premium dengan TON</b>

    Belum dibayar:
    { $orders }

    Lanjutkan, atau pilih yang baru.
button-stars = ⭐ Beli Bintang
button-premium = 🎁 Hadiah Premium
button-orders = Pesanan
button-help = Bantuan
button-language = Bahasa
button-confirming = Lihat konfirmasi

recipient-stars = <b>Siapa yang menerima Bintang?</b>
recipient-premium = <b>Siapa yang menerima Premium?</b>
recipient-how = Tekan tombol, atau kirim nama pengguna seperti @durov atau tautan seperti t.me/durov.
recipient-no-username = Untuk membeli bagi diri sendiri, buat dulu nama pengguna: Pengaturan → Nama Pengguna.
button-me = Untuk saya ({ $username })
button-contacts = Pilih kontak
contacts-prompt = Pilih orangnya dengan tombol di bawah.
contacts-button = Pilih orang
recipient-unknown = ⚠️ Nama pengguna ini belum bisa diperiksa. Saat memesan akan diperiksa lagi.

amount-stars = <b>Berapa Bintang?</b>
amount-premium = <b>Berapa lama?</b>
amount-for = Untuk { $recipient }
amount-limits = Tekan tombol, atau kirim angka dari { $low } sampai { $high }.
amount-any = Tekan tombol, atau kirim angka.
button-quantity = { $quantity }
button-months = { $months ->
   *[other] { $months } bulan
}

confirm =
    <b>Periksa dan konfirmasi</b>

    { $goods }
    Untuk: { $recipient }
    Harga: <b>{ $price }</b>

    Harga menjadi pasti saat Anda konfirmasi. Bayarnya setelah itu.
unpriced =
    { $goods }
    Untuk: { $recipient }

    Harga belum bisa ditanyakan sekarang.
button-confirm = Konfirmasi

twin-unpaid =
    <b>Anda sudah memesan ini</b>

    { $goods } untuk { $recipient }: pesanan № { $order } menunggu pembayaran.
twin-confirming =
    <b>Anda sudah mengonfirmasi ini</b>

    { $goods } untuk { $recipient }: pesanan masih dibuat, layar pembayarannya datang sendiri.
button-show-it = Lihat pesanan itu
button-another = Buat satu lagi

cancelled = Dibatalkan: tidak ada yang dipesan.

help =
    <b>Cara kerjanya</b>

    1. Pilih Bintang atau Premium, untuk siapa, dan berapa.
    2. Periksa harganya dan konfirmasi.
    3. Bayar dengan TON dari dompet Anda sendiri: tepat sesuai jumlah, dengan memo.
    4. Sisanya berjalan sendiri. Anda mendapat pesan saat terkirim.

    /start  beli
    /orders  pesanan Anda
    /language  bahasa
    /cancel  batalkan yang sedang dibuat
    /privacy  data Anda yang disimpan

    { $support }

access-closed =
    <b>Bot ini untuk reseller</b>

    Pesanan dari yang lain tidak diterima. Pesanan Anda sebelumnya ada di Pesanan.

    Untuk menjadi reseller, sebutkan nomor ini: { $person }
    { $support }

language = <b>Bahasa apa?</b>

command-start = Beli Bintang atau Premium
command-orders = Pesanan saya
command-language = Bahasa
command-help = Cara kerjanya
command-cancel = Batalkan yang sedang dibuat
