"""The team: who sells and who administers the shop, added and removed in the chat.

Nobody changes the people of ADMIN_IDS and RESELLER_IDS here, and only those of ADMIN_IDS add and remove admins.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, KeyboardButtonRequestUsers, Message, MessageOriginHiddenUser, MessageOriginUser

from bot.clock import Clock
from bot.errors import UserError
from bot.operations.team import MAX_NAME_LENGTH, Role, Team
from bot.orders.currency import read_number
from bot.partner.money import NANO
from bot.telegram.commands import Menus
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback
from bot.ui.money import ton_text
from bot.ui.screen import Screen
from bot.ui.screens import team as screens
from handlers.admin.filters import parse_user_id
from handlers.filters import Answers, Command, page_of
from handlers.purchase.contacts import send_contact_keyboard

COMMANDS = ("team",)

CONTACT_REQUESTS = {11: Role.RESELLER, 12: Role.ADMIN}
"""The request id of Telegram's contact button → the role that the chosen person gets."""

MAX_LIMIT_TON = 1_000_000

MAX_DAYS = 3650

_AMOUNT = re.compile(r"\d{1,9}(?:[.,٫]\d{1,9})?")
_DAY = re.compile(r"^(\d{2})\.(\d{2})\.(\d{4})$", re.ASCII)


def build() -> Router:
    router = Router(name="admin.team")
    router.message.register(show_team, Command("team"))
    router.message.register(on_contact_shared, F.users_shared.request_id.in_(CONTACT_REQUESTS))
    router.message.register(on_person_named, Answers("team-add"))
    router.message.register(set_limit, Answers("team-limit"), F.text.as_("text"), find_member)
    router.message.register(set_end, Answers("team-until"), F.text.as_("text"), find_member)
    router.callback_query.register(show_team, AdminCallback.filter(F.action == "team"))
    router.callback_query.register(on_add, AdminCallback.filter(F.action == "team-add"))
    router.callback_query.register(on_join, AdminCallback.filter(F.action == "team-join"))
    router.callback_query.register(on_contacts, AdminCallback.filter(F.action == "team-contacts"))
    router.callback_query.register(on_restored, AdminCallback.filter(F.action == "team-restored"))
    router.callback_query.register(on_open, AdminCallback.filter(F.action == "member"), find_member)
    router.callback_query.register(on_limit, AdminCallback.filter(F.action == "team-limit"), find_member)
    router.callback_query.register(on_end, AdminCallback.filter(F.action == "team-until"), find_member)
    router.callback_query.register(set_limit, AdminCallback.filter(F.action == "team-unlimited"), find_member)
    router.callback_query.register(set_end, AdminCallback.filter(F.action == "team-endless"), find_member)
    router.callback_query.register(on_remove, AdminCallback.filter(F.action == "team-remove"), find_member)
    return router


async def find_member(
    event: Message | CallbackQuery, team: Team, callback_data: AdminCallback | None = None, about: str = ""
) -> dict[str, int]:
    """Gives the member of a button or of an answered question as `member_id`. Raises UserError: no-such-member."""
    await team.load()
    id = callback_data.id if callback_data else about
    member_id = int(id) if id.isdecimal() else 0
    team.stored(member_id)
    return {"member_id": member_id}


async def draw_add(context: ChatContext, about: str) -> Screen:
    """Asks whom to add, or whether that is the person."""
    role, id, name = _unpack(about)
    return screens.ask_add(context.i18n, role, int(id), name) if id else screens.who(context.i18n, role)


async def draw_limit(context: ChatContext, about: str) -> Screen:
    return screens.ask_limit(context.i18n, about)


async def draw_end(context: ChatContext, about: str) -> Screen:
    return screens.ask_end(context.i18n, about)


QUESTIONS = {"team-add": draw_add, "team-limit": draw_limit, "team-until": draw_end}


