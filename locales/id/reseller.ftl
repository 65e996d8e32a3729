button-desk = Untuk reseller
desk =
    <b>Untuk reseller</b>

    /bulk  banyak pesanan dari daftar atau berkas
    /quote  modal, harga jual, dan laba
    /margin  margin Anda
    /currency  mata uang pelanggan Anda
    /pricelist  daftar harga untuk diteruskan
    /unpaid  siapa yang berutang
    /client  pesanan pelanggan dan utangnya
    /find  cari pesanan Anda
    /my_stats  statistik Anda
    /my_export  pesanan Anda sebagai berkas

    Di obrolan mana pun Anda bisa menulis:
    { $quote }  untuk memberi harga
    { $pay }  untuk mengirim pembayaran pesanan
button-bulk = Pesanan massal
button-stats = Statistik saya
button-export = Ekspor
button-daily = { $daily ->
    [on] Ringkasan: aktif
   *[off] Ringkasan: mati
}

invoice-line = Faktur: { $invoice }
button-invoice = Nomor faktur
invoice-ask =
    <b>Nomor faktur</b>

    Kirim nomor faktur pelanggan Anda: hingga 30 huruf (a–z), angka, _ dan -.
button-no-invoice = Tanpa faktur
bad-invoice = Itu bukan nomor faktur. Isinya hingga 30 huruf (a–z), angka, _ dan -, seperti invoice-42.
bad-two-ways = Itu bisa dibaca dengan dua cara. Tulis angkanya tanpa pemisah dan beri ; sebelum faktur: @alice 500; 77.

find-how = Kirim /find dengan faktur, memo, nomor pesanan, atau @nama.
found = <b>Ditemukan dengan</b> { $words }
found-none =
    Tidak ada yang cocok dengan { $words }.

    Saya mencari di pesanan Anda: menurut faktur, memo, nomor pesanan, atau @nama.

margin =
    <b>Margin Anda</b>

    Dari modal: { $percent }
    Biaya tetap: { $fee }
    Dibulatkan ke atas: { $step }

    Ubah begini: { $example }
    Biaya dalam { $currency }; pembulatan juga, atau dalam mata uang Anda. Keduanya boleh dilewati.
margin-none = tidak ada
bad-margin = Margin itu tidak terbaca. Kirim seperti /margin 12.5% atau /margin 12.5% + 0.1 / 0.05.
bad-what = Apa yang dihitung? Tulis 500 untuk Bintang atau 6m untuk Premium enam bulan, dalam batas toko.
quote =
    <b>Penawaran</b> · { $goods }

    Modal: { $cost }
    Harga jual: { $retail }
    Laba: { $profit }

    Pesan di bawah untuk pelanggan Anda: teruskan apa adanya.

card-quote = { $goods }: { $price }
card-quote-hint = Kirim harga ini
button-order-this = Buat pesanan
card-not-yours = Tombol ini untuk pengirim harga.
card-pay = Pesanan No. { $order } · { $price }
card-status =
    Pesanan No. { $order }
    { $goods }

    { $status }
card-checking = pembayaran sedang dicari

bulk =
    <b>Pesanan massal</b>

    Kirim hingga { $most } baris, atau berkas: Excel (.xlsx) atau CSV:

    { $stars }
    { $premium }

    Angka berarti Bintang, 6m berarti Premium enam bulan. Nomor faktur boleh dilewati. Kami baru memesan setelah Anda konfirmasi. Baris pertama boleh berisi nama kolom, dengan urutan apa pun.
bulk-empty = Tidak ada baris yang terbaca. Kirim baris seperti @alice 100.
bulk-too-many = Terlalu banyak: paling banyak { $most } baris sekali kirim.
bulk-not-read = Berkas ini tidak terbaca. Simpan sebagai Excel (.xlsx) atau CSV, tanpa kata sandi, lalu kirim lagi.
bulk-too-large = Berkas ini terlalu besar: paling banyak 1 MB. Sisakan hanya baris yang ingin Anda pesan.
file-not-fetched = Berkas ini tidak bisa diambil dari Telegram. Tidak ada yang hilang: kirim lagi, atau kirim yang lebih kecil.
bulk-columns = Kolomnya tidak jelas. Di baris pertama, beri nama satu kolom Username dan satu kolom Jumlah.
not-your-batch = Pesanan massal itu tidak ada di obrolan ini, atau umurnya lebih dari enam hari.
button-batch = { $first } · { $rows ->
   *[other] { $rows } baris
}
bulk-checking =
    <b>Memeriksa baris Anda</b>

    { $bar } { $done } dari { $total }
bulk-waiting = Penyedia sedang tidak menjawab. Pemeriksaan berlanjut otomatis.
bulk-ready =
    <b>Diperiksa: { $fine } dari { $total } bisa dipesan</b>
    { $fine ->
        [0] Alasannya ada di bawah tiap baris. Anda bisa memperbaikinya lalu mengirimnya lagi.
       *[other] Total: { $price }

        Harga tiap pesanan menjadi pasti saat dibuat.
    }
