intent-confirming =
    <b>Your order is being confirmed</b>

    { $goods }

    The provider has not answered yet. The payment screen comes here by itself. Nothing is ordered twice, and there is nothing to pay until then.
intent-rejected =
    <b>Not ordered, nothing to pay</b>

    { $goods }
intent-frozen =
    <b>This order needs a person to look at it</b>

    { $goods }

    Please pay nothing for it. We have been told. Number: { $number }
    { $support }

pay =
    <b>Pay</b> { $price }
    { $goods }
pay-details =
    Amount: { $amount }
    Address: { $address }
    Memo: { $memo }
pay-rules =
    • Exactly this amount, in one transfer
    • With the memo: your payment is found by it
    • From your own wallet, not from an exchange
pay-left = { $minutes ->
    [one] ⏳ { $minutes } minute left · Order № { $order }
   *[other] ⏳ { $minutes } minutes left · Order № { $order }
}
pay-dearer = ⚠️ <b>The price has risen</b> since you saw it: it was { $estimate }. You can still cancel.
pay-checksum = ⚠️ This address looks damaged. If your wallet refuses it, do not pay: cancel and order again.
pay-withheld =
    <b>Please do not pay this order</b>

    Its payment details could not be verified, so they are not shown. We have been told.
    { $support }
button-wallet = Open wallet
button-tonkeeper = Tonkeeper
button-copy-address = Copy address
button-copy-memo = Copy memo
button-copy-amount = Copy amount
button-paid = I have paid
button-pay-again = Show payment details
button-cancel-order = Cancel order

checking =
    <b>Looking for your payment</b>

    { $goods }

    It usually takes less than a minute. You need not wait here: a message comes by itself.
    { $support }
time-is-up =
    <b>Time is up, checking for a payment</b>

    { $goods }

    Please do not pay this order any more. If you have paid, it will be found.
    { $support }
in-progress =
    <b>Payment received</b>

    { $goods }
status-unknown = The provider says: { $status }. We keep watching it.

ended-completed =
    ✅ <b>Delivered</b>

    { $goods }
ended-failed =
    <b>This order failed</b>

    { $goods }

    If you have paid, the provider returns the money. We keep watching it and tell you.
    { $support }
ended-refunded =
    <b>This order was refunded</b>

    { $goods }

    The money went back to where it came from.
    { $support }
ended-cancelled =
    <b>This order was cancelled</b>

    { $goods }

    Please do not pay it any more. If you have paid, we will see it and tell you.
    { $support }
ended-expired =
    <b>This order has expired unpaid</b>

    { $goods }

    Please do not pay it any more. If you have paid, we will see it and tell you.
    { $support }
button-repeat = Order again

orders = <b>My orders</b> · page { $page } of { $pages }
orders-row =
    № { $order } · { $date } · { $status }
    { $goods }
orders-none =
    <b>My orders</b>

    There are none yet.
button-newer = ‹ Newer
button-older = Older ›
from-the-shop = ✉️ <b>A message about order № { $order }</b>
