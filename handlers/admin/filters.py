"""Who is an admin, and the look-ups of what a button of an admin is about.

A look-up gives its handler the object by the name of a parameter, and raises UserError if there is none.
"""

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.notifications.broadcasts import Broadcast, Broadcasts
from bot.operations.administration import Administration
from bot.operations.team import Team
from bot.orders import handles
from bot.orders.intents import Intents
from bot.orders.models import Intent, WatchedOrder
from bot.orders.watch import Watch
from bot.telegram.context import ChatContext
from bot.ui.callback_data import AdminCallback


async def is_admin(event: Message | CallbackQuery, team: Team) -> bool:
    """The rule for every admin command and button, /broadcast among them: the person is an admin of the team."""
    return event.from_user is not None and team.is_admin(event.from_user.id)


async def count_denied_access(event: Message | CallbackQuery, administration: Administration, team: Team) -> None:
    """Counts the attempt; the fallback handlers then answer as for any unknown command."""
    if not await is_admin(event, team):
        await administration.count_denied()
    raise SkipHandler


async def find_order(
    event: Message | CallbackQuery, watch: Watch, callback_data: AdminCallback | None = None, about: str = ""
) -> dict[str, WatchedOrder]:
    """Gives the order of a button or of an answered question as `watched`."""
    id = callback_data.id if callback_data else about
    watched = await watch.get(await handles.resolve(watch.redis, watch.keys, id))
    if watched is None:
        raise UserError("no-such-order")
    return {"watched": watched}


async def find_intent(
    event: Message | CallbackQuery, intents: Intents, callback_data: AdminCallback | None = None, about: str = ""
) -> dict[str, Intent]:
    """Gives the confirmation of a button or of an answered question as `intent`."""
    intent = await intents.get(callback_data.id if callback_data else about)
    if intent is None:
        raise UserError("no-such-intent")
    return {"intent": intent}


async def find_own_broadcast(
    query: CallbackQuery, callback_data: AdminCallback, context: ChatContext, broadcasts: Broadcasts
) -> dict[str, Broadcast]:
    """Gives the button's broadcast as `broadcast`; only the admin who has composed it may send or stop it."""
    broadcast = await broadcasts.get(callback_data.id)
    if broadcast is None or broadcast.admin != context.chat_id:
        raise UserError("old-button")
    return {"broadcast": broadcast}


def parse_user_id(words: str) -> int:
    """Raises UserError: bad-user-id."""
    word = words.strip()
    if not (word.isascii() and word.isdigit() and len(word) <= 19):
        raise UserError("bad-user-id")
    return int(word)
