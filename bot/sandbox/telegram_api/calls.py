"""One call of the Bot API: its parameters in any form that clients send, and the table of known methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.telegram_api.files import StoredFile
from bot.sandbox.telegram_api.rules import BotApiError, any_markup, inline_markup
from bot.sandbox.telegram_api.world import Chat, Json, TelegramWorld

Method = Callable[[TelegramWorld, "Params"], Any]
METHODS: dict[str, Method] = {}  # by lower-case name: the Bot API does not mind the case


def method(function: Method) -> Method:
    """Register a Bot API method; `send_message` answers calls of `sendMessage`."""
    METHODS[function.__name__.replace("_", "")] = function
    return function


@dataclass
class Params:
    """Values come as JSON, or as form fields in which nested values are JSON texts and files are parts."""

    values: Json
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # part name → file name, bytes

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        return str(self.values.get(name, default))

    def integer(self, name: str) -> int | None:
        try:
            return int(self.values[name]) if name in self else None
        except (TypeError, ValueError):
            raise BotApiError(400, f'parameter "{name}" must be an Integer') from None

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def nested(self, name: str) -> Any:
        """An object or a list; None when it is absent."""
        value = self.values.get(name) or None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise BotApiError(400, f"can't parse {name.replace('_', ' ')} JSON object") from None

    @property
    def chat_id(self) -> int | str | None:
        text = self.text("chat_id")
        return int(text) if text.lstrip("-").isdigit() else text or None

    def chat(self, world: TelegramWorld) -> Chat:
        if self.chat_id is None:
            raise BotApiError(400, "chat_id is empty")
        return world.chat_for_bot(self.chat_id)

    def markup(self, world: TelegramWorld) -> Json | None:
        return any_markup(self.nested("reply_markup"), ton_links=world.settings.ton_links)

    def inline_markup(self, world: TelegramWorld) -> Json | None:
        return inline_markup(self.nested("reply_markup"), ton_links=world.settings.ton_links)

    def file(self, world: TelegramWorld, name: str, source: Any, *, photo: bool = False) -> StoredFile:
        """A file uploaded with this call (`attach://part`, or the part itself), or one known by id."""
        part = str(source or name).removeprefix("attach://")
        if part in self.uploads:
            return world.files.keep(*self.uploads[part], photo=photo)
        if name in self.uploads:
            return world.files.keep(*self.uploads[name], photo=photo)
        if str(source).startswith("http"):
            raise BotApiError(400, "failed to get HTTP URL content")
        return world.files.find(part)

    def for_history(self) -> Json:
        """Everything but the files' bytes, nested values decoded."""
        shown = {name: _decoded(value) for name, value in self.values.items()}
        if self.uploads:
            shown["files"] = {part: filename for part, (filename, _) in self.uploads.items()}
        return shown


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
