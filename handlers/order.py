"""The buttons of an order's screen. Whose order it is, is looked up: a button can be forged."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.orders.draft import Draft, Recipient
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.errors import PartnerError, Rejected
from bot.stage import Stage
from bot.ui.inputs import BadInput
from bot.ui.press import OrderPress
from bot.ui.screens.words import trouble


def build() -> Router:
    router = Router(name="order")
    router.callback_query.register(opened, OrderPress.filter(F.do == "open"))
    router.callback_query.register(said_paid, OrderPress.filter(F.do == "paid"))
    router.callback_query.register(pay_again, OrderPress.filter(F.do == "pay"))
    router.callback_query.register(looked, OrderPress.filter(F.do == "look"))
    router.callback_query.register(cancelled, OrderPress.filter(F.do == "cancel"))
    router.callback_query.register(repeated, OrderPress.filter(F.do == "repeat"))
    return router


async def opened(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    await stage.show_order(await _fresh(await _own(callback_data.id, stage, watch), watch))


async def said_paid(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """The pay buttons go at once, so that nobody pays twice; then the partner is asked."""
    watched = await _own(callback_data.id, stage, watch)
    await stage.show_order(await watch.say_paid(watched))


async def pay_again(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    watched = await _own(callback_data.id, stage, watch)
    await _refresh(stage, watch, await watch.say_paid(watched, said=False))


async def looked(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    await _refresh(stage, watch, await _own(callback_data.id, stage, watch))


async def cancelled(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """A race that a payment has won is a clear answer: the order's screen then says that it is paid."""
    watched = await _own(callback_data.id, stage, watch)
    try:
        watched = await watch.cancel(watched)
    except Rejected:
        watched = await watch.look_now(watched)
    await stage.show_order(watched)


async def repeated(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """The same again, with a fresh price: a draft that starts with all its pieces."""
    order = (await _own(callback_data.id, stage, watch)).order
    if order.product is None or order.recipient is None or order.amount is None:
        raise BadInput("not-yours")
    recipient = Recipient(username=order.recipient)
    draft = Draft.empty().with_(product=order.product, recipient=recipient, amount=order.amount)
    await stage.show(await stage.keep(draft))


async def _own(order_id: str, stage: Stage, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None or watched.chat_id != stage.chat_id:
        raise BadInput("not-yours")
    return watched


async def _fresh(watched: WatchedOrder, watch: Watch) -> WatchedOrder:
    """As it is now; as it was known when the partner does not answer."""
    try:
        return await watch.look_now(watched)
    except PartnerError:
        return watched


async def _refresh(stage: Stage, watch: Watch, watched: WatchedOrder) -> None:
    """The order as it is now; when the partner does not answer, that above what was known."""
    try:
        fresh = await watch.look_now(watched)
    except PartnerError as error:
        await stage.show_order(watched, saying=trouble(stage.i18n, error))
    else:
        await stage.show_order(fresh)
