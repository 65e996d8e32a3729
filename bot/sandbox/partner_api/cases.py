"""Odd answers of a partner, each by a name, as faults that a person can switch on in the world panel.

`GET /control/cases` lists them as {"items": [{"label", "hint", "fault"}…]}; `POST /control/faults` takes such a fault.
"""

LONG_AGO = "Thu, 16 Apr 2026 12:00:00 GMT"


def _patch(path: str, **fault: object) -> dict[str, object]:
    return {"kind": "patch", "path": path, **fault}


def _says(path: str, body: str, status: int = 200, method: str | None = None) -> dict[str, object]:
    return {"kind": "answer", "path": path, "body": body, "status": status, "method": method}


CASES: dict[str, dict[str, object]] = {
    # Times and limits
    "Kept by a cache for 20 min": _patch("/orders/", method="GET", headers={"Date": LONG_AGO, "Age": "1200"}),
    "Proxy page with an old Date": {"kind": "error", "status": 502, "envelope": False, "headers": {"Date": LONG_AGO}},
    "Retry after a day": {"kind": "error", "status": 429, "headers": {"Retry-After": "86400"}},
    "Retry after 31 years": {"kind": "error", "status": 503, "headers": {"Retry-After": "999999999"}},
    "A byte every 4 s": {"kind": "drip", "seconds": 4},
    "Headers, a byte every 4 s": {"kind": "trickle", "seconds": 4},
    "A body of 64 MB": {"kind": "huge"},
    # Orders
    "One row without status": _patch("/orders", method="GET", row=0, patch={"status": None}),
    "Every row without status": _patch("/orders", method="GET", patch={"status": None}),
    "Another order": _patch("/orders/", method="GET", patch={"id": 77}),
    "Another reference": _patch("/orders/by-reference/", patch={"client_reference": "tg-10012"}),
    "Orders are unknown (404)": {"kind": "error", "path": "/orders/1", "status": 404, "error_code": "ORDER_NOT_FOUND"},
    "An unknown status": _patch("/orders", patch={"status": "Teleporting"}),
    "Status in an object": _patch("/orders", patch={"status": {"id": 3, "name": "PENDING PAYMENT"}}),
    "The end is a zero time": _patch("/orders", patch={"expires_at": "0001-01-01T00:00:00Z"}),
    "A TTL, no end": _patch("/orders", patch={"ttl": 900}, remove=["expires_at"]),
    "The end in two days": _patch("/orders", patch={"expires_at": "2099-01-01T00:00:00"}),
    "Float noise in the price": _patch("/orders", patch={"price_ton": 0.41800000000000004}),
    "A note of 5000 letters": _patch("/orders/", method="GET", patch={"note": "long " * 1000}),
    "Cancel: 204": _says("/orders/*/cancel", "", 204),
    # Creates
    "Create: ok false, no code": _says("/orders/", '{"ok": false}', method="POST"),
    "Create: SERVER_ERROR with 200": _says("/orders/", '{"ok": false, "error_code": "SERVER_ERROR"}', method="POST"),
    "Create: 403 page": {"kind": "error", "method": "POST", "path": "/orders/", "status": 403, "envelope": False},
    "Create: 403 for business": {
        "kind": "error",
        "method": "POST",
        "path": "/orders/",
        "status": 403,
        "error_code": "RECIPIENT_BLOCKED",
    },
    "Create: 422 of a framework": _says(
        "/orders/", '{"detail": [{"loc": ["body", "duration"], "msg": "field required"}]}', 422, "POST"
    ),
    "Create: only id and how to pay": _patch(
        "/orders/",
        method="POST",
        remove=["order_type", "stars_amount", "premium_months", "recipient_username", "client_reference"],
    ),
    "Create: wrapped in order": _patch("/orders/", method="POST", wrap="order"),
    "Create: status new": _patch("/orders/", method="POST", patch={"status": "new"}),
    "Create: nothing to pay": _patch("/orders/", method="POST", remove=["payment_address", "payment_memo"]),
    "Create: another amount": _patch("/orders/", method="POST", patch={"stars_amount": 51, "premium_months": 1}),
    # Other endpoints
    "Estimate in price.ton": _says("/pricing/estimate/", '{"ok": true, "data": {"price": {"ton": 0.5, "usd": 1.6}}}'),
    "Estimate in dollars": _says("/pricing/estimate/", '{"ok": true, "data": {"price": 1.6, "currency": "USD"}}'),
    "Fees: a list": _says("/pricing/fee", '{"ok": true, "data": [{"product": "stars", "min_quantity": 50}]}'),
    "Fees: null": _says("/pricing/fee", '{"ok": true, "data": null}'),
    "Fees: max 0": _patch("/pricing/fee", patch={"stars": {"min_quantity": 50, "max_quantity": 0}}),
    "Recipients: false": _says("/recipients/", '{"ok": true, "data": false}'),
    "Recipients: too many checks": _says(
        "/recipients/",
        '{"ok": false, "error_code": "LIMIT_EXCEEDED", "error_message": "too many recipient checks"}',
        400,
    ),
    "Lists in rows": _patch("/", method="GET", wrap="rows"),
    "Lists without an envelope": _patch("/", method="GET", wrap="data", envelope=False),
    "Balance in nanotons": _says("/balance", '{"ok": true, "data": {"balance": 12500000000, "unit": "nanoton"}}'),
    "Health: 404": {"kind": "error", "path": "/health", "status": 404},
}

