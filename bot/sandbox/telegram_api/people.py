"""What people do: write, tap, share, ask inline, block. Each act becomes the update that the bot gets."""

from typing import Any

from bot.sandbox.telegram_api.texts import detected
from bot.sandbox.telegram_api.world import Callback, Chat, InlineQuery, Json, Message, Person, TelegramWorld

# Somebody else's message, forwarded to the bot.
FORWARDED_FROM = {"type": "hidden_user", "sender_user_name": "A stranger", "date": 1_700_000_000}
MEDIA: dict[str, Json] = {
    "sticker": {
        "sticker": {
            "file_id": "CAACAgIAAxkBAAIsticker",
            "file_unique_id": "sticker",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "⭐",
        }
    },
    "voice": {"voice": {"file_id": "AwACAgIAAxkBAAIvoice", "file_unique_id": "voice", "duration": 3}},
    "location": {"location": {"latitude": 41.39, "longitude": 2.17}},
    "forward": {"text": "Look at this offer", "forward_origin": FORWARDED_FROM},
}


class ImpossibleError(Exception):
    """The person cannot do this: there is no such message, button, chat or keyboard."""


def write(world: TelegramWorld, person: Person, content: Json, chat: Chat | None = None) -> Message:
    """A person's message of any kind; in the bot's chat it also starts the bot, or starts it again."""
    chat = chat or world.private_chat(person)
    if chat.type == "private":
        if person.blocked:
            set_blocked(world, person, blocked=False)
        person.started = True
    message = world.post(chat, person.as_user(), content)
    if _from_keyboard(chat, content) and (chat.keyboard or {}).get("one_time_keyboard"):
        chat.keyboard = None
    if bot_sees(world, message):
        world.updates.add("message", message.body)
    return message


def _from_keyboard(chat: Chat, content: Json) -> bool:
    """Whether a message is what a button of the reply keyboard sends."""
    labels = {button["text"] for row in (chat.keyboard or {}).get("keyboard", []) for button in row}
    return "users_shared" in content or "contact" in content or content.get("text") in labels


def text_content(world: TelegramWorld, chat: Chat, text: str, reply_to: int | None = None) -> Json:
    if not text.strip():
        raise ImpossibleError("a text cannot be empty")
    entities = detected(text)
    content = world.reply_to(chat, reply_to) | {"text": text}
    return content | ({"entities": entities} if entities else {})


def bot_sees(world: TelegramWorld, message: Message) -> bool:
    chat, body = message.chat, message.body
    if chat.type != "group" or not world.settings.group_privacy:
        return chat.type != "direct"
    replied = body.get("reply_to_message", {}).get("from", {}).get("id") == world.bot_id
    return replied or "via_bot" in body or str(body.get("text", "")).startswith("/")


def button(message: Message, data: str | None, label: str | None) -> Json:
    """The inline button that a person taps, found by its data or its label (a no-break space is a space)."""
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    for candidate in (candidate for row in rows for candidate in row):
        if data is not None and candidate.get("callback_data") == data:
            return dict(candidate)
        if data is None and candidate["text"].replace("\u00a0", " ") == label:
            return dict(candidate)
    labels = [candidate["text"] for row in rows for candidate in row]
    raise ImpossibleError(f"no such button; there are {labels}")


def tap(world: TelegramWorld, person: Person, chat: Chat, message_id: int, data: str) -> Callback:
    """A callback query with `data`, whether a button of the message carries it or somebody forged it."""
    callback = Callback(world.fresh_id(), person, world.clock())
    world.callbacks[callback.id] = callback
    message = chat.messages.get(message_id)
    query = {"id": callback.id, "from": person.as_user(), "chat_instance": str(chat.id), "data": data}
    if message is not None and message.inline_id:
        query["inline_message_id"] = message.inline_id
    elif message is not None and not message.deleted:
        query["message"] = message.body
    else:
        query["message"] = {"chat": world.chat_card(chat), "message_id": message_id, "date": 0}
    world.updates.add("callback_query", query)
    return callback


