"""An order on its way: confirming, the payment screen, and every status after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from aiogram.types import InlineKeyboardButton
from aiogram_i18n import I18nContext

from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.orders.rows import Row, row_number
from bot.orders.ticks import LEAST_TO_PAY
from bot.partner.errors import Unreadable
from bot.partner.models import Order, OrderStatus, Payment
from bot.ui import wallet
from bot.ui.i18n import bold, code, plain
from bot.ui.money import above, ton_text
from bot.ui.press import BatchPress, Go, OrderPress, Press
from bot.ui.screen import Picture, Rows, Screen, button, copies, in_rows, link
from bot.ui.screens.words import bought, day, goods_for, money, number, support_line
from bot.ui.shop import Shop

LONGEST_NOTE = 200
"""Characters of the partner's own words that a caption has room for."""

PAGE = 6
"""Orders on one page of "my orders"."""


_WAY = ("ordered", "paid", "processing", "delivered")
_WAYS: dict[OrderStatus, tuple[tuple[str, ...], int]] = {
    OrderStatus.PENDING_PAYMENT: (_WAY, 0),
    OrderStatus.PROCESSING: (_WAY, 2),
    OrderStatus.COMPLETED: (_WAY, 3),
    OrderStatus.FAILED: (("ordered", "failed"), 1),
    OrderStatus.REFUNDED: (("ordered", "paid", "refunded"), 2),
    OrderStatus.EXPIRED: (("ordered", "expired"), 1),
    OrderStatus.CANCELLED: (("ordered", "cancelled"), 1),
}


class Snag(StrEnum):
    """What is wrong with an order's payment address."""

    UNPINNED = "unpinned"  # valid, but not one of the operator's: the real danger, details are withheld
    CHECKSUM = "checksum"  # a wallet refuses it by itself: shown with a warning


def snag(shop: Shop, order: Order) -> Snag | None:
    if not order.payment_address:
        return None
    if shop.pinned and order.payment_address not in shop.pinned:
        return Snag.UNPINNED
    return Snag.CHECKSUM if wallet.address_problem(order.payment_address) else None


# A confirmation that is no order (yet)


def intent(i18n: I18nContext, shop: Shop, intent: Intent) -> Screen:
    words = goods_for(i18n, intent.request.product, intent.request.amount, intent.request.recipient)
    menu = (button(i18n.get("button-menu"), Go(to="home").pack()),)
    match intent.state:
        case IntentState.REJECTED:
            text = i18n.get("intent-rejected", goods=words)
            if intent.reason:
                text += "\n\n" + i18n.get("partner-rejected", message=plain(intent.reason))
            return Screen(text, (menu,))
        case IntentState.FROZEN:
            return Screen(
                i18n.get("intent-frozen", goods=words, number=code(intent.id), support=support_line(i18n, shop)),
                (menu,),
            )
        case _:
            return _confirming(i18n, words, intent.id)


def row_confirming(i18n: I18nContext, row: Row, id: str) -> Screen:
    """A row of a batch whose order is about to be made, by the intent of that id."""
    return _confirming(i18n, goods_for(i18n, row.product, row.amount, row.recipient), id)


def _confirming(i18n: I18nContext, goods: str, id: str) -> Screen:
    look = button(i18n.get("button-look"), Press(do="confirm", draft=id).pack(), style="primary")
    return Screen(i18n.get("intent-confirming", goods=goods), ((look,),))


# An order


def order(i18n: I18nContext, shop: Shop, watched: WatchedOrder, now: datetime) -> Screen:
    """The one screen of an order, whatever its status. `now` is the partner's own time."""
    return _sold(i18n, watched, _as_it_is(i18n, shop, watched, now))


def _as_it_is(i18n: I18nContext, shop: Shop, watched: WatchedOrder, now: datetime) -> Screen:
    status = watched.order.status
    if status is OrderStatus.PENDING_PAYMENT:
        if watched.paid_said_at is not None or watched.order.paid_ton:
            return _checking(i18n, shop, watched)
        return _to_pay(i18n, shop, watched, now)
    if status in ENDED:
        return _ended(i18n, shop, watched)
    return _in_progress(i18n, shop, watched)


