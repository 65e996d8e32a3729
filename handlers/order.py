"""The buttons of an order's screen. Every handler checks whose order it is, because a button can be forged."""

from datetime import timedelta

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.errors import UserError
from bot.orders import recipients
from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Order, OrderStatus
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import Action, OrderCallback
from bot.ui.i18n import I18n, plain
from bot.ui.screens import help as help_screens
from bot.ui.screens.phrases import clock_time, error_text, status_word
from bot.ui.text_input import parse_username

CHECK_AGE = timedelta(seconds=2)
"""An answer of the partner that is not older is shown for "Check now"."""

HELP_TOPICS = {f"help-{topic}": topic for topic in help_screens.Topic}


def build() -> Router:
    router = Router(name="order")
    router.callback_query.filter(OrderCallback.filter())
    router.callback_query.register(on_open, Action("open"))
    router.callback_query.register(on_paid, Action("paid"))
    router.callback_query.register(on_pay_again, Action("pay"))
    router.callback_query.register(on_refresh, Action("look"))
    router.callback_query.register(on_cancel, Action("cancel"))
    router.callback_query.register(on_cancel_other, Action("drop"))
    router.callback_query.register(on_repeat, Action("repeat"))
    router.callback_query.register(on_help, Action("help"))
    router.callback_query.register(on_help_topic, Action(*HELP_TOPICS))
    return router


async def on_open(
    query: CallbackQuery,
    callback_data: OrderCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
) -> None:
    await order_messages.show(await check_order(await find_own_order(callback_data.id, context, watch), watch), context)


async def on_paid(
    query: CallbackQuery,
    callback_data: OrderCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
) -> None:
    """Hides the pay buttons first, so that nobody pays twice; then asks the partner and shows its answer."""
    watched = await find_own_order(callback_data.id, context, watch)
    watched = await watch.mark_paid(watched)
    await order_messages.show(watched, context)
    await _check_and_show(context, order_messages, watch, watched)


async def on_pay_again(
    query: CallbackQuery,
    callback_data: OrderCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
) -> None:
    watched = await find_own_order(callback_data.id, context, watch)
    await order_messages.show(await check_order(await watch.mark_paid(watched, said=False), watch), context)


async def on_refresh(
    query: CallbackQuery,
    callback_data: OrderCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
) -> None:
    await _check_and_show(context, order_messages, watch, await find_own_order(callback_data.id, context, watch))


async def on_cancel(
    query: CallbackQuery,
    callback_data: OrderCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
) -> None:
    """Shows the order as paid if the payment was faster than the cancellation."""
    watched = await find_own_order(callback_data.id, context, watch)
    try:
        watched = await watch.cancel(watched)
    except Rejected:
        watched = await watch.check_now(watched)
    await order_messages.show(watched, context)


async def on_cancel_other(
    query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch
) -> None:
    """Cancels an unpaid order from the screen of another purchase, which stays."""
    watched = await find_own_order(callback_data.id, context, watch)
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


async def on_repeat(
    query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch, partner: PartnerClient
) -> None:
    """Starts a complete draft with the content of the order and a fresh price."""
    order = (await find_own_order(callback_data.id, context, watch)).order
    if order.product is None or order.recipient is None or order.amount is None:
        raise UserError("not-yours")
    recipient = await recipients.check(partner, order.product, parse_username(order.recipient))
    draft = Draft.empty().with_(product=order.product, recipient=recipient, amount=order.amount)
    await context.show(await context.set_draft(draft))


async def on_help(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    """Sends the help below the order's message, so that it can be forwarded and the order stays visible."""
    await context.show(help_screens.topic_list(context.i18n, await find_own_order(callback_data.id, context, watch)))


async def on_help_topic(query: CallbackQuery, callback_data: OrderCallback, context: ChatContext, watch: Watch) -> None:
    watched = await find_own_order(callback_data.id, context, watch)
    await context.show(help_screens.topic_page(context.i18n, watched, HELP_TOPICS[callback_data.action]))


async def find_own_order(order_id: str, context: ChatContext, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None or watched.chat_id != context.chat_id:
        raise UserError("not-yours")
    return watched


async def check_order(watched: WatchedOrder, watch: Watch) -> WatchedOrder:
    """The order as the partner knows it now; the stored order if the partner does not answer."""
    try:
        return await watch.check_now(watched)
    except PartnerError:
        return watched


async def _check_and_show(
    context: ChatContext, order_messages: OrderMessages, watch: Watch, watched: WatchedOrder
) -> None:
    """Asks the partner and shows the order, with the time of the check if nothing has changed."""
    sentence: str | None
    try:
        checked = await watch.check_now(watched, max_age=CHECK_AGE)
    except PartnerError as error:
        checked, sentence = watched, error_text(context.i18n, error)
    else:
        sentence = None if _has_news(watched.order, checked.order) else _checked_at(context.i18n, checked.order)
    await order_messages.show(checked, context, sentence=sentence)


def _has_news(before: Order, after: Order) -> bool:
    return (before.status, before.note) != (after.status, after.note)


def _checked_at(i18n: I18n, order: Order) -> str:
    return i18n.get("looked", time=clock_time(i18n, order.as_of))
