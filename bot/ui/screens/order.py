"""An order on its way: confirming, the payment screen, and every status after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from aiogram.types import InlineKeyboardButton
from aiogram_i18n import I18nContext

from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.partner.errors import Unreadable
from bot.partner.models import Order, OrderStatus, Payment, Product
from bot.ui import wallet
from bot.ui.i18n import bold, code, plain
from bot.ui.money import above, ton_text
from bot.ui.press import Go, OrderPress, Press
from bot.ui.screen import Picture, Rows, Screen, button, copies, in_rows, link
from bot.ui.screens.words import goods, money, support_line
from bot.ui.shop import Shop

LEAST_TO_PAY = timedelta(minutes=1)
"""With less time than this no pay buttons are shown: the money would arrive late."""

PAGE = 6
"""Orders on one page of "my orders"."""


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
    words = _what(i18n, intent.request.product, intent.request.amount, intent.request.recipient)
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
            look = button(i18n.get("button-look"), Press(do="confirm", draft=intent.id).pack(), style="primary")
            return Screen(i18n.get("intent-confirming", goods=words), ((look,),))


# An order


def order(i18n: I18nContext, shop: Shop, watched: WatchedOrder, now: datetime) -> Screen:
    """The one screen of an order, whatever its status. `now` is the partner's own time."""
    status = watched.order.status
    if status is OrderStatus.PENDING_PAYMENT:
        if watched.paid_said_at is not None:
            return _checking(i18n, shop, watched)
        return _to_pay(i18n, shop, watched, now)
    if status in ENDED:
        return _ended(i18n, shop, watched)
    return _in_progress(i18n, shop, watched)


