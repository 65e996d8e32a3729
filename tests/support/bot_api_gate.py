"""Compares every request to the Bot API with Telegram's own description of its methods.

aiogram's models are that description: a request that has a field which the model does not know, or lacks one, would be
refused by Telegram, or silently read in another way. The limits are those of https://core.telegram.org/bots/api.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from bot.sandbox.telegram_api.rules import BotApiError
from bot.sandbox.telegram_api.texts import formatted, utf16
from bot.sandbox.telegram_api.world import Call

Json = dict[str, Any]

checked = 0
"""Requests that this process has compared."""


class GatedHistory(list[Call]):
    """The stand-in's record of calls, which compares each call as it is appended."""

    def __init__(self) -> None:
        super().__init__()
        self.violations: list[str] = []

    def append(self, call: Call) -> None:
        super().append(call)
        self.violations += [f"{call.method}: {problem}" for problem in problems(call.method, call.params)]


TEXT_LIMITS = {
    "sendMessage.text": 4096,
    "editMessageText.text": 4096,
    "sendPhoto.caption": 1024,
    "sendDocument.caption": 1024,
    "editMessageCaption.caption": 1024,
    "answerCallbackQuery.text": 200,
    "setMyDescription.description": 512,
    "setMyShortDescription.short_description": 120,
}
"""UTF-16 units after the HTML is parsed."""

NO_PARSE_MODE = {"answerCallbackQuery.text", "setMyDescription.description", "setMyShortDescription.short_description"}

START_LINK = re.compile(r"[?&](?:start|startgroup)=([^&]*)")
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def problems(method: str, params: Json) -> Iterator[str]:
    """What is wrong with one request. `params` has nested values as objects; `files` names the uploaded parts."""
    global checked
    checked += 1
    model = _methods().get(method.lower())
    if model is None:
        yield "aiogram knows no such method"
        return
    values = {name: value for name, value in params.items() if name != "files"}
    values |= dict.fromkeys(params.get("files", {}).keys() & model.model_fields.keys(), "attach://file")
    try:
        request = model.model_validate(values)
    except ValidationError as error:
        yield from (f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors(include_input=False))
        return
    parts = set(params.get("files", {}))
    yield from (f"unknown field {path}" for path in _extra(request) if path not in parts)
    yield from _too_long(method, values)
    yield from _bad_buttons(values)


@cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    kinds = [kind for kind in found if isinstance(kind, type) and issubclass(kind, TelegramMethod)]
    return {kind.__api_method__.lower(): kind for kind in kinds if isinstance(kind.__api_method__, str)}


def _extra(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all fields that no model declares."""
    if isinstance(value, BaseModel):
        yield from (f"{path}{name}" for name in value.model_extra or {})
        for name in value.model_fields_set & type(value).model_fields.keys():
            yield from _extra(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _extra(item, f"{path}{number}.")


def _too_long(method: str, values: Json) -> Iterator[str]:
    texts = {f"{method}.{name}": value for name, value in values.items() if isinstance(value, str)}
    media = values.get("media")
    if isinstance(media, dict) and "caption" in media:
        texts["sendPhoto.caption"] = media["caption"]
        values = values | {"parse_mode": media.get("parse_mode")}
    for name, text in texts.items():
        limit = TEXT_LIMITS.get(name)
        if limit is None:
            continue
        mode = None if name in NO_PARSE_MODE else values.get("parse_mode")
        try:
            length = utf16(formatted(text, mode).text)
        except BotApiError as error:
            yield f"{name}: {error.description}"
            continue
        if length > limit:
            yield f"{name}: {length} units, {limit} are allowed"


def _bad_buttons(value: Any) -> Iterator[str]:
    """The limits of buttons, wherever in a request they stand."""
    if isinstance(value, dict):
        data, copied, link = value.get("callback_data"), value.get("copy_text"), value.get("url")
        if isinstance(data, str) and not 1 <= len(data.encode()) <= 64:
            yield f"callback_data of {len(data.encode())} bytes"
        if isinstance(copied, dict) and not 1 <= len(copied.get("text", "")) <= 256:
            yield f"copy_text of {len(copied.get('text', ''))} characters"
        if isinstance(link, str) and (start := START_LINK.search(link)) and not START_PAYLOAD.fullmatch(start[1]):
            yield f"start parameter of {len(start[1])} characters"
        for item in value.values():
            yield from _bad_buttons(item)
    elif isinstance(value, list):
        for item in value:
            yield from _bad_buttons(item)
    elif isinstance(value, str) and value[:1] in "[{":
        try:
            nested = json.loads(value)
        except ValueError:
            return
        yield from _bad_buttons(nested)
