"""Screens of a confirmation and of an order in every status, except the payment screen (pay.py)."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from aiogram.filters.callback_data import CallbackData

from bot.notifications.models import MessageRef
from bot.orders.batch import BatchRow, row_number
from bot.orders.draft import Wish
from bot.orders.models import ENDED, OTHER_ORDER, SETTLED, Intent, IntentState, WatchedOrder
from bot.orders.schedule import MIN_TIME_TO_PAY
from bot.partner.errors import Unreadable
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import BatchCallback, OrderCallback, PurchaseCallback, pack_wish
from bot.ui.i18n import I18n, bold, code, local_time, plain
from bot.ui.screen import CONFETTI, Button, Picture, Rows, Screen, button
from bot.ui.screens import pay
from bot.ui.screens.pay import help_button
from bot.ui.screens.phrases import (
    NOT_KNOWN,
    bought,
    goods_for,
    home_button,
    money,
    number,
    progress,
    status_word,
    support_line,
    time_left,
    transaction,
    utc_time,
)

MAX_NOTE_LENGTH = 200
"""Characters of the partner's note that fit into a caption."""

_KNOWN_NOTE = re.compile(
    r"(?P<case>underpaid|overpaid|paid late|refunded): (?P<ton>\d{1,18}(\.\d{1,9})?) ", re.IGNORECASE | re.ASCII
)
"""A note about a payment that was not as asked, as the partner writes it."""


def intent(i18n: I18n, intent: Intent) -> Screen:
    words = goods_for(i18n, intent.request)
    menu = (home_button(i18n),)
    match intent.state:
        case IntentState.REJECTED:
            text = i18n.get("intent-rejected", goods=words)
            if intent.reason:
                text += "\n\n" + i18n.get("partner-rejected", message=plain(intent.reason))
            return Screen(text, (menu,))
        case IntentState.FROZEN:
            return Screen(
                i18n.get("intent-frozen", goods=words, number=code(intent.id), support=support_line(i18n)),
                (menu,),
            )
        case _:
            return (
                _waiting(i18n, words, intent) if intent.waiting else _confirming(i18n, words, intent.id, _wish(intent))
            )


def _wish(intent: Intent) -> Wish:
    request = intent.request
    return Wish(request.product, request.recipient, request.amount, intent.invoice)


def row_confirming(i18n: I18n, row: BatchRow, id: str) -> Screen:
    """A row of a batch that intent `id` is ordering."""
    return _confirming(i18n, goods_for(i18n, row.goods), id)


def _confirming(i18n: I18n, goods: str, id: str, wish: Wish | None = None) -> Screen:
    data = PurchaseCallback(action="look", draft=id, arg=pack_wish(wish) if wish else "")
    look = button(i18n.get("button-look"), data, style="primary")
    return Screen(i18n.get("intent-confirming", goods=goods), ((look,),))


def _waiting(i18n: I18n, goods: str, intent: Intent) -> Screen:
    """A confirmation that waits for long. What was never sent can be withdrawn."""
    screen = replace(_confirming(i18n, goods, intent.id, _wish(intent)), text=i18n.get("intent-waiting", goods=goods))
    if not intent.never_sent:
        return screen
    data = PurchaseCallback(action="withdraw", draft=intent.id)
    withdraw = button(i18n.get("button-cancel-order"), data, style="danger")
    return replace(screen, rows=(*screen.rows, (withdraw,)))


def order(
    i18n: I18n,
    watched: WatchedOrder,
    now: datetime,
    skew: timedelta = timedelta(0),
    *,
    ton_usd: Decimal | None = None,
    is_alone: bool = True,
) -> Screen:
    """The screen of an order in any status. `now` is the partner's time, `skew` what it is ahead of everybody else's:
    the person's app counts down by its own clock. `ton_usd` is the price of 1 TON in US dollars; None: not known.
    Not `is_alone`: the chat has another order to pay."""
    screen = _with_reseller_parts(i18n, watched, _by_status(i18n, watched, now, skew, ton_usd))
    if not is_alone and pay.payable(i18n.branding, watched, now):
        screen = screen.saying(i18n.get("two-to-pay"))
    if watched.turned_up and watched.order.status is OrderStatus.PENDING_PAYMENT:
        return screen.saying(i18n.get("order-turned-up"))
    return screen


