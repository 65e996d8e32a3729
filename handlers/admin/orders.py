"""Everybody's orders: the list, one order's card, and what can be done with it."""

from aiogram import F, Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.intents import Intents
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import NotFound, Rejected
from bot.partner.models import Order
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import admin_orders as screens
from handlers.filters import Answers

COMMANDS = ("orders_all", "order")

MAX_MESSAGE_LENGTH = 3000
"""Characters of a message to a customer: with what stands around it, it fits into one."""


def build() -> Router:
    router = Router(name="admin.orders")
    router.message.register(cmd_orders_all, Command("orders_all", ignore_case=True))
    router.message.register(cmd_order, Command("order", ignore_case=True))
    router.message.register(on_message_typed, Answers("write"), F.text)
    router.callback_query.register(on_orders_page, AdminCallback.filter(F.action == "orders"))
    router.callback_query.register(on_open, AdminCallback.filter(F.action == "order"))
    router.callback_query.register(on_cancel, AdminCallback.filter(F.action == "cancel"))
    router.callback_query.register(on_resend, AdminCallback.filter(F.action == "resend"))
    router.callback_query.register(on_write, AdminCallback.filter(F.action == "write"))
    return router


async def draw_write(context: ChatContext, about: str) -> Screen:
    return screens.write(context.i18n, about)


QUESTIONS = {"write": draw_write}


# The list


async def cmd_orders_all(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    await _show_orders(context, partner, screens.Filter())


async def on_orders_page(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, partner: PartnerClient
) -> None:
    await _show_orders(context, partner, screens.Filter.read(callback_data.id, callback_data.arg))


async def _show_orders(context: ChatContext, partner: PartnerClient, wanted: screens.Filter) -> None:
    """Asks for one row more than a page shows, to know whether another page follows."""
    page = await partner.orders(
        status=wanted.status, limit=screens.ORDERS_PER_PAGE + 1, offset=wanted.page * screens.ORDERS_PER_PAGE
    )
    age = screens.AGES[wanted.age]
    since = partner.now() - age if age else None
    rows = [row for row in page.items if since is None or row.created_at is None or row.created_at >= since]
    await context.show(
        screens.orders(context.i18n, rows[: screens.ORDERS_PER_PAGE], wanted, more=len(rows) > screens.ORDERS_PER_PAGE)
    )


# One order


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
    found = await _search(words, partner) if words and len(words) <= 64 else []
    if not found:
        raise UserError("no-such-order" if words else "order-usage")
    if len(found) > 1:
        await context.show(screens.found(context.i18n, found))
    else:
        await context.show(await _draw_card(found[0], context, partner, watch, intents))


async def _search(words: str, partner: PartnerClient) -> list[Order]:
    if words.isascii() and words.isdigit():
        try:
            return [await partner.order(words)]
        except NotFound:
            return []
    by_memo = await partner.order_by_memo(words)
    return [by_memo] if by_memo else await partner.orders_by_reference(words)


async def on_open(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
) -> None:
    await context.show(await _draw_card(await partner.order(callback_data.id), context, partner, watch, intents))


async def _draw_card(
    order: Order, context: ChatContext, partner: PartnerClient, watch: Watch, intents: Intents
) -> Screen:
    """Stores the partner's answer first, so that the customer is notified of a risen status."""
    watched = await watch.get(order.id)
    if watched:
        await watch.apply(watched, order)
        watched = await watch.get(order.id)
    intent = await intents.get(watched.intent_id) if watched and watched.intent_id else None
    seen = await watch.status_history(order.id)
    return screens.card(context.i18n, order, watched, intent, seen, partner.now())


async def on_cancel(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    administration: Administration,
) -> None:
    """Shows the order as paid if the payment was faster than the cancellation."""
    watched = await find_order(callback_data.id, watch)
    try:
        watched = await watch.cancel(watched, by_chat=False)
    except Rejected:
        watched = await watch.check_now(watched)
    await administration.record(query.from_user.id, "cancel", watched.order.id)
    await context.show(await _draw_card(watched.order, context, partner, watch, intents))


async def on_resend(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    watch: Watch,
    order_messages: OrderMessages,
    administration: Administration,
) -> None:
    watched = await find_order(callback_data.id, watch)
    try:
        await order_messages.resend(watched)
    except TelegramForbiddenError as error:
        raise UserError("customer-gone") from error
    await administration.record(query.from_user.id, "resend", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-resent")))


async def on_write(query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, watch: Watch) -> None:
    watched = await find_order(callback_data.id, watch)
    context.ask("write", watched.order.id)
    await context.show(await context.screen())


async def on_message_typed(
    message: Message,
    about: str,
    context: ChatContext,
    watch: Watch,
    order_messages: OrderMessages,
    administration: Administration,
) -> None:
    watched, words = await find_order(about, watch), message.text or ""
    if len(words) > MAX_MESSAGE_LENGTH:
        raise UserError("bad-too-long")
    context.close_question()
    try:
        await order_messages.write_to(watched, words)
    except TelegramForbiddenError as error:
        raise UserError("customer-gone") from error
    await administration.record(context.chat_id, "write", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-written")))


async def find_order(order_id: str, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None:
        raise UserError("no-such-order")
    return watched