def news(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    """The message that rings the phone when an order has ended, goes on after that, or something is odd about its
    payment. Only what has ended can be ordered again."""
    order = watched.order
    lines = [_outcome(i18n, shop, order), *_oddities(i18n, shop, order), number(i18n, order)]
    if order.status in ENDED:
        return _sold(i18n, watched, Screen("\n\n".join(lines), _after(i18n, order)))
    show = button(i18n.get("button-order"), OrderPress(do="open", id=order.id).pack(), style="primary")
    return _sold(i18n, watched, Screen("\n\n".join(lines), ((show, _help(i18n, order)),)))


def _sold(i18n: I18nContext, watched: WatchedOrder, screen: Screen) -> Screen:
    """What a reseller needs on the screen of a client's order: the invoice, and the way on in its batch."""
    if watched.invoice:
        screen = replace(screen, text=f"{screen.text}\n{i18n.get('invoice-line', invoice=code(watched.invoice))}")
    if watched.batch:
        row = str(row_number(watched.intent_id))
        ways = (
            button(i18n.get("button-next-row"), BatchPress(do="next", id=watched.batch, arg=row).pack()),
            button(i18n.get("button-open-batch"), BatchPress(do="open", id=watched.batch).pack()),
        )
        screen = replace(screen, rows=(*screen.rows, ways))
    return screen


def payable(shop: Shop, watched: WatchedOrder, now: datetime) -> bool:
    """Whether its payment details may be shown: it waits for them, they are whole, not suspect, and there is time."""
    order = watched.order
    if order.status is not OrderStatus.PENDING_PAYMENT or watched.paid_said_at is not None or order.paid_ton:
        return False
    try:
        left = order.payment.expires_at - now
    except Unreadable:
        return False
    return left >= LEAST_TO_PAY and snag(shop, order) is not Snag.UNPINNED


def to_share(i18n: I18nContext, shop: Shop, order: Order) -> Screen:
    """How to pay a payable order, for a chat in which only its owner can press our buttons: there are none."""
    payment = order.payment
    lines = [*_pay_lines(i18n, shop, order, payment), number(i18n, order)]
    if snag(shop, order) is Snag.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    return Screen("\n\n".join(lines), _wallet_rows(i18n, payment))


def from_the_shop(i18n: I18nContext, order: Order, words: str) -> Screen:
    """What the people who run the shop write about an order."""
    open_ = button(i18n.get("button-show-it"), OrderPress(do="open", id=order.id).pack())
    return Screen(f"{i18n.get('from-the-shop', order=bold(order.id))}\n\n{plain(words)}", ((open_,),))


def _to_pay(i18n: I18nContext, shop: Shop, watched: WatchedOrder, now: datetime) -> Screen:
    order = watched.order
    try:
        payment = order.payment
    except Unreadable:
        return _withheld(i18n, shop, order)
    problem = snag(shop, order)
    if problem is Snag.UNPINNED:
        return _withheld(i18n, shop, order)
    left = payment.expires_at - now
    if left < LEAST_TO_PAY:
        return _time_is_up(i18n, shop, watched)
    lines = [
        *_pay_lines(i18n, shop, order, payment),
        i18n.get("pay-left", minutes=int(left.total_seconds() // 60), order=bold(order.id)),
        _steps(i18n, order.status),
    ]
    if watched.estimate is not None and above(watched.estimate, payment.price_ton, shop.tolerance_percent):
        lines.insert(0, i18n.get("pay-dearer", estimate=money(shop, watched.estimate)))
    if problem is Snag.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    qr = Picture.qr(order.id, wallet.transfer_link(payment.address, payment.price_nano, payment.memo))
    return Screen("\n\n".join(lines), _pay_rows(i18n, order, payment), qr)


def _pay_lines(i18n: I18nContext, shop: Shop, order: Order, payment: Payment) -> list[str]:
    return [
        i18n.get("pay", price=bold(f"{ton_text(payment.price_ton)} {shop.currency}"), goods=bought(i18n, order)),
        i18n.get(
            "pay-details",
            amount=code(ton_text(payment.price_ton)),
            address=code(payment.address),
            memo=code(payment.memo),
        ),
        i18n.get("pay-rules"),
    ]


def _wallet_rows(i18n: I18nContext, payment: Payment) -> Rows:
    where = (payment.address, payment.price_nano, payment.memo)
    return (
        (
            link(i18n.get("button-wallet"), wallet.transfer_link(*where)),
            link(i18n.get("button-tonkeeper"), wallet.tonkeeper_link(*where)),
        ),
        (
            copies(i18n.get("button-copy-address"), payment.address),
            copies(i18n.get("button-copy-memo"), payment.memo),
            copies(i18n.get("button-copy-amount"), ton_text(payment.price_ton)),
        ),
    )


def _pay_rows(i18n: I18nContext, order: Order, payment: Payment) -> Rows:
    return (
        *_wallet_rows(i18n, payment),
        (button(i18n.get("button-paid"), OrderPress(do="paid", id=order.id).pack(), style="success"),),
        (
            button(i18n.get("button-cancel-order"), OrderPress(do="cancel", id=order.id).pack(), style="danger"),
            _help(i18n, order),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )


def _checking(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    """After "I have paid": no pay buttons, so that nobody pays twice; they come back only on request, and not at all
    once some of the money is there."""
    order = watched.order
    lines = [i18n.get("checking", goods=bought(i18n, order), support=support_line(i18n, shop))]
    if odd := _oddities(i18n, shop, order):
        lines = [_outcome(i18n, shop, order), *odd, support_line(i18n, shop)]
    again = button(i18n.get("button-pay-again"), OrderPress(do="pay", id=order.id).pack())
    rows: Rows = (
        (button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack(), style="primary"),),
        *(() if order.paid_ton else ((again,),)),
        (_help(i18n, order), button(i18n.get("button-menu"), Go(to="home").pack())),
    )
    return Screen("\n\n".join([*lines, _foot(i18n, order)]), rows, Picture.drawn("waiting"))


def _time_is_up(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    text = i18n.get("time-is-up", goods=bought(i18n, order), support=support_line(i18n, shop))
    rows: Rows = (
        (button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack(), style="primary"),),
        *_after(i18n, order),
    )
    return Screen(f"{text}\n\n{_foot(i18n, order)}", rows, Picture.drawn("waiting"))


def _withheld(i18n: I18nContext, shop: Shop, order: Order) -> Screen:
    text = i18n.get("pay-withheld", support=support_line(i18n, shop))
    rows: Rows = (
        (button(i18n.get("button-cancel-order"), OrderPress(do="cancel", id=order.id).pack(), style="danger"),),
        (button(i18n.get("button-menu"), Go(to="home").pack()),),
    )
    return Screen(f"{text}\n\n{number(i18n, order)}", rows)


def _in_progress(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    lines = [i18n.get("in-progress", goods=bought(i18n, order)), *_oddities(i18n, shop, order)]
    if order.status is OrderStatus.UNKNOWN:
        lines.append(i18n.get("status-unknown", status=code(order.status_text)))
    lines.append(_foot(i18n, order))
    rows: Rows = (
        (button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack()),),
        (_help(i18n, order), button(i18n.get("button-menu"), Go(to="home").pack())),
    )
    return Screen("\n\n".join(lines), rows, Picture.drawn("progress"))


def _ended(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    picture = "done" if order.status is OrderStatus.COMPLETED else "closed"
    lines = [_outcome(i18n, shop, order), *_oddities(i18n, shop, order), _foot(i18n, order)]
    return Screen("\n\n".join(lines), _after(i18n, order), Picture.drawn(picture))


def _outcome(i18n: I18nContext, shop: Shop, order: Order) -> str:
    words, support = bought(i18n, order), support_line(i18n, shop)
    match order.status:
        case OrderStatus.COMPLETED:
            return i18n.get("ended-completed", goods=words)
        case OrderStatus.FAILED:
            return i18n.get("ended-failed", goods=words, support=support)
        case OrderStatus.REFUNDED:
            return i18n.get("ended-refunded", goods=words, support=support)
        case OrderStatus.CANCELLED:
            return i18n.get("ended-cancelled", goods=words, support=support)
        case OrderStatus.EXPIRED:
            return i18n.get("ended-expired", goods=words, support=support)
        case OrderStatus.PENDING_PAYMENT:
            return i18n.get("odd-payment", goods=words)
        case _:
            return i18n.get("in-progress", goods=words)


def _oddities(i18n: I18nContext, shop: Shop, order: Order) -> list[str]:
    """A payment that was not as asked: what is known of it, what becomes of the money, and the partner's own words."""
    lines = []
    paid, price = order.paid_ton, order.price_ton
    if paid and price and order.status not in (OrderStatus.COMPLETED, OrderStatus.REFUNDED):
        if paid < price:
            lines.append(i18n.get("odd-less", paid=money(shop, paid), missing=money(shop, price - paid)))
        elif paid > price:
            lines.append(i18n.get("odd-more", paid=money(shop, paid), rest=money(shop, paid - price)))
    if order.note:
        lines.append(i18n.get("odd-note", note=plain(order.note[:LONGEST_NOTE])))
    return lines


def _steps(i18n: I18nContext, status: OrderStatus) -> str:
    """ordered ▸ paid ▸ processing ▸ delivered: a check before what is past, the present one bold."""
    way, present = _WAYS.get(status, (_WAY, 1))
    names = [i18n.get("step", step=step) for step in way]
    marked = [f"✓ {name}" if i < present else bold(name) if i == present else name for i, name in enumerate(names)]
    return i18n.get("step-then").join(marked)


def _after(i18n: I18nContext, order: Order) -> Rows:
    return (
        (
            button(i18n.get("button-repeat"), OrderPress(do="repeat", id=order.id).pack()),
            _help(i18n, order),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )


def _help(i18n: I18nContext, order: Order) -> InlineKeyboardButton:
    return button(i18n.get("button-help"), OrderPress(do="help", id=order.id).pack())


# My orders


def orders(i18n: I18nContext, shop: Shop, rows: Sequence[WatchedOrder], total: int, page: int) -> Screen:
    """The chat's orders, newest first, a page at a time; each opens by its button."""
    if not total:
        return Screen(i18n.get("orders-none"), ((button(i18n.get("button-menu"), Go(to="home").pack()),),))
    pages = (total + PAGE - 1) // PAGE
    lines = [i18n.get("orders", page=page + 1, pages=pages)]
    lines += [line(i18n, row) for row in rows]
    turns: list[InlineKeyboardButton] = []
    if page:
        turns.append(button(i18n.get("button-newer"), Go(to="orders", arg=str(page - 1)).pack()))
    if page + 1 < pages:
        turns.append(button(i18n.get("button-older"), Go(to="orders", arg=str(page + 1)).pack()))
    foot = (*turns, button(i18n.get("button-menu"), Go(to="home").pack()))
    return Screen("\n\n".join(lines), (*openers(rows), foot))


def line(i18n: I18nContext, watched: WatchedOrder) -> str:
    """An order in a list."""
    order = watched.order
    text = i18n.get(
        "orders-row",
        order=bold(order.id),
        date=day(i18n, order.created_at),
        goods=bought(i18n, order),
        status=status_word(i18n, order.status),
    )
    return f"{text} · {plain(watched.invoice)}" if watched.invoice else text


def openers(rows: Sequence[WatchedOrder]) -> Rows:
    """A button for each, that opens it."""
    return in_rows([button(f"№ {row.order.id}", OrderPress(do="open", id=row.order.id).pack()) for row in rows], 3)


def status_word(i18n: I18nContext, status: OrderStatus) -> str:
    return i18n.get("status", status=status.value)


def _foot(i18n: I18nContext, order: Order) -> str:
    return f"{_steps(i18n, order.status)}\n{number(i18n, order)}"
