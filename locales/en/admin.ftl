alert = { $kind ->
    [frozen] ⚠️ A confirmation needs your attention: { $subject }. The bot does not repeat it before you decide: /intents
    [team] ⚠️ A backup was restored: the people of its team wait for your decision. See /team
    [unauthorized] ⚠️ The partner API does not accept the key. New orders are paused; open ones are kept.
    [partner] ⚠️ The partner API does not answer. Confirmations wait for it, nothing is lost.
    [rate-limit] ⚠️ The partner API keeps answering that we call too often. PARTNER_RPS may be too high.
    [clocks] ⚠️ The partner's answers disagree about the time by more than a minute. We count by the clock next to ours; ask the partner to set its clocks.
    [balance] ⚠️ The partner balance is below { $subject }. Top it up: /balance
    [stuck] ⚠️ Order { $subject } is paid but not delivered yet. Look at it with /order
    [lag] ⚠️ The queue is running late: { $subject }. Is the bot overloaded? See /health
    [telegram] ⚠️ Telegram did not accept messages for a while. We send them as soon as it does.
    [updates] ⚠️ Updates from Telegram do not reach this bot. Another program may use its token. We try again by ourselves.
    [webhook] ⚠️ Telegram cannot deliver updates to the webhook, so the bot answers nobody. <code>make doctor</code> tells why.
    [notice] ⚠️ We could not deliver a message: { $subject }
    [redis] ⚠️ Redis does not answer. No confirmations are taken; customers are asked to try again in a minute.
    [redis-writes] ⚠️ Redis answers, but it refuses writes: it is full, read-only, or without its replicas. No confirmations are taken; customers are asked to try again in a minute.
    [status] ⚠️ The partner sent an unknown status: { $subject }. Such orders count as in progress; you can map it in STATUS_ALIASES.
    [address-unpinned] ⚠️ Order { $subject } has a payment address that is not in PINNED_ADDRESSES. We do not show its payment details.
    [address-checksum] ⚠️ Order { $subject } has a payment address with a bad checksum.
    [orphans] ⚠️ Redis started empty: { $subject } orders of the last two days have no chat. We find it when their owners open /orders.
    [list] ⚠️ We cannot read the partner's order list to its end: { $subject }. Orders behind its first page are found only one by one. See make doctor.
    [list-lag] ⚠️ The partner's order list lags behind what the partner tells about single orders. We ask for each order singly until the list keeps up.
    [unreadable] ⚠️ We could not read all of the partner's answer: { $subject }. Compare it with <code>doctor --contract</code>
   *[other] ⚠️ { $subject }
}
alert-help =
    ⚠️ A customer asks for help: { $topic }

    { $facts }
button-customer = Open the customer's chat
alert-over = ✅ Over: { $alert }

balance =
    <b>Partner balance</b>

    { $balance }
balance-topup =
    Top up at: { $address }
balance-memo =
    Memo: { $memo }
button-copy-topup = Copy address
button-transactions = Transactions

transactions = <b>Transactions</b> · page { $page }
transactions-row =
    { $amount } · { $kind }
    { $at }
transactions-none = No transactions here.
transaction-kind = { $kind ->
    [topup] top-up
    [payment] payment
    [fee] fee
    [refund] refund
    [unmatched] without an order
   *[other] -
}

orders-all = <b>All orders</b> · page { $page }
orders-all-none = No such orders.
orders-all-any = any
orders-found = <b>{ $number } orders</b> have this reference:
order-usage = Which one? Send /order and an order number, a memo or a reference.
no-such-order = The partner has no such order.
order-card =
    <b>Order #{ $order }</b>
    { $status } ({ $raw })

    { $goods }
    Price: { $price }
    Created: { $created }
    Pay by: { $expires }
    Memo: { $memo }
    Reference: { $reference }
    Chat: { $chat }
order-card-estimate = Estimate shown: { $estimate }
order-card-sent = The customer’s transaction: { $link }
order-card-history = <b>Status history</b>
order-resent = The customer got the screen again.
order-written = Your message is on its way to the customer.
customer-gone = The customer has blocked the bot.
write-to-customer = Send the text for the customer of order { $order } now. The bot passes it on.
button-refresh = Refresh
button-write = Write to the customer
button-resend = Send the screen again

