"""The payment screen. It withholds the payment details if the address may be wrong."""

from datetime import datetime
from enum import StrEnum

from aiogram.types import InlineKeyboardButton

from bot.orders.models import WatchedOrder
from bot.orders.schedule import MIN_TIME_TO_PAY
from bot.partner.addresses import address_problem, is_pinned
from bot.partner.errors import Unreadable
from bot.partner.models import Order, OrderStatus, Payment
from bot.ui import wallet
from bot.ui.branding import Branding
from bot.ui.callback_data import OrderCallback
from bot.ui.i18n import I18n, bold, code
from bot.ui.money import exceeds_tolerance, ton_text
from bot.ui.screen import Picture, Rows, Screen, button, copy_button, link
from bot.ui.screens.phrases import amount_to_pay, bought, home_button, number, progress, support_line, time_left


class AddressWarning(StrEnum):
    """A problem with an order's payment address."""

    UNPINNED = "unpinned"  # not one of PINNED_ADDRESSES: the details are withheld
    CHECKSUM = "checksum"  # a wallet rejects it: shown with a warning


def address_warning(branding: Branding, order: Order) -> AddressWarning | None:
    if not order.payment_address:
        return None
    if branding.pinned and not is_pinned(order.payment_address, branding.pinned):
        return AddressWarning.UNPINNED
    return AddressWarning.CHECKSUM if address_problem(order.payment_address) else None


def payable(branding: Branding, watched: WatchedOrder, now: datetime) -> bool:
    """Whether the payment details may be shown: unpaid, complete, an accepted address, and enough time left."""
    order = watched.order
    if order.status is not OrderStatus.PENDING_PAYMENT or watched.marked_paid_at is not None or order.paid_ton:
        return False
    if watched.withheld or watched.missing or watched.unknown_word:
        return False
    try:
        end = order.payment.expires_at
    except Unreadable:
        return False
    return (end is None or end - now >= MIN_TIME_TO_PAY) and address_warning(
        branding, order
    ) is not AddressWarning.UNPINNED


def to_share(i18n: I18n, order: Order) -> Screen:
    """How to pay a payable order, for other chats: without buttons of the bot."""
    payment = order.payment
    lines = [*_pay_lines(i18n, order, payment), number(i18n, order)]
    if address_warning(i18n.branding, order) is AddressWarning.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    return Screen("\n\n".join(lines), _wallet_rows(i18n, payment))


def details(i18n: I18n, watched: WatchedOrder, end: datetime | None) -> Screen:
    """The payment details, the QR code, and the time left until `end` (None where no end is known)."""
    order, payment = watched.order, watched.order.payment
    lines = [
        *_pay_lines(i18n, order, payment),
        i18n.get("pay-left", end=time_left(i18n, end), order=bold(order.id)) if end else number(i18n, order),
        progress(i18n, order.status),
    ]
    if watched.estimate is not None and exceeds_tolerance(
        watched.estimate, payment.price_ton, i18n.branding.tolerance_percent
    ):
        lines.insert(0, i18n.get("pay-dearer", estimate=amount_to_pay(i18n, watched.estimate)))
    if address_warning(i18n.branding, order) is AddressWarning.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    qr = Picture.qr(order.id, wallet.transfer_link(payment.address, payment.price_nano, payment.memo))
    return Screen("\n\n".join(lines), _pay_rows(i18n, order, payment), qr)


def withheld(i18n: I18n, watched: WatchedOrder) -> Screen:
    order = watched.order
    text = i18n.get("pay-withheld", support=support_line(i18n))
    cancel = button(i18n.get("button-cancel-order"), OrderCallback(action="cancel", id=order.id), style="danger")
    rows: Rows = (*(() if watched.withheld == "owner" else ((cancel,),)), (home_button(i18n),))
    return Screen(f"{text}\n\n{number(i18n, order)}", rows)


def _pay_lines(i18n: I18n, order: Order, payment: Payment) -> list[str]:
    return [
        i18n.get("pay", price=bold(amount_to_pay(i18n, payment.price_ton)), goods=bought(i18n, order)),
        i18n.get(
            "pay-details",
            amount=code(ton_text(payment.price_ton)),
            address=code(payment.address),
            memo=code(payment.memo),
        ),
        i18n.get("pay-rules"),
    ]


def _wallet_rows(i18n: I18n, payment: Payment) -> Rows:
    where = (payment.address, payment.price_nano, payment.memo)
    return (
        (
            link(i18n.get("button-wallet"), wallet.transfer_link(*where)),
            link(i18n.get("button-tonkeeper"), wallet.tonkeeper_link(*where)),
        ),
        (
            copy_button(i18n.get("button-copy-address"), payment.address),
            copy_button(i18n.get("button-copy-memo"), payment.memo),
            copy_button(i18n.get("button-copy-amount"), ton_text(payment.price_ton)),
        ),
    )


def _pay_rows(i18n: I18n, order: Order, payment: Payment) -> Rows:
    return (
        *_wallet_rows(i18n, payment),
        (button(i18n.get("button-paid"), OrderCallback(action="paid", id=order.id), style="success"),),
        (
            button(i18n.get("button-cancel-order"), OrderCallback(action="cancel", id=order.id), style="danger"),
            help_button(i18n, order),
            home_button(i18n),
        ),
    )


def help_button(i18n: I18n, order: Order) -> InlineKeyboardButton:
    return button(i18n.get("button-help"), OrderCallback(action="help", id=order.id))
