intent-confirming =
    <b>Your order is being confirmed</b>

    { $goods }

    The provider has not answered yet. The payment screen will appear here. We order nothing twice, and you pay nothing until then.
confirmation-lost = ⚠️ After a fault this confirmation is gone, and nothing was ordered. If you still want it, confirm again.
intent-rejected =
    <b>Not ordered, nothing to pay</b>

    { $goods }
intent-frozen =
    <b>We are checking this order</b>

    { $goods }

    Please do not pay for it. We know about it. Number: { $number }
    { $support }

pay =
    <b>Pay</b> { $price }
    { $goods }
pay-details =
    Address: { $address }
    Memo: { $memo }
pay-rules =
    • Send exactly this amount, in one transfer
    • In your wallet, check that the memo is filled in: it is how we find your payment
    • Use your own wallet, not an exchange
pay-rule-gram = • GRAM is the network's own coin, not a token
pay-left = ⏳ Expires { $end } · Order #{ $order }
pay-dearer = ⚠️ <b>The price has risen</b> since you saw it: it was { $estimate }. You can still cancel.
pay-checksum = ⚠️ This address looks damaged. If your wallet refuses it, do not pay: cancel and order again.
pay-withheld =
    <b>Please do not pay for this order</b>

    We could not verify its payment details, so we do not show them. We know about it.
    { $support }
button-wallet = Open wallet
button-keeper = Keeper
button-mytonwallet = MyTonWallet
button-copy-address = Copy address
button-copy-memo = Copy memo
button-copy-amount = Copy amount
button-paid = I have paid
button-pay-again = Show payment details
button-cancel-order = Cancel order
cancel-ask =
    <b>Cancel this order?</b>

    { $goods }
    { $order }

    If you have already paid, keep it: we will find your payment.
button-keep-order = Keep it
button-cancel-sure = Cancel the order

checking =
    <b>Looking for your payment</b>

    { $goods }

    It usually takes less than a minute. No need to wait here, we will message you.
    { $support }
time-is-up =
    <b>Time is up, checking for a payment</b>

    { $goods }

    Please do not pay for this order now. If you have paid, we will find it.
    { $support }
status-unknown = The provider says: { $status }. We keep an eye on it.

outcome = { $state ->
    [completed]
        ✅ <b>Delivered</b>

        { $goods }
    [failed]
        <b>This order failed</b>

        { $goods }

        If you have paid, the provider will return your money. We will message you.
        { $support }
    [refunded]
        <b>This order was refunded</b>

        { $goods }

        Your money went back to the wallet it came from.
        { $support }
    [cancelled]
        <b>This order was cancelled</b>

        { $goods }

        Please do not pay for it now. If you have paid, we will see it and tell you.
        { $support }
    [expired]
        <b>This order has expired unpaid</b>

        { $goods }

        Please do not pay for it now. If you have paid, we will see it and tell you.
        { $support }
    [not-seen]
        <b>This order has ended</b>

        { $goods }

        We have not seen a payment. If you have paid, write to us.
        { $support }
    [money]
        <b>This order has ended without a delivery</b>

        { $goods }

        We received { $paid } of { $price }. Your money is safe. Please send no more for this order.
        { $support }
    [odd]
        <b>About your payment</b>

        { $goods }
   *[progress]
        <b>Payment received</b>

        { $goods }
}
button-repeat = Order again
see-below = see the new message below
receipt =
    Date: { $date }
    Amount: { $amount }
receipt-transaction = Transaction: { $link }
button-gift-card = 🎁 Card for a friend
card-gift =
    🎁 <b>A gift for you</b>

    { $goods }

    { $product ->
        [premium] It is already active: Settings → Telegram Premium.
       *[stars] They are already yours: Settings → My Stars.
    }
reminder =
    ⏳ <b>Not paid yet</b>

    { $goods }
    Expires { $end }

    If you have just paid, all is well: we will tell you.
two-to-pay = ⚠️ You have more than one open order. Each has its own memo: never swap them.

orders = <b>My orders</b> · page { $page } of { $pages }
orders-row =
    #{ $order } · { $date } · { $status }
    { $goods }
orders-received = { $paid } received
orders-none =
    <b>My orders</b>

    No orders yet.
button-newer = ‹ Newer
button-older = Older ›
from-the-shop = ✉️ <b>A message about order #{ $order }</b>

intent-waiting =
    <b>This takes longer than usual</b>

    { $goods }

    The provider does not confirm orders right now, and we keep asking. The payment screen will appear here. We order nothing twice, and you pay nothing until then.
withdraw-refused = This order is on its way to the provider and cannot be cancelled right now. Do not pay for it yet.
order-turned-up = ⚠️ We told you that this was not ordered, but the provider shows the order after all. Pay it only if you still want it.
status-unclear = <b>The provider is looking at this order</b>
button-not-paid = I have not paid yet
order-missing =
    <b>The provider no longer shows this order</b>

    { $goods }

    We know about it and are looking into it. { $paid ->
        [yes] No need to pay again.
       *[no] Please do not pay for it now.
    }
    { $support }
