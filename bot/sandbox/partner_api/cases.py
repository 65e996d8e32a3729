"""Odd answers of a partner, each by a name, that a person can switch on in the world panel.

`GET /control/cases` lists them; `POST /control/cases {"label"}` begins their faults, which last until they are removed.
"""

from dataclasses import dataclass
from typing import Any

LONG_AGO = "Thu, 16 Apr 2026 12:00:00 GMT"
IN_2100 = "Fri, 01 Jan 2100 00:00:00 GMT"
CREATES = "/orders/[sp]"
JsonFault = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    hint: str
    """What the case does, in one sentence for the person who switches it on."""
    faults: tuple[JsonFault, ...]


def _case(hint: str, *faults: JsonFault) -> Case:
    return Case(hint, faults)


def _patch(path: str, **fault: Any) -> JsonFault:
    return {"kind": "patch", "path": path, **fault}


def _says(path: str, body: str, status: int = 200, method: str | None = None) -> JsonFault:
    return {"kind": "answer", "path": path, "body": body, "status": status, "method": method}


def _fails(status: int, path: str = "/", **fault: Any) -> JsonFault:
    return {"kind": "error", "path": path, "status": status, **fault}


def _behaves(path: str = "/", **settings: Any) -> JsonFault:
    return {"kind": "settings", "path": path, "patch": settings}


def _create(**fault: Any) -> JsonFault:
    return _patch(CREATES, method="POST", **fault)


