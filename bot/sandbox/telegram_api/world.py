"""The world behind the stand-in Telegram: people, chats, messages, and what the bot was asked and answered.

Pure state with no HTTP. Every change gets the next revision number, so that a client can ask for what is new.
"""

import asyncio
import random as randomness
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.telegram_api.faults import Faults, Pace
from bot.sandbox.telegram_api.files import Files
from bot.sandbox.telegram_api.rules import BotApiError
from bot.sandbox.telegram_api.updates import Signal, Updates

Json = dict[str, Any]

DIRECT_CHATS_BELOW = -2_000_000_000_000  # ids of chats between two people; the bot never sees them


FLOOD_LIMITS = {"overall_per_second": 30, "chat_per_second": 1, "group_per_minute": 20}
"""The settings that stand for the limits of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""


@dataclass
class Settings:
    """Switches of the world; POST /world/settings changes them while it runs."""

    ton_links: bool = True  # this server accepts ton:// in buttons
    overall_per_second: int | None = None  # messages; None = no limit
    chat_per_second: float | None = None
    chat_burst: int = 3
    group_per_minute: int | None = None
    callback_seconds: float = 60.0  # how long a tap can be answered
    inline_mode: bool = True
    inline_feedback: bool = True
    group_privacy: bool = True  # in groups the bot sees commands, replies and its own inline messages only


@dataclass
class Person:
    id: int
    first_name: str
    language_code: str = "en"
    last_name: str | None = None
    username: str | None = None
    started: bool = False  # has written to the bot once, so that the bot may write back
    blocked: bool = False

    def card(self) -> Json:
        """The names, as they stand in users and private chats."""
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {"id": self.id} | {key: value for key, value in names.items() if value}

    def as_user(self) -> Json:
        return self.card() | {"is_bot": False, "language_code": self.language_code}


@dataclass
class Message:
    """One message and its past. `body` is exactly what the Bot API shows."""

    chat: "Chat"
    body: Json
    revision: int
    deleted: bool = False
    reply_keyboard: bool = False  # sent with one; Telegram lets nobody edit such a message
    inline_id: str | None = None
    silent: bool = False  # sent without a sound
    versions: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    def transcript(self) -> Json:
        return self.body | {"deleted": self.deleted, "versions": self.versions}


@dataclass
class Chat:
    id: int
    type: str  # private | group | direct
    title: str
    members: set[int]
    messages: dict[int, Message] = field(default_factory=dict)
    revision: int = 0
    keyboard: Json | None = None
    pinned: int | None = None
    action: tuple[str, float] | None = None  # what the bot is doing, and since when (timestamp)
    last_id: int = 0
    migrated_to: int | None = None  # a group that became a supergroup
    bot_kicked: bool = False
    deleted_topics: set[int] = field(default_factory=set)

    def living(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.deleted]


@dataclass
class Callback:
    """A tap on an inline button that waits for its answer."""

    id: str
    person: Person
    at: datetime
    revision: int = 0
    answer: Json | None = None


@dataclass
class InlineQuery:
    id: str
    person: Person
    query: str
    answer: Json | None = None


@dataclass
class Call:
    """One call of the bot, for assertions. Files are named, their bytes left out."""

    at: datetime
    method: str
    chat: int | None
    params: Json
    ok: bool
    error: str | None = None
    result: Any = None

    def as_json(self) -> Json:
        return self.__dict__ | {"at": self.at.isoformat()}


def default_people() -> list[Person]:
    return [
        Person(1001, "Alice", "en", username="alice"),
        Person(2002, "Rosa", "es", last_name="Reyes", username="rosa_reseller"),
        Person(3003, "Ivan", "ru", username="ivan_admin"),
    ]


def utcnow() -> datetime:
    return datetime.now(UTC)


class TelegramWorld:
    """Everything that Telegram would remember about one bot and the people around it."""

    def __init__(
        self,
        token: str,
        username: str = "stars_demo_bot",
        *,
        settings: Settings | None = None,
        clock: Callable[[], datetime] = utcnow,
        random: randomness.Random | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.token = token
        self.settings = settings or Settings()
        self.clock = clock
        self.sleep = sleep
        self.random = random or randomness.Random()
        self.id = f"{self.random.getrandbits(48):012x}"  # tells a page that the world is a new one
        self.bot_id = int(token.partition(":")[0])
        self.username = username
        self.profile: dict[str, dict[str, str]] = {"name": {"": "Stars & Premium"}}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int | None, Json] = {}
        self.people = {person.id: person for person in default_people()}
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, Message] = {}
        self.callbacks: dict[str, Callback] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_cache: dict[tuple[str, int | None], tuple[float, Json]] = {}
        self.history: list[Call] = []
        self.files = Files()
        self.faults = Faults(self.random)
        self.pace = Pace(clock)
        self.updates = Updates(first_id=self.random.randrange(10**8, 9 * 10**8))
        self.revision = 0
        self.changed = Signal()

    # -- who and where

    def bot_user(self) -> Json:
        name = self.profile["name"][""]
        return {"id": self.bot_id, "is_bot": True, "first_name": name, "username": self.username}

    def words(self, name: str, language: str) -> str:
        """The bot's name or description in a language, else the one set for all languages."""
        texts = self.profile.get(name, {})
        return texts.get(language) or texts.get("", "")

    def now(self) -> int:
        """Unix time in seconds, as dates of messages are."""
        return int(self.clock().timestamp())

    def private_chat(self, person: Person) -> Chat:
        """The person's chat with the bot."""
        return self.chats.setdefault(person.id, Chat(person.id, "private", person.first_name, {person.id}))

    def direct_chat(self, one: Person, other: Person) -> Chat:
        """A chat between two people, for inline messages sent to friends."""
        for chat in self.chats.values():
            if chat.type == "direct" and chat.members == {one.id, other.id}:
                return chat
        chat = Chat(DIRECT_CHATS_BELOW - len(self.chats), "direct", "", {one.id, other.id})
        return self.chats.setdefault(chat.id, chat)

    def chat_card(self, chat: Chat) -> Json:
        if chat.type == "private":
            return self.people[chat.id].card() | {"type": "private"}
        return {"id": chat.id, "type": "supergroup" if chat.id < -(10**12) else "group", "title": chat.title}

    def chat_for_bot(self, chat_id: int | str | None) -> Chat:
        """The chat that the bot may write to; raises what Telegram would answer otherwise."""
        person = self.people.get(chat_id) if isinstance(chat_id, int) else None
        if person is None:
            group = self.chats.get(chat_id) if isinstance(chat_id, int) else None
            if group is None or group.type == "direct":
                raise BotApiError(400, "chat not found")
            if group.migrated_to:
                moved = {"migrate_to_chat_id": group.migrated_to}
                raise BotApiError(400, "group chat was upgraded to a supergroup chat", moved)
            if group.bot_kicked:
                raise BotApiError(403, "bot was kicked from the group chat")
            return group
        if person.blocked:
            raise BotApiError(403, "bot was blocked by the user")
        if not person.started:
            raise BotApiError(403, "bot can't initiate conversation with a user")
        return self.private_chat(person)

    def fresh_id(self, bits: int = 60) -> str:
        """A fresh id as Telegram gives to taps and queries: long, numeric, not to be guessed."""
        return str(self.random.getrandbits(bits) + 2**bits)

    # -- messages

    def touch(self, chat: Chat | None = None) -> int:
        self.revision += 1
        if chat is not None:
            chat.revision = self.revision
        self.changed.fire()
        return self.revision

    def post(self, chat: Chat, sender: Json, content: Json, *, inline_id: str | None = None) -> Message:
        """Put a new message into a chat."""
        chat.last_id += 1
        head = {"message_id": chat.last_id, "from": sender, "chat": self.chat_card(chat), "date": self.now()}
        message = Message(chat, head | content, self.touch(chat), inline_id=inline_id)
        chat.messages[message.id] = message
        if inline_id:
            self.inline_messages[inline_id] = message
        if sender["id"] == self.bot_id:
            chat.action = None
        return message

    def edit(self, message: Message, body: Json) -> None:
        """Replace a message's content, keeping its past."""
        message.versions.append(message.body)
        message.body = body | {"edit_date": self.now()}
        message.revision = self.touch(message.chat)

    def delete(self, message: Message) -> None:
        message.deleted = True
        message.revision = self.touch(message.chat)

    def reply_to(self, chat: Chat, message_id: int | None) -> Json:
        """`reply_to_message` for a message that answers another; empty when there is none."""
        original = chat.messages.get(message_id or 0)
        if original is None or original.deleted:
            return {}
        return {"reply_to_message": {k: v for k, v in original.body.items() if k != "reply_to_message"}}

    # -- what belongs to the bot's looks

    def commands_for(self, person: Person) -> list[Json]:
        """The menu of a person's chat: the narrowest scope first, each in their language, then in any."""
        scopes = [f"chat:{person.id}", "all_private_chats", "default"]
        keys = [(scope, language) for scope in scopes for language in (person.language_code, "")]
        return next((self.commands[key] for key in keys if key in self.commands), [])
