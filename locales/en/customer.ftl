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
odd-less = ⚠️ We received { $paid }: { $missing } less than the price. Your money is safe, but the order waits. Ask support before you send the rest.
odd-more = ⚠️ We received { $paid }: { $rest } more than the price. The order goes on; the provider settles the rest.
odd-note = The provider says: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ We received { $amount }: less than the price. Your money is safe, but the order waits. Ask support before you send the rest.
    [overpaid] You sent { $amount } too much. It went back to your wallet.
    [paid-late] Your payment of { $amount } came late, but we found it.
   *[refunded] { $amount } went back to your wallet.
}

# Help with one order, ready to be forwarded.

button-order = Show the order
button-sheet = { $topic ->
    [memo] I forgot the memo
    [little] I sent too little
    [late] I paid late
    [slow] It takes too long
   *[missing] Nothing has arrived
}
sheets =
    <b>Help</b> · { $order }

    What is it about?
sheet-memo = Without the memo, your payment reaches the provider, but nobody can tell which order it is for. Do not pay again. Support can find it by the time, the amount and the transaction in your wallet.
sheet-little = Your order waits until the whole amount is there. Your money is safe. Ask support before you send the rest: it has to arrive with the same memo and before the time is up.
sheet-late = A late payment is usually still found: we look for it for a week and tell you. Do not pay again. If nothing happens within an hour, write to support.
sheet-slow = We have your payment, and the provider is delivering. It usually takes a minute, longer at busy times. You need not do or pay anything. If nothing happens within half an hour, write to support.
sheet-missing = Stars are in the recipient's Settings → My Stars, Premium in Settings → Telegram Premium. If they are not there after ten minutes, write to support.
sheet-forward = Forward this message to { $support }:
sheet-forward-nobody = Forward this message to the admins of this bot:
sheet-facts =
    Order: { $order } ({ $status })
    Memo: { $memo }
    { $goods }: { $recipient }
    Price: { $price }
    Ordered: { $ordered }
    Marked as paid: { $said }
button-copy-facts = Copy details
button-support = Write to support

# Too many unpaid orders.

full =
    <b>Too many unpaid orders</b>

    Pay or cancel one of them, then confirm again.
unpaid-row = • #{ $order }: { $goods }
unpaid-confirming = • Being confirmed: { $goods }
button-pay-order = Pay #{ $order }
button-drop = Cancel #{ $order }
dropped = Order #{ $order } is cancelled.
not-dropped = We could not cancel order #{ $order }: { $status }.

# Privacy.

days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
privacy =
    <b>What we keep</b>

    • What you are choosing now: { $session }
    • Your language and your last recipients: { $profile }
    • Your orders: { $orders } after they end

    The provider keeps each order with the number of this chat. We do not keep your name, phone number or wallet.

    { $support }
button-forget = Delete my data
forget =
    <b>Delete your data here?</b>

    This deletes your language, recipients and finished orders. Open orders stay until they end, so that no money is lost.
button-forget-sure = Yes, delete
button-keep = Keep
forgotten = <b>Deleted.</b> Orders that the provider still has come back when you open My orders.
forgotten-but = { $orders ->
    [one] We keep { $orders } open order until it ends.
   *[other] We keep { $orders } open orders until they end.
}

command-privacy = What we keep about you
command-forget = Delete your data here