def news(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    """The message that rings the phone when an order has ended, or goes on after that. Only what has ended can be
    ordered again."""
    order = watched.order
    menu: Rows = ((button(i18n.get("button-menu"), Go(to="home").pack()),),)
    rows = _after(i18n, order) if order.status in ENDED else menu
    return Screen(f"{_outcome(i18n, shop, order)}\n\n{_number(i18n, order)}", rows)


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
        i18n.get("pay", price=bold(f"{ton_text(payment.price_ton)} {shop.currency}"), goods=_goods(i18n, order)),
        i18n.get(
            "pay-details",
            amount=code(ton_text(payment.price_ton)),
            address=code(payment.address),
            memo=code(payment.memo),
        ),
        i18n.get("pay-rules"),
        i18n.get("pay-left", minutes=int(left.total_seconds() // 60), order=bold(order.id)),
    ]
    if watched.estimate is not None and above(watched.estimate, payment.price_ton, shop.tolerance_percent):
        lines.insert(0, i18n.get("pay-dearer", estimate=money(shop, watched.estimate)))
    if problem is Snag.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    qr = Picture.qr(order.id, wallet.transfer_link(payment.address, payment.price_nano, payment.memo))
    return Screen("\n\n".join(lines), _pay_rows(i18n, order, payment), qr)


def _pay_rows(i18n: I18nContext, order: Order, payment: Payment) -> Rows:
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
        (button(i18n.get("button-paid"), OrderPress(do="paid", id=order.id).pack(), style="success"),),
        (
            button(i18n.get("button-cancel-order"), OrderPress(do="cancel", id=order.id).pack(), style="danger"),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )


def _checking(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    """After "I have paid": no pay buttons, so that nobody pays twice; they come back only on request."""
    order = watched.order
    text = i18n.get("checking", goods=_goods(i18n, order), support=support_line(i18n, shop))
    rows: Rows = (
        (button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack(), style="primary"),),
        (
            button(i18n.get("button-pay-again"), OrderPress(do="pay", id=order.id).pack()),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )
    return Screen(f"{text}\n\n{_number(i18n, order)}", rows, Picture.drawn("waiting"))


def _time_is_up(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    text = i18n.get("time-is-up", goods=_goods(i18n, order), support=support_line(i18n, shop))
    rows: Rows = (
        (button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack(), style="primary"),),
        *_after(i18n, order),
    )
    return Screen(f"{text}\n\n{_number(i18n, order)}", rows, Picture.drawn("waiting"))


def _withheld(i18n: I18nContext, shop: Shop, order: Order) -> Screen:
    text = i18n.get("pay-withheld", support=support_line(i18n, shop))
    rows: Rows = (
        (button(i18n.get("button-cancel-order"), OrderPress(do="cancel", id=order.id).pack(), style="danger"),),
        (button(i18n.get("button-menu"), Go(to="home").pack()),),
    )
    return Screen(f"{text}\n\n{_number(i18n, order)}", rows)


def _in_progress(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    lines = [i18n.get("in-progress", goods=_goods(i18n, order)), _steps(i18n, order)]
    if order.status is OrderStatus.UNKNOWN:
        lines.append(i18n.get("status-unknown", status=code(order.status_text)))
    lines.append(_number(i18n, order))
    rows: Rows = (
        (
            button(i18n.get("button-look"), OrderPress(do="look", id=order.id).pack()),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )
    return Screen("\n\n".join(lines), rows, Picture.drawn("progress"))


def _ended(i18n: I18nContext, shop: Shop, watched: WatchedOrder) -> Screen:
    order = watched.order
    picture = "done" if order.status is OrderStatus.COMPLETED else "closed"
    text = f"{_outcome(i18n, shop, order)}\n\n{_number(i18n, order)}"
    return Screen(text, _after(i18n, order), Picture.drawn(picture))


def _outcome(i18n: I18nContext, shop: Shop, order: Order) -> str:
    words, support = _goods(i18n, order), support_line(i18n, shop)
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
        case _:
            return i18n.get("in-progress", goods=words)


def _steps(i18n: I18nContext, order: Order) -> str:
    """ordered ▸ paid ▸ processing ▸ delivered: a check before what is past, the present one bold."""
    names = (
        i18n.get("step-ordered"),
        i18n.get("step-paid"),
        i18n.get("step-processing"),
        i18n.get("step-delivered"),
    )
    present = {OrderStatus.PROCESSING: 2, OrderStatus.COMPLETED: 3}.get(order.status, 1)
    marked = [f"✓ {name}" if i < present else bold(name) if i == present else name for i, name in enumerate(names)]
    return " ▸ ".join(marked)


def _after(i18n: I18nContext, order: Order) -> Rows:
    return (
        (
            button(i18n.get("button-repeat"), OrderPress(do="repeat", id=order.id).pack()),
            button(i18n.get("button-menu"), Go(to="home").pack()),
        ),
    )


# My orders


def orders(i18n: I18nContext, shop: Shop, rows: Sequence[WatchedOrder], total: int, page: int) -> Screen:
    """The chat's orders, newest first, a page at a time; each opens by its button."""
    if not total:
        return Screen(i18n.get("orders-none"), ((button(i18n.get("button-menu"), Go(to="home").pack()),),))
    pages = (total + PAGE - 1) // PAGE
    lines = [i18n.get("orders", page=page + 1, pages=pages)]
    lines += [
        i18n.get(
            "orders-row",
            order=bold(row.order.id),
            goods=_goods(i18n, row.order),
            status=status_word(i18n, row.order.status),
        )
        for row in rows
    ]
    opens = [button(f"№ {row.order.id}", OrderPress(do="open", id=row.order.id).pack()) for row in rows]
    turns: list[InlineKeyboardButton] = []
    if page:
        turns.append(button(i18n.get("button-newer"), Go(to="orders", arg=str(page - 1)).pack()))
    if page + 1 < pages:
        turns.append(button(i18n.get("button-older"), Go(to="orders", arg=str(page + 1)).pack()))
    foot = (*turns, button(i18n.get("button-menu"), Go(to="home").pack()))
    return Screen("\n\n".join(lines), (*in_rows(opens, 3), foot))


def status_word(i18n: I18nContext, status: OrderStatus) -> str:
    return i18n.get("status", status=status.value)


def _what(i18n: I18nContext, product: Product | None, amount: int | None, recipient: str | None) -> str:
    words = goods(i18n, product, amount)
    return i18n.get("goods-for", goods=words, recipient=bold(f"@{recipient}")) if recipient else words


def _goods(i18n: I18nContext, order: Order) -> str:
    return _what(i18n, order.product, order.amount, order.recipient)


def _number(i18n: I18nContext, order: Order) -> str:
    return i18n.get("order-number", order=bold(order.id))
