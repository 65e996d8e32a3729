"""Everybody's orders: the list, one order's card, and what can be done with it."""

from aiogram import F, Router
from aiogram.exceptions import TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.operations.administration import Control
from bot.orders.intents import Intents
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import NotFound, Rejected
from bot.partner.models import Order
from bot.telegram.context import Stage
from bot.ui.branding import Shop
from bot.ui.callback_data import AdminPress
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
    router.callback_query.register(orders_turned, AdminPress.filter(F.do == "orders"))
    router.callback_query.register(order_opened, AdminPress.filter(F.do == "order"))
    router.callback_query.register(cancelled, AdminPress.filter(F.do == "cancel"))
    router.callback_query.register(resent, AdminPress.filter(F.do == "resend"))
    router.callback_query.register(write_asked, AdminPress.filter(F.do == "write"))
    return router


# The list


async def orders_asked(message: Message, stage: Stage, partner: PartnerClient, shop: Shop) -> None:
    await _show_orders(stage, partner, shop, screens.Filter())


async def orders_turned(
    query: CallbackQuery, callback_data: AdminPress, stage: Stage, partner: PartnerClient, shop: Shop
) -> None:
    await _show_orders(stage, partner, shop, screens.Filter.read(callback_data.id, callback_data.arg))


async def _show_orders(stage: Stage, partner: PartnerClient, shop: Shop, wanted: screens.Filter) -> None:
    """One more row than is shown tells whether there is another page. The newest come first, so that the first row
    that is too old is the last of the list."""
    page = await partner.orders(status=wanted.status, limit=screens.PAGE + 1, offset=wanted.page * screens.PAGE)
    age = screens.AGES[wanted.age]
    since = partner.now() - age if age else None
    rows = [row for row in page.items if since is None or row.created_at is None or row.created_at >= since]
    await stage.show(screens.orders(stage.i18n, shop, rows[: screens.PAGE], wanted, more=len(rows) > screens.PAGE))


# One order


async def order_asked(
    message: Message,
    command: CommandObject,
    stage: Stage,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    shop: Shop,
) -> None:
    """By its number, its memo, or its reference."""
    words = (command.args or "").strip()
    found = await _search(words, partner) if words and len(words) <= 64 else []
    if not found:
        raise BadInput("no-such-order" if words else "order-usage")
    if len(found) > 1:
        await stage.show(screens.found(stage.i18n, found))
    else:
        await stage.show(await _card(found[0], stage, partner, watch, intents, shop))


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
    callback_data: AdminPress,
    stage: Stage,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    shop: Shop,
) -> None:
    await stage.show(await _card(await partner.order(callback_data.id), stage, partner, watch, intents, shop))


async def _card(
    order: Order, stage: Stage, partner: PartnerClient, watch: Watch, intents: Intents, shop: Shop
) -> Screen:
    """What is seen here counts as a look: a risen status is told to its customer."""
    watched = await watch.get(order.id)
    if watched:
        await watch.see(watched, order)
        watched = await watch.get(order.id)
    intent = await intents.get(watched.intent_id) if watched and watched.intent_id else None
    seen = await watch.seen(order.id)
    return screens.card(stage.i18n, shop, order, watched, intent, seen, partner.now())


async def cancelled(
    query: CallbackQuery,
    callback_data: AdminPress,
    stage: Stage,
    partner: PartnerClient,
    watch: Watch,
    intents: Intents,
    control: Control,
    shop: Shop,
) -> None:
    """A payment may have been faster: then the card says so."""
    watched = await _watched(callback_data.id, watch)
    try:
        watched = await watch.cancel(watched, by_chat=False)
    except Rejected:
        watched = await watch.look_now(watched)
    await control.note(query.from_user.id, "cancel", watched.order.id)
    await stage.show(await _card(watched.order, stage, partner, watch, intents, shop))


async def resent(
    query: CallbackQuery,
    callback_data: AdminPress,
    stage: Stage,
    watch: Watch,
    notifier: Notifier,
    control: Control,
) -> None:
    watched = await _watched(callback_data.id, watch)
    try:
        await notifier.resend(watched)
    except TelegramForbiddenError as error:
        raise BadInput("customer-gone") from error
    await control.note(query.from_user.id, "resend", watched.order.id)
    await stage.show(screens.done(stage.i18n, watched.order.id, stage.i18n.get("order-resent")))


async def write_asked(query: CallbackQuery, callback_data: AdminPress, stage: Stage, watch: Watch) -> None:
    watched = await _watched(callback_data.id, watch)
    stage.ask(f"write {watched.order.id}")
    await stage.show(await stage.screen())


async def written(
    message: Message, about: str, stage: Stage, watch: Watch, notifier: Notifier, control: Control
) -> None:
    watched, words = await _watched(about, watch), message.text or ""
    if len(words) > LONGEST_WORDS:
        raise BadInput("bad-too-long")
    stage.ask(None)
    try:
        await notifier.write_to(watched, words)
    except TelegramForbiddenError as error:
        raise BadInput("customer-gone") from error
    await control.note(stage.chat_id, "write", watched.order.id)
    await stage.show(screens.done(stage.i18n, watched.order.id, stage.i18n.get("order-written")))


async def _watched(order_id: str, watch: Watch) -> WatchedOrder:
    watched = await watch.get(order_id)
    if watched is None:
        raise BadInput("no-such-order")
    return watched
