intent-confirming =
    <b>Pesanan Anda sedang dikonfirmasi</b>

    { $goods }

    Penyedia belum menjawab. Layar pembayaran datang sendiri ke sini. Tidak ada yang dipesan dua kali, dan sampai saat itu tidak ada yang perlu dibayar.
intent-rejected =
    <b>Tidak dipesan, tidak perlu bayar</b>

    { $goods }
intent-frozen =
    <b>Pesanan ini perlu diperiksa orang</b>

    { $goods }

    Mohon jangan membayarnya. Kami sudah tahu. Nomor: { $number }
    { $support }

pay =
    <b>Bayar</b> { $price }
    { $goods }
pay-details =
    Jumlah: { $amount }
    Alamat: { $address }
    Memo: { $memo }
pay-rules =
    • Tepat jumlah ini, dalam satu transfer
    • Dengan memo (komentar): dari situ pembayaran Anda ditemukan
    • Dari dompet Anda sendiri, bukan dari bursa
pay-left = { $minutes ->
   *[other] ⏳ Sisa { $minutes } menit · Pesanan № { $order }
}
pay-dearer = ⚠️ <b>Harganya naik</b> sejak Anda melihatnya: tadinya { $estimate }. Anda masih bisa membatalkan.
pay-checksum = ⚠️ Alamat ini tampak rusak. Jika dompet menolaknya, jangan bayar: batalkan dan pesan lagi.
pay-withheld =
    <b>Mohon jangan bayar pesanan ini</b>

    Data pembayarannya tidak dapat dipastikan, jadi tidak ditampilkan. Kami sudah tahu.
    { $support }
button-wallet = Buka dompet
button-tonkeeper = Tonkeeper
button-copy-address = Alamat
button-copy-memo = Memo
button-copy-amount = Jumlah
button-paid = Saya sudah bayar
button-pay-again = Lihat data pembayaran
button-cancel-order = Batalkan

checking =
    <b>Mencari pembayaran Anda</b>

    { $goods }

    Biasanya kurang dari satu menit. Tidak perlu menunggu di sini: pesannya datang sendiri.
    { $support }
time-is-up =
    <b>Waktu habis, memeriksa pembayaran</b>

    { $goods }

    Mohon jangan bayar pesanan ini lagi. Jika sudah dibayar, pasti ditemukan.
    { $support }
in-progress =
    <b>Pembayaran diterima</b>

    { $goods }
status-unknown = Kata penyedia: { $status }. Kami terus memantaunya.

ended-completed =
    ✅ <b>Terkirim</b>

    { $goods }
ended-failed =
    <b>Pesanan ini gagal</b>

    { $goods }

    Jika sudah dibayar, penyedia mengembalikan uangnya. Kami memantau dan memberi tahu Anda.
    { $support }
ended-refunded =
    <b>Dana pesanan ini dikembalikan</b>

    { $goods }

    Uangnya kembali ke asalnya.
    { $support }
ended-cancelled =
    <b>Pesanan ini dibatalkan</b>

    { $goods }

    Mohon jangan dibayar lagi. Jika sudah dibayar, kami melihatnya dan memberi tahu Anda.
    { $support }
ended-expired =
    <b>Pesanan ini kedaluwarsa tanpa dibayar</b>

    { $goods }

    Mohon jangan dibayar lagi. Jika sudah dibayar, kami melihatnya dan memberi tahu Anda.
    { $support }
button-repeat = Pesan lagi

orders = <b>Pesanan saya</b> · halaman { $page } dari { $pages }
orders-row =
    № { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>Pesanan saya</b>

    Belum ada.
button-newer = ‹ Lebih baru
button-older = Lebih lama ›
from-the-shop = ✉️ <b>Pesan tentang pesanan № { $order }</b>
