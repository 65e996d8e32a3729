# Pieces that come in as { $goods }, { $recipient }, { $price }, { $support } … are ready, escaped and marked up.
# Numbers ({ $quantity }, { $months }, { $minutes }) are Fluent numbers: they get the language's plural forms and digits.

goods-stars = { $quantity ->
    [one] { $quantity } Star
   *[other] { $quantity } Stars
}
goods-premium = { $months ->
    [one] Premium for { $months } month
   *[other] Premium for { $months } months
}
goods-for = { $goods } for { $recipient }
order-number = Order № { $order }
support = Questions? Write to { $support } and name the order number.
support-nobody = Questions? Write to the people who run this bot and name the order number.

status = { $status ->
    [pending_payment] waiting for payment
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

bad-username = That is not a Telegram username. A username has 4–32 letters, digits or underscores, like @durov.
bad-username-link = That link does not lead to a person. Send a username like @durov, or a link like t.me/durov.
bad-number = That is not a whole number. Send digits only, like 100.
bad-number-range = That is out of range. Send a number from { $low } to { $high }.
bad-too-long = That is too long to be an answer here.
bad-kind = I can read text here, or a button. Nothing was changed.
bad-months = Choose one of the periods below.
recipient-cannot = { $username } cannot receive this.
recipient-cannot-why = { $username } cannot receive this: { $reason }
contact-no-username = This person has no @username, and it cannot be sent to anybody without one. They can set one in Telegram: Settings → Username.
not-yours = There is no such order in this chat.
old-button = That button is from an earlier step. This is where you are:

partner-rejected = The provider says: { $message }
partner-down = The provider does not answer right now. Nothing is lost: try again in a minute.
partner-busy = A lot is going on right now. Nothing is lost: try again in a few seconds.
partner-unauthorized = The shop is being repaired and cannot take orders right now. Nothing is lost: try again later.
partner-unreadable = The provider's answer could not be read. Nothing is lost: try again in a minute.
redis-down = A short interruption: please try again in a minute. Orders that you have confirmed are safe.
unexpected = Something went wrong here, and we have been told. Your orders are safe: look under /orders, or start with /start.
slow-down = That was very quick. Wait a few seconds, then go on.
unknown-command = I do not know this command. Here is what I can do: /start, /orders, /language, /help.
group = I take orders in private only: { $link }
go-on = Telegram was busy for a moment. Nothing is lost.
button-go-on = Go on
language-name = English
press-a-button = I did not expect text here. Press one of the buttons below.
orders-stale = The provider does not answer right now, so this list may lack an order.
shop-closed = The shop is closed for a moment and takes no new orders. Orders that you have confirmed are served as always.
shop-closed-why = The shop is closed for a moment: { $words }
blocked =
    You cannot order here any more. Orders that you have paid are served.
    { $support }