def _by_status(i18n: I18n, watched: WatchedOrder, now: datetime, skew: timedelta, ton_usd: Decimal | None) -> Screen:
    status = watched.order.status
    if watched.missing and status not in ENDED:
        paid = "yes" if status in (OrderStatus.PAID, OrderStatus.PROCESSING) else "no"
        goods, support = bought(i18n, watched.order), support_line(i18n)
        return _unclear(i18n, watched, i18n.get("order-missing", goods=goods, paid=paid, support=support))
    if status is OrderStatus.PENDING_PAYMENT:
        if watched.unknown_word and not watched.shows_payment:
            return _unclear(i18n, watched, *_looked_at(i18n, watched), *_payment_notes(i18n, watched.order))
        if watched.marked_paid_at is not None or watched.order.paid_ton:
            return _checking(i18n, watched)
        notes = "\n\n".join(_payment_notes(i18n, watched.order))
        screen = _to_pay(i18n, watched, now, skew, ton_usd)
        return screen.saying(notes)
    if status in ENDED:
        return _ended(i18n, watched)
    return _in_progress(i18n, watched)


def replaced(i18n: I18n, watched: WatchedOrder, message_ref: MessageRef) -> Screen:
    """What is left of the order's message `message_ref` when a new one tells its end, or a problem: one line. A photo
    gets another picture, so that nobody scans its QR code any more."""
    order = watched.order
    told = status_word(i18n, order.status) if order.status in ENDED else i18n.get("see-below")
    picture = Picture.from_file("below") if message_ref.picture else None
    return Screen(f"{number(i18n, order)} · {told}", picture=picture)


def reminder(i18n: I18n, watched: WatchedOrder, end: datetime) -> Screen:
    """The time to pay is nearly up. `end` is by the clock of the person's app."""
    order = watched.order
    show = button(i18n.get("button-order"), OrderCallback(action="open", id=order.id), style="primary")
    text = i18n.get("reminder", goods=bought(i18n, order), end=time_left(i18n, end))
    return Screen(f"{text}\n\n{number(i18n, order)}", ((show,),))


def _with_reseller_parts(i18n: I18n, watched: WatchedOrder, screen: Screen) -> Screen:
    """Adds the invoice number and the buttons of the batch, for resellers."""
    if watched.invoice:
        screen = replace(screen, text=f"{screen.text}\n{i18n.get('invoice-line', invoice=code(watched.invoice))}")
    if watched.batch:
        row = str(row_number(watched.intent_id))
        ways = (
            button(i18n.get("button-next-row"), BatchCallback(action="next", id=watched.batch, arg=row)),
            button(i18n.get("button-open-batch"), BatchCallback(action="open", id=watched.batch)),
        )
        screen = replace(screen, rows=(*screen.rows, ways))
    return screen


def shop_message(i18n: I18n, order: Order, words: str) -> Screen:
    """A message of the admins about an order."""
    open_ = button(i18n.get("button-show-it"), OrderCallback(action="open", id=order.id))
    return Screen(f"{i18n.get('from-the-shop', order=bold(order.id))}\n\n{plain(words)}", ((open_,),))


def _to_pay(i18n: I18n, watched: WatchedOrder, now: datetime, skew: timedelta, ton_usd: Decimal | None) -> Screen:
    order = watched.order
    try:
        payment = order.payment
    except Unreadable:
        return pay.withheld(i18n, watched)
    if watched.withheld or pay.address_warning(i18n.branding, order) is pay.AddressWarning.UNPINNED:
        return pay.withheld(i18n, watched)
    end = payment.expires_at
    if end and end - now < MIN_TIME_TO_PAY:
        if watched.unknown_word:
            return _unclear(i18n, watched, *_looked_at(i18n, watched))
        return _time_is_up(i18n, watched)
    return pay.details(i18n, watched, end - skew if end else None, ton_usd)


