"""The orders of all chats: their list, the card of one order, and what an admin can do with it."""

from collections.abc import Awaitable

from aiogram import F, Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders import handles
from bot.orders.intents import Intents
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import NotFound
from bot.partner.order import Order
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import admin_orders as screens
from handlers.admin.filters import find_order
from handlers.filters import Answers, Command
from handlers.order import cancel_order

COMMANDS = ("orders_all", "order")

MAX_SEARCH_LENGTH = 256

MAX_MESSAGE_LENGTH = 3000
"""Characters of a message to a customer; with the heading it fits into one message of Telegram."""


def build() -> Router:
    router = Router(name="admin.orders")
    router.message.register(show_orders, Command("orders_all"))
    router.message.register(cmd_order, Command("order"))
    router.message.register(on_message_typed, Answers("write"), F.text, find_order)
    router.callback_query.register(show_orders, AdminCallback.filter(F.action == "orders"))
    router.callback_query.register(on_open, AdminCallback.filter(F.action == "order"))
    router.callback_query.register(on_cancel, AdminCallback.filter(F.action == "cancel"), find_order)
    router.callback_query.register(on_resend, AdminCallback.filter(F.action == "resend"), find_order)
    router.callback_query.register(on_write, AdminCallback.filter(F.action == "write"), find_order)
    return router


async def draw_write(context: ChatContext, about: str) -> Screen:
    return screens.write(context.i18n, about)


QUESTIONS = {"write": draw_write}


async def show_orders(
    event: Message | CallbackQuery,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    callback_data: AdminCallback | None = None,
) -> None:
    """Asks for one row more than a page shows, to know whether another page follows."""
    wanted = screens.Filter.read(callback_data.id, callback_data.arg) if callback_data else screens.Filter()
    size = screens.ORDERS_PER_PAGE
    page = await partner.orders(status=wanted.status, limit=size + 1, offset=wanted.page * size)
    age = screens.AGES[wanted.age]
    since = partner.now() - age if age else None
    rows = [row for row in page.items if since is None or row.created_at is None or row.created_at >= since]
    await handles.remember(watch.redis, watch.keys, (row.id for row in rows))
    await context.show(screens.orders(context.i18n, rows[:size], wanted, more=len(rows) > size))


async def cmd_order(
    message: Message,
    command: CommandObject,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
) -> None:
    """By its number, its memo, or its reference."""
    words = (command.args or "").strip()
    found = await _search(words, partner) if words and len(words) <= MAX_SEARCH_LENGTH else []
    if not found:
        raise UserError("no-such-order" if words else "order-usage")
    await handles.remember(watch.redis, watch.keys, (order.id for order in found))
    if len(found) > 1:
        await context.show(screens.found(context.i18n, found))
    else:
        await _show_card(found[0], context, partner, watch, intents)


async def _search(words: str, partner: PartnerClient) -> list[Order]:
    if words.isascii() and words.isdigit():
        return await _find(words, partner)
    by_memo = await partner.order_by_memo(words)
    if found := [by_memo] if by_memo else await partner.orders_by_reference(words):
        return found
    return await _find(words, partner)


async def _find(order_id: str, partner: PartnerClient) -> list[Order]:
    try:
        return [await partner.order(order_id)]
    except NotFound:
        return []


async def on_open(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
) -> None:
    order_id = await handles.resolve(watch.redis, watch.keys, callback_data.id)
    await _show_card(await partner.order(order_id), context, partner, watch, intents)


async def _show_card(
    order: Order, context: ChatContext, partner: PartnerClient, watch: Watch, intents: Intents
) -> None:
    """Stores the partner's answer first, so that the customer is notified of a risen status."""
    watched = await watch.get(order.id)
    if watched:
        await watch.apply(watched, order)
        watched = await watch.get(order.id)
    intent = await intents.get(watched.intent_id) if watched and watched.intent_id else None
    history = await watch.status_history(order.id)
    await context.show(screens.card(context.i18n, order, watched, intent, history, partner.now()))


async def on_cancel(
    query: CallbackQuery,
    watched: WatchedOrder,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    administration: Administration,
) -> None:
    order = (await cancel_order(watched, watch, by_chat=False)).order
    await administration.record(context.chat_id, "cancel", order.id)
    await _show_card(order, context, partner, watch, intents)


async def on_resend(
    query: CallbackQuery,
    watched: WatchedOrder,
    context: ChatContext,
    order_messages: OrderMessages,
    administration: Administration,
) -> None:
    await _reach_customer(order_messages.resend(watched))
    await administration.record(context.chat_id, "resend", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-resent")))


async def on_write(query: CallbackQuery, watched: WatchedOrder, context: ChatContext) -> None:
    context.ask("write", watched.order.id)
    await context.show(await context.screen())


async def on_message_typed(
    message: Message,
    watched: WatchedOrder,
    context: ChatContext,
    order_messages: OrderMessages,
    administration: Administration,
) -> None:
    words = message.text or ""
    if len(words) > MAX_MESSAGE_LENGTH:
        raise UserError("bad-too-long")
    context.close_question()
    await _reach_customer(order_messages.write_to(watched, words))
    await administration.record(context.chat_id, "write", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-written")))


async def _reach_customer(sending: Awaitable[None]) -> None:
    try:
        await sending
    except TelegramForbiddenError as error:
        raise UserError("customer-gone") from error