def share_users(world: TelegramWorld, person: Person, request_id: int, chosen: list[Any]) -> Message:
    """The service message after "choose a person"; the button decided which names the bot may see."""
    chat = world.private_chat(person)
    request = _users_request(chat, request_id)
    if not 1 <= len(chosen) <= int(request.get("max_quantity", 1)):
        raise ImpossibleError("this button takes another number of people")
    users = [_shared_user(world, request, one) for one in chosen]
    return write(world, person, {"users_shared": {"request_id": request_id, "users": users}})


def _users_request(chat: Chat, request_id: int) -> Json:
    rows = (chat.keyboard or {}).get("keyboard", [])
    requests = [button["request_users"] for row in rows for button in row if button.get("request_users")]
    for request in requests:
        if request.get("request_id") == request_id:
            return dict(request)
    raise ImpossibleError("no button of the current keyboard asks for people with this request_id")


def _shared_user(world: TelegramWorld, request: Json, chosen: Any) -> Json:
    person = world.people.get(chosen) if isinstance(chosen, int) else None
    card = person.card() if person else {"id": chosen} if isinstance(chosen, int) else dict(chosen)
    shared: Json = {"user_id": card.get("user_id", card.get("id"))}
    if request.get("request_name"):
        shared |= {key: card[key] for key in ("first_name", "last_name") if card.get(key)}
    if request.get("request_username") and card.get("username"):
        shared["username"] = card["username"]
    return shared


def set_blocked(world: TelegramWorld, person: Person, *, blocked: bool, silent: bool = False) -> None:
    """`silent`: the bot gets no update of it, as if the update was lost."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    if silent:
        return
    bot, chat = world.bot_user(), world.private_chat(person)
    member: Json = {"status": "member", "user": bot}
    kicked: Json = {"status": "kicked", "user": bot, "until_date": 0}
    change = {"chat": world.chat_card(chat), "from": person.as_user(), "date": world.now()}
    old, new = (member, kicked) if blocked else (kicked, member)
    world.updates.add("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})
    world.touch(chat)


# -- inline mode


def ask_inline(world: TelegramWorld, person: Person, text: str) -> InlineQuery:
    """An inline query; answered at once where Telegram's cache still holds an answer to the same words."""
    if not world.settings.inline_mode:
        raise ImpossibleError("inline mode is off")
    query = InlineQuery(world.fresh_id(), person, text)
    world.inline_queries[query.id] = query
    for owner in (person.id, None):
        until, answer = world.inline_cache.get((text, owner), (0.0, {}))
        if until > world.clock().timestamp():
            query.answer = answer
            return query
    update = {"id": query.id, "from": person.as_user(), "query": text, "offset": "", "chat_type": "sender"}
    world.updates.add("inline_query", update)
    return query


def choose_inline(world: TelegramWorld, person: Person, text: str, result_id: str, chat: Chat) -> Message:
    """Put a result of the person's latest answered query into a chat, as their message via the bot."""
    asked = [query for query in world.inline_queries.values() if query.person is person and query.query == text]
    answers = [query.answer for query in asked if query.answer]
    results = [result for result in (answers[-1]["results"] if answers else []) if result["id"] == result_id]
    if not results:
        raise ImpossibleError("the bot offered no such result")
    content = results[0]["message"] | {"via_bot": world.bot_user()}
    # Only a message with an inline keyboard gets an id by which the bot can edit it.
    inline_id = world.fresh_id() if "reply_markup" in content else None
    message = world.post(chat, person.as_user(), content, inline_id=inline_id)
    if bot_sees(world, message):
        world.updates.add("message", message.body)
    if world.settings.inline_feedback:
        chosen = {"result_id": result_id, "from": person.as_user(), "query": text}
        extra = {"inline_message_id": inline_id} if inline_id else {}
        world.updates.add("chosen_inline_result", chosen | extra)
    return message
