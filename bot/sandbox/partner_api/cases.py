"""Odd answers of a partner, each by a name, as faults that a person can switch on in the world panel.

`GET /control/cases` lists them as {"items": [{"label", "fault"}…]}; a fault goes to `POST /control/faults` as it is.
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
