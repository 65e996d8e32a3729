button-order = Lihat pesanan
button-sheet = { $topic ->
    [wallet] Belum punya dompet
    [coins] Belum punya { $currency }
    [exchange] Bursa atau @wallet?
    [comment] Memo diisi di mana?
    [memo] Saya lupa memo
    [little] Jumlahnya kurang
    [late] Saya terlambat bayar
    [slow] Lama sekali
    [refund] Di mana uang saya?
   *[missing] Belum ada yang masuk
}
sheets =
    <b>Bantuan</b> · { $order }

    Apa yang bisa kami bantu?
sheet = { $topic ->
    [wallet] Dompet adalah aplikasi untuk menyimpan { $currency } Anda. Pasang Keeper (dulu Tonkeeper) atau MyTonWallet, buat dompet baru, lalu catat kata-kata rahasianya di kertas. Jangan beri tahu siapa pun, termasuk dukungan. Isi saldonya, kembali ke sini, dan ketuk “Buka dompet”.
    [coins] Beli { $currency } dengan kartu di aplikasi dompet atau di bursa, lalu tarik ke dompet Anda sendiri. Siapkan sedikit lebih banyak dari harganya: jaringan dan bursa memungut biaya kecil. Yang diperlukan adalah koin asli jaringan, bukan token bernama sama. Setelah itu bayar dari dompet Anda.
    [exchange] Sebaiknya jangan. Bursa, @wallet, dan dompet di dalam Telegram bisa mengirim uang Anda tanpa memo, atau kurang dari semestinya. Pengembalian dana pun tidak sampai ke Anda. Tarik dulu { $currency } ke dompet Anda sendiri, lalu bayar dari sana.
    [comment] “Buka dompet” mengisi semuanya: cocokkan dengan pesanan, lalu konfirmasi. Jika mengetik sendiri, tempel memo di kolom bernama Komentar, Memo, atau Pesan. Di sebagian dompet, kolom itu muncul setelah “Tambah komentar” diketuk. Tidak ada kolomnya? Jangan kirim: pakai dompet lain.
    [memo] Tanpa memo, pembayaran Anda sampai ke penyedia, tetapi tidak diketahui untuk pesanan mana. Jangan bayar lagi. Dukungan dapat menemukannya dari waktu, jumlah, dan transaksinya.
    [little] Pesanan menunggu sampai seluruh jumlah masuk. Uang Anda aman. Tanyakan ke dukungan sebelum mengirim sisanya: harus dengan memo yang sama dan sebelum waktu habis.
    [little-ended] Pesanan ini sudah berakhir: mohon jangan kirim sisanya. Uang Anda aman. Tanyakan kelanjutannya ke dukungan.
    [late] Pembayaran yang terlambat biasanya tetap ditemukan: kami mencarinya selama seminggu dan memberi tahu Anda. Jangan bayar lagi. Jika dalam satu jam tidak ada perubahan, hubungi dukungan.
    [slow] Pembayaran Anda sudah kami temukan dan penyedia sedang mengirim. Biasanya satu menit, saat ramai lebih lama. Anda tidak perlu melakukan atau membayar apa pun. Jika dalam setengah jam tidak ada perubahan, hubungi dukungan.
    [refund] Jika pesanan ini sudah dibayar, penyedia mengembalikan uangnya ke dompet asal. Cari pembayaran masuk di sana. Jika Anda membayar dari bursa, tanyakan juga ke bursa itu. Jika dalam sehari belum ada yang masuk, hubungi dukungan.
    [missing-stars] Bintang ada di Pengaturan → Bintang Saya milik penerima. Jika dalam sepuluh menit belum ada, hubungi dukungan.
    [missing-premium] Premium ada di Pengaturan → Telegram Premium milik penerima. Jika dalam sepuluh menit belum ada, hubungi dukungan.
   *[missing] Bintang ada di Pengaturan → Bintang Saya milik penerima, Premium di Pengaturan → Telegram Premium. Jika dalam sepuluh menit belum ada, hubungi dukungan.
}
sheet-transaction = Cari pembayarannya di dompet Anda, salin tautan transaksinya (Tonviewer, Tonscan, Tonwhales) atau hash-nya, lalu <b>kirim ke sini</b>. Kami tambahkan di bawah.
sheet-to = “Hubungi dukungan” membuka obrolan dengan { $support }, pesannya sudah terisi:
sheet-to-nobody = “Kirim ke dukungan” meneruskan ini, dan jawabannya masuk ke obrolan ini:
sheet-sent = ✅ Terkirim. Dukungan juga melihat yang Anda tambahkan di sini dan menjawab di obrolan ini.
sheet-fact = { $fact ->
    [order] Pesanan: { $value }
    [transaction] Transaksi: { $value }
    [price] Harga: { $value }
    [received] Diterima: { $value }
    [ordered] Dipesan: { $value }
    [paid] Ditandai dibayar: { $value }
    [address] Alamat: { $value }
    [memo] Memo: { $value }
    [status] Status: { $value }
   *[goods] Barang: { $value }
}
button-copy-facts = Salin data
button-support = Hubungi dukungan
button-ask-support = Kirim ke dukungan
bad-transaction = Itu bukan tautan transaksi. Buka pembayarannya di tonviewer.com, tonscan.org, atau tonwhales.com dan kirim tautannya, atau kirim hash transaksinya. Alamat dompet saja tidak cukup.
