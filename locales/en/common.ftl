# Pieces that come in as { $goods }, { $recipient }, { $price }, { $support } … are ready, escaped and marked up.
# Numbers ({ $quantity }, { $months }, { $minutes }) are Fluent numbers: they get the language's plural forms and digits.

goods-stars = { $quantity ->
    [one] { $quantity } Star
   *[other] { $quantity } Stars
}
goods-premium = { $months ->
    [one] { $months } month of Premium
   *[other] { $months } months of Premium
}
goods-for = { $goods } for { $recipient }
order-number = Order #{ $order }
order-short = #{ $order }
support = Questions? Write to { $support } and include the order number.
support-nobody = Questions about an order? Open it, tap Help, and send it to support.

status = { $status ->
    [pending_payment] waiting for payment
    [partly] paid in part
    [paid] paid
    [processing] being delivered
    [completed] delivered
    [failed] failed
    [refunded] refunded
    [expired] expired
    [cancelled] cancelled
   *[other] in progress
}

button-back = ‹ Back
button-cancel = Cancel
button-menu = Menu
button-again = Try again
button-look = Check now

# What goes wrong, in one sentence, and what to do.

bad-username = That is not a Telegram username. A username has 4–32 letters, digits or underscores, like @durov.
bad-username-named = { $username } cannot be a username. A username has 4–32 letters, digits or underscores, like @durov.
bad-username-link = That link does not lead to a person. Send a username like @durov, or a link like t.me/durov.
bad-number = That is not a whole number. Send digits only, like 100.
bad-number-range = That is out of range. Send a number from { $low } to { $high }.
bad-too-long = That is too long. Please send something shorter.
bad-kind = I only understand text and buttons here. Nothing has changed.
bad-months = Choose one of the periods below.
bad-purchase = I could not read that. Write it like this: 500 @durov, or premium 6 @durov.
recipient-cannot = { $username } cannot receive this.
recipient-cannot-why = { $username } cannot receive this: { $reason }
contact-no-username = This person has no @username, and we cannot send without one. They can set one in Telegram: Settings → Username.
not-yours = This chat has no such order.
old-button = That button is from an earlier step. You are here now:

partner-rejected = The provider says: { $message }
partner-down = The provider does not answer right now. Nothing is lost: try again in a minute.
partner-busy = We are very busy right now. Nothing is lost: try again in a few seconds.
partner-unauthorized = The shop is under maintenance and cannot take orders right now. Nothing is lost: try again later.
partner-unreadable = We could not read the provider's answer. Nothing is lost: try again in a minute.
redis-down = A short interruption: please try again in a minute. Your confirmed orders are safe.
unexpected = Something went wrong, and we know about it. Your orders are safe: see /orders, or start again with /start.
slow-down = That was too fast. Wait a few seconds, then go on.
unknown-command = I do not know this command. Here is what I can do: /start, /orders, /language, /help.
group = I take orders only in a private chat: { $link }
go-on = Telegram was busy for a moment. Nothing is lost.
button-go-on = Go on
language-name = English
bot-description = Buy Telegram Stars or gift Premium to any @username, and pay in TON from your own wallet. You see the price first, and nothing is ordered until you confirm. Press Start, or just write: 500 @durov
bot-short-description = Telegram Stars and Premium for any @username, paid in TON.
press-a-button = No text needed here. Tap one of the buttons below.
tap-or-write = Tap a button below, or write what you want in one line: 500 @durov, or premium 6 @durov.
orders-stale = The provider does not answer right now, so an order may be missing from this list.
shop-closed = The shop is closed for a moment and takes no new orders. Your confirmed orders go on as usual.
shop-closed-why = The shop is closed for a moment: { $words }
blocked =
    You can no longer order here. We still deliver the orders you have paid.
    { $support }
unreadable-update = I could not read that message. Nothing has changed. Please send it in another way.
