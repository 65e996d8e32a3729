alert = { $kind ->
    [frozen] ⚠️ Sebuah konfirmasi menunggu keputusan Anda: { $subject }. Bot tidak mengulanginya sebelum itu: /intents
    [team] ⚠️ Cadangan dipulihkan. Orang-orang dari timnya menunggu keputusan Anda: /team
    [unauthorized] ⚠️ API mitra menolak kuncinya. Pesanan baru dijeda; yang terbuka tetap disimpan.
    [partner] ⚠️ API mitra tidak menjawab. Konfirmasi menunggunya; tidak ada yang hilang.
    [rate-limit] ⚠️ API mitra terus menjawab bahwa panggilan terlalu banyak. Mungkin PARTNER_RPS terlalu tinggi.
    [clocks] ⚠️ Jam pada jawaban mitra berselisih lebih dari satu menit. Kami memakai jam yang paling dekat dengan jam kami; minta mitra menyamakan jam servernya.
    [balance] ⚠️ Saldo mitra di bawah { $subject }. Isi: /balance
    [stuck] ⚠️ Pesanan { $subject } sudah dibayar tetapi belum terkirim. Lihat dengan /order
    [lag] ⚠️ Antrean terlambat: { $subject }. Apakah bot kewalahan? Lihat /health
    [telegram] ⚠️ Telegram sempat tidak menerima pesan. Kami mengirimnya begitu bisa.
    [updates] ⚠️ Pembaruan dari Telegram tidak sampai ke bot ini. Mungkin program lain memakai tokennya. Bot mencoba lagi secara otomatis.
    [webhook] ⚠️ Telegram tidak bisa mengirim pembaruan ke webhook, jadi bot tidak menjawab siapa pun. Lihat sebabnya dengan <code>make doctor</code>.
    [notice] ⚠️ Sebuah pesan tidak dapat dikirim: { $subject }
    [redis] ⚠️ Redis tidak menjawab. Konfirmasi tidak diterima; pelanggan diminta mencoba lagi dalam satu menit.
    [redis-writes] ⚠️ Redis menjawab, tetapi menolak penulisan: penuh, hanya-baca, atau tanpa replika. Konfirmasi tidak diterima; pelanggan diminta mencoba lagi dalam satu menit.
    [status] ⚠️ Mitra mengirim status yang tidak dikenal: { $subject }. Pesanan itu dianggap sedang berjalan; petakan di STATUS_ALIASES.
    [address-unpinned] ⚠️ Alamat pembayaran pesanan { $subject } tidak ada di PINNED_ADDRESSES. Kami tidak menampilkan data pembayarannya.
    [address-checksum] ⚠️ Checksum alamat pembayaran pesanan { $subject } salah.
    [orphans] ⚠️ Redis mulai dalam keadaan kosong: { $subject } pesanan dua hari terakhir tanpa obrolan. Kami menemukannya saat pemiliknya membuka /orders.
    [list] ⚠️ Daftar pesanan mitra tidak bisa dibaca sampai akhir: { $subject }. Pesanan setelah halaman pertama hanya ditemukan satu per satu. Lihat <code>make doctor</code>.
    [list-lag] ⚠️ Daftar pesanan mitra tertinggal dari jawabannya tentang tiap pesanan. Kami menanyakan pesanan satu per satu sampai daftarnya mutakhir lagi.
    [unreadable] ⚠️ Kami tidak bisa membaca jawaban mitra secara lengkap: { $subject }. Bandingkan dengan <code>doctor --contract</code>
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ Seorang pelanggan minta bantuan: { $topic }

    { $facts }
button-customer = Obrolan dengan pelanggan
alert-over = ✅ Selesai: { $alert }

balance =
    <b>Saldo mitra</b>

    { $balance }
balance-topup =
    Isi saldo di: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Salin alamat
button-transactions = Transaksi

transactions = <b>Transaksi</b> · halaman { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = Belum ada transaksi.
transaction-kind = { $kind ->
    [topup] isi saldo
    [payment] pembayaran
    [fee] biaya
    [refund] pengembalian
    [unmatched] tanpa pesanan
   *[other] -
}

orders-all = <b>Semua pesanan</b> · halaman { $page }
orders-all-none = Tidak ada pesanan seperti itu.
orders-all-any = semua
orders-found = <b>Pesanan dengan referensi ini: { $number }</b>
order-usage = Yang mana? Kirim /order diikuti nomor pesanan, memo, atau referensi.
no-such-order = Mitra tidak mengenal pesanan itu.
order-card =
    <b>Pesanan No. { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Harga: { $price }
    Dibuat: { $created }
    Dibayar paling lambat: { $expires }
    Memo: { $memo }
    Referensi: { $reference }
    Obrolan: { $chat }
order-card-estimate = Perkiraan yang ditampilkan: { $estimate }
order-card-sent = Transaksi dari pelanggan: { $link }
order-card-history = <b>Riwayat status</b>
order-resent = Pelanggan menerima layarnya lagi.
order-written = Pesan Anda dikirim ke pelanggan.
customer-gone = Pelanggan memblokir bot.
write-to-customer = Kirim sekarang teks untuk pelanggan pesanan { $order }. Bot yang menyampaikannya.
button-refresh = Segarkan
button-write = Tulis ke pelanggan
button-resend = Kirim layar lagi

intents = <b>Konfirmasi yang belum menjadi pesanan: { $number }</b>
intents-none = Semua konfirmasi sudah menjadi pesanan atau ditolak.
intent-state = { $state ->
    [prepared] ⏳ sedang dicoba
    [placed] ✅ dipesan
    [rejected] ✖️ tidak dipesan
   *[frozen] ❄️ dibekukan
}
intent-card =
    <b>Konfirmasi</b>

    { $wish }
    Obrolan: { $chat }
    Referensi: { $reference }
    Dikonfirmasi: { $at }
intent-lines =
    Konfirmasi { $id }: { $state }
    Percobaan: { $attempts } · kunci { $key }
intent-key-known = Mitra masih mengenal kuncinya: aman untuk diulang.
intent-key-old = Kunci berumur lebih dari sehari: sebelum mengulang, bot mencari di pesanan mitra.
button-retry = Coba sekarang
button-release = Lepaskan
button-adopt = Kaitkan pesanan
adopt-which =
    <b>Pesanan yang mana?</b>

    { $wish }

    Ketuk salah satu atau kirim nomornya. Pelanggan menerima data pembayarannya.
adopt-refused = Pesanan itu milik obrolan atau konfirmasi lain, atau konfirmasi ini sudah tidak beku.
release-refused = Tidak dilepas: mitra punya pesanan yang mungkin ini. Kaitkan salah satunya.
no-such-intent = Konfirmasi itu sudah tidak ada.

figures-all = <b>Statistik</b>
figures-partner =
    <b>Hitungan mitra</b>
    Pesanan: { $orders }
    Bintang: { $stars } · bulan Premium: { $months }
    Volume: { $volume }
figures-partner-down = Mitra sedang tidak menjawab.
figures-own = <b>Hitungan bot ini</b>, hari terakhir: { $days }
figures-day = { $day } dipesan { $placed }, dibayar { $paid }, dikirim { $completed } · { $volume }
figures-total = Dikirim: { $completed } · bintang: { $stars } · bulan Premium: { $months } · { $volume }
rate =
    <b>Kurs</b>

    { $rate }
    { $at }
fees =
    <b>Batas dan biaya</b>

    Bintang: dari { $low } sampai { $high }, biaya { $stars }
    Premium: { $months } bulan, biaya { $premium }
export-usage =
    <b>Ekspor</b>

    Kirim /export orders atau /export transactions, bila perlu dengan hari pertama dan terakhir: { $example }
export-making = { $what ->
    [orders] Mengekspor pesanan: { $rows } sejauh ini …
   *[transactions] Mengekspor transaksi: { $rows } sejauh ini …
}
export-made = { $what ->
    [orders] Pesanan diekspor: { $rows }
   *[transactions] Transaksi diekspor: { $rows }
}
export-failed = Berkas tidak bisa ditulis: mungkin disk server penuh. Kosongkan ruang, lalu kirim perintahnya lagi.
bad-day = Tanggal itu tidak terbaca. Tulis seperti 2026-01-31, yang lebih awal dulu.

health =
    <b>Kesehatan</b>

    API mitra: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pesanan dipantau: { $watched }
    Keterlambatan antrean: { $due } dtk
    Pemberitahuan menunggu: { $notices }, yang pertama sejak { $lag } dtk
    Konfirmasi terbuka: { $intents }, dibekukan: { $frozen }
    Orang: { $people }
    Perintah admin yang dicoba orang lain: { $strangers }

    Versi { $version }, aktif selama { $uptime }
health-ok = baik, { $ms } md
health-down = tidak menjawab
health-closed = 🚧 Toko ditutup: /maintenance

maintenance-on =
    🚧 <b>Toko ditutup</b>

    Konfirmasi baru tidak diterima; pesanan terbuka tetap dilayani. Buka lagi dengan /maintenance off
maintenance-off =
    <b>Toko dibuka</b>

    Tutup dengan /maintenance on, bila perlu dengan kalimat untuk pelanggan.
maintenance-usage = Kirim /maintenance on atau /maintenance off.
blocked-people =
    <b>Diblokir:</b> { $people }

    Kirim /block atau /unblock diikuti id pengguna. Pesanan orang yang diblokir tetap dilayani.
block-admin = Admin tidak dapat diblokir.
bad-user-id = Itu bukan id pengguna. Id berupa bilangan bulat, seperti obrolan di kartu pesanan.
not-blocked = Orang itu tidak diblokir.
audit = <b>Yang dilakukan admin</b>
audit-none = Belum ada.

broadcast-compose = <b>Kirim sekarang pesan untuk semua</b>, boleh dengan gambar. Anda melihatnya sebelum dikirim.
broadcast-preview = ⬆️ Ini dikirim ke semua yang pernah memakai bot: { $people }. Jangan hapus pesan Anda sebelum selesai: bot menyalinnya.
button-broadcast-send = Kirim ke semua
button-broadcast-stop = Hentikan
broadcast-sending = 📣 <b>Sedang dikirim</b>
broadcast-stopped = 📣 <b>Dihentikan</b>
broadcast-done = 📣 <b>Terkirim ke semua</b>
broadcast-counts =
    { $handled } dari { $total }
    Terkirim: { $delivered }
    Memblokir bot: { $blocked }
    Gagal: { $failed }
    Dilewati: { $skipped }

command-balance = Saldo mitra
command-transactions = Riwayat saldo
command-orders-all = Semua pesanan
command-order = Satu pesanan menurut nomor, memo, atau referensi
command-intents = Konfirmasi yang perlu dilihat
command-stats = Statistik
command-rate = Kurs TON
command-fees = Batas dan biaya
command-export = Pesanan atau transaksi sebagai berkas
command-health = Kesehatan bot
command-maintenance = Tutup atau buka toko
command-block = Blokir seseorang
command-unblock = Buka blokir seseorang
command-broadcast = Pesan untuk semua
command-audit = Yang dilakukan admin

alert-confirmations = { $kind ->
    [stopped] ⚠️ Pesanan baru kembali sudah dibayar atau tanpa detail pembayaran yang jelas: mungkin mitra memotong harganya dari saldo Anda. Semua konfirmasi dihentikan. Periksa PARTNER_PAYMENT_METHOD, lalu lanjutkan dengan /maintenance off
    [waiting] ⚠️ Ada konfirmasi yang menunggu lebih dari satu menit: mitra tidak mengonfirmasi pesanan. Lihat /intents
    [refused] ⚠️ Mitra menolak pesanan demi pesanan, bukan karena pelanggan: { $subject }
    [turned-up] ⚠️ Pesanan { $subject } muncul setelah pelanggannya membaca “tidak dipesan”. Pelanggan sudah diberi tahu. Lihat dengan /order
    [reversed] ⚠️ Mitra menampilkan pesanan { $subject } sebagai berakhir tanpa dibayar, padahal pembayarannya sudah terlihat. Pelanggan sudah diberi tahu. Tanyakan kepada mitra dan lihat dengan /order
    [twin] ⚠️ Mitra membuat pesanan kedua, { $subject }, untuk satu konfirmasi. Pelanggan tidak bisa membayarnya. Lihat dengan /order
    [unconfirmed] ⚠️ Mitra punya pesanan { $subject } untuk salah satu obrolan kita, padahal tidak ada yang mengonfirmasinya di sini. Jadi, pesanan ini tidak bisa dibayar di sini. Lihat dengan /order
    [paid-early] ⚠️ Pesanan { $subject } sudah dibayar sebelum bot mengetahuinya: oleh pelanggan sebelum Redis kehilangan data, atau dari saldo Anda. Pelanggan sudah diberi tahu. Periksa saldo, lalu lihat pesanan dengan /order
    [lost] ⚠️ Konfirmasi { $subject } hilang: Redis hanya tahu nomornya. Cari pesanannya di mitra.
    [lost-order] ⚠️ Redis kehilangan pesanan { $subject }, dan mitra tidak menunjukkan milik siapa. Cari pesanan itu di mitra.
   *[balance-unreadable] ⚠️ Saldo mitra tidak terbaca (tidak ada: { $subject }), jadi LOW_BALANCE_TON tidak memperingatkan apa pun.
}
orders-stopped =
    <b>Semua konfirmasi dihentikan</b>

    Pesanan baru kembali sudah dibayar atau tanpa detail pembayaran yang jelas: { $reason }
    Mungkin mitra memotong harganya dari saldo Anda. Periksa PARTNER_PAYMENT_METHOD, lalu lanjutkan dengan /maintenance off
alert-details = ⚠️ Mitra kini memberi data pembayaran lain untuk pesanan { $order } daripada saat dibuat. Yang pertama tetap berlaku; selama belum dibayar, data itu tidak ditampilkan.
alert-wrong-order = ⚠️ Mitra menjawab tentang pesanan lain, bukan { $order }. Jawaban dibuang, pesanan tetap dipantau.
alert-order-missing = ⚠️ Mitra tidak lagi menampilkan pesanan { $order }, yang mungkin sudah dibayar. Pelanggan sudah diberi tahu. Tanyakan kepada mitra.
alert-not-found = ⚠️ Mitra tidak menampilkan satu pun pesanan terbuka kita: { $number } hilang. Apakah PARTNER_API_KEY dan PARTNER_API_URL benar? Pelanggan tidak diberi tahu.
alert-more = Yang serupa ({ $count }): { $subjects }
alert-group-moved = Grup ini sekarang menjadi supergrup. Atur ADMIN_CHAT_ID ke { $id }.
alert-topic-gone = Topik di ADMIN_CHAT_ID sudah tidak ada, jadi peringatan datang ke sini.
alert-chat-gone = Obrolan di ADMIN_CHAT_ID tidak dapat dijangkau, jadi peringatan dikirim kepada Anda.

button-alert = { $action ->
    [order] Buka pesanan
    [health] Periksa kondisi
    [intent] Lihat konfirmasi
    [intents] Semua konfirmasi
    [balance] Saldo dan isi ulang
    [maintenance] Lihat toko
   *[team] Lihat tim
}
alert-balance-left = Sekarang { $balance }.
alert-opened = Sudah saya buka di obrolan pribadi kita.
alert-not-opened = Saya tidak bisa mengirim pesan kepada Anda. Buka obrolan pribadi kita, tekan Mulai, lalu coba lagi.
button-open-shop = Buka toko
button-close-shop = Tutup toko
partner-key-refused = Mitra tidak menerima PARTNER_API_KEY (401 atau 403): kuncinya dicabut atau akunnya diblokir. Ambil kunci baru dari bot mitra (/api) dan mulai ulang bot dengan kunci itu. Pesanan baru menunggu, yang terbuka tetap tersimpan.

shop-day =
    <b>Hari toko</b> · { $day }

    Dipesan: { $placed }, dibayar: { $paid }, terkirim: { $completed }
    Omzet: { $volume }
    Tidak terkirim: { $unsuccessful }
    Pengiriman terlama: { $slowest }
shop-day-open = Dibayar dan belum terkirim: { $open }, { $money }, paling lama { $longest }
shop-day-open-none = Dibayar dan belum terkirim: –
shop-day-resold = <b>Dijual reseller</b>
shop-daily-on = Laporan toko datang setiap hari pukul { $hour } waktu { $zone }. Jam lain: /daily shop 7. Matikan: /daily shop off. Zona waktu Anda: /daily +3
shop-daily-off = Anda tidak menerima laporan toko. Nyalakan dengan /daily shop 9
