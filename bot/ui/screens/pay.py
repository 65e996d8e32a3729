"""The payment screen. It withholds the payment details if the address may be wrong."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.orders.models import WatchedOrder
from bot.orders.schedule import MIN_TIME_TO_PAY
from bot.partner.addresses import address_problem, is_pinned
from bot.partner.errors import Unreadable
from bot.partner.order import Order, Payment
from bot.partner.statuses import OrderStatus
from bot.ui.branding import Branding
from bot.ui.callback_data import OrderCallback
from bot.ui.i18n import I18n, bold, code
from bot.ui.money import exceeds_tolerance, ton_text
from bot.ui.screen import Button, Picture, Rows, Screen, button, copy_button, link, three_per_row
from bot.ui.screens.phrases import bought, goods_for, home_button, money, number, price_to_pay, support_line, time_left
from bot.ui.wallet import Wallet, transfer_link

GRAM = "GRAM"
"""The newer name of the network's own coin, which an unrelated token has as well."""


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


def to_share(i18n: I18n, order: Order, skew: timedelta) -> Screen:
    """How to pay a payable order, for other chats: without buttons of the bot. `skew` as in `order.order`."""
    payment = order.payment
    end = payment.expires_at and payment.expires_at - skew
    lines = [*_pay_lines(i18n, order, payment, bought(i18n, order)), number(i18n, order)]
    if address_warning(i18n.branding, order) is AddressWarning.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    return Screen("\n\n".join(lines), _transfer_rows(i18n, payment, end))


def details(i18n: I18n, watched: WatchedOrder, end: datetime | None, ton_usd: Decimal | None) -> Screen:
    """The payment details, the QR code, and the time left until `end` by our clock (None where no end is known).
    `ton_usd`: see `order.order`."""
    order, payment = watched.order, watched.order.payment
    usd = None if ton_usd is None else payment.price_ton * ton_usd
    left = i18n.get("pay-left", end=time_left(i18n, end), order=bold(order.id)) if end else number(i18n, order)
    goods = goods_for(i18n, order.goods, watched.recipient_name)
    lines = [*_pay_lines(i18n, order, payment, goods, usd), left]
    if watched.estimate is not None and exceeds_tolerance(
        watched.estimate, payment.price_ton, i18n.branding.tolerance_percent
    ):
        lines.insert(0, i18n.get("pay-dearer", estimate=money(i18n, watched.estimate)))
    if address_warning(i18n.branding, order) is AddressWarning.CHECKSUM:
        lines.insert(0, i18n.get("pay-checksum"))
    link = transfer_link(payment.address, payment.price_nano, payment.memo, end)
    qr = Picture.qr(f"{order.id}:{int(end.timestamp())}" if end else order.id, link)
    return Screen("\n\n".join(lines), (*_transfer_rows(i18n, payment, end), *_order_rows(i18n, order)), qr)


def withheld(i18n: I18n, watched: WatchedOrder) -> Screen:
    order = watched.order
    text = i18n.get("pay-withheld", support=support_line(i18n))
    cancel = button(i18n.get("button-cancel-order"), OrderCallback(action="cancel", id=order.id))
    rows: Rows = (*(() if watched.withheld == "owner" else ((cancel,),)), (home_button(i18n),))
    return Screen(f"{text}\n\n{number(i18n, order)}", rows)


def is_partly_paid(order: Order) -> bool:
    return order.status is OrderStatus.PENDING_PAYMENT and bool(order.paid_ton)


def can_be_cancelled(order: Order) -> bool:
    """Whether the customer may cancel it: nothing has been paid."""
    return order.status is OrderStatus.PENDING_PAYMENT and not order.paid_ton


def ask_cancel(i18n: I18n, order: Order, screen: Screen, *, sure: str, keep: CallbackData | None = None) -> Screen:
    """Asks before an unpaid order is cancelled, in place of `screen`, whose picture stays. `sure` is the action that
    cancels; `keep` leads back (None: to the order). An order that cannot be cancelled keeps its screen."""
    if not can_be_cancelled(order):
        return screen
    keep = keep or OrderCallback(action="open", id=order.id)
    rows: Rows = (
        (button(i18n.get("button-keep-order"), keep, style="primary"),),
        (button(i18n.get("button-cancel-sure"), OrderCallback(action=sure, id=order.id), style="danger"),),
    )
    return replace(screen, text=i18n.get("cancel-ask", goods=bought(i18n, order), order=number(i18n, order)), rows=rows)


def _pay_lines(i18n: I18n, order: Order, payment: Payment, goods: str, usd: Decimal | None = None) -> list[str]:
    rules = i18n.get("pay-rules")
    if i18n.branding.currency.upper() == GRAM:
        rules += "\n" + i18n.get("pay-rule-gram")
    return [
        i18n.get("pay", price=price_to_pay(i18n, payment.price_ton, usd), goods=goods),
        i18n.get("pay-details", address=code(payment.address), memo=code(payment.memo)),
        rules,
    ]


def wallet_rows(i18n: I18n, address: str, nano: int | None, memo: str | None, end: datetime | None = None) -> Rows:
    """The buttons that open a wallet; the parameters are those of `transfer_link`."""
    any_wallet, keeper, mytonwallet = (transfer_link(address, nano, memo, end, wallet=wallet) for wallet in Wallet)
    return (
        (link(i18n.get("button-wallet"), any_wallet, style="primary"),),
        (link(i18n.get("button-keeper"), keeper), link(i18n.get("button-mytonwallet"), mytonwallet)),
    )


def _transfer_rows(i18n: I18n, payment: Payment, end: datetime | None) -> Rows:
    return (
        *wallet_rows(i18n, payment.address, payment.price_nano, payment.memo, end),
        *three_per_row(
            [
                copy_button(i18n.get("button-copy-address"), payment.address),
                copy_button(i18n.get("button-copy-memo"), payment.memo),
                copy_button(i18n.get("button-copy-amount"), ton_text(payment.price_ton)),
            ]
        ),
    )


def _order_rows(i18n: I18n, order: Order) -> Rows:
    return (
        (button(i18n.get("button-paid"), OrderCallback(action="paid", id=order.id)),),
        (
            button(i18n.get("button-cancel-order"), OrderCallback(action="cancel", id=order.id)),
            help_button(i18n, order),
            home_button(i18n),
        ),
    )


def help_button(i18n: I18n, order: Order) -> Button:
    return button(i18n.get("button-help"), OrderCallback(action="help", id=order.id))
