client-pays = Pelanggan Anda membayar: { $price }
takings =
    Omzet: { $turnover } · modal: { $cost }
    Laba: { $profit } · belum dibayar: { $unpaid }
button-by-client = Per pelanggan
stats-by-client = <b>Statistik per pelanggan</b> · { $days }
client-orders = { $orders ->
   *[other] { $orders } pesanan
}
button-unpaid = Siapa berutang
unpaid =
    <b>Belum dibayar kepada Anda:</b> { $sum }
    { $orders ->
       *[other] { $orders } pesanan, yang terlama dulu
    }
unpaid-none = <b>Tidak ada yang berutang kepada Anda.</b> Pesanan pelanggan ada di sini sampai Anda menandainya lunas.
book-full = ⚠️ Buku pelanggan Anda penuh: pesanan belum lunas yang terlama keluar dari buku. Tandai yang lunas atau simpan berkas CSV-nya.
give-back = { $orders ->
   *[other] ⚠️ Sudah dibayar kepada Anda, tetapi tidak terkirim: { $orders } pesanan, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] lunas, tetapi { $status }
   *[paid] lunas
}
button-undo = Urungkan
button-mark-all = { $orders ->
   *[other] Tandai { $orders } lunas
}
marked = { $orders ->
   *[other] { $orders } pesanan ditandai lunas.
}
unmarked = { $orders ->
   *[other] { $orders } pesanan kembali belum lunas.
}
book-changed = Daftar ini sudah berubah, jadi tidak ada yang ditandai. Beginilah sekarang.
button-clients = Per pelanggan
clients =
    <b>Siapa yang berutang</b> · { $sum }
    Pelanggan: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
       *[other] Berutang { $sum } untuk { $orders } pesanan
    }
client-even =
    { $client }
    Tidak berutang apa-apa
client-note = Catatan: { $note }
client-gone = Pelanggan ini tidak punya pesanan lagi di buku Anda.
client-none =
    Tidak ada pelanggan bernama { $words }.

    Kirim /client dengan nomor faktur, @username, atau nama, atau /client saja.
client-which = <b>Pelanggan mana yang Anda maksud?</b>
button-client-name = Nama
button-client-note = Catatan
client-name-ask =
    <b>Siapa nama pelanggan ini?</b>

    Sekarang: { $client }. Kirim nama hingga { $most } karakter. Untuk menggabungkan dua pelanggan, kirim nama yang satunya.
client-join = <b>Apakah ini pelanggan yang sama?</b>
button-client-join = Gabungkan
button-other-name = Nama lain
client-note-ask =
    <b>Catatan tentang</b> { $client }

    Kirim hingga { $most } karakter, atau { $none } untuk menghapus catatan. Hanya Anda yang melihatnya.
bad-client-name = Nama itu tidak bisa dipakai. Kirim 1 sampai { $most } karakter.
bad-client-note = Catatan kosong atau terlalu panjang. Kirim 1 sampai { $most } karakter.
book-names-full = Buku pelanggan Anda tidak muat nama dan catatan lagi. Hapus beberapa catatan dulu.
button-book-file = Unggah berkas
book-file-ask =
    <b>Nama, catatan, dan pembayaran dari berkas</b>

    Unduh berkas CSV buku Anda, isi { $columns }, lalu kirim ke sini. Tulis ya di bawah paid untuk yang sudah dibayar. Sel kosong tidak mengubah apa pun.
bad-book-file = Berkas itu tidak terbaca. Kirim berkas buku Anda sebagai CSV atau Excel (.xlsx), hingga 2 MB, lengkap dengan baris pertamanya.
book-file-done = Dari berkas: { $names } nama, { $notes } catatan, { $paid } pembayaran. Baris yang tidak terpakai: { $wrong }.
privacy-book = Buku pelanggan Anda: utang pelanggan sampai dibayar; nama dan catatan sampai Anda menghapus data Anda.
forget-book-paid = Buku pelanggan Anda ikut terhapus dengan semua nama dan catatan. Tidak ada yang bisa mengembalikannya.
forget-book = { $orders ->
   *[other] Buku pelanggan Anda ikut terhapus: { $orders } pesanan belum lunas, semua nama dan catatan. Tidak ada yang bisa mengembalikannya.
}
command-unpaid = Siapa berutang kepada saya
command-client = Pesanan seorang pelanggan
