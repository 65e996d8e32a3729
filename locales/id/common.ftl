goods-stars = { $quantity ->
   *[other] { $quantity } Bintang
}
goods-premium = { $months ->
   *[other] Premium { $months } bulan
}
goods-for = { $goods } untuk { $recipient }
order-number = Pesanan № { $order }
support = Ada pertanyaan? Hubungi { $support } dan sebutkan nomor pesanan.
support-nobody = Ada pertanyaan? Hubungi pengelola bot ini dan sebutkan nomor pesanan.

status = { $status ->
    [pending_payment] menunggu pembayaran
    [paid] dibayar
    [processing] sedang dikirim
    [completed] terkirim
    [failed] gagal
    [refunded] dana dikembalikan
    [expired] kedaluwarsa
    [cancelled] dibatalkan
   *[other] sedang berjalan
}

button-back = ‹ Kembali
button-cancel = Batal
button-menu = Menu
button-again = Coba lagi
button-look = Periksa sekarang

bad-username = Itu bukan nama pengguna Telegram. Nama pengguna berisi 4–32 huruf, angka, atau garis bawah, seperti @durov.
bad-username-link = Tautan itu tidak menuju ke seseorang. Kirim nama pengguna seperti @durov, atau tautan seperti t.me/durov.
bad-number = Itu bukan bilangan bulat. Kirim angka saja, seperti 100.
bad-number-range = Di luar batas. Kirim angka dari { $low } sampai { $high }.
bad-too-long = Itu terlalu panjang untuk sebuah jawaban.
bad-kind = Di sini saya hanya mengerti teks atau tombol. Tidak ada yang berubah.
bad-months = Pilih salah satu jangka waktu di bawah.
recipient-cannot = { $username } tidak dapat menerima ini.
recipient-cannot-why = { $username } tidak dapat menerima ini: { $reason }
contact-no-username = Orang ini tidak punya @namapengguna, dan tanpanya tidak bisa dikirim. Ia bisa membuatnya di Telegram: Pengaturan → Nama Pengguna.
not-yours = Tidak ada pesanan itu di obrolan ini.
old-button = Tombol itu dari langkah sebelumnya. Sekarang Anda di sini:

partner-rejected = Kata penyedia: { $message }
partner-down = Penyedia sedang tidak menjawab. Tidak ada yang hilang: coba lagi dalam satu menit.
partner-busy = Sedang ramai. Tidak ada yang hilang: coba lagi dalam beberapa detik.
partner-unauthorized = Toko sedang diperbaiki dan belum menerima pesanan. Tidak ada yang hilang: coba lagi nanti.
partner-unreadable = Jawaban penyedia tidak terbaca. Tidak ada yang hilang: coba lagi dalam satu menit.
redis-down = Gangguan sebentar: coba lagi dalam satu menit. Pesanan yang sudah Anda konfirmasi aman.
unexpected = Ada yang salah dan kami sudah tahu. Pesanan Anda aman: lihat di /orders, atau mulai dengan /start.
slow-down = Terlalu cepat. Tunggu beberapa detik, lalu lanjutkan.
unknown-command = Saya tidak kenal perintah itu. Yang saya bisa: /start, /orders, /language, /help.
group = Saya hanya menerima pesanan secara pribadi: { $link }
go-on = Telegram sempat sibuk. Tidak ada yang hilang.
button-go-on = Lanjutkan
language-name = Bahasa Indonesia
press-a-button = Di sini tidak perlu teks. Tekan salah satu tombol di bawah.
orders-stale = Penyedia sedang tidak menjawab, jadi mungkin ada pesanan yang belum tampil.
shop-closed = Toko tutup sebentar dan tidak menerima pesanan baru. Pesanan yang sudah dikonfirmasi dilayani seperti biasa.
shop-closed-why = Toko tutup sebentar: { $words }
blocked =
    Anda tidak dapat memesan lagi di sini. Pesanan yang sudah dibayar tetap dilayani.
    { $support }
