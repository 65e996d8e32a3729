# For resellers. { $what }, { $tally } and { $state } come in as words; { $detail } is the provider's own word, or limits.

button-desk = For resellers
desk =
    <b>For resellers</b>

    /bulk  many orders from a list or a file
    /quote  cost, retail price and profit
    /margin  your margin on quotes
    /currency  your clients' currency
    /pricelist  a price list to forward
    /unpaid  who owes you
    /client  orders of a client, and what they owe
    /find  one of your orders
    /my_stats  your figures
    /my_export  your orders as a file

    In any chat you can write:
    { $quote }  for a quote
    { $pay }  for the payment of an order
button-bulk = Bulk order
button-stats = My figures
button-export = Export orders
button-daily = { $daily ->
    [on] Daily summary: on
   *[off] Daily summary: off
}

invoice-line = Invoice: { $invoice }
button-invoice = Invoice number
invoice-ask =
    <b>Invoice number</b>

    Send the number of your client's invoice: up to 30 letters (a–z), digits, _ and -.
button-no-invoice = Without invoice
bad-invoice = That is not an invoice number. It has up to 30 letters (a–z), digits, _ and -, like invoice-42.
bad-two-ways = I can read that in two ways. Write the number in one piece, and ; before the invoice: @alice 500; 77.

find-how = Send /find with an invoice, a memo, an order number or a @username.
found = <b>Found by</b> { $words }
found-none =
    Nothing found by { $words }.

    I look through your own orders: by invoice, memo, order number or @username.

margin =
    <b>Your margin</b>

    On the cost: { $percent }
    Fixed fee: { $fee }
    Rounded up to: { $step }

    Change it like this: { $example }
    The fee is in { $currency }; the step too, or in your own currency. You can leave both out.
margin-none = none
bad-margin = I cannot read that margin. Send it like /margin 12.5% or /margin 12.5% + 0.1 / 0.05.
bad-what = What shall I quote? Write 500 for Stars or 6m for six months of Premium, within the shop's limits.
quote =
    <b>Quote</b> · { $goods }

    Cost: { $cost }
    Retail: { $retail }
    Profit: { $profit }

    The message below is for your client: forward it as it is.

card-quote = { $goods }: { $price }
card-quote-hint = Send this quote
button-order-this = Order this
card-not-yours = This button is for the person who sent the quote.
card-pay = Order #{ $order } · { $price }
card-status =
    Order #{ $order }
    { $goods }

    { $status }
card-checking = looking for the payment

bulk =
    <b>Bulk order</b>

    Send up to { $most } rows, one a line, or a file: Excel (.xlsx) or CSV:

    { $stars }
    { $premium }

    A number means Stars, 6m means six months of Premium. You can leave out the invoice number. We order nothing until you confirm. The first row may name the columns, in any order.
