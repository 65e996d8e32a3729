"""What Telegram refuses, in Telegram's own words: errors, keyboards, button links, commands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BUTTONS_LIMIT = 100
CALLBACK_DATA_LIMIT = 64  # bytes
COPY_TEXT_LIMIT = 256
STYLES = {"primary", "success", "danger"}
SCHEMES = {"http", "https", "tg", "ton"}
ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
}
_PREFIX = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
_WEB_HOST = re.compile(r"(?i)^https?://(?:[^/?#@]*@)?(?:[\w-]+\.)+[\w-]+(?::\d+)?(?:[/?#]|$)")
_COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")


@dataclass
class BotApiError(Exception):
    """A refusal: `{"ok": false, "error_code": 400, "description": "Bad Request: …", "parameters"?}`."""

    code: int
    reason: str
    parameters: Json = field(default_factory=dict)

    @property
    def description(self) -> str:
        prefix = _PREFIX.get(self.code)
        if not prefix or self.reason.startswith(prefix):
            return self.reason
        return f"{prefix}: {self.reason}" if self.reason else prefix

    def body(self) -> Json:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def too_many_requests(retry_after: int) -> BotApiError:
    """`retry_after` is in whole seconds."""
    return BotApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def inline_markup(markup: Json | None, *, ton_links: bool) -> Json | None:
    """An inline keyboard, or None where there is none; any other keyboard is refused. Used by every edit."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise BotApiError(400, "inline keyboard expected")
    return any_markup(markup, ton_links=ton_links)


def any_markup(markup: Json | None, *, ton_links: bool) -> Json | None:
    """A checked keyboard of any kind; an empty inline keyboard counts as none."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = [[_inline_button(button, ton_links) for button in row] for row in markup["inline_keyboard"]]
        rows = [row for row in rows if row]
        _count(rows)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        rows = [[_reply_button(button) for button in row] for row in markup["keyboard"]]
        _count(rows)
        return markup | {"keyboard": rows}
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise BotApiError(400, "object expected as reply markup")


def _count(rows: list[list[Json]]) -> None:
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise BotApiError(400, "REPLY_MARKUP_TOO_LONG")


def _inline_button(button: Json, ton_links: bool) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise _bad_inline('Field "text" must be of type String')
    actions = ACTIONS & button.keys()
    if not actions:
        raise _bad_inline("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Telegram itself silently takes the first one it knows; its documentation demands exactly one.
        raise _bad_inline(f"Exactly one action is expected, found {', '.join(sorted(actions))}")
    checked = dict(button)
    if "url" in actions:
        checked["url"] = button_url(str(button["url"]), ton_links=ton_links)
    if "callback_data" in actions:
        _size(str(button["callback_data"]).encode(), CALLBACK_DATA_LIMIT, "BUTTON_DATA_INVALID")
    if "copy_text" in actions:
        _size(button["copy_text"]["text"], COPY_TEXT_LIMIT, "BUTTON_COPY_TEXT_INVALID")
    _style(button)
    return checked


def _reply_button(button: Any) -> Json:
    checked: Json = {"text": button} if isinstance(button, str) else dict(button)
    if not checked.get("text"):
        raise BotApiError(400, 'can\'t parse keyboard button: Field "text" must be of type String')
    users = checked.get("request_users")
    if users and not 1 <= int(users.get("max_quantity", 1)) <= 10:
        raise BotApiError(400, "USER_QUANTITY_INVALID")
    _style(checked)
    return checked


def _style(button: Mapping[str, Any]) -> None:
    if button.get("style") is not None and button["style"] not in STYLES:
        raise BotApiError(400, "can't parse keyboard button: Invalid button style specified")


def _size(value: bytes | str, limit: int, reason: str) -> None:
    if not 1 <= len(value) <= limit:
        raise BotApiError(400, reason)


def _bad_inline(reason: str) -> BotApiError:
    return BotApiError(400, f"can't parse inline keyboard button: {reason}")


def button_url(url: str, *, ton_links: bool) -> str:
    """The link as Telegram keeps it. Only some schemes open; whether `ton://` does depends on the server."""
    scheme, colon, _ = url.partition("://")
    if not colon:
        url, scheme = f"http://{url}", "http"
    allowed = SCHEMES if ton_links else SCHEMES - {"ton"}
    if scheme.lower() not in allowed:
        raise BotApiError(400, f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if scheme.lower() in {"http", "https"} and not _WEB_HOST.match(url):
        raise BotApiError(400, f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def bot_commands(commands: list[Json]) -> list[Json]:
    """At most 100 commands of `[a-z0-9_]{1,32}`, each with a description of 1–256 characters."""
    if len(commands) > 100:
        raise BotApiError(400, "BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.match(str(command.get("command", "")).removeprefix("/")):
            raise BotApiError(400, "BOT_COMMAND_INVALID")
        _size(str(command.get("description", "")), 256, "BOT_COMMAND_DESCRIPTION_INVALID")
    return [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
