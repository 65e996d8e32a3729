"""A chat's conversation in Redis: its draft, where its screen stands, and what the person likes.

An update enters (lock, state and "was it handled before?" in one round trip) and leaves (changes, "it is done" and the
unlock in another). So a chat's updates run one at a time across processes, and an update takes effect on the draft
once, however often it is delivered. Money never relies on it: that is the intents' business.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import AliasChoices, BaseModel, Field, ValidationError, field_validator
from redis.asyncio import Redis

from bot.clock import Clock, Sleep, sleep, utcnow
from bot.notifications.models import MessageRef
from bot.orders.currency import Currency
from bot.orders.draft import Draft
from bot.orders.markup import Markup, Terms
from bot.storage.keys import Keys
from bot.storage.scripts import Script

LOCK_TIMEOUT = 10.0
"""Seconds that an update waits for another update of the same chat; then both run at the same time. Then, and if the
lock expires under a slow handler, `leave.lua` keeps the first writer, by the session's version."""

RECENT_RECIPIENTS = 5


class Question(BaseModel, frozen=True):
    """A question that the next text of the chat answers; `about` is the id of the thing that it is about."""

    name: str
    about: str = ""


class ChatSession(BaseModel, frozen=True):
    """What is kept for a day after the last update. Older versions stored `place` and `asks`, such as "write 10421".
    `prompt_id`: the message that has brought a reply keyboard."""

    draft: Draft
    message_ref: MessageRef | None = Field(None, validation_alias=AliasChoices("message_ref", "place"))
    question: Question | None = Field(None, validation_alias=AliasChoices("question", "asks"))
    prompt_id: int | None = None

    @field_validator("question", mode="before")
    @classmethod
    def _read_old_question(cls, value: object) -> object:
        name, _, about = value.partition(" ") if isinstance(value, str) else ("", "", "")
        return {"name": name, "about": about} if name else value


class Profile(BaseModel, frozen=True):
    """What stays: the language that was chosen, and the last recipients, the latest first. Of a reseller also the
    markup on quotes and their clients' currency, whether a daily summary is wanted, and the minutes by which their day
    is ahead of UTC; of an admin the hour at which the shop's report comes (None: none)."""

    locale: str | None = None
    recent: tuple[str, ...] = ()
    markup: Markup = Markup()
    currency: Currency | None = None
    daily: bool = False
    shop_daily: int | None = None
    utc_offset: int = 0

    def terms(self, ton_usd: Decimal | None) -> Terms:
        """How a reseller makes prices while a TON is so many US dollars."""
        return Terms(markup=self.markup, currency=self.currency, ton_usd=ton_usd)

    def having_bought_for(self, username: str) -> "Profile":
        others = (name for name in self.recent if name.lower() != username.lower())
        return self.model_copy(update={"recent": (username, *others)[:RECENT_RECIPIENTS]})


@dataclass
class ChatState:
    """One update's time in a chat. What is put into `session` and `profile` is kept when it leaves."""

    chat_id: int
    session: ChatSession
    profile: Profile
    updates_this_minute: int = 0
    version: str = "0"
    blocked: bool = False
    """The admins keep the person out."""
    has_missed: bool = False
    """Notices wait until the chat comes back (`Outbox.come_back`)."""
    newest: int = 0
    """Id of the newest message in the chat, as far as it is known."""
    unpaid: Mapping[str, str] | None = None
    """What the chat had not paid before the handler began (`StoredOrders.unpaid_of_chat`); None: not read."""
    is_duplicate: bool = False
    done: bool = True
    """False: the update is to be delivered again."""
    _loaded: tuple[ChatSession | None, Profile | None] = field(default=(None, None), repr=False)

    @property
    def changed_session(self) -> str:
        return self.session.model_dump_json() if self.session != self._loaded[0] else ""

    @property
    def changed_profile(self) -> str:
        """A profile with nothing in it is not kept at all."""
        if self.profile == self._loaded[1]:
            return ""
        return self.profile.model_dump_json() if self.profile != Profile() else "-"

    def forget(self) -> None:
        """Leaves nothing of the person in the chat but where its screen stands."""
        self.session = ChatSession(draft=Draft.empty(), message_ref=self.session.message_ref)
        self.profile = Profile()


