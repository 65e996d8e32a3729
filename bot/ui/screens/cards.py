"""Cards that a person sends to other chats in inline mode."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.orders.handles import handle_of
from bot.orders.markup import Quote
from bot.orders.models import WatchedOrder
from bot.partner.goods import Goods
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import CardCallback
from bot.ui.i18n import I18n, bold
from bot.ui.screen import Picture, Screen, button
from bot.ui.screens import pay
from bot.ui.screens.phrases import amount_to_pay, bought, goods, goods_for, retail_price, status_word


@dataclass(frozen=True)
class Card:
    """An inline result. Telegram returns `id` when it is chosen; `title` and `hint` are plain text."""

    id: str
    title: str
    hint: str
    screen: Screen


@dataclass(frozen=True)
class Offer:
    """Goods at a retail price."""

    goods: Goods
    quote: Quote


def quote(i18n: I18n, offer: Offer, seller: int, *, warning: str = "") -> Card:
    """The retail price, without the cost, and a button that only the seller may press. `warning`: for the seller."""
    item = offer.goods
    kind = item.product[0]
    press = CardCallback(seller=seller, product=kind, amount=item.amount, recipient=item.recipient or "")
    return Card(
        id=f"quote:{kind}:{item.amount}",
        title=i18n.get("card-quote", goods=goods(i18n, item), price=retail_price(i18n, offer.quote)),
        hint=warning or i18n.get("card-quote-hint"),
        screen=Screen(retail(i18n, offer).text, ((button(i18n.get("button-order-this"), press),),)),
    )


def retail(i18n: I18n, offer: Offer) -> Screen:
    """The text for a client."""
    price = bold(retail_price(i18n, offer.quote))
    return Screen(i18n.get("card-quote", goods=goods_for(i18n, offer.goods), price=price))


def payment(i18n: I18n, watched: WatchedOrder, now: datetime, skew: timedelta = timedelta(0)) -> Card | None:
    """How to pay an order; None while it cannot be paid. `now` and `skew` as in `order.order`."""
    order = watched.order
    if order.price_ton is None or not pay.payable(i18n.branding, watched, now):
        return None
    return Card(
        id=f"pay:{handle_of(order.id)}",
        title=i18n.get("card-pay", order=order.id, price=amount_to_pay(i18n, order.price_ton)),
        hint=goods(i18n, order.goods),
        screen=pay.to_share(i18n, order, skew),
    )


def gift(i18n: I18n, order: Order) -> Screen:
    """A card to forward to whoever got the goods. It names no price, number or sender."""
    text = i18n.get("card-gift", goods=bold(goods(i18n, order.goods)), product=order.goods.product.value)
    return Screen(text, picture=Picture.from_file("done"))


def follow(i18n: I18n, watched: WatchedOrder, now: datetime, skew: timedelta = timedelta(0)) -> Screen:
    """A payment card after its order has changed. An unpaid order without payment details is being checked, or its time
    is up."""
    order = watched.order
    if pay.payable(i18n.branding, watched, now):
        return pay.to_share(i18n, order, skew)
    is_unpaid = order.status is OrderStatus.PENDING_PAYMENT
    status = i18n.get("card-checking") if is_unpaid else status_word(i18n, order.status)
    return Screen(i18n.get("card-status", order=bold(order.id), goods=bought(i18n, order), status=bold(status)))
