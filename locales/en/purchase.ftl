home =
    ⭐ <b>Stars and Premium, paid with TON</b>

    Choose what you would like. You see the price first, and we order nothing until you confirm.
home-unpaid =
    ⭐ <b>Stars and Premium, paid with TON</b>

    Open orders:
    { $orders }

    { $due ->
        [no] See an order, or choose something new.
       *[yes] Finish paying, or choose something new.
    }
button-stars = ⭐ Buy Stars
button-premium = 🎁 Gift Premium
button-orders = My orders
button-help = Help
button-language = Language
button-confirming = See order in progress
which-product = <b>Stars or Premium?</b>

recipient-stars = <b>Who gets the Stars?</b>
recipient-premium = <b>Who gets Premium?</b>
recipient-how = Tap a button, or send a username like @durov or a link like t.me/durov.
recipient-no-username = To buy for yourself, set a username first: Settings → Username.
button-me = For me ({ $username })
button-contacts = Choose a contact
contacts-prompt = Choose the person with the button below.
contacts-button = Choose a person
recipient-unknown = ⚠️ We could not check this username just now. We will check it again when you order.

amount-stars = <b>How many Stars?</b>
amount-premium = <b>For how long?</b>
amount-for = For { $recipient }
amount-limits = Tap a button, or send a number from { $low } to { $high }.
amount-any = Tap a button, or send a number.
button-quantity = { $quantity }
button-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}

confirm =
    <b>Check and confirm</b>

    { $goods }
    To: { $recipient }
    Price: <b>{ $price }</b>

    The price becomes final when you confirm. You pay after that.
unpriced =
    { $goods }
    To: { $recipient }

    We cannot get the price right now.
button-confirm = Confirm

twin-unpaid =
    <b>You have ordered this already</b>

    { $goods } for { $recipient }: order #{ $order } is waiting for its payment.
twin-confirming =
    <b>You have confirmed this already</b>

    { $goods } for { $recipient }: we are still placing the order. Its payment screen will appear here.
button-show-it = Show that order
button-another = Make another one

cancelled = Cancelled: nothing was ordered.

help =
    <b>How it works</b>

    1. Choose Stars or Premium, who gets it, and how much.
    2. Check the price and confirm.
    3. Pay in TON from your own wallet: exactly the amount shown, and include the memo.
    4. The rest is automatic. We will message you when it is delivered.

    You can also write it in one line: 500 @durov, or premium 6 @durov.

    /start  buy
    /orders  your orders
    /language  language
    /cancel  cancel what you started
    /privacy  what we keep about you

    { $support }

access-closed =
    <b>This bot is for resellers</b>

    It takes orders from resellers only. Your earlier orders are under My orders.

    To become a reseller, send this number: { $person }
    { $support }

language = <b>Which language?</b>

command-start = Buy Stars or Premium
command-orders = My orders
command-language = Language
command-help = How it works
command-cancel = Cancel what you started
