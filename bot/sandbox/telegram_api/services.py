"""Bot API methods beside messages: updates, answers to taps and inline queries, looks, chats, files."""

import re
from typing import Any

from bot.sandbox.telegram_api.calls import Params, method
from bot.sandbox.telegram_api.rules import BotApiError, any_markup, bot_commands
from bot.sandbox.telegram_api.texts import message_caption, message_text
from bot.sandbox.telegram_api.updates import Webhook
from bot.sandbox.telegram_api.world import Json, TelegramWorld

LONGEST_POLL = 50  # seconds, as the real server caps it
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")

# -- the bot and its updates


@method
def get_me(world: TelegramWorld, params: Params) -> Json:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": not world.settings.group_privacy}
    return world.bot_user() | abilities | {"supports_inline_queries": world.settings.inline_mode}


@method
async def get_updates(world: TelegramWorld, params: Params) -> list[Json]:
    if (allowed := params.nested("allowed_updates")) is not None:
        world.updates.allowed = allowed
    limit = params.integer("limit") or 100
    timeout = min(params.integer("timeout") or 0, LONGEST_POLL)
    return await world.updates.poll(params.integer("offset") or 0, min(max(limit, 1), 100), timeout)


@method
def set_webhook(world: TelegramWorld, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if url and not url.startswith(("https://", "http://")):
        raise BotApiError(400, "bad webhook: invalid URL specified")
    if secret and not _SECRET.match(secret):
        raise BotApiError(400, "secret token contains unallowed characters")
    if (allowed := params.nested("allowed_updates")) is not None:
        world.updates.allowed = allowed
    connections = min(max(params.integer("max_connections") or 40, 1), 100)
    webhook = Webhook(url, secret, connections)
    world.updates.set_webhook(webhook, drop_pending=params.flag("drop_pending_updates"))
    return True


@method
def delete_webhook(world: TelegramWorld, params: Params) -> bool:
    world.updates.set_webhook(Webhook(), drop_pending=params.flag("drop_pending_updates"))
    return True


@method
def get_webhook_info(world: TelegramWorld, params: Params) -> Json:
    hook = world.updates.webhook
    pending = len(world.updates.pending)
    info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": pending}
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.last_error:
        info |= {"last_error_date": hook.last_error_at, "last_error_message": hook.last_error}
    return info | ({"allowed_updates": world.updates.allowed} if world.updates.allowed else {})


@method
def log_out(world: TelegramWorld, params: Params) -> bool:
    return True


@method
def close(world: TelegramWorld, params: Params) -> bool:
    return True


# -- answers


@method
def answer_callback_query(world: TelegramWorld, params: Params) -> bool:
    callback = world.callbacks.get(params.text("callback_query_id"))
    age = (world.clock() - callback.at).total_seconds() if callback else 0.0
    if callback is None or callback.answer is not None or age > world.settings.callback_seconds:
        raise BotApiError(400, QUERY_TOO_OLD)
    if len(params.text("text")) > 200:
        raise BotApiError(400, "MESSAGE_TOO_LONG")
    url = params.text("url") or None
    if url and not url.startswith((f"https://t.me/{world.username}?", f"tg://resolve?domain={world.username}")):
        raise BotApiError(400, "URL_INVALID")
    callback.answer = {"text": params.text("text"), "alert": params.flag("show_alert"), "url": url}
    callback.revision = world.touch(world.private_chat(callback.person))
    return True


@method
def answer_inline_query(world: TelegramWorld, params: Params) -> bool:
    query = world.inline_queries.get(params.text("inline_query_id"))
    if query is None or query.answer is not None:
        raise BotApiError(400, QUERY_TOO_OLD)
    results = [_inline_result(world, result) for result in params.nested("results") or []]
    if len(results) > 50:
        raise BotApiError(400, "RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise BotApiError(400, "RESULT_ID_DUPLICATE")
    answer = {
        "results": results,
        "next_offset": params.text("next_offset"),
        "button": params.nested("button"),
    }
    query.answer = answer
    seconds = params.integer("cache_time") if "cache_time" in params else 300
    owner = query.person.id if params.flag("is_personal") else None
    if seconds:
        world.inline_cache[query.query, owner] = (world.clock().timestamp() + seconds, answer)
    world.touch()
    return True


def _inline_result(world: TelegramWorld, result: Json) -> Json:
    """A result with its message checked now, as Telegram does; `message` is what choosing it will post."""
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise BotApiError(400, "RESULT_ID_INVALID")
    content = result.get("input_message_content")
    if content is not None:
        text, mode = str(content.get("message_text", "")), content.get("parse_mode")
        message = message_text(text, mode, content.get("entities")).as_text()
    elif result.get("type") == "photo":
        photo = world.files.find(str(result.get("photo_file_id")))
        caption = message_caption(str(result.get("caption") or ""), result.get("parse_mode"))
        message = {"photo": photo.as_photo()} | caption.as_caption()
    else:
        raise BotApiError(400, "message text is empty")
    if result.get("type") == "article" and not result.get("title"):
        raise BotApiError(400, 'can\'t parse InlineQueryResult: Field "title" must be of type String')
    markup = any_markup(result.get("reply_markup"), ton_links=world.settings.ton_links)
    return result | {"message": message | ({"reply_markup": markup} if markup else {})}


# -- looks


def _scope(world: TelegramWorld, params: Params) -> tuple[str, str]:
    scope = params.nested("scope") or {"type": "default"}
    kind, chat_id = scope.get("type", "default"), scope.get("chat_id")
    if chat_id is None:
        return kind, params.text("language_code")
    person = world.people.get(int(chat_id))
    known = person.started if person else int(chat_id) in world.chats
    if not known:
        raise BotApiError(400, "chat not found")
    name = ":".join(str(part) for part in (kind, chat_id, scope.get("user_id")) if part is not None)
    return name, params.text("language_code")


@method
def set_my_commands(world: TelegramWorld, params: Params) -> bool:
    world.commands[_scope(world, params)] = bot_commands(params.nested("commands") or [])
    world.touch()
    return True


@method
def get_my_commands(world: TelegramWorld, params: Params) -> list[Json]:
    return world.commands.get(_scope(world, params), [])


@method
def delete_my_commands(world: TelegramWorld, params: Params) -> bool:
    world.commands.pop(_scope(world, params), None)
    world.touch()
    return True


def _set_text(name: str, limit: int) -> Any:
    def change(world: TelegramWorld, params: Params) -> bool:
        if len(params.text(name)) > limit:
            raise BotApiError(400, f"{name} is too long".replace("_", " "))
        world.profile.setdefault(name, {})[params.text("language_code")] = params.text(name)
        world.touch()
        return True

    return change


def _get_text(name: str) -> Any:
    def read(world: TelegramWorld, params: Params) -> Json:
        return {name: world.words(name, params.text("language_code"))}

    return read


for _name, _limit in {"name": 64, "description": 512, "short_description": 120}.items():
    for _verb, _function in {"set": _set_text(_name, _limit), "get": _get_text(_name)}.items():
        _function.__name__ = f"{_verb}_my_{_name}"
        method(_function)


@method
def set_chat_menu_button(world: TelegramWorld, params: Params) -> bool:
    world.menu_buttons[params.integer("chat_id")] = params.nested("menu_button") or {"type": "default"}
    return True


@method
def get_chat_menu_button(world: TelegramWorld, params: Params) -> Json:
    general = world.menu_buttons.get(None, {"type": "commands"})
    return world.menu_buttons.get(params.integer("chat_id"), general)


# -- chats and files


@method
def get_chat(world: TelegramWorld, params: Params) -> Json:
    chat = params.chat(world)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    accepted = dict.fromkeys(gifts, True)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
    return world.chat_card(chat) | full


@method
def get_chat_member(world: TelegramWorld, params: Params) -> Json:
    """Of the bot itself: it is in every chat that it may write to."""
    params.chat(world)
    return {"status": "member", "user": world.bot_user()}


@method
def get_file(world: TelegramWorld, params: Params) -> Json:
    file = world.files.stored.get(params.text("file_id"))
    if file is None:
        raise BotApiError(400, "invalid file_id")
    return file.as_file()