CASES: dict[str, Case] = {
    # Times and limits
    "Kept by a cache for 20 min": _case(
        "A cache in between gives an order as it was 20 minutes ago.",
        _patch("/orders/", method="GET", headers={"Date": LONG_AGO, "Age": "1200"}),
    ),
    "Proxy page with an old Date": _case(
        "A proxy's error page with an old Date: it says nothing about the partner's clock.",
        _fails(502, envelope=False, headers={"Date": LONG_AGO}),
    ),
    "Retry after a day": _case("“Too many calls, come back in a day.”", _fails(429, headers={"Retry-After": "86400"})),
    "Retry after 31 years": _case(
        "“Unavailable, come back in 31 years.”", _fails(503, headers={"Retry-After": "999999999"})
    ),
    "Retry after a date": _case(
        "“Too many calls, come back in the year 2100.”", _fails(429, headers={"Retry-After": IN_2100})
    ),
    "A byte every 4 s": _case("Every answer drips in, one byte every four seconds.", {"kind": "drip", "seconds": 4}),
    "Headers, a byte every 4 s": _case(
        "So slow is every answer from its first header on.", {"kind": "trickle", "seconds": 4}
    ),
    "A body of 64 MB": _case("Every answer is 64 megabytes of nothing.", {"kind": "huge"}),
    "A firewall's page": _case("A firewall answers every call with a page and 403.", _fails(403, envelope=False)),
    # Orders
    "One row without status": _case(
        "The first order of the list has no status; the others are fine.",
        _patch("/orders", method="GET", row=0, patch={"status": None}),
    ),
    "Every row without status": _case(
        "No order of the list has a status.", _patch("/orders", method="GET", patch={"status": None})
    ),
    "Another order": _case(
        "The partner answers about order 77, whichever order is asked for.",
        _patch("/orders/", method="GET", patch={"id": 77}),
    ),
    "Another reference": _case(
        "A search by reference finds an order of somebody else.",
        _patch("/orders/by-reference/", patch={"client_reference": "tg-10012"}),
    ),
    "References that begin alike": _case(
        "A search for tg-1001 finds tg-10012 as well.", _behaves("/orders/by-reference/", by_beginning=True)
    ),
    "No references": _case(
        "No order says whose it is.", _behaves("/orders", list_reference=False, order_reference=False)
    ),
    "Orders are unknown (404)": _case("The partner has forgotten all orders.", _behaves("/orders", hidden="*")),
    "Expired orders are forgotten": _case(
        "The partner forgets orders as soon as they expire.", _behaves("/orders", hidden="expired")
    ),
    "Ids with a colon": _case("Orders have ids like “ord:10421”.", _patch("/orders", patch={"id": "ord:$id"})),
    "Another memo later": _case(
        "Later answers tell another memo than the first.",
        _patch("/orders", method="GET", patch={"payment_memo": "STARS-other1"}),
    ),
    "Another price later": _case(
        "Later answers tell another price than the first.", _patch("/orders", method="GET", patch={"price_ton": 9.99})
    ),
    "Addresses in another spelling": _case(
        "The same address is written as 0: and 64 digits.",
        _patch("/orders", patch={"payment_address": "$raw"}),
        _patch("/balance", patch={"topup_address": "$raw"}),
    ),
    "Another spelling later": _case(
        "Later answers write the same address in its other form, EQ….",
        _patch("/orders", method="GET", patch={"payment_address": "$bounceable"}),
    ),
    "Names of the other product": _case(
        "Premium orders count Stars as well, and orders of Stars have months.",
        _patch("/orders", add={"stars_amount": 50, "premium_months": 3}),
    ),
    "An unknown status": _case(
        "Orders have a status that no documentation names.", _patch("/orders", patch={"status": "Teleporting"})
    ),
    "Status in an object": _case(
        "The status is an object with a name in capital letters.",
        _patch("/orders", patch={"status": {"id": 3, "name": "PENDING PAYMENT"}}),
    ),
    "The end is a zero time": _case(
        "The time to pay ends in the year 1.", _patch("/orders", patch={"expires_at": "0001-01-01T00:00:00Z"})
    ),
    "A TTL, no end": _case(
        "Seconds to pay are told in place of the time at which they end.",
        _patch("/orders", patch={"ttl": 900}, remove=["expires_at"]),
    ),
    "The end in two days": _case(
        "The time to pay ends in 2099, and without a time zone.",
        _patch("/orders", patch={"expires_at": "2099-01-01T00:00:00"}),
    ),
    "Float noise in the price": _case(
        "The price has 17 digits behind the point.", _patch("/orders", patch={"price_ton": 0.41800000000000004})
    ),
    "A note of 5000 letters": _case(
        "Each order has a note that is longer than a message may be.",
        _patch("/orders/", method="GET", patch={"note": "long " * 1000}),
    ),
    "A note that always changes": _case(
        "Each order has a note with the time at which it was asked for.",
        _patch("/orders/", method="GET", patch={"note": "seen at $now"}),
    ),
    "Cancel: 204": _case("A cancellation is answered by an empty body.", _says("/orders/*/cancel", "", 204)),
    # Creates
    "Create: ok false, no code": _case(
        "A new order is refused without a reason.", _says(CREATES, '{"ok": false}', method="POST")
    ),
    "Create: SERVER_ERROR with 200": _case(
        "A new order fails, and the HTTP status says that all is well.",
        _says(CREATES, '{"ok": false, "error_code": "SERVER_ERROR"}', method="POST"),
    ),
    "Create: 403 page": _case(
        "A firewall's page in place of a new order.", _fails(403, CREATES, method="POST", envelope=False)
    ),
    "Create: 403 for business": _case(
        "The partner refuses the recipient with 403.",
        _fails(403, CREATES, method="POST", error_code="RECIPIENT_BLOCKED"),
    ),
    "Create: 422 of a framework": _case(
        "A new order is refused in the words of the partner's web framework.",
        _says(CREATES, '{"detail": [{"loc": ["body", "duration"], "msg": "field required"}]}', 422, "POST"),
    ),
    "Create: error in an object": _case(
        "A new order is refused, and the reason lies one level deeper than usual.",
        _says(CREATES, '{"ok": false, "error": {"code": "INVALID_AMOUNT", "message": "too small"}}', 400, "POST"),
    ),
    "Create: error of 9000 letters": _case(
        "A new order is refused in very many words.",
        _says(
            CREATES, f'{{"ok": false, "error_code": "INVALID_AMOUNT", "error_message": "{"no " * 3000}"}}', 400, "POST"
        ),
    ),
    "Create: only id and how to pay": _case(
        "A new order comes without what was ordered and for whom.",
        _create(remove=["order_type", "stars_amount", "premium_months", "recipient_username", "client_reference"]),
    ),
    "Create: wrapped in order": _case("A new order lies one level deeper than usual.", _create(wrap="order")),
    "Create: status new": _case("A new order has the status “new”.", _create(patch={"status": "new"})),
    "Create: Premium as duration": _case(
        "The months of Premium have the name “duration”.",
        _patch("/orders/premium", patch={"duration": "$premium_months"}, remove=["premium_months"]),
    ),
    "Create: nothing to pay": _case(
        "A new order has no address and no memo.", _create(remove=["payment_address", "payment_memo"])
    ),
    "Create: already paid": _case("A new order is paid at once.", _create(patch={"status": "paid"})),
    "Create: another amount": _case(
        "A new order is about another amount than was asked for.",
        _create(patch={"stars_amount": 51, "premium_months": 1}),
    ),
    "Create: lost, then refused": _case(
        "A new order is made and never answered, its repeats are refused, and nobody can find it.",
        {"kind": "drop_after", "path": CREATES, "method": "POST", "times": 1},
        _fails(422, CREATES, method="POST"),
        _behaves("/orders", hidden="*"),
    ),
    "Create: 429 for @durov": _case(
        "Orders for @durov are always “too many, come back in five minutes”; all others are fine.",
        _fails(429, CREATES, method="POST", mentions="durov", headers={"Retry-After": "300"}),
    ),
    # Other endpoints
    "Estimate in price.ton": _case(
        "The price lies one level deeper than usual.",
        _says("/pricing/estimate/", '{"ok": true, "data": {"price": {"ton": 0.5, "usd": 1.6}}}'),
    ),
    "Estimate in dollars": _case(
        "The price comes in dollars only.",
        _says("/pricing/estimate/", '{"ok": true, "data": {"price": 1.6, "currency": "USD"}}'),
    ),
    "Estimate with float noise": _case(
        "The price before the order has 17 digits behind the point.",
        _patch("/pricing/estimate/", patch={"price_ton": 0.41800000000000004}),
    ),
    "Fees: a list": _case(
        "Limits and fees come as a list.",
        _says("/pricing/fee", '{"ok": true, "data": [{"product": "stars", "min_quantity": 50}]}'),
    ),
    "Fees: null": _case("Limits and fees are empty.", _says("/pricing/fee", '{"ok": true, "data": null}')),
    "Fees: 404": _case("Limits and fees are told nowhere.", _fails(404, "/pricing/fee")),
    "Fees: max 0": _case(
        "The largest amount is 0.", _patch("/pricing/fee", patch={"stars": {"min_quantity": 50, "max_quantity": 0}})
    ),
    "Fees: other words for months": _case(
        "The months of Premium have a name that nobody knows.",
        _patch("/pricing/fee", patch={"premium": {"terms": [1, 24]}}),
    ),
    "Recipients: false": _case(
        "A check of a recipient answers only “false”.", _says("/recipients/", '{"ok": true, "data": false}')
    ),
    "Recipients: cannot receive Stars": _case(
        "A check finds the recipient, and says no under another name.",
        _says("/recipients/", '{"ok": true, "data": {"found": true, "can_receive_stars": false}}'),
    ),
    "Recipients: not there": _case(
        "A check says only that the recipient does not exist.",
        _says("/recipients/", '{"ok": true, "data": {"exists": false}}'),
    ),
    "Recipients: too many checks": _case(
        "Too many recipients were checked; this is told as a wrong request.",
        _says(
            "/recipients/",
            '{"ok": false, "error_code": "LIMIT_EXCEEDED", "error_message": "too many recipient checks"}',
            400,
        ),
    ),
    "Recipients: no such route": _case(
        "The check of recipients has moved to another address.",
        _says(
            "/recipients/",
            '{"ok": false, "error_code": "NOT_FOUND", "error_message": "Route GET /recipients/stars not found"}',
            404,
        ),
    ),
    "Lists in rows": _case("All lists have the name “rows”.", _patch("/", method="GET", wrap="rows")),
    "Lists without an envelope": _case(
        "Answers come without the usual envelope.", _patch("/", method="GET", wrap="data", envelope=False)
    ),
    "Lists that nobody can read": _case(
        "In place of the list of orders comes a warning.",
        _behaves("/orders/"),  # one order is told as usual
        _says("/orders", '{"ok": true, "data": {"warnings": [], "message": "try later"}}', method="GET"),
    ),
    "Lists by page number": _case("Lists take page and per_page only.", _behaves(paging="page")),
    "Lists by cursor": _case("Each page of a list names the next one.", _behaves(paging="cursor")),
    "Lists of one page": _case(
        "Lists show their first 50 rows and never the next.", _behaves(paging="none", max_page=50)
    ),
    "By memo: 404 in other words": _case(
        "A memo that is not found is told in the words of a web framework.",
        _says("/orders/by-memo/", '{"detail": "no order"}', 404),
    ),
    "Balance in nanotons": _case(
        "The balance comes in billionths of a TON.",
        _says("/balance", '{"ok": true, "data": {"balance": 12500000000, "unit": "nanoton"}}'),
    ),
    "A memo for top-ups": _case(
        "A top-up needs a memo with a blank and signs.", _patch("/balance", patch={"topup_memo": "a&b #1"})
    ),
    "Odd transactions": _case(
        "Some transactions lack id and type, a debit is positive, one counts dollars.",
        _says(
            "/balance/transactions",
            '{"ok": true, "data": [{"amount": 1}, {"id": 2, "type": "debit", "amount": 0.5},'
            ' {"id": 3, "type": "topup", "amount": 5000000000, "currency": "NANOTON"},'
            ' {"id": 4, "amount": 3, "currency": "USD"}]}',
        ),
    ),
    "Health: 404": _case("The partner has no health check.", _fails(404, "/health")),
}
