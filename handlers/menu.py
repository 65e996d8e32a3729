"""Commands and buttons that work at every step: start, language, cancel, my orders, privacy."""

import contextlib

from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.notifications.outbox import Outbox
from bot.operations.administration import Administration
from bot.operations.team import Team
from bot.orders.clients import Clients
from bot.orders.draft import Draft
from bot.orders.watch import Watch
from bot.partner.errors import PartnerError
from bot.storage.keys import Keys
from bot.telegram.commands import Menus
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState
from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import Languages
from bot.ui.screens import my_orders, privacy
from bot.ui.screens import purchase as purchase_screens
from handlers.filters import Command, find_page
from handlers.purchase.choices import on_cancel
from handlers.reseller.clients import send_csv as send_book


def build() -> Router:
    router = Router(name="menu")
    router.my_chat_member.register(on_unblocked, F.chat.type == "private", F.new_chat_member.status == "member")
    router.message.register(show_home, CommandStart(ignore_case=True))
    router.message.register(show_languages, Command("language"))
    router.message.register(on_cancel, Command("cancel"))
    router.message.register(show_orders, Command("orders"), find_page)
    router.message.register(show_privacy, Command("privacy"))
    router.message.register(show_forget, Command("forget"))
    router.callback_query.register(show_home, MenuCallback.filter(F.target == "home"))
    router.callback_query.register(on_continue, MenuCallback.filter(F.target == "here"))
    router.callback_query.register(show_languages, MenuCallback.filter(F.target == "language"))
    router.callback_query.register(on_language, MenuCallback.filter(F.target == "speak"))
    router.callback_query.register(show_orders, MenuCallback.filter(F.target == "orders"), find_page)
    router.callback_query.register(show_privacy, MenuCallback.filter(F.target == "privacy"))
    router.callback_query.register(send_book, MenuCallback.filter(F.target == "book"))
    router.callback_query.register(show_forget, MenuCallback.filter(F.target == "forget"))
    router.callback_query.register(on_forget_confirmed, MenuCallback.filter(F.target == "forgotten"))
    return router


async def on_unblocked(event: ChatMemberUpdated, outbox: Outbox) -> None:
    """Somebody who had blocked the bot has unblocked it."""
    await outbox.come_back(event.chat.id)


async def show_home(event: Message | CallbackQuery, context: ChatContext, chat_state: ChatState) -> None:
    await context.show(await context.set_draft(Draft.empty(), unpaid=chat_state.unpaid))


async def on_continue(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.screen())


async def show_languages(event: Message | CallbackQuery, context: ChatContext, languages: Languages) -> None:
    await context.show(purchase_screens.language(context.i18n, languages.names()))


async def on_language(
    query: CallbackQuery,
    callback_data: MenuCallback,
    context: ChatContext,
    chat_state: ChatState,
    languages: Languages,
    menus: Menus,
) -> None:
    locale = languages.pick(callback_data.arg)
    chat_state.profile = chat_state.profile.model_copy(update={"locale": locale})
    context.i18n = languages.speak(locale)
    await context.show(await context.screen())
    with contextlib.suppress(TelegramAPIError):  # a menu is only a hint; the next start sets it
        await menus.show_own(context.chat_id, locale)


async def show_privacy(event: Message | CallbackQuery, context: ChatContext, team: Team, clients: Clients) -> None:
    has_book = team.is_reseller(context.chat_id) or await clients.has_book(context.chat_id)
    await context.show(
        privacy.retention(
            context.i18n,
            session_days=Keys.session.ttl.days,
            profile_days=Keys.profile.ttl.days,
            order_days=Keys.order.ttl.days,
            has_book=has_book,
        )
    )


async def show_forget(event: Message | CallbackQuery, context: ChatContext, clients: Clients) -> None:
    has_book = await clients.has_book(context.chat_id)
    unpaid = len((await clients.book(context.chat_id)).owed) if has_book else None
    await context.show(privacy.confirm_deletion(context.i18n, unpaid=unpaid))


async def on_forget_confirmed(
    query: CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    watch: Watch,
    administration: Administration,
    clients: Clients,
    languages: Languages,
) -> None:
    still_open = await watch.forget(context.chat_id)
    await administration.forget(context.chat_id)
    await clients.forget(context.chat_id)
    chat_state.forget()
    context.i18n = languages.speak(query.from_user.language_code)
    await context.show(privacy.deleted(context.i18n, still_open=still_open))


async def show_orders(event: Message | CallbackQuery, context: ChatContext, watch: Watch, page: int) -> None:
    """Lists the chat's orders. The first page also takes in orders that only the partner knows."""
    trouble = ""
    if page == 0:
        try:
            await watch.adopt_missing(context.chat_id)
        except PartnerError:
            trouble = context.i18n.get("orders-stale")
    rows, total = await watch.of_chat(
        context.chat_id, limit=my_orders.ORDERS_PER_PAGE, offset=page * my_orders.ORDERS_PER_PAGE
    )
    if total and not rows:  # an old button, from when there were more orders
        await show_orders(event, context, watch, (total - 1) // my_orders.ORDERS_PER_PAGE)
        return
    screen = my_orders.orders(context.i18n, rows, total, page)
    await context.show(screen.saying(trouble))
