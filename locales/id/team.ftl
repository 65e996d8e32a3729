team =
    <b>Tim</b>

    Admin dari ADMIN_IDS: { $roots }
    Reseller dari RESELLER_IDS: { $resellers }
team-members = Ditambahkan lewat chat: { $number }
team-none = Belum ada yang ditambahkan lewat chat.
team-restored = ⚠️ Cadangan dipulihkan. Orang dari timnya yang menunggu: { $people }. Admin dari ADMIN_IDS memutuskan apakah mereka kembali.
button-team-take-back = Terima kembali
button-team-leave-out = Jangan diterima
button-team-add = { $role ->
    [admin] Tambah admin
   *[other] Tambah reseller
}
team-role = { $role ->
    [admin] admin
   *[other] reseller
}
team-who =
    <b>{ $role ->
        [admin] Siapa admin barunya?
       *[other] Siapa reseller barunya?
    }</b>

    Teruskan pesan darinya, bagikan kontaknya, atau kirim id penggunanya.
team-ask-add = { $role ->
    [admin] Tambahkan { $name } ({ $id }) sebagai admin?
   *[other] Tambahkan { $name } ({ $id }) sebagai reseller?
}
button-team-join = Tambahkan
team-member =
    { $name }

    Id: { $id }
    Peran: { $role }
    Sejak: { $added }, oleh { $admin }
    Batas harian: { $limit }
    Sampai: { $until }
team-no-limit = Tanpa batas
team-no-end = Tanpa tanggal akhir
team-over = Waktu orang ini sudah habis, jadi sekarang ia tidak ada di tim.
button-team-limit = Batas harian
button-team-end = Tanggal akhir
button-team-remove = Keluarkan
team-ask-limit = Berapa { $currency } yang boleh dibelanjakan orang ini dalam 24 jam? Kirim angka, misalnya 50.
team-ask-end = Sampai kapan? Kirim jumlah hari, misalnya 30, atau hari terakhir, misalnya 2027-01-31.
team-ask-remove = Keluarkan { $name } dari tim? Pesanan yang sudah dibuat tetap berjalan.
team-welcome = { $role ->
    [admin] Anda sekarang admin toko ini. Perintah Anda ada di menu.
   *[other] Anda sekarang reseller toko ini. Lihat yang bisa Anda lakukan: /reseller
}
team-goodbye = { $role ->
    [admin] Anda bukan lagi admin toko ini.
   *[other] Anda bukan lagi reseller toko ini.
}
team-still-reseller = Anda masih reseller: /reseller
team-goodbye-orders = Pesanan Anda yang sudah dibuat tetap berjalan: /orders. Tidak ada lagi yang dipesan dari daftar Anda.
team-goodbye-book = Buku pelanggan Anda tetap di sini sampai Anda menghapus data Anda: /forget. Simpan dulu berkasnya.
team-not-started = Orang ini belum memulai bot. Minta ia membukanya dan menekan Mulai.
team-unknown = Pengguna dengan id { $id } belum memulai bot ini. Periksa angkanya, atau bagikan kontaknya.
team-nobody = Saya tidak bisa melihat siapa itu. Teruskan pesan darinya, bagikan kontaknya, atau kirim id penggunanya.
team-bot = Itu bot. Hanya orang yang bisa masuk tim.
team-hidden = Orang ini menyembunyikan akunnya pada pesan terusan. Bagikan kontaknya atau kirim id penggunanya.
team-already = Orang ini sudah punya peran itu.
team-full = Tim sudah berisi { $most } orang, itu yang terbanyak. Keluarkan seseorang dulu.
team-only-roots = Hanya admin dari ADMIN_IDS yang bisa melakukan itu.
no-such-member = Orang ini sudah tidak ada di tim.
bad-limit = Jumlah itu tidak terbaca. Kirim angka, misalnya 50 atau 12.5.
bad-end = Itu tidak terbaca. Kirim jumlah hari, misalnya 30, atau tanggal mendatang, misalnya 2027-01-31.
daily-limit = Batas harian Anda tersisa { $left }, dan pesanan ini lebih mahal. Pilih lebih sedikit, atau hubungi admin toko.
command-team = Reseller dan admin toko ini