def _checking(i18n: I18n, watched: WatchedOrder) -> Screen:
    """After "I have paid" there are no pay buttons, so that nobody pays twice. A button brings them back until some of
    the money has arrived."""
    order = watched.order
    lines = [i18n.get("checking", goods=bought(i18n, order), support=support_line(i18n))]
    if odd := _payment_notes(i18n, order):
        lines = [_outcome(i18n, watched), *odd, support_line(i18n)]
    again = button(i18n.get("button-pay-again"), OrderCallback(action="pay", id=order.id))
    return _open(i18n, order, lines, *(() if order.paid_ton else (again,)))


def _time_is_up(i18n: I18n, watched: WatchedOrder) -> Screen:
    text = i18n.get("time-is-up", goods=bought(i18n, watched.order), support=support_line(i18n))
    screen = _open(i18n, watched.order, [text])
    return replace(screen, rows=(screen.rows[0], *_after(i18n, watched)))


def _in_progress(i18n: I18n, watched: WatchedOrder) -> Screen:
    order = watched.order
    lines = [_outcome(i18n, watched), *_payment_notes(i18n, order), *_unknown_word(i18n, watched)]
    return _open(i18n, order, lines, picture="progress")


def _open(i18n: I18n, order: Order, lines: list[str], *ways: Button, picture: str = "waiting") -> Screen:
    """An order that has not ended, with a button that asks the partner. `ways`: buttons for rows of their own."""
    style = "primary" if picture == "waiting" else None
    look = button(i18n.get("button-look"), OrderCallback(action="look", id=order.id), style=style)
    rows = ((look,), *((way,) for way in ways), (help_button(i18n, order), home_button(i18n)))
    return Screen("\n\n".join([*lines, _foot(i18n, order)]), rows, Picture.from_file(picture))


def _ended(i18n: I18n, watched: WatchedOrder) -> Screen:
    order = watched.order
    picture = "done" if order.status is OrderStatus.COMPLETED else "closed"
    notes = [*_payment_notes(i18n, order), *_unknown_word(i18n, watched)]
    if order.status in SETTLED:
        lines = [_outcome(i18n, watched), _receipt(i18n, watched), *notes, progress(i18n, order.status)]
    else:
        lines = [_outcome(i18n, watched), *notes, _foot(i18n, order)]
    return Screen("\n\n".join(lines), _after(i18n, watched), Picture.from_file(picture), _effect(watched))


def _receipt(i18n: I18n, watched: WatchedOrder) -> str:
    """What the message says to somebody who gets it forwarded."""
    order = watched.order
    at, price, hash = order.created_at or watched.changed_at, order.price_ton, order.tx_hash
    date = local_time(at, utc_time(i18n, at, "yMMMd", "Hm"), "Dt") if at else NOT_KNOWN
    lines = [
        number(i18n, order),
        i18n.get("receipt", date=date, amount=money(i18n, price) if price else NOT_KNOWN),
    ]
    if hash:
        lines.append(i18n.get("receipt-transaction", link=transaction(hash)))
    return "\n".join(lines)


def _effect(watched: WatchedOrder) -> str | None:
    """Confetti for a delivery that the chat has not heard of."""
    is_new = watched.last_notified is not OrderStatus.COMPLETED
    return CONFETTI if watched.order.status is OrderStatus.COMPLETED and is_new else None


def _unclear(i18n: I18n, watched: WatchedOrder, *lines: str) -> Screen:
    """An order that may be paid or not. Its payment details stand behind a button, so that nobody pays twice."""
    order = watched.order
    unpaid = button(i18n.get("button-not-paid"), OrderCallback(action="pay", id=order.id))
    is_offered = watched.unknown_word and not watched.missing and not order.paid_ton
    return _open(i18n, order, [*lines, *_unknown_word(i18n, watched)], *((unpaid,) if is_offered else ()))