async def show_team(
    event: Message | CallbackQuery, context: ChatContext, team: Team, callback_data: AdminCallback | None = None
) -> None:
    await team.load()
    page, restored = page_of(callback_data.arg) if callback_data else 0, await team.restored()
    fixed = sorted(team.roots)[: screens.MAX_NAMES] + sorted(team.resellers)[: screens.MAX_NAMES]
    nameless = [id for id, member in screens.page_of_members(team, page) if not member.name]
    names = await context.gateway.names({*fixed, *nameless})
    names |= {id: member.name for id, member in restored.items()}
    await context.show(screens.team(context.i18n, team, context.chat_id, page, names, restored))


async def on_restored(query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, team: Team) -> None:
    await team.decide_restored(context.chat_id, take_back=callback_data.arg == "yes")
    await show_team(query, context, team)


# Adding


async def on_add(query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, team: Team) -> None:
    role = Role.ADMIN if callback_data.arg == Role.ADMIN else Role.RESELLER
    team.check_may_change(context.chat_id, role)
    context.ask("team-add", role)
    await context.show(await context.screen())


async def on_contacts(query: CallbackQuery, callback_data: AdminCallback, context: ChatContext) -> None:
    """Sends Telegram's contact button, which only a message with a reply keyboard can show."""
    request_id = next((id for id, role in CONTACT_REQUESTS.items() if role == callback_data.arg), 11)
    request = KeyboardButtonRequestUsers(request_id=request_id, user_is_bot=False, max_quantity=1, request_name=True)
    await send_contact_keyboard(context, request)


async def on_contact_shared(message: Message, context: ChatContext, team: Team) -> None:
    context.start_new_message()
    shared = message.users_shared
    if shared is None or not shared.users:
        raise UserError("team-nobody")
    person = shared.users[0]
    name = " ".join(filter(None, (person.first_name, person.last_name)))
    await _ask(CONTACT_REQUESTS[shared.request_id], person.user_id, name, context, team)


async def on_person_named(message: Message, about: str, context: ChatContext, team: Team) -> None:
    """A forwarded message, a contact, or a user id; it may be another person than the one who was named before."""
    user_id, name = _person(message)
    await _ask(_unpack(about)[0], user_id, name, context, team)


def _person(message: Message) -> tuple[int, str]:
    match message.forward_origin:
        case MessageOriginUser(sender_user=person):
            if person.is_bot:
                raise UserError("team-bot")
            return person.id, person.full_name
        case MessageOriginHiddenUser():
            raise UserError("team-hidden")
    if contact := message.contact:
        if contact.user_id is None:
            raise UserError("team-nobody")
        return contact.user_id, " ".join(filter(None, (contact.first_name, contact.last_name)))
    if not message.text:
        raise UserError("team-nobody")
    return parse_user_id(message.text), ""


async def _ask(role: Role, user_id: int, name: str, context: ChatContext, team: Team) -> None:
    """Shows who that is, and asks whether to add them. Nobody is added by a number that the bot does not know: one
    wrong digit is a stranger."""
    await team.load()
    team.check_addable(context.chat_id, user_id, role)
    known = (await context.gateway.names([user_id]))[user_id]
    if not (known or name):
        raise UserError("team-unknown", id=str(user_id))
    context.ask("team-add", f"{role}:{user_id}:{(known or name)[:MAX_NAME_LENGTH]}")
    screen = await context.screen()
    await context.show(screen if known else screen.saying(context.i18n.get("team-not-started")))


async def on_join(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, team: Team, menus: Menus
) -> None:
    """Adds the person whom the question is about, and tells them. A second tap shows what the first has done."""
    question = context.closed_question
    role, id, name = _unpack(question.about if question and question.name == "team-add" else "")
    if not id or (role, id) != (callback_data.arg, callback_data.id):
        if not (callback_data.id.isdecimal() and team.member(int(callback_data.id))):
            raise UserError("old-button")
        await _show(context, team, int(callback_data.id))
        return
    user_id = int(id)
    await team.add(context.chat_id, user_id, role, name)
    await menus.show_own(user_id)
    try:
        await context.gateway.send(user_id, screens.welcome(context.i18n, role))
    except (TelegramForbiddenError, TelegramBadRequest):
        await _show(context, team, user_id, context.i18n.get("team-not-started"))
    else:
        await _show(context, team, user_id)