bulk-sheet = Baris ini dari lembar { $sheet }.
bulk-limit = Batas harian Anda tersisa { $left }, dan jumlah baris ini lebih mahal. Kirim lebih sedikit baris, atau hubungi admin toko.
bulk-hidden = { $rows ->
   *[other] { $rows } baris tersembunyi di berkas ini saya lewati.
}
button-confirm-rows = { $rows ->
   *[other] Konfirmasi { $rows } baris
}
bulk-how =
    <b>Bagaimana memesannya?</b>

    <b>Satu per satu</b>: pesanan dibuat saat Anda akan membayarnya, jadi waktunya tidak habis.
    <b>Semua sekarang</b>: waktu bayar semuanya mulai sekarang. Untuk yang membayar dari berkas.
button-one-by-one = Satu per satu
button-all-now = Semua sekarang
bulk-again =
    { $rows ->
       *[other] <b>Pesan lagi { $rows } baris?</b>
    }
    Sekarang { $price }, sebelumnya { $former }.
bulk-ordering =
    <b>Pesanan massal</b> · { $price }
    { $tally }
bulk-progress = { $bar } dipesan { $done } dari { $total }
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Pesanan massal dibatalkan. Tidak ada yang dipesan.
bulk-all-paid = Saat ini tidak ada yang perlu dibayar di pesanan massal ini.
bulk-news =
    <b>Pesanan massal: kabar</b>
    { $tally }
bulk-over =
    <b>Pesanan massal selesai</b>
    { $tally }
button-next = Bayar berikutnya ({ $left })
button-next-row = Bayar berikutnya ›
button-open-batch = Pesanan massal
button-expired = Pesan lagi ({ $rows })
button-csv = Berkas CSV
button-repeated = Yang berulang juga: { $rows }
button-filter = { $filter ->
    [wrong] Salah
    [waiting] Menunggu
    [paid] Dibayar
    [expired] Kedaluwarsa
   *[all] Semua
}
row-state = { $state ->
    [unchecked] belum diperiksa
    [problem] tidak bisa
    [fine] siap
    [confirming] sedang dipesan
    [rejected] ditolak
   *[frozen] ditinjau
}
row-problem = { $problem ->
    [format] seharusnya: @name 100 invoice
    [unclear] ini bisa dibaca dengan dua cara. Tulis angkanya tanpa pemisah dan beri ; di antara bagian-bagiannya
    [formula] di sini ada rumus. Ganti dengan nilainya
    [username] itu bukan nama pengguna
    [amount] seharusnya jumlah: 100, atau 6m untuk Premium
    [invoice] faktur berisi hingga 30 huruf (a–z), angka, _ dan -
    [limits] di luar batas: { $detail }
    [recipient] orang ini tidak bisa menerimanya. { $detail }
    [repeated] sudah dipesan { $detail }. Dilewati
    [duplicate] sama dengan baris { $detail }, fakturnya juga. Dilewati
   *[refused] pesan penyedia: { $detail }
}
row-twin = ↳ sama dengan baris { $number }
columns = { $column ->
    [recipient] username, nama pengguna, pengguna, penerima, telegram, akun, untuk, klien, pelanggan, nama
    [amount] bintang, jumlah, kuantitas, banyaknya, qty, bulan, premium
    [product] produk, barang, jenis
   *[invoice] faktur, invoice, nota, referensi
}

stats = <b>Statistik saya</b> · { $currency } terkirim per hari
stats-today = Hari ini
figures =
    Pesanan: { $orders }, terkirim: { $delivered } ({ $success })
    Bintang: { $stars } · bulan Premium: { $months }
    { $ton }
export-how = Kirim /my_export, atau dengan tanggal, yang lebih awal dulu: /my_export 2026-07-01 2026-07-31.
export-none = Tidak ada pesanan pada rentang itu.
daily = <b>Hari Anda</b> · { $date }
daily-on =
    <b>Ringkasan harian: aktif</b>

    Anda menerimanya saat hari Anda berakhir, menurut { $zone }. Zona lain: /daily +3. Matikan: /daily off.
daily-off =
    <b>Ringkasan harian: mati</b>

    Nyalakan dengan /daily.
daily-how = Kirim /daily on, /daily off, atau zona waktu Anda seperti /daily +3 atau /daily -5:30.

command-reseller = Untuk reseller
command-bulk = Banyak pesanan sekaligus
command-quote = Modal, harga jual, laba
command-margin = Margin saya
command-find = Cari pesanan saya
command-my-stats = Statistik saya
command-my-export = Pesanan saya sebagai berkas
command-daily = Nyalakan atau matikan ringkasan
