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
from bot.ui.text_input import is_purchase, parse_transaction
from handlers.filters import Answers, Command
from handlers.order import find_own_order

SHEETS = {f"help-{topic}": topic for topic in screens.Topic}
REQUESTS = {f"ask-{topic}": topic for topic in screens.Topic}

LIST = "list"
"""Stands for the list of an order's sheets."""


def build() -> Router:
    router = Router(name="help")
    router.message.register(on_help, Command("help"))
    router.message.register(on_transaction, Answers("help"), F.text, asks_transaction, find_own_order)
    router.callback_query.register(on_help, MenuCallback.filter(F.target == "help"))
    router.callback_query.register(on_sheet, OrderCallback.filter(F.action == "help"), find_own_order)
    router.callback_query.register(on_sheet, OrderCallback.filter(F.action.in_(SHEETS)), find_own_order)
    router.callback_query.register(on_ask, OrderCallback.filter(F.action.in_(REQUESTS)), find_own_order)
    return router


async def draw_help(context: ChatContext, watch: Watch, partner: PartnerClient, about: str) -> Screen:
    """`about`: a newcomer's question; a sheet and its order, such as "memo 10421"; or anything else: how it works."""
    i18n, (topic, _, order_id) = context.i18n, about.partition(" ")
    watched = await watch.get(order_id) if order_id else None
    if watched and watched.chat_id == context.chat_id:
        topics = screens.topics_for(i18n, watched, partner.now())
        if topic not in topics and len(topics) == 1:  # the only sheet is shown at once
            topic = topics[0]
            context.ask("help", f"{topic} {order_id}")
        if topic in topics:  # not one of a state that is over
            return screens.topic_page(i18n, watched, screens.Topic(topic), partner.now())
        return screens.topic_list(i18n, watched, partner.now())
    if about in screens.GUIDE:
        return screens.guide_page(i18n, screens.Topic(about))
    return screens.help_page(i18n, in_purchase=context.draft.wish != Wish())


QUESTIONS: dict[str, Draw] = {"help": draw_help}


async def show_help(context: ChatContext, about: str, sentence: str = "") -> None:
    """Opens the page as a question: a text leaves it where it is, unless it is a purchase or what the page asks for."""
    context.ask("help", about)
    await context.show((await context.screen()).saying(sentence))


async def on_help(
    event: Message | CallbackQuery, context: ChatContext, callback_data: MenuCallback | None = None
) -> None:
    await show_help(context, callback_data.arg if callback_data else "")


async def on_sheet(
    query: CallbackQuery, callback_data: OrderCallback, watched: WatchedOrder, context: ChatContext
) -> None:
    """Shows a sheet of an order, or the list of them, below the order's message."""
    await show_help(context, f"{SHEETS.get(callback_data.action, LIST)} {watched.order.id}")


async def asks_transaction(message: Message, about: str) -> bool | dict[str, str]:
    """Gives the order of a sheet that asks for the payer's transaction as `about`, unless the text is a purchase."""
    topic, _, order_id = about.partition(" ")
    return topic in screens.WITH_TRANSACTION and not is_purchase(message.text) and {"about": order_id}


async def on_transaction(message: Message, watched: WatchedOrder, context: ChatContext, watch: Watch) -> None:
    """Keeps the hash of the transaction with the order. Another one replaces it."""
    await watch.set_fields(watched.order.id, sent_transaction=parse_transaction(message.text))
    await context.show(await context.screen())


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
    await show_help(context, f"{topic} {watched.order.id}", context.i18n.get("sheet-sent"))