HINTS = {
    "Kept by a cache for 20 min": "A cache in between gives an order as it was 20 minutes ago.",
    "Proxy page with an old Date": "A proxy's error page with an old Date: it says nothing about the partner's clock.",
    "Retry after a day": "“Too many calls, come back in a day.”",
    "Retry after 31 years": "“Unavailable, come back in 31 years.”",
    "A byte every 4 s": "Every answer drips in, one byte every four seconds.",
    "Headers, a byte every 4 s": "So slow is every answer from its first header on.",
    "A body of 64 MB": "Every answer is 64 megabytes of nothing.",
    "One row without status": "The first order of the list has no status; the others are fine.",
    "Every row without status": "No order of the list has a status.",
    "Another order": "The partner answers about order 77, whichever order is asked for.",
    "Another reference": "A search by reference finds an order of somebody else.",
    "Orders are unknown (404)": "The partner has forgotten all orders.",
    "An unknown status": "Orders have a status that no documentation names.",
    "Status in an object": "The status is an object with a name in capital letters.",
    "The end is a zero time": "The time to pay ends in the year 1.",
    "A TTL, no end": "Seconds to pay are told in place of the time at which they end.",
    "The end in two days": "The time to pay ends in 2099, and without a time zone.",
    "Float noise in the price": "The price has 17 digits behind the point.",
    "A note of 5000 letters": "Each order has a note that is longer than a message may be.",
    "Cancel: 204": "A cancellation is answered by an empty body.",
    "Create: ok false, no code": "A new order is refused without a reason.",
    "Create: SERVER_ERROR with 200": "A new order fails, and the HTTP status says that all is well.",
    "Create: 403 page": "A firewall's page in place of a new order.",
    "Create: 403 for business": "The partner refuses the recipient with 403.",
    "Create: 422 of a framework": "A new order is refused in the words of the partner's web framework.",
    "Create: only id and how to pay": "A new order comes without what was ordered and for whom.",
    "Create: wrapped in order": "A new order lies one level deeper than usual.",
    "Create: status new": "A new order has the status “new”.",
    "Create: nothing to pay": "A new order has no address and no memo.",
    "Create: another amount": "A new order is about another amount than was asked for.",
    "Estimate in price.ton": "The price lies one level deeper than usual.",
    "Estimate in dollars": "The price comes in dollars only.",
    "Fees: a list": "Limits and fees come as a list.",
    "Fees: null": "Limits and fees are empty.",
    "Fees: max 0": "The largest amount is 0.",
    "Recipients: false": "A check of a recipient answers only “false”.",
    "Recipients: too many checks": "Too many recipients were checked; this is told as a wrong request.",
    "Lists in rows": "All lists have the name “rows”.",
    "Lists without an envelope": "Answers come without the usual envelope.",
    "Balance in nanotons": "The balance comes in billionths of a TON.",
    "Health: 404": "The partner has no health check.",
}
"""What each case does, in one sentence for the person who switches it on."""
