alert = { $kind ->
    [frozen] ⚠️ A confirmation needs a person: { $subject }. Nothing is repeated for it until somebody has looked: /intents
    [unauthorized] ⚠️ The partner API does not accept the key. New orders are paused; open ones are kept.
    [partner] ⚠️ The partner API does not answer. Confirmations wait for it, nothing is lost.
    [rate-limit] ⚠️ The partner API says again and again that there are too many calls. PARTNER_RPS may be too high.
    [balance] ⚠️ The partner balance is below { $subject }. Top it up: /balance
    [stuck] ⚠️ Order { $subject } was paid and is not delivered yet. See it with /order
    [lag] ⚠️ What is due is not done in time: { $subject }. Is the bot overloaded? See /health
    [telegram] ⚠️ Telegram did not take messages for a while. They are sent as soon as it does.
    [notice] ⚠️ A message could not be delivered: { $subject }
    [redis] ⚠️ Redis does not answer. No confirmations are taken; customers are told to try again in a minute.
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
button-transactions = Transactions

transactions = <b>Transactions</b> · page { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = There are none here.
transaction-kind = { $kind ->
    [topup] top-up
    [payment] payment
    [fee] fee
    [refund] refund
    [unmatched] without an order
   *[other] -
}

orders-all = <b>All orders</b> · page { $page }
orders-all-none = There are none like that.
orders-all-any = any
orders-found = <b>{ $number } orders</b> have this reference:
order-usage = Which one? Send /order with an order number, a memo or a reference behind it.
no-such-order = The provider knows no such order.
order-card =
    <b>Order № { $order }</b>
    { $status } ({ $raw })

    { $goods }
    Price: { $price }
    Made: { $created }
    Payable until: { $expires }
    Memo: { $memo }
    Reference: { $reference }
    Chat: { $chat }
order-card-estimate = Estimate shown: { $estimate }
order-card-history = <b>What this bot saw</b>
order-resent = The screen was sent to the customer again.
order-written = Your message was sent to the customer.
customer-gone = The customer has blocked the bot.
write-to-customer = Send the text for the customer of order { $order } now. They get it from the bot.
button-refresh = Refresh
button-write = Write to the customer
button-resend = Send the screen again

intents = <b>Confirmations that are no order yet: { $number }</b>
intents-none = Every confirmation has become an order, or was refused.
intent-state = { $state ->
    [prepared] ⏳ being tried
    [placed] ✅ placed
    [rejected] ✖️ not ordered
   *[frozen] ❄️ frozen
}
intent-card =
    <b>Confirmation</b>

    { $wish }
    Chat: { $chat }
    Reference: { $reference }
    Confirmed: { $at }
intent-lines =
    Confirmation { $id }: { $state }
    Attempts: { $attempts } · key { $key }
intent-key-known = The provider still knows the key: repeating it is safe.
intent-key-old = The key is older than a day: before anything is repeated, the provider's orders are searched.
button-retry = Try again now
button-release = Release
button-adopt = Adopt an order
adopt-which =
    <b>Which order is it?</b>

    { $wish }

    Press one, or send its number. Its payment details go to the customer.
adopt-refused = That order belongs to another chat or confirmation, or this confirmation is not frozen any more.
release-refused = Not released: the provider knows of orders that may be this one. Adopt one of them.
no-such-intent = There is no such confirmation any more.

figures-all = <b>Figures</b>
figures-partner =
    <b>The provider's count</b>
    Orders: { $orders }
    Stars: { $stars } · Premium months: { $months }
    Volume: { $volume }
figures-partner-down = The provider does not answer right now.
figures-own = <b>This bot's count</b>, the last { $days } days
figures-day = { $day } ordered { $placed }, paid { $paid }, delivered { $completed } · { $volume }
figures-total = Delivered: { $completed } · Stars: { $stars } · Premium months: { $months } · { $volume }
rate =
    <b>Rate</b>

    { $rate }
    { $at }
fees =
    <b>Limits and fees</b>

    Stars: from { $low } to { $high }, fee { $stars }
    Premium: { $months } months, fee { $premium }
export-usage =
    <b>Export</b>

    Send /export orders or /export transactions, with a first and a last day if you like: { $example }
export-making = { $what ->
    [orders] Exporting orders: { $rows } so far …
   *[transactions] Exporting transactions: { $rows } so far …
}
export-made = { $what ->
    [orders] Orders exported: { $rows }
   *[transactions] Transactions exported: { $rows }
}
bad-day = That is not a range of days. Write days like 2026-01-31, the first one first.

health =
    <b>Health</b>

    Partner API: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Watched orders: { $watched }
    Due since: { $due } s
    Notices waiting: { $notices }, the first for { $lag } s
    Open confirmations: { $intents }, frozen: { $frozen }
    People: { $people }
    Tries of admin commands by others: { $strangers }

    Version { $version }, up { $uptime }
health-ok = ok, { $ms } ms
health-down = does not answer
health-closed = 🚧 The shop is closed: /maintenance

maintenance-on =
    🚧 <b>The shop is closed</b>

    No new confirmations are taken; open orders go on being served. Open it again with /maintenance off
maintenance-off =
    <b>The shop is open</b>

    Close it with /maintenance on, and a sentence for the customers behind it if you like.
maintenance-usage = Send /maintenance on or /maintenance off.
blocked-people =
    <b>Blocked:</b> { $people }

    Send /block or /unblock with a user id behind it. Orders of blocked people go on being served.
block-admin = An admin cannot be blocked.
bad-user-id = That is not a user id. It is a whole number, like the chat on an order's card.
not-blocked = That person is not blocked.
audit = <b>What admins did</b>
audit-none = Nothing yet.

broadcast-compose = <b>Send the message for everybody now</b>, with a picture if you like. You see it before it goes out.
broadcast-preview = ⬆️ This goes to everybody who has used the bot: { $people }. Do not delete your message before it is done: it is what is copied.
button-broadcast-send = Send to everybody
button-broadcast-stop = Stop
broadcast-sending = 📣 <b>Being sent</b>
broadcast-stopped = 📣 <b>Stopped</b>
broadcast-done = 📣 <b>Sent to everybody</b>
broadcast-counts =
    { $handled } of { $total }
    Delivered: { $delivered }
    Blocked the bot: { $blocked }
    Failed: { $failed }
    Skipped: { $skipped }

command-balance = Partner balance
command-transactions = What moved the balance
command-orders-all = All orders
command-order = One order by number, memo or reference
command-intents = Confirmations that need a look
command-stats = Figures
command-rate = The rate of TON
command-fees = Limits and fees
command-export = Orders or transactions as a file
command-health = Neighbours and queues
command-maintenance = Close or open the shop
command-block = Keep somebody out
command-unblock = Let somebody in again
command-broadcast = A message to everybody
command-audit = What admins did
