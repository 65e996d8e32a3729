home =
    ⭐ <b>Bintang dan Premium dengan TON</b>

    Pilih yang Anda inginkan. Anda melihat harganya dulu; kami baru memesan setelah Anda konfirmasi.
home-unpaid =
    ⭐ <b>Bintang dan Premium dengan TON</b>

    Pesanan berjalan:
    { $orders }

    { $due ->
        [no] Lihat pesanan, atau pilih yang baru.
       *[yes] Selesaikan pembayaran, atau pilih yang baru.
    }
button-stars = ⭐ Beli Bintang
button-premium = 🎁 Hadiahkan Premium
button-orders = Pesanan
button-help = Bantuan
button-language = Bahasa
button-confirming = Lihat pesanan berjalan
which-product = <b>Bintang atau Premium?</b>

recipient-stars = <b>Siapa yang menerima Bintang?</b>
recipient-premium = <b>Siapa yang menerima Premium?</b>
recipient-how = Ketuk tombol, atau kirim nama pengguna seperti @durov atau tautan seperti t.me/durov.
recipient-no-username = Untuk membeli bagi diri sendiri, buat dulu nama pengguna: Pengaturan → Nama Pengguna.
button-me = Untuk saya ({ $username })
button-contacts = Pilih kontak
contacts-prompt = Pilih orangnya dengan tombol di bawah.
contacts-button = Pilih orang
recipient-unknown = ⚠️ Kami belum bisa memeriksa nama pengguna ini. Kami memeriksanya lagi saat Anda memesan.

amount-stars = <b>Berapa Bintang?</b>
amount-premium = <b>Berapa lama?</b>
amount-for = Untuk { $recipient }
amount-limits = Ketuk tombol, atau kirim angka dari { $low } sampai { $high }.
amount-any = Ketuk tombol, atau kirim angka.
button-quantity = { $quantity }
button-months = { $months ->
   *[other] { $months } bulan
}

confirm =
    <b>Periksa dan konfirmasi</b>

    { $goods }
    Untuk: { $recipient }
    Harga: <b>{ $price }</b>

    Harga menjadi pasti saat Anda konfirmasi. Pembayaran setelah itu.
unpriced =
    { $goods }
    Untuk: { $recipient }

    Kami belum bisa mendapatkan harganya sekarang.
button-confirm = Konfirmasi

twin-unpaid =
    <b>Anda sudah memesan ini</b>

    { $goods } untuk { $recipient }: pesanan No. { $order } menunggu pembayaran.
twin-confirming =
    <b>Anda sudah mengonfirmasi ini</b>

    { $goods } untuk { $recipient }: pesanan masih dibuat, layar pembayarannya muncul otomatis.
button-show-it = Lihat pesanan itu
button-another = Buat satu lagi

cancelled = Dibatalkan: tidak ada yang dipesan.

help =
    <b>Cara kerjanya</b>

    1. Pilih Bintang atau Premium, untuk siapa, dan berapa.
    2. Periksa harganya dan konfirmasi.
    3. Bayar dengan TON dari dompet Anda sendiri: tepat sesuai jumlah, dengan memo.
    4. Sisanya otomatis. Kami mengabari Anda saat terkirim.

    Anda juga bisa menulisnya dalam satu baris: 500 @durov, atau premium 6 @durov.

    /start  beli
    /orders  pesanan Anda
    /language  bahasa
    /cancel  batalkan yang sedang dibuat
    /privacy  data Anda yang kami simpan

    { $support }

access-closed =
    <b>Bot ini untuk reseller</b>

    Bot hanya menerima pesanan dari reseller. Pesanan Anda sebelumnya ada di Pesanan.

    Untuk menjadi reseller, kirim nomor ini: { $person }
    { $support }

language = <b>Pilih bahasa</b>

command-start = Beli Bintang atau Premium
command-orders = Pesanan saya
command-language = Bahasa
command-help = Cara kerjanya
command-cancel = Batalkan yang sedang dibuat
