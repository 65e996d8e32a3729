goods-stars = { $quantity ->
   *[other] { $quantity } Bintang
}
goods-premium = { $months ->
   *[other] { $months } bulan Premium
}
goods-for = { $goods } untuk { $recipient }
order-number = Pesanan No. { $order }
order-short = No. { $order }
support = Ada pertanyaan? Hubungi { $support } dan sertakan nomor pesanan.
support-nobody = Ada pertanyaan tentang pesanan? Buka pesanannya, ketuk Bantuan, dan kirim ke dukungan.

status = { $status ->
    [pending_payment] menunggu pembayaran
    [partly] dibayar sebagian
    [paid] dibayar
    [processing] sedang dikirim
    [completed] terkirim ke penerima
    [failed] gagal
    [refunded] dana dikembalikan
    [expired] kedaluwarsa
    [cancelled] dibatalkan
   *[other] berjalan
}

button-back = ‹ Kembali
button-cancel = Batal
button-menu = Menu
button-again = Coba lagi
button-look = Periksa sekarang

bad-username = Itu bukan nama pengguna Telegram. Nama pengguna berisi 4–32 huruf, angka, atau garis bawah, seperti @durov.
bad-username-named = { $username } bukan nama pengguna Telegram. Nama pengguna berisi 4–32 huruf, angka, atau garis bawah, seperti @durov.
bad-username-link = Tautan itu tidak menuju ke seseorang. Kirim nama pengguna seperti @durov, atau tautan seperti t.me/durov.
bad-number = Itu bukan bilangan bulat. Kirim angka saja, seperti 100.
bad-number-range = Di luar batas. Kirim angka dari { $low } sampai { $high }.
bad-too-long = Itu terlalu panjang. Kirim yang lebih pendek.
bad-kind = Di sini saya hanya mengerti teks atau tombol. Tidak ada yang berubah.
bad-months = Pilih salah satu jangka waktu di bawah.
bad-purchase = Saya tidak mengerti. Tulis seperti ini: 500 @durov, atau premium 6 @durov.
recipient-cannot = { $username } tidak dapat menerima ini.
recipient-cannot-why = { $username } tidak dapat menerima ini: { $reason }
contact-no-username = Orang ini tidak punya @namapengguna, dan tanpanya kami tidak bisa mengirim. Ia bisa membuatnya di Telegram: Pengaturan → Nama Pengguna.
not-yours = Pesanan itu tidak ada di obrolan ini.
old-button = Tombol itu dari langkah sebelumnya. Sekarang Anda di sini:

partner-rejected = Pesan penyedia: { $message }
partner-down = Penyedia sedang tidak menjawab. Tidak ada yang hilang: coba lagi dalam satu menit.
partner-busy = Pesanan sedang ramai. Tidak ada yang hilang: coba lagi dalam beberapa detik.
partner-unauthorized = Toko sedang dalam pemeliharaan dan belum menerima pesanan. Tidak ada yang hilang: coba lagi nanti.
partner-unreadable = Kami tidak bisa membaca jawaban penyedia. Tidak ada yang hilang: coba lagi dalam satu menit.
redis-down = Gangguan sebentar: coba lagi dalam satu menit. Pesanan yang sudah Anda konfirmasi aman.
unexpected = Ada yang salah dan kami sudah tahu. Pesanan Anda aman: lihat di /orders, atau mulai dengan /start.
slow-down = Terlalu cepat. Tunggu beberapa detik, lalu lanjutkan.
unknown-command = Saya tidak kenal perintah itu. Ini yang saya bisa: /start, /orders, /language, /help.
group = Saya hanya menerima pesanan di obrolan pribadi: { $link }
go-on = Telegram sempat sibuk. Tidak ada yang hilang.
button-go-on = Lanjutkan
language-name = Bahasa Indonesia
bot-description = Beli Bintang Telegram atau hadiahkan Premium ke @username mana pun, lalu bayar dengan TON dari dompet Anda sendiri. Anda melihat harganya dulu, dan tidak ada yang dipesan sebelum Anda mengonfirmasi. Tekan Mulai, atau tulis saja: 500 @durov
bot-short-description = Bintang dan Premium Telegram untuk @username mana pun, dibayar dengan TON.
press-a-button = Di sini tidak perlu teks. Ketuk salah satu tombol di bawah.
tap-or-write = Ketuk tombol di bawah, atau tulis yang Anda inginkan dalam satu baris: 500 @durov, atau premium 6 @durov.
orders-stale = Penyedia sedang tidak menjawab, jadi mungkin ada pesanan yang belum tampil.
shop-closed = Toko tutup sebentar dan tidak menerima pesanan baru. Pesanan yang sudah Anda konfirmasi berjalan seperti biasa.
shop-closed-why = Toko tutup sebentar: { $words }
blocked =
    Anda tidak dapat memesan lagi di sini. Pesanan yang sudah Anda bayar tetap kami kirim.
    { $support }
unreadable-update = Saya tidak bisa membaca pesan itu. Tidak ada yang berubah. Silakan kirim dengan cara lain.