def _looked_at(i18n: I18n, watched: WatchedOrder) -> list[str]:
    return [i18n.get("status-unclear"), bought(i18n, watched.order)]


def _unknown_word(i18n: I18n, watched: WatchedOrder) -> list[str]:
    word = (watched.unknown_word or "").removeprefix(OTHER_ORDER)
    return [i18n.get("status-unknown", status=code(word[:MAX_NOTE_LENGTH]))] if word else []


def _outcome(i18n: I18n, watched: WatchedOrder) -> str:
    order, state, none = watched.order, str(watched.order.status), Decimal(0)
    paid = _received(order) if order.status in ENDED - SETTLED else None
    if paid and order.price_ton:
        state = "money"
    elif order.status is OrderStatus.EXPIRED and watched.assumed:
        state = "not-seen"
    elif order.status is OrderStatus.PENDING_PAYMENT:
        state = "odd"
    return i18n.get(
        "outcome",
        state=state,
        goods=bought(i18n, order),
        paid=money(i18n, paid or none),
        price=money(i18n, order.price_ton or none),
        support=support_line(i18n),
    )


def _received(order: Order) -> Decimal | None:
    """What has arrived for the order, in TON, as its fields or its note say; None or 0: nothing, or not known."""
    note = _KNOWN_NOTE.match(order.note or "")
    if order.paid_ton is None and note and note["case"].lower() == "underpaid":
        return Decimal(note["ton"])
    return order.paid_ton


def _payment_notes(i18n: I18n, order: Order) -> list[str]:
    """Lines about a payment that was not as asked, and the partner's note. Of an order that has ended the sentence of
    its end says what has arrived."""
    lines = []
    paid, price, told = order.paid_ton, order.price_ton, ""
    if paid and price and order.status not in ENDED:
        received, difference = money(i18n, paid), money(i18n, abs(price - paid))
        if paid < price:
            told = "underpaid"
            lines.append(i18n.get("odd-less", paid=received, missing=difference))
        elif paid > price:
            told = "overpaid"
            lines.append(i18n.get("odd-more", paid=received, rest=difference))
    if order.note:
        lines += _note(i18n, order, order.note, told)
    return lines


def _note(i18n: I18n, order: Order, note: str, told: str) -> list[str]:
    """The partner's note as a sentence in the person's language, or as it is where its case is unknown. No line for the
    case that is `told` already, for an underpayment of an order that no longer waits for payment, or for all the money
    of a refunded order."""
    known = _KNOWN_NOTE.match(note)
    if known is None:
        return [i18n.get("odd-note", note=plain(note[:MAX_NOTE_LENGTH]))]
    case = known["case"].lower().replace(" ", "-")
    amount, is_waiting = Decimal(known["ton"]), order.status is OrderStatus.PENDING_PAYMENT
    is_whole = order.status is OrderStatus.REFUNDED and amount == order.price_ton
    if case == told or (case == "underpaid" and not is_waiting) or (case == "refunded" and is_whole):
        return []
    return [i18n.get("odd-known", case=case, amount=money(i18n, amount))]


def _after(i18n: I18n, watched: WatchedOrder) -> Rows:
    """A row of a batch whose order is over is ordered again in its batch, so that it is ordered once."""
    order = watched.order
    again: CallbackData = OrderCallback(action="repeat", id=order.id)
    if watched.batch and order.status in ENDED and order.status is not OrderStatus.COMPLETED:
        again = BatchCallback(action="again", id=watched.batch, arg=str(row_number(watched.intent_id)))
    card = button(i18n.get("button-gift-card"), OrderCallback(action="card", id=order.id))
    return (
        *(((card,),) if order.status is OrderStatus.COMPLETED and not watched.for_self else ()),
        (button(i18n.get("button-repeat"), again),),
        (help_button(i18n, order), home_button(i18n)),
    )


def _foot(i18n: I18n, order: Order) -> str:
    return f"{progress(i18n, order.status)}\n{number(i18n, order)}"
