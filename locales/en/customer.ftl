step = { $step ->
    [paid] Paid
    [processing] Processing
    [delivered] Delivered
    [failed] Failed
    [refunded] Refunded
    [expired] Expired
    [cancelled] Cancelled
   *[ordered] Ordered
}
step-then = { " ▸ " }

looked = Checked at { $time }: nothing new yet.

# A payment that was not as asked.

odd-payment =
    <b>About your payment</b>

    { $goods }
odd-less = ⚠️ { $paid } has arrived: { $missing } less than the price. The money is not lost, but the order waits. Ask support before you send the rest.
odd-more = ⚠️ { $paid } has arrived: { $rest } more than the price. The order goes on; the provider settles the rest.
odd-note = The provider says: { $note }

# Help with one order, ready to be forwarded.

button-order = Show the order
button-sheet = { $topic ->
    [memo] I forgot the memo
    [little] I sent too little
    [late] I paid late
    [slow] It takes long
   *[missing] Nothing has arrived
}
sheets =
    <b>Help</b> · { $order }

    What is it about?
sheet-memo = A payment without the memo reaches the provider, but nobody can tell which order it is for. Do not pay again. Support can match it by the time, the amount and the transaction in your wallet.
sheet-little = The order waits until the whole amount is there. The money is not lost. Ask support before you send the rest: it has to arrive with the same memo and before the time is up.
sheet-late = Late money is usually still found: we look for it for a week, and tell you. Do not pay again. If nothing has happened after an hour, write to support.
sheet-slow = The payment has been found and the provider is delivering. It mostly takes a minute, at busy times longer. There is nothing to do or to pay. If nothing has happened after half an hour, write to support.
sheet-missing = Stars are in Settings → My Stars of the person they were bought for, Premium in Settings → Telegram Premium. If they are not there after ten minutes, write to support.
sheet-forward = Forward this message to { $support }:
sheet-forward-nobody = Forward this message to the people who run this bot:
sheet-facts =
    Order: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Price: { $price }
    Ordered: { $ordered }
    Said to be paid: { $said }
button-copy-facts = Copy details
button-support = Write to support

# Too many unpaid orders.

full =
    <b>Too many unpaid orders</b>

    Pay or cancel one of them, then confirm again.
unpaid-row = • № { $order }: { $goods }
unpaid-confirming = • Being confirmed: { $goods }
button-pay-order = Pay № { $order }
button-drop = Cancel № { $order }
dropped = Order № { $order } is cancelled.
not-dropped = Order № { $order } could not be cancelled: { $status }.

# Privacy.

days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
privacy =
    <b>What is kept</b>

    • What you are choosing now: { $session }
    • Your language and your last recipients: { $profile }
    • Your orders: { $orders } after they end

    The provider keeps each order with the number of this chat. Your name, phone number and wallet are not kept here.

    { $support }
button-forget = Delete my data
forget =
    <b>Delete your data here?</b>

    Your language, recipients, and finished orders are deleted. Open orders stay until they end, so that no money is lost.
button-forget-sure = Yes, delete
button-keep = Keep
forgotten = <b>Deleted.</b> Orders that the provider still has come back when you open My orders.
forgotten-but = { $orders ->
    [one] { $orders } open order is kept until it ends.
   *[other] { $orders } open orders are kept until they end.
}

command-privacy = What is kept of you
command-forget = Delete your data here
