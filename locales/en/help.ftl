# Help: questions of newcomers, and a sheet for each problem of an order, which is sent to support.

button-order = Show the order
button-sheet = { $topic ->
    [wallet] I have no wallet
    [coins] I have no { $currency }
    [exchange] Exchange or @wallet?
    [comment] Where does the memo go?
    [memo] I forgot the memo
    [little] I sent too little
    [late] I paid late
    [slow] It takes too long
    [refund] Where is my money?
   *[missing] Nothing has arrived
}
sheets =
    <b>Help</b> · { $order }

    What is it about?
sheet = { $topic ->
    [wallet] A wallet is an app that holds your { $currency }. Install Keeper (the former Tonkeeper) or MyTonWallet, create a new wallet, and write its secret words down on paper. Never share them with anyone, not even support. Top it up, come back here, and tap “Open wallet”.
    [coins] Buy { $currency } with a card in your wallet app, or on an exchange, and withdraw it to your own wallet. Take a little more than the price: the network and the exchange charge a small fee. You need the network's own coin, not a token with the same name. Then pay from your wallet.
    [exchange] Better not. Exchanges, @wallet and the wallet inside Telegram may send your money without the memo, or less of it. A refund would not go to you, either. Withdraw { $currency } to a wallet of your own first, and pay from there.
    [comment] “Open wallet” fills everything in: just compare it with your order and confirm. If you type it yourself, paste the memo into the field called Comment, Memo or Message. Some wallets show it only after you tap “Add a comment”. No such field? Do not send: use another wallet.
    [memo] Without the memo, your payment reaches the provider, but nobody can tell which order it is for. Do not pay again. Support can find it by the time, the amount and the transaction.
    [little] Your order waits until the whole amount is there. Your money is safe. Ask support before you send the rest: it has to arrive with the same memo and before the time is up.
    [little-ended] This order has ended: please do not send the rest. Your money is safe. Ask support what happens with it now.
    [late] A late payment is usually still found: we look for it for a week and tell you. Do not pay again. If nothing happens within an hour, write to support.
    [slow] We have your payment, and the provider is delivering. It usually takes a minute, longer at busy times. No need to do or pay anything. If nothing happens within half an hour, write to support.
    [refund] If this order was paid, the provider sends the money back to the wallet that it came from. Look for an incoming payment there. If you paid from an exchange, ask the exchange, too. If nothing has arrived within a day, write to support.
    [missing-stars] The Stars are in the recipient's Settings → My Stars. If they are not there after ten minutes, write to support.
    [missing-premium] Premium is in the recipient's Settings → Telegram Premium. If it is not there after ten minutes, write to support.
   *[missing] Stars are in the recipient's Settings → My Stars, Premium in Settings → Telegram Premium. If they are not there after ten minutes, write to support.
}
sheet-transaction = Find the payment in your wallet, copy the link to its transaction (Tonviewer, Tonscan, Tonwhales) or its hash, and <b>send it here</b>. We add it below.
sheet-to = “Write to support” opens a chat with { $support }, and your message is already there:
sheet-to-nobody = “Send to support” passes this on, and the answer comes to this chat:
sheet-sent = ✅ Sent. Support also sees what you add here, and answers in this chat.
sheet-fact = { $fact ->
    [order] Order: { $value }
    [transaction] Transaction: { $value }
    [price] Price: { $value }
    [received] Received: { $value }
    [ordered] Ordered: { $value }
    [paid] Marked as paid: { $value }
    [address] Address: { $value }
    [memo] Memo: { $value }
    [status] Status: { $value }
   *[goods] Goods: { $value }
}
button-copy-facts = Copy details
button-support = Write to support
button-ask-support = Send to support
bad-transaction = That is not a link to a transaction. Open the payment on tonviewer.com, tonscan.org or tonwhales.com and send its link, or send the hash of the transaction. A wallet address is not enough.
