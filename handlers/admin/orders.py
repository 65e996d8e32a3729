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
from bot.ui.branding import Branding
from bot.ui.callback_data import AdminCallback
from bot.ui.screen import Screen
from bot.ui.screens import admin_orders as screens
from bot.workers.notifier import Notifier
from handlers.admin.filters import Asked

COMMANDS = ("orders_all", "order")

LONGEST_WORDS = 3000
"""Characters of a message to a customer: with what stands around it, it fits into one."""


def build() -> Router:
    router = Router(name="admin.orders")
    router.message.register(orders_asked, Command("orders_all"))
    router.message.register(order_asked, Command("order"))
    router.message.register(written, Asked("write"), F.text)
    router.callback_query.register(orders_turned, AdminCallback.filter(F.action == "orders"))
    router.callback_query.register(order_opened, AdminCallback.filter(F.action == "order"))
    router.callback_query.register(cancelled, AdminCallback.filter(F.action == "cancel"))
    router.callback_query.register(resent, AdminCallback.filter(F.action == "resend"))
    router.callback_query.register(write_asked, AdminCallback.filter(F.action == "write"))
    return router


# The list


async def orders_asked(message: Message, context: ChatContext, partner: PartnerClient, branding: Branding) -> None:
    await _show_orders(context, partner, branding, screens.Filter())


async def orders_turned(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, partner: PartnerClient, branding: Branding
) -> None:
    await _show_orders(context, partner, branding, screens.Filter.read(callback_data.id, callback_data.arg))


async def _show_orders(
    context: ChatContext, partner: PartnerClient, branding: Branding, wanted: screens.Filter
) -> None:
    """One more row than is shown tells whether there is another page. The newest come first, so that the first row
    that is too old is the last of the list."""
    page = await partner.orders(
        status=wanted.status, limit=screens.ORDERS_PER_PAGE + 1, offset=wanted.page * screens.ORDERS_PER_PAGE
    )
    age = screens.AGES[wanted.age]
    since = partner.now() - age if age else None
    rows = [row for row in page.items if since is None or row.created_at is None or row.created_at >= since]
    await context.show(
        screens.orders(
            context.i18n, branding, rows[: screens.ORDERS_PER_PAGE], wanted, more=len(rows) > screens.ORDERS_PER_PAGE
        )
    )


# One order


async def order_asked(
    message: Message,
    command: CommandObject,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    branding: Branding,
) -> None:
    """By its number, its memo, or its reference."""
    words = (command.args or "").strip()
    found = await _search(words, partner) if words and len(words) <= 64 else []
    if not found:
        raise UserError("no-such-order" if words else "order-usage")
    if len(found) > 1:
        await context.show(screens.found(context.i18n, found))
    else:
        await context.show(await _card(found[0], context, partner, watch, intents, branding))


async def _search(words: str, partner: PartnerClient) -> list[Order]:
    if words.isascii() and words.isdigit():
        try:
            return [await partner.order(words)]
        except NotFound:
            return []
    by_memo = await partner.order_by_memo(words)
    return [by_memo] if by_memo else await partner.orders_by_reference(words)


async def order_opened(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    branding: Branding,
) -> None:
    await context.show(await _card(await partner.order(callback_data.id), context, partner, watch, intents, branding))


async def _card(
    order: Order, context: ChatContext, partner: PartnerClient, watch: Watch, intents: Intents, branding: Branding
) -> Screen:
    """What is seen here counts as a look: a risen status is told to its customer."""
    watched = await watch.get(order.id)
    if watched:
        await watch.apply(watched, order)
        watched = await watch.get(order.id)
    intent = await intents.get(watched.intent_id) if watched and watched.intent_id else None
    seen = await watch.status_history(order.id)
    return screens.card(context.i18n, branding, order, watched, intent, seen, partner.now())


async def cancelled(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    administration: Administration,
    branding: Branding,
) -> None:
    """A payment may have been faster: then the card says so."""
    watched = await _watched(callback_data.id, watch)
    try:
        watched = await watch.cancel(watched, by_chat=False)
    except Rejected:
        watched = await watch.check_now(watched)
    await administration.record(query.from_user.id, "cancel", watched.order.id)
    await context.show(await _card(watched.order, context, partner, watch, intents, branding))


async def resent(
    query: CallbackQuery,
    callback_data: AdminCallback,
    context: ChatContext,
    watch: Watch,
    notifier: Notifier,
    administration: Administration,
) -> None:
    watched = await _watched(callback_data.id, watch)
    try:
        await notifier.resend(watched)
    except TelegramForbiddenError as error:
        raise UserError("customer-gone") from error
    await administration.record(query.from_user.id, "resend", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-resent")))


async def write_asked(query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, watch: Watch) -> None:
    watched = await _watched(callback_data.id, watch)
    context.ask(f"write {watched.order.id}")
    await context.show(await context.screen())


async def written(
    message: Message, about: str, context: ChatContext, watch: Watch, notifier: Notifier, administration: Administration
) -> None:
    watched, words = await _watched(about, watch), message.text or ""
    if len(words) > LONGEST_WORDS:
        raise UserError("bad-too-long")
    context.ask(None)
    try:
        await notifier.write_to(watched, words)
    except TelegramForbiddenError as error:
        raise UserError("customer-gone") from error
    await administration.record(context.chat_id, "write", watched.order.id)
    await context.show(screens.done(context.i18n, watched.order.id, context.i18n.get("order-written")))


async def _watched(order_id: str, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None:
        raise UserError("no-such-order")
    return watched