class ChatSessions:
    def __init__(self, redis: Redis, keys: Keys, *, clock: Clock = utcnow, sleep: Sleep = sleep) -> None:
        self._redis = redis
        self._keys = keys
        self._enter = Script(redis, "session/enter")
        self._leave = Script(redis, "session/leave")
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[int, _Turn] = {}

    @asynccontextmanager
    async def open(self, chat_id: int, update_id: int) -> AsyncIterator[ChatState]:
        """The chat, for one update. An exception leaves the chat as it was, and the update undone."""
        async with self._turn(chat_id) as turn:
            token = secrets.token_hex(8)
            chat_state = turn.chat_state = await self._open(chat_id, update_id, token)
            try:
                yield chat_state
            except BaseException:
                turn.chat_state = None
                await self._close(chat_state, token, "", "", "")
                raise
            turn.chat_state = None
            if not chat_state.is_duplicate:
                done = str(update_id) if chat_state.done else ""
                await self._close(chat_state, token, done, chat_state.changed_session, chat_state.changed_profile)

    async def peek(self, chat_id: int) -> tuple[ChatSession, Profile]:
        """The chat as it is, for one who only reads."""
        session, profile = await self._redis.mget(self._keys.session(chat_id), self._keys.profile(chat_id))
        return _session(session) or ChatSession(draft=Draft.empty()), _profile(profile)

    async def set_newest(self, chat_id: int, message_id: int) -> None:
        """Stores that this message is the newest one in the chat. While this process handles an update of the chat,
        `leave.lua` stores it with what else has changed."""
        turn = self._turns.get(chat_id)
        if turn and turn.chat_state:
            turn.chat_state.newest = max(turn.chat_state.newest, message_id)
        else:
            await self._redis.set(self._keys.newest(chat_id), message_id, ex=Keys.newest.ttl)

    async def _open(self, chat_id: int, update_id: int, token: str) -> ChatState:
        waited = 0.0
        while True:
            minute = int(self._clock().timestamp() // 60)
            impatient = int(waited >= LOCK_TIMEOUT)
            answer = await self._enter.run(
                self._keys.chat(chat_id), token=token, update=update_id, minute=minute, impatient=impatient
            )
            if answer[0] == b"done":
                return ChatState(chat_id, ChatSession(draft=Draft.empty()), Profile(), is_duplicate=True)
            if answer[0] == b"in":
                break
            await self._sleep(0.05)
            waited += 0.05
        stored, profile = _session(answer[1]), _profile(answer[2])
        session = stored or ChatSession(draft=Draft.empty())
        count, version, blocked, has_missed = int(answer[3]), answer[4].decode(), bool(answer[5]), bool(answer[6])
        newest, loaded = int(answer[7]), (stored, profile)
        return ChatState(chat_id, session, profile, count, version, blocked, has_missed, newest, _loaded=loaded)

    async def _close(self, chat_state: ChatState, token: str, done: str, session: str, profile: str) -> None:
        await self._leave.run(
            self._keys.chat(chat_state.chat_id),
            token=token,
            version=chat_state.version,
            update=done,
            session=session,
            profile=profile,
            newest=chat_state.newest,
        )

    @asynccontextmanager
    async def _turn(self, chat_id: int) -> AsyncIterator["_Turn"]:
        """In this process, a chat's updates queue here, in order, and do not ask Redis again and again."""
        turn = self._turns.setdefault(chat_id, _Turn())
        turn.users += 1
        try:
            async with turn.lock:
                yield turn
        finally:
            turn.users -= 1
            if not turn.users:
                self._turns.pop(chat_id, None)


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    chat_state: ChatState | None = None
    """Of the update that is being handled."""


def _session(stored: bytes | None) -> ChatSession | None:
    """None when there is none, or it was written by another version of this program."""
    try:
        return ChatSession.model_validate_json(stored) if stored else None
    except ValidationError:
        return None


def _profile(stored: bytes | None) -> Profile:
    try:
        return Profile.model_validate_json(stored) if stored else Profile()
    except ValidationError:
        return Profile()
