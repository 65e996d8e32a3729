step = { $step ->
    [paid] Dibayar
    [processing] Diproses
    [delivered] Terkirim
    [failed] Gagal
    [refunded] Dana dikembalikan
    [expired] Kedaluwarsa
    [cancelled] Dibatalkan
   *[ordered] Dipesan
}
step-then = { " ▸ " }

looked = Diperiksa pukul { $time }: belum ada yang baru.

odd-payment =
    <b>Tentang pembayaran Anda</b>

    { $goods }
odd-less = ⚠️ Masuk { $paid }: kurang { $missing } dari harga. Uangnya tidak hilang, tetapi pesanan menunggu. Tanyakan ke dukungan sebelum mengirim sisanya.
odd-more = ⚠️ Masuk { $paid }: lebih { $rest } dari harga. Pesanan tetap berjalan; sisanya diselesaikan penyedia.
odd-note = Kata penyedia: { $note }

button-order = Lihat pesanan
button-sheet = { $topic ->
    [memo] Saya lupa memo
    [little] Jumlahnya kurang
    [late] Saya terlambat bayar
    [slow] Lama sekali
   *[missing] Belum ada yang masuk
}
sheets =
    <b>Bantuan</b> · { $order }

    Tentang apa?
sheet-memo = Pembayaran tanpa memo sampai ke penyedia, tetapi tidak diketahui untuk pesanan mana. Jangan bayar lagi. Dukungan dapat mencocokkannya dari waktu, jumlah, dan transaksi di dompet Anda.
sheet-little = Pesanan menunggu sampai seluruh jumlah masuk. Uangnya tidak hilang. Tanyakan ke dukungan sebelum mengirim sisanya: harus dengan memo yang sama dan sebelum waktu habis.
sheet-late = Uang yang terlambat biasanya tetap ditemukan: kami mencarinya selama seminggu dan memberi tahu Anda. Jangan bayar lagi. Jika satu jam tidak ada perubahan, hubungi dukungan.
sheet-slow = Pembayaran sudah ditemukan dan penyedia sedang mengirim. Biasanya satu menit, saat ramai lebih lama. Tidak perlu melakukan atau membayar apa pun. Jika setengah jam tidak ada perubahan, hubungi dukungan.
sheet-missing = Bintang ada di Pengaturan → Bintang Saya milik penerima, Premium di Pengaturan → Telegram Premium. Jika sepuluh menit belum ada, hubungi dukungan.
sheet-forward = Teruskan pesan ini ke { $support }:
sheet-forward-nobody = Teruskan pesan ini ke pengelola bot:
sheet-facts =
    Pesanan: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Harga: { $price }
    Dipesan: { $ordered }
    Katanya dibayar: { $said }
button-copy-facts = Salin data
button-support = Hubungi dukungan

full =
    <b>Terlalu banyak pesanan belum dibayar</b>

    Bayar atau batalkan salah satunya, lalu konfirmasi lagi.
unpaid-row = • № { $order }: { $goods }
unpaid-confirming = • Sedang dikonfirmasi: { $goods }
button-pay-order = Bayar № { $order }
button-drop = Batalkan № { $order }
dropped = Pesanan № { $order } dibatalkan.
not-dropped = Pesanan № { $order } tidak dapat dibatalkan: { $status }.

days = { $days ->
   *[other] { $days } hari
}
privacy =
    <b>Yang disimpan</b>

    • Yang sedang Anda pilih: { $session }
    • Bahasa dan penerima terakhir Anda: { $profile }
    • Pesanan Anda: { $orders } setelah selesai

    Penyedia menyimpan setiap pesanan dengan nomor obrolan ini. Nama, nomor telepon, dan dompet Anda tidak disimpan di sini.

    { $support }
button-forget = Hapus data saya
forget =
    <b>Hapus data Anda di sini?</b>

    Bahasa, penerima, dan pesanan yang selesai dihapus. Pesanan terbuka tetap ada sampai selesai, agar tidak ada uang yang hilang.
button-forget-sure = Ya, hapus
button-keep = Simpan
forgotten = <b>Dihapus.</b> Pesanan yang masih ada di penyedia muncul lagi saat Anda membuka Pesanan.
forgotten-but = { $orders ->
   *[other] { $orders } pesanan terbuka disimpan sampai selesai.
}

command-privacy = Data Anda yang disimpan
command-forget = Hapus data Anda di sini
