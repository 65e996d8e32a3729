alert = { $kind ->
    [frozen] ⚠️ Sebuah konfirmasi perlu diperiksa orang: { $subject }. Tidak ada yang diulang sebelum itu.
    [unauthorized] ⚠️ API mitra menolak kuncinya. Pesanan baru dijeda; yang terbuka tetap disimpan.
    [status] ⚠️ Mitra mengirim status yang tidak dikenal: { $subject }. Pesanan itu dianggap sedang berjalan; STATUS_ALIASES dapat menamainya.
    [address-unpinned] ⚠️ Alamat pembayaran pesanan { $subject } tidak ada di PINNED_ADDRESSES. Data pembayarannya tidak ditampilkan.
    [address-checksum] ⚠️ Checksum alamat pembayaran pesanan { $subject } salah.
    [orphans] ⚠️ Redis masih baru, dan { $subject } pesanan dua hari terakhir tidak punya referensi. Ditemukan saat obrolannya membuka /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Selesai: { $alert }

balance =
    <b>Saldo mitra</b>

    { $balance }
balance-topup =
    Isi saldo di: { $address }
balance-memo =
    Dengan memo: { $memo }
button-copy-topup = Salin alamat

health =
    <b>Kesehatan</b>

    API mitra: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pesanan dipantau: { $watched }
    Keterlambatan antrean: { $due } dtk
    Pemberitahuan menunggu: { $notices }, yang pertama sejak { $lag } dtk
    Konfirmasi terbuka: { $intents }
health-ok = baik, { $ms } md
health-down = tidak menjawab
