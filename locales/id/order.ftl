intent-confirming =
    <b>Pesanan Anda sedang dikonfirmasi</b>

    { $goods }

    Penyedia belum menjawab. Layar pembayaran muncul otomatis di sini. Tidak ada yang dipesan dua kali, dan Anda belum perlu membayar.
confirmation-lost = ⚠️ Karena gangguan, konfirmasi ini hilang dan belum ada yang dipesan. Kalau masih mau, konfirmasi lagi.
intent-rejected =
    <b>Tidak dipesan, tidak perlu bayar</b>

    { $goods }
intent-frozen =
    <b>Kami sedang memeriksa pesanan ini</b>

    { $goods }

    Mohon jangan membayarnya. Kami sudah tahu. Nomor: { $number }
    { $support }

pay =
    <b>Bayar</b> { $price }
    { $goods }
pay-details =
    Alamat: { $address }
    Memo: { $memo }
pay-rules =
    • Kirim tepat jumlah ini, dalam satu transfer
    • Pastikan memo (komentar) terisi di dompet: itu cara kami menemukan pembayaran
    • Pakai dompet Anda sendiri, bukan bursa
pay-rule-gram = • GRAM adalah koin asli jaringan, bukan token
pay-left = ⏳ Berakhir { $end } · Pesanan No. { $order }
pay-dearer = ⚠️ <b>Harganya naik</b> sejak Anda melihatnya: tadinya { $estimate }. Anda masih bisa membatalkan.
pay-checksum = ⚠️ Alamat ini tampak rusak. Jika dompet menolaknya, jangan bayar: batalkan dan pesan lagi.
pay-withheld =
    <b>Mohon jangan bayar pesanan ini</b>

    Kami tidak bisa memastikan data pembayarannya, jadi tidak kami tampilkan. Kami sudah tahu.
    { $support }
button-wallet = Buka dompet
button-keeper = Keeper
button-mytonwallet = MyTonWallet
button-copy-address = Salin alamat
button-copy-memo = Salin memo
button-copy-amount = Salin jumlah
button-paid = Saya sudah bayar
button-pay-again = Lihat data pembayaran
button-cancel-order = Batalkan
cancel-ask =
    <b>Batalkan pesanan ini?</b>

    { $goods }
    { $order }

    Jika Anda sudah membayar, jangan dibatalkan: kami akan menemukan pembayaran Anda.
button-keep-order = Jangan batalkan
button-cancel-sure = Ya, batalkan pesanan

checking =
    <b>Mencari pembayaran Anda</b>

    { $goods }

    Biasanya kurang dari satu menit. Tidak perlu menunggu di sini, kami akan mengabari Anda.
    { $support }
time-is-up =
    <b>Waktu habis, memeriksa pembayaran</b>

    { $goods }

    Mohon jangan bayar pesanan ini sekarang. Jika sudah dibayar, kami akan menemukannya.
    { $support }
status-unknown = Pesan penyedia: { $status }. Kami terus memantaunya.

outcome = { $state ->
    [completed]
        ✅ <b>Terkirim ke penerima</b>

        { $goods }
    [failed]
        <b>Pesanan ini gagal</b>

        { $goods }

        Jika sudah dibayar, penyedia akan mengembalikan uang Anda. Kami akan mengabari Anda.
        { $support }
    [refunded]
        <b>Dana pesanan ini dikembalikan</b>

        { $goods }

        Uang dikembalikan ke dompet asal.
        { $support }
    [cancelled]
        <b>Pesanan ini dibatalkan</b>

        { $goods }

        Mohon jangan bayar pesanan ini sekarang. Jika sudah dibayar, kami akan melihatnya dan mengabari Anda.
        { $support }
    [expired]
        <b>Pesanan ini kedaluwarsa tanpa dibayar</b>

        { $goods }

        Mohon jangan bayar pesanan ini sekarang. Jika sudah dibayar, kami akan melihatnya dan mengabari Anda.
        { $support }
    [not-seen]
        <b>Pesanan ini telah berakhir</b>

        { $goods }

        Kami tidak melihat pembayaran. Jika sudah dibayar, hubungi kami.
        { $support }
    [money]
        <b>Pesanan ini berakhir tanpa pengiriman</b>

        { $goods }

        Kami menerima { $paid } dari { $price }. Uang Anda aman. Mohon jangan mengirim lagi untuk pesanan ini.
        { $support }
    [odd]
        <b>Tentang pembayaran Anda</b>

        { $goods }
   *[progress]
        <b>Pembayaran diterima</b>

        { $goods }
}
button-repeat = Pesan lagi
see-below = lihat pesan baru di bawah
receipt =
    Tanggal: { $date }
    Jumlah: { $amount }
receipt-transaction = Transaksi: { $link }
button-gift-card = 🎁 Kartu untuk teman
card-gift =
    🎁 <b>Hadiah untuk Anda</b>

    { $goods }

    { $product ->
        [premium] Sudah aktif: Pengaturan → Telegram Premium.
       *[stars] Sudah jadi milik Anda: Pengaturan → Bintang Saya.
    }
reminder =
    ⏳ <b>Belum dibayar</b>

    { $goods }
    Berakhir { $end }

    Jika Anda baru saja membayar, tenang saja: kami akan mengabari.
two-to-pay = ⚠️ Anda punya pesanan lain yang masih berjalan. Memonya berbeda: jangan sampai tertukar.

orders = <b>Pesanan saya</b> · halaman { $page } dari { $pages }
orders-row =
    No. { $order } · { $date } · { $status }
    { $goods }
orders-received = diterima { $paid }
orders-none =
    <b>Pesanan saya</b>

    Belum ada pesanan.
button-newer = ‹ Lebih baru
button-older = Lebih lama ›
from-the-shop = ✉️ <b>Pesan tentang pesanan No. { $order }</b>

intent-waiting =
    <b>Ini lebih lama dari biasanya</b>

    { $goods }

    Penyedia sedang tidak mengonfirmasi pesanan, dan kami terus mencoba. Layar pembayaran muncul otomatis di sini. Tidak ada yang dipesan dua kali, dan Anda belum perlu membayar.
withdraw-refused = Pesanan ini sedang dikirim ke penyedia dan sekarang tidak dapat dibatalkan. Anda belum perlu membayarnya.
order-turned-up = ⚠️ Kami memberi tahu bahwa ini tidak dipesan, tetapi pesanannya ternyata ada di penyedia. Bayar hanya jika Anda masih menginginkannya.
status-unclear = <b>Penyedia sedang memeriksa pesanan ini</b>
button-not-paid = Saya belum membayar
order-missing =
    <b>Penyedia tidak lagi menampilkan pesanan ini</b>

    { $goods }

    Kami mengetahuinya dan sedang memeriksanya. { $paid ->
        [yes] Anda tidak perlu membayar lagi.
       *[no] Mohon jangan membayarnya sekarang.
    }
    { $support }
