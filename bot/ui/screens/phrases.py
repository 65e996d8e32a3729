"""Texts and buttons that several screens share."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from aiogram.filters.callback_data import CallbackData
from babel.dates import format_skeleton

from bot.errors import UserError
from bot.orders.draft import Recipient
from bot.orders.markup import Quote
from bot.partner.errors import PartnerError, RateLimited, Rejected, Unauthorized, Unreadable
from bot.partner.goods import Goods, Product
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import I18n, anchor, at, bold, code, isolated, local_time, plain, without_isolates
from bot.ui.money import currency_text, number_text, price_usd_text, round_price_up, ton_text
from bot.ui.screen import MAX_HALF_ROW_LENGTH, Button, Buttons, Picture, Rows, Screen, button, in_rows
from bot.ui.wallet import transaction_link

NOT_KNOWN = "—"
"""Shown for an unknown value."""

MAX_SHORT_ID = 24
"""Characters of an id that a list and a button show whole."""

NBSP = "\u00a0"
"""Stands between a number and its unit, or a sign and its word: no line breaks there."""

_STEPS = ("ordered", "paid", "processing", "delivered")
_PROGRESS: dict[OrderStatus, tuple[tuple[str, ...], int]] = {
    OrderStatus.PAID: (_STEPS, 2),
    OrderStatus.PROCESSING: (_STEPS, 2),
    OrderStatus.COMPLETED: (_STEPS, 4),
    OrderStatus.FAILED: (("ordered", "failed"), 1),
    OrderStatus.REFUNDED: (("ordered", "paid", "refunded"), 3),
    OrderStatus.EXPIRED: (("ordered", "expired"), 1),
    OrderStatus.CANCELLED: (("ordered", "cancelled"), 1),
}


def goods(i18n: I18n, item: Goods) -> str:
    """“100 Stars”, “3 months of Premium”."""
    if item.product is Product.PREMIUM:
        return i18n.get("goods-premium", months=item.amount)
    return i18n.get("goods-stars", quantity=item.amount)


def goods_for(i18n: I18n, item: Goods, name: str | None = None) -> str:
    """“100 Stars for @alice”; “… for @alice (Alice Liddell)” with the recipient's `name`."""
    words = goods(i18n, item)
    if item.recipient is None:
        return words
    return i18n.get("goods-for", goods=words, recipient=recipient_label(Recipient(username=item.recipient, name=name)))


def bought(i18n: I18n, order: Order) -> str:
    return goods_for(i18n, order.goods)


def number(i18n: I18n, order: Order) -> str:
    return i18n.get("order-number", order=bold(order.id))


def transaction(hash: str) -> str:
    """A transaction, linked to an explorer of the chain."""
    return anchor(f"{hash[:8]}…{hash[-8:]}", transaction_link(hash))


def home_button(i18n: I18n) -> Button:
    return button(i18n.get("button-menu"), MenuCallback(target="home"))


def book_file_button(i18n: I18n) -> Button:
    """Gives the client book as a file, also to somebody who is no reseller any more."""
    return button(i18n.get("button-csv"), MenuCallback(target="book"))


def limits_text(i18n: I18n, limits: str) -> str:
    """`Fees.limits`, with the numbers as the language writes them."""
    return re.sub(r"\d+", lambda number: count(i18n, int(number[0])), plain(limits))


def with_menu(
    i18n: I18n, *paragraphs: str, rows: Rows = (), beside: Buttons = (), picture: Picture | None = None
) -> Screen:
    """A screen whose last row ends with the Menu button; `beside` are the buttons left of it."""
    return Screen("\n\n".join(paragraphs), (*rows, (*beside, home_button(i18n))), picture)


def pager(i18n: I18n, page: int, more: bool, press: Callable[[int], CallbackData]) -> Buttons:
    """Buttons to the newer and the older page. `more`: whether there is an older one."""
    newer = (button(i18n.get("button-newer"), press(page - 1)),) if page else ()
    older = (button(i18n.get("button-older"), press(page + 1)),) if more else ()
    return newer + older


def order_buttons(i18n: I18n, ids: Iterable[str], press: Callable[[str], CallbackData], *, width: int) -> Rows:
    """Buttons “#10421” that open the orders, `width` in a row."""
    return in_rows([button(short_number(i18n, id), press(id)) for id in ids], width)


def progress_bar(done: int, total: int, glyphs: str, length: int) -> str:
    """“▰▰▰▱▱”: `glyphs` are the full and the empty one."""
    full = length * done // max(1, total)
    return glyphs[0] * full + glyphs[1] * (length - full)


def short_number(i18n: I18n, order_id: str, *, marked: bool = False) -> str:
    """“#10421”, in bold when `marked`: for lists and buttons, where a long id shows its ends."""
    if len(order_id) > MAX_SHORT_ID:
        order_id = f"{order_id[:10]}…{order_id[-9:]}"
    return i18n.get("order-short", order=bold(order_id) if marked else order_id)


def day_text(i18n: I18n, day: date, skeleton: str = "yMMMd") -> str:
    """“Nov 24, 2026”, as the language writes a day. `skeleton` chooses its parts."""
    return str(format_skeleton(skeleton, day, locale=i18n.locale))


def utc_time(i18n: I18n, at: datetime | None, *skeletons: str) -> str:
    """“5 Mar 14:03 UTC”, for text that is copied. `skeletons` choose the parts of date and time."""
    parts = (format_skeleton(skeleton, at, locale=i18n.locale) for skeleton in skeletons or ("MMMd", "Hm"))
    return f"{' '.join(parts)} UTC" if at else NOT_KNOWN


def date_time(i18n: I18n, at: datetime | None) -> str:
    return local_time(at, utc_time(i18n, at), "dt") if at else NOT_KNOWN


