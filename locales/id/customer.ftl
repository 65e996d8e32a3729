step = { $step ->
    [paid] Dibayar
    [processing] Diproses
    [delivered] Terkirim ke penerima
    [failed] Gagal
    [refunded] Dana dikembalikan
    [expired] Kedaluwarsa
    [cancelled] Dibatalkan
   *[ordered] Dipesan
}
step-then = { " ▸ " }

looked = Baru saja diperiksa: belum ada yang baru.

odd-less = ⚠️ Kami menerima { $paid }: kurang { $missing } dari harga. Uang Anda aman, tetapi pesanan menunggu. Tanyakan ke dukungan sebelum mengirim sisanya.
odd-more = ⚠️ Kami menerima { $paid }: lebih { $rest } dari harga. Pesanan tetap berjalan; sisanya diselesaikan penyedia.
odd-note = Pesan penyedia: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ Kami menerima { $amount }: kurang dari harga. Uang Anda aman, tetapi pesanan menunggu. Tanyakan ke dukungan sebelum mengirim sisanya.
    [overpaid] Anda mengirim kelebihan { $amount }. Kelebihannya dikembalikan ke dompet Anda.
    [paid-late] Pembayaran Anda sebesar { $amount } terlambat, tetapi sudah kami temukan.
   *[refunded] { $amount } dikembalikan ke dompet Anda.
}

full =
    <b>Terlalu banyak pesanan belum dibayar</b>

    Bayar atau batalkan salah satunya, lalu konfirmasi lagi.
unpaid-row = { $state ->
    [partly] • No. { $order }: { $goods } · dibayar sebagian
    [marked] • No. { $order }: { $goods } · ditandai dibayar
   *[due] • No. { $order }: { $goods }
}
unpaid-confirming = • Sedang dikonfirmasi: { $goods }
button-pay-order = { $state ->
    [due] Bayar No. { $order }
   *[other] Lihat No. { $order }
}
button-drop = Batalkan No. { $order }
dropped = Pesanan No. { $order } dibatalkan.
not-dropped = Pesanan No. { $order } tidak bisa dibatalkan: { $status }.

days = { $days ->
   *[other] { $days } hari
}
privacy =
    <b>Yang kami simpan</b>

    • Yang sedang Anda pilih: { $session }
    • Bahasa dan penerima terakhir Anda: { $profile }
    • Pesanan Anda dan nama penerimanya: { $orders } setelah selesai

    Penyedia menyimpan setiap pesanan dengan nomor obrolan ini. Kami tidak menyimpan nomor telepon atau dompet Anda.

    { $support }
button-forget = Hapus data saya
forget =
    <b>Hapus data Anda di sini?</b>

    Kami menghapus bahasa, penerima, dan pesanan yang selesai. Pesanan terbuka tetap ada sampai selesai, agar uang Anda tidak hilang.
button-forget-sure = Ya, hapus
button-keep = Jangan hapus
forgotten = <b>Dihapus.</b> Pesanan yang masih ada di penyedia muncul lagi saat Anda membuka Pesanan.
forgotten-but = { $orders ->
   *[other] Kami menyimpan { $orders } pesanan terbuka sampai selesai.
}

command-privacy = Data Anda yang kami simpan
command-forget = Hapus data saya
