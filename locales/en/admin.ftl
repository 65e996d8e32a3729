alert = { $kind ->
    [frozen] ⚠️ A confirmation needs a person: { $subject }. Nothing is repeated for it until somebody has looked.
    [unauthorized] ⚠️ The partner API does not accept the key. New orders are paused; open ones are kept.
    [status] ⚠️ The partner sent a status that is not known here: { $subject }. Such orders count as in progress; STATUS_ALIASES can name it.
    [address-unpinned] ⚠️ Order { $subject } has a payment address that is not one of PINNED_ADDRESSES. Its payment details are withheld.
    [address-checksum] ⚠️ Order { $subject } has a payment address with a bad checksum.
    [orphans] ⚠️ Redis was new, and { $subject } orders of the last two days carry no reference. They are found when their chats open /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Over: { $alert }

balance =
    <b>Partner balance</b>

    { $balance }
balance-topup =
    Top up at: { $address }
balance-memo =
    With the memo: { $memo }
button-copy-topup = Copy address

health =
    <b>Health</b>

    Partner API: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Watched orders: { $watched }
    Due since: { $due } s
    Notices waiting: { $notices }, the first for { $lag } s
    Open confirmations: { $intents }
health-ok = ok, { $ms } ms
health-down = does not answer
