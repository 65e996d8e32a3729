"""The buttons of an order's screen. Whose order it is, is looked up: a button can be forged."""

from aiogram import Router
from aiogram.types import CallbackQuery
from aiogram_i18n import I18nContext

from bot.errors import UserError
from bot.orders import recipients
from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Order, OrderStatus
from bot.telegram.context import ChatContext
from bot.ui.branding import Branding
from bot.ui.callback_data import Action, OrderCallback
from bot.ui.i18n import plain
from bot.ui.screens import help as help_screens
from bot.ui.screens.phrases import clock_time, error_text, status_word
from bot.ui.text_input import parse_username

HELP_TOPICS = {f"help-{topic}": topic for topic in help_screens.Topic}


def build() -> Router:
    router = Router(name="order")
    router.callback_query.filter(OrderCallback.filter())
    router.callback_query.register(opened, Action("open"))
    router.callback_query.register(said_paid, Action("paid"))
    router.callback_query.register(pay_again, Action("pay"))
    router.callback_query.register(looked, Action("look"))
    router.callback_query.register(cancelled, Action("cancel"))
    router.callback_query.register(dropped, Action("drop"))
    router.callback_query.register(repeated, Action("repeat"))
    router.callback_query.register(help_asked, Action("help"))
    router.callback_query.register(sheet_opened, Action(*HELP_TOPICS))
    return router


async def opened(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    await context.show_order(await fresh(await _own(callback_data.id, context, watch), watch))


async def said_paid(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    """The pay buttons go at once, so that nobody pays twice; then the partner is asked, and the answer shown."""
    watched = await _own(callback_data.id, context, watch)
    watched = await watch.mark_paid(watched)
    await context.show_order(watched)
    await _refresh(context, watch, watched)


async def pay_again(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    watched = await _own(callback_data.id, context, watch)
    await context.show_order(await fresh(await watch.mark_paid(watched, said=False), watch))


async def looked(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    await _refresh(context, watch, await _own(callback_data.id, context, watch))


async def cancelled(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    """A race that a payment has won is a clear answer: the order's screen then says that it is paid."""
    watched = await _own(callback_data.id, context, watch)
    try:
        watched = await watch.cancel(watched)
    except Rejected:
        watched = await watch.check_now(watched)
    await context.show_order(watched)


async def dropped(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    """Cancels another order than the one at hand, and stays at the present step."""
    watched = await _own(callback_data.id, context, watch)
    try:
        watched = await watch.cancel(watched)
    except Rejected:
        watched = await watch.check_now(watched)
    id = plain(watched.order.id)
    if watched.order.status is OrderStatus.CANCELLED:
        await context.say(context.i18n.get("dropped", order=id))
    else:
        status = status_word(context.i18n, watched.order.status)
        await context.say(context.i18n.get("not-dropped", order=id, status=status))


async def repeated(
    query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch, partner: PartnerClient
) -> None:
    """The same again, with a fresh price: a draft that starts with all its pieces."""
    order = (await _own(callback_data.id, context, watch)).order
    if order.product is None or order.recipient is None or order.amount is None:
        raise UserError("not-yours")
    recipient = await recipients.check(partner, order.product, parse_username(order.recipient))
    draft = Draft.empty().with_(product=order.product, recipient=recipient, amount=order.amount)
    await context.show(await context.set_draft(draft))


async def help_asked(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    """Comes in a message of its own, below the order's: that one stays what it is, this one can be forwarded."""
    await context.show(help_screens.topic_list(context.i18n, await _own(callback_data.id, context, watch)))


async def sheet_opened(
    query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch, branding: Branding
) -> None:
    watched = await _own(callback_data.id, context, watch)
    await context.show(help_screens.topic_page(context.i18n, branding, watched, HELP_TOPICS[callback_data.action]))


async def _own(order_id: str, context: ChatContext, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None or watched.chat_id != context.chat_id:
        raise UserError("not-yours")
    return watched


async def fresh(watched: WatchedOrder, watch: Watch) -> WatchedOrder:
    """As it is now; as it was known when the partner does not answer."""
    try:
        return await watch.check_now(watched)
    except PartnerError:
        return watched


async def _refresh(context: ChatContext, watch: Watch, watched: WatchedOrder) -> None:
    """Asks the partner, and says so even when nothing is new: a tap that changes nothing looks broken."""
    saying: str | None
    try:
        looked = await watch.check_now(watched)
    except PartnerError as error:
        looked, saying = watched, error_text(context.i18n, error)
    else:
        saying = None if _news(watched.order, looked.order) else _looked(context.i18n, looked.order)
    await context.show_order(looked, saying=saying)


def _news(before: Order, after: Order) -> bool:
    return (before.status, before.note) != (after.status, after.note)


def _looked(i18n: I18nContext, order: Order) -> str:
    return i18n.get("looked", time=clock_time(i18n, order.as_of))
