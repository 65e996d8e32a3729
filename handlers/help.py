"""Help: how to pay, the sheets of an order, and what a customer sends to support."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.notifications.alerts import Alerts
from bot.orders.draft import Wish
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext, Draw
from bot.ui.callback_data import MenuCallback, OrderCallback
from bot.ui.screen import Screen
from bot.ui.screens import help as screens
from bot.ui.text_input import parse_transaction
from handlers.filters import Answers, Command
from handlers.order import find_own_order

SHEETS = {f"help-{topic}": topic for topic in screens.Topic}
REQUESTS = {f"ask-{topic}": topic for topic in screens.Topic}


def build() -> Router:
    router = Router(name="help")
    router.message.register(show_help, Command("help"))
    router.message.register(on_transaction, Answers("transaction"), F.text, find_own_order)
    router.callback_query.register(on_guide, MenuCallback.filter((F.target == "help") & F.arg.in_(screens.GUIDE)))
    router.callback_query.register(show_help, MenuCallback.filter(F.target == "help"))
    router.callback_query.register(on_topics, OrderCallback.filter(F.action == "help"), find_own_order)
    router.callback_query.register(on_sheet, OrderCallback.filter(F.action.in_(SHEETS)), find_own_order)
    router.callback_query.register(on_ask, OrderCallback.filter(F.action.in_(REQUESTS)), find_own_order)
    return router


async def draw_sheet(context: ChatContext, watch: Watch, about: str) -> Screen:
    """The sheet that asks for the payer's transaction."""
    watched = await watch.get(about)
    if watched is None or watched.chat_id != context.chat_id:
        return screens.help_page(context.i18n)
    return screens.topic_page(context.i18n, watched, screens.Topic.MEMO)


QUESTIONS: dict[str, Draw] = {"transaction": draw_sheet}


async def show_help(event: Message | CallbackQuery, context: ChatContext) -> None:
    await context.show(screens.help_page(context.i18n, in_purchase=context.draft.wish != Wish()))


async def on_guide(query: CallbackQuery, callback_data: MenuCallback, context: ChatContext) -> None:
    await context.show(screens.guide_page(context.i18n, screens.Topic(callback_data.arg)))


async def on_topics(query: CallbackQuery, watched: WatchedOrder, context: ChatContext, partner: PartnerClient) -> None:
    """Sends the help below the order's message, so that the order stays visible."""
    await context.show(screens.topic_list(context.i18n, watched, partner.now()))


async def on_sheet(
    query: CallbackQuery, callback_data: OrderCallback, watched: WatchedOrder, context: ChatContext
) -> None:
    await context.show(open_sheet(context, watched, SHEETS[callback_data.action]))


async def on_transaction(message: Message, watched: WatchedOrder, context: ChatContext, watch: Watch) -> None:
    """Keeps the hash of the transaction with the order. Another one replaces it."""
    transaction = parse_transaction(message.text)
    await watch.set_fields(watched.order.id, sent_transaction=transaction)
    watched = watched.model_copy(update={"sent_transaction": transaction})
    await context.show(open_sheet(context, watched, screens.Topic.MEMO))


async def on_ask(
    query: CallbackQuery,
    callback_data: OrderCallback,
    watched: WatchedOrder,
    context: ChatContext,
    watch: Watch,
    alerts: Alerts,
) -> None:
    """Asks the admins, in a shop without SUPPORT_USERNAME. The alert is written from what is stored when it is sent."""
    topic = REQUESTS[callback_data.action]
    await watch.set_fields(watched.order.id, help_topic=topic)
    await alerts.trigger_help(watched.chat_id, watched.order.id)
    await context.show(open_sheet(context, watched, topic).saying(context.i18n.get("sheet-sent")))


def open_sheet(context: ChatContext, watched: WatchedOrder, topic: screens.Topic) -> Screen:
    """The sheet about a forgotten memo also asks for the transaction: the next text is its link."""
    if topic is screens.Topic.MEMO:
        context.ask("transaction", watched.order.id)
    return screens.topic_page(context.i18n, watched, topic)
