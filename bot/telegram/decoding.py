"""Reads an update of the Bot API: what the bot looks at, in valid Unicode."""

import json
import re
from typing import Any

from aiogram import Bot
from aiogram.types import Update

Json = dict[str, Any]

_OF_PRESSED_MESSAGE = ("message_id", "date", "chat", "photo", "message_thread_id", "is_topic_message")
"""What the bot looks at in the message whose button was pressed."""

_SURROGATES = re.compile("[\ud800-\udfff]")


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
    return Update.model_validate(_in_unicode(read), context={"bot": bot})


def _in_unicode(update: Any) -> Any:
    """Replaces half characters, which JSON may contain and no text in UTF-8: they could be neither stored nor sent."""
    try:
        json.dumps(update, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return _replaced(update)
    return update


def _replaced(value: Any) -> Any:
    match value:
        case str():
            return _SURROGATES.sub("\ufffd", value)
        case dict():
            return {key: _replaced(item) for key, item in value.items()}
        case list():
            return [_replaced(item) for item in value]
    return value
