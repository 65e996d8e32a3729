# The client book: who owes a reseller what.

client-pays = Your client pays: { $price }
takings =
    Turnover: { $turnover } · cost: { $cost }
    Profit: { $profit } · unpaid: { $unpaid }
button-by-client = By client
stats-by-client = <b>My figures by client</b> · { $days }
client-orders = { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
}
button-unpaid = Who owes me
unpaid =
    <b>Not paid to you yet:</b> { $sum }
    { $orders ->
        [one] { $orders } order, the oldest first
       *[other] { $orders } orders, the oldest first
    }
unpaid-none = <b>Nobody owes you anything.</b> Orders of your clients stand here until you mark them as paid.
book-full = ⚠️ Your client book is full: the oldest unpaid orders drop out of it. Mark what is paid, or keep its CSV file.
give-back = { $orders ->
    [one] ⚠️ Paid to you, but not delivered: { $orders } order, { $sum } ({ $clients })
   *[other] ⚠️ Paid to you, but not delivered: { $orders } orders, { $sum } ({ $clients })
}
entry-state = { $state ->
    [back] paid to you, but { $status }
   *[paid] paid to you
}
button-undo = Undo
button-mark-all = { $orders ->
    [one] Mark { $orders } as paid
   *[other] Mark all { $orders } as paid
}
marked = { $orders ->
    [one] Marked { $orders } order as paid to you.
   *[other] Marked { $orders } orders as paid to you.
}
unmarked = { $orders ->
    [one] { $orders } order counts as unpaid again.
   *[other] { $orders } orders count as unpaid again.
}
book-changed = The list has changed meanwhile, so I have marked nothing. Here it is as it is now.
button-clients = By client
clients =
    <b>Who owes you</b> · { $sum }
    Clients: { $clients }
client-row = { $client }: { $sum } ({ $orders })
client =
    { $client }
    { $orders ->
        [one] Owes you { $sum } for { $orders } order
       *[other] Owes you { $sum } for { $orders } orders
    }
client-even =
    { $client }
    Owes you nothing
client-note = Note: { $note }
client-gone = This client has no orders in your book any more.
client-none =
    No client is called { $words }.

    Send /client with an invoice number, a @username or a name, or /client alone.
client-which = <b>Which client do you mean?</b>
button-client-name = Rename
button-client-note = Note
client-name-ask =
    <b>What is this client called?</b>

    Now: { $client }. Send a name of up to { $most } characters. To join two clients, send the name of the other one.
client-join = <b>Are these the same client?</b>
button-client-join = Join
button-other-name = Another name
client-note-ask =
    <b>Note about</b> { $client }

    Send up to { $most } characters, or { $none } to delete the note. Only you see it.
bad-client-name = That is not a name that I can keep. Send 1 to { $most } characters.
bad-client-note = That note is empty or too long. Send 1 to { $most } characters.
book-names-full = Your client book holds no more names and notes. Delete some notes first.
button-book-file = Upload a file
book-file-ask =
    <b>Names, notes and payments from a file</b>

    Download the CSV file of your book, fill in { $columns }, and send it here. Write yes under paid for what your clients have paid. Empty cells change nothing.
bad-book-file = I cannot read that file. Send the file of your book as CSV or Excel (.xlsx), up to 2 MB, with its first line.
book-file-done = Taken from the file: names { $names }, notes { $notes }, payments { $paid }. Rows that I could not use: { $wrong }.
privacy-book = Your client book: what your clients owe you, until they have paid; names and notes, until you delete your data.
forget-book-paid = Your client book will be deleted, too, with all names and notes. Nobody can bring them back.
forget-book = { $orders ->
    [one] Your client book will be deleted, too: { $orders } unpaid order, all names and notes. Nobody can bring them back.
   *[other] Your client book will be deleted, too: { $orders } unpaid orders, all names and notes. Nobody can bring them back.
}
command-unpaid = Who owes me
command-client = Orders of a client
