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
step-then = { " ▸ " }

looked = Checked just now: nothing new yet.

# A payment that was not as asked.

odd-less = ⚠️ We received { $paid }: { $missing } less than the price. Your money is safe, but the order is on hold. Ask support before you send the rest.
odd-more = ⚠️ We received { $paid }: { $rest } more than the price. The order goes on; the provider settles the rest.
odd-note = The provider says: { $note }
odd-known = { $case ->
    [underpaid] ⚠️ We received { $amount }: less than the price. Your money is safe, but the order is on hold. Ask support before you send the rest.
    [overpaid] You sent { $amount } too much. It went back to your wallet.
    [paid-late] Your payment of { $amount } came late, but we found it.
   *[refunded] { $amount } went back to your wallet.
}

# Too many unpaid orders.

full =
    <b>Too many unpaid orders</b>

    Pay or cancel one of them, then confirm again.
unpaid-row = { $state ->
    [partly] • #{ $order }: { $goods } · paid in part
    [marked] • #{ $order }: { $goods } · marked as paid
   *[due] • #{ $order }: { $goods }
}
unpaid-confirming = • Being confirmed: { $goods }
button-pay-order = { $state ->
    [due] Pay #{ $order }
   *[other] Show #{ $order }
}
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
    • Your orders and their recipients’ names: { $orders } after they end

    The provider keeps each order with the number of this chat. We do not keep your phone number or wallet.

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
