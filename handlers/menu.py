"""Where one can go from anywhere: start, help, language, cancel, my orders."""

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.notifications.outbox import Notices
from bot.operations.administration import Control
from bot.orders.draft import Draft
from bot.orders.watch import KEEP as ORDER_KEPT
from bot.orders.watch import Watch
from bot.partner.errors import PartnerError
from bot.telegram.context import Stage
from bot.telegram.session import PROFILE_KEPT, SESSION_KEPT, Visit
from bot.ui.branding import Shop
from bot.ui.callback_data import Go
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
    router.callback_query.register(home_pressed, Go.filter(F.to == "home"))
    router.callback_query.register(here_pressed, Go.filter(F.to == "here"))
    router.callback_query.register(helped, Go.filter(F.to == "help"))
    router.callback_query.register(languages_asked, Go.filter(F.to == "language"))
    router.callback_query.register(language_chosen, Go.filter(F.to == "speak"))
    router.callback_query.register(orders_turned, Go.filter(F.to == "orders"))
    router.callback_query.register(privacy_asked, Go.filter(F.to == "privacy"))
    router.callback_query.register(forget_asked, Go.filter(F.to == "forget"))
    router.callback_query.register(forgotten, Go.filter(F.to == "forgotten"))
    return router


async def came_back(event: ChatMemberUpdated, notices: Notices) -> None:
    """Somebody who had blocked the bot has unblocked it."""
    await notices.come_back(event.chat.id)


async def started(message: Message, stage: Stage) -> None:
    await stage.show(await stage.keep(Draft.empty()))


async def home_pressed(query: CallbackQuery, stage: Stage) -> None:
    await stage.show(await stage.keep(Draft.empty()))


async def here_pressed(query: CallbackQuery, stage: Stage) -> None:
    await stage.show(await stage.screen())


async def cancelled(message: Message, stage: Stage) -> None:
    stage.draft = Draft.empty()
    await stage.say(stage.i18n.get("cancelled"))


async def helped(event: Message | CallbackQuery, stage: Stage, shop: Shop) -> None:
    await stage.show(purchase_screens.help_(stage.i18n, shop))


async def languages_asked(event: Message | CallbackQuery, stage: Stage, languages: Languages) -> None:
    await stage.show(purchase_screens.language(stage.i18n, languages.names()))


async def language_chosen(
    query: CallbackQuery, callback_data: Go, stage: Stage, visit: Visit, languages: Languages
) -> None:
    locale = languages.pick(callback_data.arg)
    visit.profile = visit.profile.model_copy(update={"locale": locale})
    stage.i18n = languages.speak(locale)
    await stage.show(await stage.screen())


async def privacy_asked(event: Message | CallbackQuery, stage: Stage, shop: Shop) -> None:
    await stage.show(
        privacy.kept(
            stage.i18n,
            shop,
            session_days=SESSION_KEPT.days,
            profile_days=PROFILE_KEPT.days,
            order_days=ORDER_KEPT.days,
        )
    )


async def forget_asked(event: Message | CallbackQuery, stage: Stage) -> None:
    await stage.show(privacy.sure(stage.i18n))


async def forgotten(
    query: CallbackQuery, stage: Stage, visit: Visit, watch: Watch, control: Control, languages: Languages
) -> None:
    still_open = await watch.forget(stage.chat_id)
    await control.forget(stage.chat_id)
    visit.forget()
    stage.i18n = languages.speak(query.from_user.language_code)
    await stage.show(privacy.forgotten(stage.i18n, still_open=still_open))


async def orders_asked(message: Message, stage: Stage, watch: Watch) -> None:
    await _show_orders(stage, watch, 0)


async def orders_turned(query: CallbackQuery, callback_data: Go, stage: Stage, watch: Watch) -> None:
    page = int(callback_data.arg) if callback_data.arg.isascii() and callback_data.arg.isdigit() else 0
    await _show_orders(stage, watch, page)


async def _show_orders(stage: Stage, watch: Watch, page: int) -> None:
    """The chat's own list, joined on its first page with what the partner knows under the chat's reference."""
    trouble = None
    if page == 0:
        try:
            await watch.find_again(stage.chat_id)
        except PartnerError:
            trouble = stage.i18n.get("orders-stale")
    rows, total = await watch.of_chat(stage.chat_id, limit=my_orders.PAGE, offset=min(page, 10_000) * my_orders.PAGE)
    screen = my_orders.orders(stage.i18n, rows, total, page)
    await stage.show(screen.saying(trouble) if trouble else screen)