def _unpack(about: str) -> tuple[Role, str, str]:
    """What an open question is about: the role, and who was named with id and name, else empty."""
    role, id, name = [*about.split(":", 2), "", ""][:3]
    return Role.ADMIN if role == Role.ADMIN else Role.RESELLER, id, name


# One member


async def on_open(query: CallbackQuery, member_id: int, context: ChatContext, team: Team) -> None:
    await _show(context, team, member_id)


async def on_limit(query: CallbackQuery, member_id: int, context: ChatContext, team: Team) -> None:
    team.check_may_change(context.chat_id, team.stored(member_id).role)
    context.ask("team-limit", str(member_id))
    await context.show(await context.screen())


async def on_end(query: CallbackQuery, member_id: int, context: ChatContext, team: Team) -> None:
    team.check_may_change(context.chat_id, team.stored(member_id).role)
    context.ask("team-until", str(member_id))
    await context.show(await context.screen())


async def set_limit(
    event: Message | CallbackQuery, member_id: int, context: ChatContext, team: Team, text: str | None = None
) -> None:
    """The typed limit; a button sets none."""
    limit = None if text is None else _parse_limit(text)
    did = "team no limit" if limit is None else f"team limit {ton_text(Decimal(limit) / NANO)} TON"
    await team.change(context.chat_id, member_id, did, daily_limit=limit)
    context.close_question()
    await _show(context, team, member_id)


async def set_end(
    event: Message | CallbackQuery,
    member_id: int,
    context: ChatContext,
    team: Team,
    clock: Clock,
    text: str | None = None,
) -> None:
    """The typed end; a button sets none."""
    until = None if text is None else _parse_end(text, clock())
    did = f"team until {until:%Y-%m-%d %H:%M}" if until else "team no end"
    await team.change(context.chat_id, member_id, did, until=until)
    context.close_question()
    await _show(context, team, member_id)


async def on_remove(
    query: CallbackQuery, callback_data: AdminCallback, member_id: int, context: ChatContext, team: Team, menus: Menus
) -> None:
    if callback_data.arg != "yes":
        names = await context.gateway.names([member_id])
        await context.show(screens.ask_remove(context.i18n, member_id, team.stored(member_id), names))
        return
    await team.remove(context.chat_id, member_id)
    await menus.take_back(member_id)
    await show_team(query, context, team)


async def _show(context: ChatContext, team: Team, user_id: int, sentence: str = "") -> None:
    member = team.stored(user_id)
    may_change = team.may_change(context.chat_id, member.role)
    names = await context.gateway.names({member.added_by} if member.name else {user_id, member.added_by})
    screen = screens.member(context.i18n, user_id, member, names, team.member(user_id) is None, may_change)
    await context.show(screen.saying(sentence))


def _parse_limit(text: str) -> int:
    """TON a day, as nanotons. Raises UserError: bad-limit, also for `1,000`, which may mean 1 or 1000."""
    numbers = read_number(text.strip()) if _AMOUNT.fullmatch(text.strip()) else []
    nanotons = [int(number * NANO) for number in numbers]
    if len(nanotons) != 1 or not 0 < nanotons[0] <= MAX_LIMIT_TON * NANO:
        raise UserError("bad-limit")
    return nanotons[0]


def _parse_end(text: str, now: datetime) -> datetime:
    """A number of days, or the last day as YYYY-MM-DD or DD.MM.YYYY (UTC). Raises UserError: bad-end."""
    word = text.strip()
    if word.isdecimal() and len(word) <= 4 and 0 < int(word) <= MAX_DAYS:
        return now + timedelta(days=int(word))
    try:
        end = datetime.combine(date.fromisoformat(_DAY.sub(r"\3-\2-\1", word)), time.max, UTC)
    except ValueError as error:
        raise UserError("bad-end") from error
    if not now < end <= now + timedelta(days=MAX_DAYS):
        raise UserError("bad-end")
    return end
