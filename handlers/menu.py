"""Where one can go from anywhere: start, help, language, cancel, my orders."""

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.notifications.outbox import Outbox
from bot.operations.administration import Administration
from bot.orders.draft import Draft
from bot.orders.watch import KEEP as ORDER_KEPT
from bot.orders.watch import Watch
from bot.partner.errors import PartnerError
from bot.telegram.context import ChatContext
from bot.telegram.session import PROFILE_KEPT, SESSION_KEPT, ChatState
from bot.ui.branding import Branding
from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import Languages
from bot.ui.screens import my_orders, privacy
from bot.ui.screens import purchase as purchase_screens


def build() -> Router:
    router = Router(name="menu")
    router.my_chat_member.register(came_back, F.chat.type == "private", F.new_chat_member.status == "member")
    router.message.register(started, CommandStart())
    router.message.register(helped, Command("help"))
    router.message.register(languages_asked, Command("language"))
    router.message.register(cancelled, Command("cancel"))
    router.message.register(orders_asked, Command("orders"))
    router.message.register(privacy_asked, Command("privacy"))
    router.message.register(forget_asked, Command("forget"))
    router.callback_query.register(home_pressed, MenuCallback.filter(F.target == "home"))
    router.callback_query.register(here_pressed, MenuCallback.filter(F.target == "here"))
    router.callback_query.register(helped, MenuCallback.filter(F.target == "help"))
    router.callback_query.register(languages_asked, MenuCallback.filter(F.target == "language"))
    router.callback_query.register(language_chosen, MenuCallback.filter(F.target == "speak"))
    router.callback_query.register(orders_turned, MenuCallback.filter(F.target == "orders"))
    router.callback_query.register(privacy_asked, MenuCallback.filter(F.target == "privacy"))
    router.callback_query.register(forget_asked, MenuCallback.filter(F.target == "forget"))
    router.callback_query.register(forgotten, MenuCallback.filter(F.target == "forgotten"))
    return router


async def came_back(event: ChatMemberUpdated, outbox: Outbox) -> None:
    """Somebody who had blocked the bot has unblocked it."""
    await outbox.come_back(event.chat.id)


async def started(message: Message, context: ChatContext) -> None:
    await context.show(await context.set_draft(Draft.empty()))


async def home_pressed(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.set_draft(Draft.empty()))


async def here_pressed(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.screen())


async def cancelled(message: Message, context: ChatContext) -> None:
    context.draft = Draft.empty()
    await context.say(context.i18n.get("cancelled"))


async def helped(event: Message | CallbackQuery, context: ChatContext, branding: Branding) -> None:
    await context.show(purchase_screens.help_page(context.i18n, branding))


async def languages_asked(event: Message | CallbackQuery, context: ChatContext, languages: Languages) -> None:
    await context.show(purchase_screens.language(context.i18n, languages.names()))


async def language_chosen(
    query: CallbackQuery, callback_data: MenuCallback, context: ChatContext, chat_state: ChatState, languages: Languages
) -> None:
    locale = languages.pick(callback_data.arg)
    chat_state.profile = chat_state.profile.model_copy(update={"locale": locale})
    context.i18n = languages.speak(locale)
    await context.show(await context.screen())


async def privacy_asked(event: Message | CallbackQuery, context: ChatContext, branding: Branding) -> None:
    await context.show(
        privacy.retention(
            context.i18n,
            branding,
            session_days=SESSION_KEPT.days,
            profile_days=PROFILE_KEPT.days,
            order_days=ORDER_KEPT.days,
        )
    )


async def forget_asked(event: Message | CallbackQuery, context: ChatContext) -> None:
    await context.show(privacy.confirm_deletion(context.i18n))


async def forgotten(
    query: CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    watch: Watch,
    administration: Administration,
    languages: Languages,
) -> None:
    still_open = await watch.forget(context.chat_id)
    await administration.forget(context.chat_id)
    chat_state.forget()
    context.i18n = languages.speak(query.from_user.language_code)
    await context.show(privacy.deleted(context.i18n, still_open=still_open))


async def orders_asked(message: Message, context: ChatContext, watch: Watch) -> None:
    await _show_orders(context, watch, 0)


async def orders_turned(query: CallbackQuery, callback_data: MenuCallback, context: ChatContext, watch: Watch) -> None:
    page = int(callback_data.arg) if callback_data.arg.isascii() and callback_data.arg.isdigit() else 0
    await _show_orders(context, watch, page)


async def _show_orders(context: ChatContext, watch: Watch, page: int) -> None:
    """The chat's own list, joined on its first page with what the partner knows under the chat's reference."""
    trouble = None
    if page == 0:
        try:
            await watch.adopt_missing(context.chat_id)
        except PartnerError:
            trouble = context.i18n.get("orders-stale")
    rows, total = await watch.of_chat(
        context.chat_id, limit=my_orders.ORDERS_PER_PAGE, offset=min(page, 10_000) * my_orders.ORDERS_PER_PAGE
    )
    screen = my_orders.orders(context.i18n, rows, total, page)
    await context.show(screen.saying(trouble) if trouble else screen)
