# A reseller's prices in their clients' currency.

button-prices = Price list
button-currency = Currency
currency =
    <b>Your currency</b>

    { $rate }
    Prices are rounded up to: { $step }
    Rate set: { $time }
currency-none =
    <b>Your currency</b>

    Your prices are in TON only. Set your rate, and quotes, statistics and the price list show your clients' currency, too.
currency-how =
    Set the rate like this: { $first }
    With a step to round up to: { $second }
    TON only: { $off }
bad-currency = I cannot read that rate. Send it like /currency RUB 96.5 per USD, or per TON: the currency's three letters, a number, and what it is for.
rate-old = ⚠️ Your rate { $rate } is older than a day. Check it: /currency
rate-unknown = ⚠️ The dollar price of TON is unknown right now, so there is no price in { $currency }. Try again in a minute.
rate-sure =
    <b>Is this rate right?</b>

    Until now it was { $former }. Tap the rate you mean.
margin-sure =
    <b>Is this margin right?</b>

    Until now it was { $former }. Tap the margin you mean.
rate-which =
    <b>Which rate do you mean?</b>
button-rate-again = The rate is still right
button-rate-keep = Keep the old one
price-list =
    <b>Price list</b>

    The message below is for your clients: forward it as it is.
    Your margin: { $margin }
command-currency = My clients' currency
command-pricelist = Price list to forward
