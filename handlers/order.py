"""The buttons of an order's screen. Whose order it is, is looked up: a button can be forged."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_i18n import I18nContext

from bot.errors import BadInput
from bot.orders import recipients
from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Order, OrderStatus
from bot.telegram.context import Stage
from bot.ui.branding import Shop
from bot.ui.callback_data import Does, OrderPress
from bot.ui.i18n import plain
from bot.ui.screens import help as sheets
from bot.ui.screens.phrases import second, status_word, trouble
from bot.ui.text_input import parse_username

SHEETS = {f"help-{topic}": topic for topic in sheets.Topic}


def build() -> Router:
    router = Router(name="order")
    router.callback_query.filter(OrderPress.filter())
    router.callback_query.register(opened, Does("open"))
    router.callback_query.register(said_paid, Does("paid"))
    router.callback_query.register(pay_again, Does("pay"))
    router.callback_query.register(looked, Does("look"))
    router.callback_query.register(cancelled, Does("cancel"))
    router.callback_query.register(dropped, Does("drop"))
    router.callback_query.register(repeated, Does("repeat"))
    router.callback_query.register(help_asked, Does("help"))
    router.callback_query.register(sheet_opened, Does(*SHEETS))
    return router


async def opened(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    await stage.show_order(await fresh(await _own(callback_data.id, stage, watch), watch))


async def said_paid(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """The pay buttons go at once, so that nobody pays twice; then the partner is asked, and the answer shown."""
    watched = await _own(callback_data.id, stage, watch)
    watched = await watch.say_paid(watched)
    await stage.show_order(watched)
    await _refresh(stage, watch, watched)


async def pay_again(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    watched = await _own(callback_data.id, stage, watch)
    await stage.show_order(await fresh(await watch.say_paid(watched, said=False), watch))


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


async def dropped(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """Cancels another order than the one at hand, and stays at the present step."""
    watched = await _own(callback_data.id, stage, watch)
    try:
        watched = await watch.cancel(watched)
    except Rejected:
        watched = await watch.look_now(watched)
    id = plain(watched.order.id)
    if watched.order.status is OrderStatus.CANCELLED:
        await stage.say(stage.i18n.get("dropped", order=id))
    else:
        status = status_word(stage.i18n, watched.order.status)
        await stage.say(stage.i18n.get("not-dropped", order=id, status=status))


async def repeated(
    query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch, partner: PartnerClient
) -> None:
    """The same again, with a fresh price: a draft that starts with all its pieces."""
    order = (await _own(callback_data.id, stage, watch)).order
    if order.product is None or order.recipient is None or order.amount is None:
        raise BadInput("not-yours")
    recipient = await recipients.check(partner, order.product, parse_username(order.recipient))
    draft = Draft.empty().with_(product=order.product, recipient=recipient, amount=order.amount)
    await stage.show(await stage.keep(draft))


async def help_asked(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch) -> None:
    """Comes in a message of its own, below the order's: that one stays what it is, this one can be forwarded."""
    await stage.show(sheets.contents(stage.i18n, await _own(callback_data.id, stage, watch)))


async def sheet_opened(query: CallbackQuery, callback_data: OrderPress, stage: Stage, watch: Watch, shop: Shop) -> None:
    watched = await _own(callback_data.id, stage, watch)
    await stage.show(sheets.sheet(stage.i18n, shop, watched, SHEETS[callback_data.do]))


async def _own(order_id: str, stage: Stage, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None or watched.chat_id != stage.chat_id:
        raise BadInput("not-yours")
    return watched


async def fresh(watched: WatchedOrder, watch: Watch) -> WatchedOrder:
    """As it is now; as it was known when the partner does not answer."""
    try:
        return await watch.look_now(watched)
    except PartnerError:
        return watched


async def _refresh(stage: Stage, watch: Watch, watched: WatchedOrder) -> None:
    """Asks the partner, and says so even when nothing is new: a tap that changes nothing looks broken."""
    saying: str | None
    try:
        looked = await watch.look_now(watched)
    except PartnerError as error:
        looked, saying = watched, trouble(stage.i18n, error)
    else:
        saying = None if _news(watched.order, looked.order) else _looked(stage.i18n, looked.order)
    await stage.show_order(looked, saying=saying)


def _news(before: Order, after: Order) -> bool:
    return (before.status, before.note) != (after.status, after.note)


def _looked(i18n: I18nContext, order: Order) -> str:
    return i18n.get("looked", time=second(i18n, order.as_of))