intents = <b>Confirmations that are not orders yet: { $number }</b>
intents-none = All confirmations became orders or were refused.
intent-state = { $state ->
    [prepared] ⏳ trying
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
intent-key-known = The partner still knows the key: repeating it is safe.
intent-key-old = The key is older than a day: the bot searches the partner's orders before it repeats anything.
button-retry = Try again now
button-release = Release
button-adopt = Adopt an order
adopt-which =
    <b>Which order is it?</b>

    { $wish }

    Tap one, or send its number. The customer gets its payment details.
adopt-refused = That order belongs to another chat or confirmation, or this confirmation is no longer frozen.
release-refused = Not released: the partner has orders that may be this one. Adopt one of them.
no-such-intent = This confirmation no longer exists.

figures-all = <b>Figures</b>
figures-partner =
    <b>The partner's count</b>
    Orders: { $orders }
    Stars: { $stars } · Premium months: { $months }
    Volume: { $volume }
figures-partner-down = The partner does not answer right now.
figures-own = <b>This bot's count</b>, the last { $days } days
figures-day = { $day } ordered { $placed }, paid { $paid }, delivered { $completed } · { $volume }
figures-total = Delivered: { $completed } · Stars: { $stars } · Premium months: { $months } · { $volume }
rate =
    <b>Rate</b>

    { $rate }
    { $at }
fees =
    <b>Limits and fees</b>

    Stars: from { $low } to { $high }, fee { $stars }
    Premium: { $months } months, fee { $premium }
export-usage =
    <b>Export</b>

    Send /export orders or /export transactions, and a first and a last day if you like: { $example }
export-making = { $what ->
    [orders] Exporting orders: { $rows } so far …
   *[transactions] Exporting transactions: { $rows } so far …
}
export-made = { $what ->
    [orders] Orders exported: { $rows }
   *[transactions] Transactions exported: { $rows }
}
export-failed = The file could not be written: the server’s disk may be full. Free some space, then send the command again.
bad-day = I cannot read those days. Write them like 2026-01-31, the earlier one first.

health =
    <b>Health</b>

    Partner API: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Watched orders: { $watched }
    Queue delay: { $due } s
    Notices waiting: { $notices }, the first for { $lag } s
    Open confirmations: { $intents }, frozen: { $frozen }
    People: { $people }
    Admin commands tried by others: { $strangers }

    Version { $version }, up { $uptime }
health-ok = ok, { $ms } ms
health-down = does not answer
health-closed = 🚧 The shop is closed: /maintenance

maintenance-on =
    🚧 <b>The shop is closed</b>

    The shop takes no new confirmations; open orders go on. Open it again with /maintenance off
maintenance-off =
    <b>The shop is open</b>

    Close it with /maintenance on. You can add a sentence for the customers.
maintenance-usage = Send /maintenance on or /maintenance off.
blocked-people =
    <b>Blocked:</b> { $people }

    Send /block or /unblock and a user id. Open orders of blocked people go on.
block-admin = You cannot block an admin.
bad-user-id = That is not a user id. It is a whole number, like the chat on an order's card.
not-blocked = That person is not blocked.
audit = <b>What admins did</b>
audit-none = Nothing yet.

broadcast-compose = <b>Send the message for everybody now</b>, with a picture if you like. You see it before it goes out.
broadcast-preview = ⬆️ This goes to everybody who has used the bot: { $people }. Keep your message until the end: the bot copies it.
button-broadcast-send = Send to everybody
button-broadcast-stop = Stop
broadcast-sending = 📣 <b>Sending</b>
broadcast-stopped = 📣 <b>Stopped</b>
broadcast-done = 📣 <b>Sent to everybody</b>
broadcast-counts =
    { $handled } of { $total }
    Delivered: { $delivered }
    Blocked the bot: { $blocked }
    Failed: { $failed }
    Skipped: { $skipped }

command-balance = Partner balance
command-transactions = Balance history
command-orders-all = All orders
command-order = One order by number, memo or reference
command-intents = Confirmations that need a look
command-stats = Figures
command-rate = The rate of TON
command-fees = Limits and fees
command-export = Orders or transactions as a file
command-health = Health of the bot
command-maintenance = Close or open the shop
command-block = Block somebody
command-unblock = Unblock somebody
command-broadcast = A message to everybody
command-audit = What admins did

alert-confirmations = { $kind ->
    [stopped] ⚠️ A new order came back as already paid, or without clear payment details: the partner may take its price from your balance. All confirmations are stopped. Check PARTNER_PAYMENT_METHOD, then go on with /maintenance off
    [waiting] ⚠️ Confirmations have waited for more than a minute: the partner does not confirm orders. See /intents
    [refused] ⚠️ The partner refuses one order after the other, for a reason that no customer caused: { $subject }
    [turned-up] ⚠️ Order { $subject } turned up after its customer had read "not ordered". The customer was told. See it with /order
    [reversed] ⚠️ The partner shows order { $subject } as ended unpaid, although its payment was seen. The customer was told. Ask the partner, and see it with /order
    [twin] ⚠️ The partner has made a second order, { $subject }, for one confirmation. Its customer cannot pay it. See it with /order
    [unconfirmed] ⚠️ The partner lists order { $subject } for one of our chats, but nobody confirmed it here, so nobody can pay it here. See it with /order
    [paid-early] ⚠️ Order { $subject } was paid before this bot knew of it: by its customer, before Redis lost data, or from your balance. The customer was told. Check the balance, and see the order with /order
    [lost] ⚠️ Confirmation { $subject } is lost: Redis knows its number and nothing else. Look for its order at the partner.
    [lost-order] ⚠️ Redis has lost order { $subject }, and the partner does not show whose it is. Look for it at the partner.
   *[balance-unreadable] ⚠️ The partner balance cannot be read (missing: { $subject }), so LOW_BALANCE_TON warns of nothing.
}
orders-stopped =
    <b>All confirmations are stopped</b>

    A new order came back as already paid, or without clear payment details: { $reason }
    The partner may take the price from your balance. Check PARTNER_PAYMENT_METHOD, then go on with /maintenance off
alert-details = ⚠️ The partner now tells other payment details for order { $order } than at its creation. The first ones stay; while the order is unpaid, they are not shown.
alert-wrong-order = ⚠️ The partner answered about another order than { $order }. The answer was dropped, the order is still watched.
alert-order-missing = ⚠️ The partner no longer shows order { $order }, which may be paid. Its customer was told. Please ask the partner.
alert-not-found = ⚠️ The partner shows none of our open orders: { $number } are missing. Are PARTNER_API_KEY and PARTNER_API_URL right? Customers were not told.
alert-more = Others like this ({ $count }): { $subjects }
alert-group-moved = This group is a supergroup now. Please set ADMIN_CHAT_ID to { $id }.
alert-topic-gone = The topic in ADMIN_CHAT_ID does not exist any more, so alerts come here.
alert-chat-gone = The chat in ADMIN_CHAT_ID cannot be reached, so alerts come to you.

button-alert = { $action ->
    [order] Open the order
    [health] Check the health
    [intent] The confirmation
    [intents] The confirmations
    [balance] Balance and top-up
    [maintenance] The shop
   *[team] The team
}
alert-balance-left = Now it is { $balance }.
alert-opened = I opened it in our private chat.
alert-not-opened = I cannot write to you. Open our private chat and press Start, then tap again.
button-open-shop = Open the shop
button-close-shop = Close the shop
partner-key-refused = The partner does not accept PARTNER_API_KEY (401 or 403): the key was revoked, or the account is blocked. Get a new key from the partner's bot (/api) and restart with it. New orders wait, open ones are kept.

shop-day =
    <b>The shop's day</b> · { $day }

    Ordered: { $placed }, paid: { $paid }, delivered: { $completed }
    Turnover: { $volume }
    Not delivered: { $unsuccessful }
    Slowest delivery: { $slowest }
shop-day-open = Paid and not delivered yet: { $open }, { $money }, for { $longest } at most
shop-day-open-none = Paid and not delivered yet: –
shop-day-resold = <b>Sold by resellers</b>
shop-daily-on = You get the shop's report every day at { $hour }, by { $zone }. Another hour: /daily shop 7. Off: /daily shop off. Your time zone: /daily +3
shop-daily-off = You get no report of the shop. Switch it on with /daily shop 9