bulk-empty = I found no rows. Send lines like @alice 100.
bulk-too-many = That is too long: up to { $most } rows at a time.
bulk-not-read = I cannot read this file. Save it as Excel (.xlsx) or CSV, without a password, and send it again.
bulk-too-large = This file is too large: I read up to 1 MB. Keep only the rows that you want to order.
file-not-fetched = Telegram did not give me this file. Nothing is lost: send it again, or send a smaller one.
bulk-columns = I cannot tell the columns apart. Name one of them Username and one Amount in the first row.
not-your-batch = This chat has no such bulk order, or it is older than six days.
button-batch = { $first } · { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
bulk-checking =
    <b>Checking your rows</b>

    { $bar } { $done } of { $total }
bulk-waiting = The provider does not answer right now. The check continues automatically.
bulk-ready =
    <b>Checked: { $fine } of { $total } rows can be ordered</b>
    { $fine ->
        [0] The reason is below each row. You can correct the rows and send them again.
       *[other] Together: { $price }

        Each price becomes final when we place its order.
    }
bulk-sheet = These rows are from the sheet { $sheet }.
bulk-limit = Your daily limit has { $left } left, and these rows together cost more. Send fewer rows, or ask the shop's admin.
bulk-hidden = { $rows ->
    [one] I left out { $rows } hidden row of the file.
   *[other] I left out { $rows } hidden rows of the file.
}
button-confirm-rows = { $rows ->
    [one] Confirm { $rows } row
   *[other] Confirm { $rows } rows
}
bulk-how =
    <b>How shall I order them?</b>

    <b>One by one</b>: we place each order when you come to pay it, so no payment time runs out.
    <b>All now</b>: all payment times start at once. For paying from a file.
button-one-by-one = One by one
button-all-now = All now
bulk-again =
    { $rows ->
        [one] <b>Order { $rows } row again?</b>
       *[other] <b>Order { $rows } rows again?</b>
    }
    { $price } now, { $former } before.
bulk-ordering =
    <b>Bulk order</b> · { $price }
    { $tally }
bulk-progress = { $bar } { $done } of { $total } ordered
bulk-count = { $state }: { $count }
bulk-row = { $number }. { $what } · { $state }
bulk-row-wrong =
    { $number }. { $what }
    ↳ { $problem }
bulk-dropped = Bulk order cancelled. Nothing was ordered.
bulk-all-paid = Nothing to pay in this bulk order right now.
bulk-news =
    <b>Bulk order: news</b>
    { $tally }
bulk-over =
    <b>The bulk order is done</b>
    { $tally }
button-next = Next payment ({ $left })
button-next-row = Next payment ›
button-open-batch = Bulk order
button-expired = Order again ({ $rows })
button-csv = CSV file
button-repeated = Repeated too: { $rows }
button-filter = { $filter ->
    [wrong] Wrong
    [waiting] Waiting
    [paid] Paid
    [expired] Expired
   *[all] All rows
}
row-state = { $state ->
    [unchecked] not checked yet
    [problem] not possible
    [fine] ready
    [confirming] being ordered
    [rejected] refused
   *[frozen] under review
}
row-problem = { $problem ->
    [format] expected: @name 100 invoice
    [unclear] can be read in two ways: write the number in one piece, ; between the parts
    [formula] a formula stands here: write its value instead
    [username] that is not a username
    [amount] expected an amount: 100, or 6m for Premium
    [invoice] an invoice has up to 30 letters (a–z), digits, _ and -
    [limits] out of range: { $detail }
    [recipient] this person cannot receive it. { $detail }
    [repeated] already ordered on { $detail }. Left out
    [duplicate] the same as row { $detail }, with the same invoice. Left out
   *[refused] the provider says: { $detail }
}
row-twin = ↳ the same as row { $number }
# How people name the columns of a file: separated by commas, the clearest names first.
columns = { $column ->
    [recipient] username, recipient, telegram, nickname, nick, login, user, handle, account, to, client, customer, name
    [amount] stars, quantity, qty, amount, count, pieces, months, premium
    [product] product, item, goods, type, kind
   *[invoice] invoice, bill, reference, ref
}

stats = <b>My figures</b> · delivered { $currency } by day
stats-today = Today
figures =
    Orders: { $orders }, delivered: { $delivered } ({ $success })
    Stars: { $stars } · Premium months: { $months }
    { $ton }
export-how = Send /my_export, or with days, the earlier one first: /my_export 2026-07-01 2026-07-31.
export-none = No orders in that time.
daily = <b>Your day</b> · { $date }
daily-on =
    <b>Daily summary: on</b>

    You get it when your day ends, by { $zone }. Another zone: /daily +3. Off: /daily off.
daily-off =
    <b>Daily summary: off</b>

    Switch it on with /daily.
daily-how = Send /daily on, /daily off, or your time zone like /daily +3 or /daily -5:30.

command-reseller = For resellers
command-bulk = Many orders at once
command-quote = Cost, retail price, profit
command-margin = My margin on quotes
command-find = Find one of my orders
command-my-stats = My figures
command-my-export = My orders as a file
command-daily = Daily summary on or off