def time_left(i18n: I18n, end: datetime) -> str:
    """The time until `end`, which the app counts down."""
    return local_time(end, utc_time(i18n, end, "Hm"), "r")


def money(i18n: I18n, ton: Decimal, usd: Decimal | None = None) -> str:
    """“0.418 TON (≈ $1.34)”, as the language writes numbers: exact in TON, to the cent in dollars."""
    text = f"{number_text(ton, i18n.locale)}{NBSP}{i18n.branding.currency}"
    return f"{text} (≈{NBSP}{price_usd_text(usd, i18n.locale)})" if usd is not None else text


def estimated_price(i18n: I18n, ton: Decimal, usd: Decimal | None) -> str:
    """“≈ 0.424 TON · $1.34”: a price that is not final, rounded up."""
    text = f"≈{NBSP}{money(i18n, round_price_up(ton))}"
    return f"{text} · {price_usd_text(usd, i18n.locale)}" if usd is not None else text


def with_price(i18n: I18n, label: str, usd: Decimal | None, *, longest: int) -> str:
    """“100 · ≈ $1.34” for a button; the label alone while the price is not known, or where it would be cut."""
    priced = f"{label} · ≈{NBSP}{price_usd_text(usd, i18n.locale)}" if usd is not None else label
    return priced if len(without_isolates(priced)) <= longest else label


def local_money(i18n: I18n, ton: Decimal, local: Decimal | None, code: str, usd: Decimal | None = None) -> str:
    """“1,290 ₽ (3.9 TON)”; without a local amount as `money`."""
    if local is None:
        return money(i18n, ton, usd)
    return f"{currency_text(local, code, i18n.locale)} ({money(i18n, ton)})"


def price(i18n: I18n, amount: Decimal, code: str) -> str:
    """An amount of a currency, or of TON."""
    return money(i18n, amount) if code == "TON" else currency_text(amount, code, i18n.locale)


def retail_price(i18n: I18n, quote: Quote) -> str:
    """What a client pays, in the reseller's currency beside as much in TON."""
    ton = round_price_up(quote.retail if not (quote.price and quote.per_ton) else quote.price / quote.per_ton)
    return local_money(i18n, ton, quote.price, quote.code, None if quote.ton_usd is None else ton * quote.ton_usd)


def amount_to_pay(i18n: I18n, ton: Decimal) -> str:
    """“0.418 TON” in every language: what is typed into a wallet, or sent to support, has plain digits and a point."""
    return f"{ton_text(ton)}{NBSP}{i18n.branding.currency}"


def price_to_pay(i18n: I18n, ton: Decimal, usd: Decimal | None = None) -> str:
    """HTML of “0.418 TON (≈ $1.34)”: a tap copies the number, as a wallet takes it."""
    price = f"{code(ton_text(ton))}{NBSP}{plain(i18n.branding.currency)}"
    return f"{price} (≈{NBSP}{price_usd_text(usd, i18n.locale)})" if usd is not None else price


def count(i18n: I18n, value: int | None) -> str:
    """“10,000”, as the language groups digits."""
    return NOT_KNOWN if value is None else number_text(value, i18n.locale)


def short_name(name: str, length: int = 24) -> str:
    """A name that somebody has typed, for a list."""
    return isolated(name if len(name) <= length else f"{name[: length - 1]}…")


def short_label(name: str) -> str:
    """A name that somebody has typed, for a button that shares its row."""
    return name if len(name) <= MAX_HALF_ROW_LENGTH else f"{name[: MAX_HALF_ROW_LENGTH - 1]}…"


def recipient_label(recipient: Recipient) -> str:
    """“@alice (Alice Liddell)”."""
    name = f" ({isolated(recipient.name)})" if recipient.name else ""
    return f"{bold('@' + recipient.username)}{name}"


def support_line(i18n: I18n) -> str:
    support = i18n.branding.support
    return i18n.get("support", support=at(support)) if support else i18n.get("support-nobody")


def maintenance_text(i18n: I18n, words: str | None) -> str:
    """The answer to a confirmation during maintenance, with the admins' text (`words`) if there is one."""
    return i18n.get("shop-closed-why", words=plain(words)) if words else i18n.get("shop-closed")


def error_text(i18n: I18n, error: PartnerError | UserError, *, is_admin: bool = False) -> str:
    """A sentence that says what failed and what to do. Only a rejection quotes the partner."""
    match error:
        case UserError():
            return i18n.get(
                error.text,
                **{name: value if isinstance(value, int) else code(value) for name, value in error.values.items()},
            )
        case Rejected():
            return i18n.get("partner-rejected", message=plain(error.error_message))
        case RateLimited():
            return i18n.get("partner-busy")
        case Unauthorized() if is_admin:
            return i18n.get("partner-key-refused")
        case Unauthorized():
            return i18n.get("partner-unauthorized")
        case Unreadable():
            return i18n.get("partner-unreadable")
        case _:
            return i18n.get("partner-down")


def status_word(i18n: I18n, status: OrderStatus) -> str:
    return i18n.get("status", status=status.value)


def progress(i18n: I18n, status: OrderStatus) -> str:
    """✓ ordered ▸ ⏳ paid ▸ processing ▸ delivered: what is done, what is awaited, and (✗) how an order failed."""
    names_of_steps, current = _PROGRESS.get(status, (_STEPS, 1))
    names = [i18n.get("step", step=step).replace(" ", NBSP) for step in names_of_steps]
    mark = "⏳" if names_of_steps is _STEPS else "✗"
    marked = [
        f"✓{NBSP}{name}" if i < current else f"{mark}{NBSP}{bold(name)}" if i == current else name
        for i, name in enumerate(names)
    ]
    return i18n.get("step-then").join(marked)
