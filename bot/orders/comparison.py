"""Compares an answer of the partner with what is known. What an answer does not tell is no difference."""

from datetime import timedelta

from bot.partner.addresses import same_account
from bot.partner.order import PAYMENT_DETAILS, Order, same_id

PAYMENT_FIELDS = (*PAYMENT_DETAILS, "expires_at")
"""What the answer of the create says of these stands for ever; `with_payment_of` names the one exception."""

SAME_MOMENT = timedelta(seconds=1)
"""How far the creation of one order may be apart in two answers: one may tell whole seconds."""

_IDENTITY = ("product", "amount", "recipient", "client_reference")


def is_same_order(order: Order, known: Order) -> bool:
    """Whether both have the same id, goods, recipient and reference."""
    return same_id(order.id, known.id) and _is_about_same(order, known)


def has_other_id(order: Order, known: Order) -> bool:
    """Whether an order is a known one under another id: the ids are two spellings of one, or memo, price and creation
    are the same. The memo alone may be that of the account."""
    has_same_memo = order.payment_memo is not None and order.payment_memo == known.payment_memo
    created = [each.created_at for each in (order, known) if each.created_at]
    is_twin = (
        has_same_memo
        and not payment_difference(order, known)
        and (len(created) < 2 or abs(created[0] - created[1]) < SAME_MOMENT)
    )
    return order.id != known.id and (same_id(order.id, known.id) or is_twin) and _is_about_same(order, known)


def _is_about_same(order: Order, known: Order) -> bool:
    pairs = ((getattr(order, name) or None, getattr(known, name) or None) for name in _IDENTITY)
    return all(None in pair or str(pair[0]).lower() == str(pair[1]).lower() for pair in pairs)


def payment_difference(order: Order, known: Order) -> str:
    """The payment details that differ: "price_ton, payment_memo"; empty if none does."""
    return ", ".join(name for name in PAYMENT_DETAILS if _differs(name, getattr(order, name), getattr(known, name)))


def _differs(name: str, value: object, known: object) -> bool:
    if not value or not known:
        return False
    return not same_account(str(value), str(known)) if name == "payment_address" else value != known


def with_payment_of(order: Order, known: Order) -> Order:
    """The order with the payment details that are known already.

    If no earlier answer had a usable `Date`, the known end is by our clock: the first answer with one replaces it.
    """
    told = {name: value for name in PAYMENT_FIELDS if (value := getattr(known, name)) is not None}
    is_odd = known.expires_at is None and (known.has_odd_end or order.has_odd_end)
    told["has_odd_end"] = is_odd
    if is_odd:  # an end that cannot be true stays untold
        told["expires_at"] = None
    elif known.as_of is None and order.as_of and order.expires_at:
        told["expires_at"] = order.expires_at
    return order.model_copy(update=told)


def complete(row: Order, known: Order) -> Order:
    """A row of a list with the fields that it lacks taken from what is known."""
    missing = {name: value for name, value in dict(known).items() if getattr(row, name) is None and value is not None}
    return row.model_copy(update=missing)
