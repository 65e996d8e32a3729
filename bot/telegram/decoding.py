"""Reads what Telegram says: in valid Unicode, and of an update what the bot looks at."""

import json
import re
from typing import Any

from aiogram import Bot
from aiogram.types import Update

Json = dict[str, Any]

_OF_PRESSED_MESSAGE = ("message_id", "date", "chat", "photo", "message_thread_id", "is_topic_message")
"""What the bot looks at in the message whose button was pressed."""

_SURROGATE_ESCAPE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:ud[89ab]..\\ud[c-f]..|(ud[89a-f]..)|.)", re.IGNORECASE | re.DOTALL)
"""An escape of JSON: a whole character as two halves, a half (group 1), or another one."""


def read_json(content: str | bytes) -> Any:
    """Replaces half characters, which JSON may contain and no text in UTF-8: they could be neither stored nor sent.
    Raises ValueError, and RecursionError if it is nested too deeply."""
    text = content if isinstance(content, str) else content.decode(json.detect_encoding(content), "replace")
    if _SURROGATE_ESCAPE.search(text):
        text = _ESCAPE.sub(lambda escape: r"\ufffd" if escape[1] else escape[0], text)
    return json.loads(text)


def decode(raw: Json, bot: Bot) -> Update:
    """Raises ValidationError, and what a decoder of aiogram may raise.

    With a pressed button Telegram sends the text and the keyboard of its message again, and with an answer the message
    that it answers. Both are left out: with a keyboard of eight buttons, decoding takes 108 µs of CPU instead of 178.
    """
    read = dict(raw)
    match raw:
        case {"callback_query": {"message": dict(pressed)} as query}:
            read["callback_query"] = query | {
                "message": {name: pressed[name] for name in _OF_PRESSED_MESSAGE if name in pressed}
            }
        case {"message": {"reply_to_message": _} as message}:
            read["message"] = {name: value for name, value in message.items() if name != "reply_to_message"}
    return Update.model_validate(read, context={"bot": bot})
