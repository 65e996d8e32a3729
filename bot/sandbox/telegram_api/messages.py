"""Bot API methods that send, edit, copy and delete messages."""

from typing import Any

from bot.sandbox.telegram_api.calls import Params, method
from bot.sandbox.telegram_api.rules import BotApiError
from bot.sandbox.telegram_api.texts import Formatted, message_caption, message_text
from bot.sandbox.telegram_api.world import Chat, Json, Message, TelegramWorld

DELETABLE_SECONDS = 48 * 3600
MEDIA = ("photo", "document", "sticker", "voice", "video", "animation")


def text_of(params: Params) -> Formatted:
    return message_text(params.text("text"), params.text("parse_mode") or None, params.nested("entities"))


def caption_of(params: Params) -> Formatted:
    mode, entities = params.text("parse_mode") or None, params.nested("caption_entities")
    return message_caption(params.text("caption"), mode, entities)


def _send(world: TelegramWorld, params: Params, content: Json) -> Message:
    chat, markup = params.chat(world), params.markup(world)
    if params.integer("message_thread_id") in chat.deleted_topics:
        raise BotApiError(400, "message thread not found")
    content = _reply(world, chat, params) | content
    if effect := params.text("message_effect_id"):
        if chat.type != "private":
            raise BotApiError(400, "message effects can be used only in private chats")
        content |= {"effect_id": effect}
    inline = markup if markup and "inline_keyboard" in markup else None
    message = world.post(chat, world.bot_user(), content | ({"reply_markup": inline} if inline else {}))
    message.silent = params.flag("disable_notification")
    if markup and inline is None:
        message.reply_keyboard = True
        chat.keyboard = None if markup.get("remove_keyboard") else markup
    return message


def _reply(world: TelegramWorld, chat: Chat, params: Params) -> Json:
    asked = params.nested("reply_parameters") or {}
    message_id = asked.get("message_id") or params.integer("reply_to_message_id")
    reply = world.reply_to(chat, message_id)
    lenient = asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if message_id and not reply and not lenient:
        raise BotApiError(400, "message to be replied not found")
    return reply


@method
def send_message(world: TelegramWorld, params: Params) -> Json:
    preview = params.nested("link_preview_options")
    content = text_of(params).as_text() | ({"link_preview_options": preview} if preview else {})
    return _send(world, params, content).body


@method
def send_photo(world: TelegramWorld, params: Params) -> Json:
    params.chat(world)
    caption = caption_of(params).as_caption()
    photo = params.file(world, "photo", params.values.get("photo"), photo=True)
    return _send(world, params, {"photo": photo.as_photo()} | caption).body


@method
def send_document(world: TelegramWorld, params: Params) -> Json:
    params.chat(world)
    caption = caption_of(params).as_caption()
    document = params.file(world, "document", params.values.get("document"))
    return _send(world, params, {"document": document.as_document()} | caption).body


@method
def send_chat_action(world: TelegramWorld, params: Params) -> bool:
    chat = params.chat(world)
    chat.action = (params.text("action"), world.clock().timestamp())
    world.touch(chat)
    return True


def _original(world: TelegramWorld, params: Params) -> tuple[Chat, Message]:
    """The target chat and the message that is copied or forwarded into it."""
    source_id = params.integer("from_chat_id")
    source = world.chats.get(source_id or 0)
    message = source.messages.get(params.integer("message_id") or 0) if source else None
    return params.chat(world), _present(message, "message to copy not found")


def _present(message: Message | None, reason: str) -> Message:
    if message is None or message.deleted:
        raise BotApiError(400, reason)
    return message


@method
def copy_message(world: TelegramWorld, params: Params) -> Json:
    _, original = _original(world, params)
    keys = ("text", "entities", "caption", "caption_entities", *MEDIA)
    content = {key: original.body[key] for key in keys if key in original.body}
    if "caption" in params:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= caption_of(params).as_caption()
    return {"message_id": _send(world, params, content).id}


@method
def forward_message(world: TelegramWorld, params: Params) -> Json:
    chat, original = _original(world, params)
    head = ("message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message")
    content = {key: value for key, value in original.body.items() if key not in head}
    origin = {"type": "user", "sender_user": original.body["from"], "date": original.body["date"]}
    return world.post(chat, world.bot_user(), content | {"forward_origin": origin}).body


# -- editing


def _editable(world: TelegramWorld, params: Params) -> Message:
    if "inline_message_id" in params:
        inline = world.inline_messages.get(params.text("inline_message_id"))
        return _present(inline, "MESSAGE_ID_INVALID")
    chat = params.chat(world)
    message = chat.messages.get(params.integer("message_id") or 0)
    message = _present(message, "message to edit not found")
    if message.body["from"]["id"] != world.bot_id or message.reply_keyboard or "forward_origin" in message.body:
        raise BotApiError(400, "message can't be edited")
    return message


def _replace(world: TelegramWorld, message: Message, old: tuple[str, ...], new: Json, markup: Json | None) -> Any:
    """Swap the fields `old` for `new` and the keyboard for `markup`; an edit without one takes it away."""
    kept = {key: value for key, value in message.body.items() if key not in (*old, "reply_markup", "edit_date")}
    body = kept | new | ({"reply_markup": markup} if markup else {})
    if body == {key: value for key, value in message.body.items() if key != "edit_date"}:
        raise BotApiError(
            400,
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message",
        )
    world.edit(message, body)
    return True if message.inline_id else message.body


@method
def edit_message_text(world: TelegramWorld, params: Params) -> Any:
    message = _editable(world, params)
    if "text" not in message.body:
        raise BotApiError(400, "there is no text in the message to edit")
    preview = params.nested("link_preview_options")
    new = text_of(params).as_text() | ({"link_preview_options": preview} if preview else {})
    old = ("text", "entities", "link_preview_options")
    return _replace(world, message, old, new, params.inline_markup(world))


@method
def edit_message_caption(world: TelegramWorld, params: Params) -> Any:
    message = _editable(world, params)
    if not any(kind in message.body for kind in MEDIA):
        raise BotApiError(400, "there is no caption in the message to edit")
    new = caption_of(params).as_caption()
    return _replace(world, message, ("caption", "caption_entities"), new, params.inline_markup(world))


@method
def edit_message_media(world: TelegramWorld, params: Params) -> Any:
    message = _editable(world, params)
    media = params.nested("media") or {}
    kind = media.get("type")
    if kind not in {"photo", "document"}:
        raise BotApiError(400, 'can\'t parse InputMedia: Field "type" must be photo or document here')
    mode, entities = media.get("parse_mode"), media.get("caption_entities")
    caption = message_caption(str(media.get("caption") or ""), mode, entities).as_caption()
    markup = params.inline_markup(world)
    file = params.file(world, "media", media.get("media"), photo=kind == "photo")
    new = {kind: file.as_photo() if kind == "photo" else file.as_document()} | caption
    old = ("text", "entities", "link_preview_options", "caption", "caption_entities", *MEDIA)
    return _replace(world, message, old, new, markup)


@method
def edit_message_reply_markup(world: TelegramWorld, params: Params) -> Any:
    return _replace(world, _editable(world, params), (), {}, params.inline_markup(world))


# -- deleting and pinning


@method
def delete_message(world: TelegramWorld, params: Params) -> bool:
    message = params.chat(world).messages.get(params.integer("message_id") or 0)
    message = _present(message, "message to delete not found")
    if message.body["date"] < world.now() - DELETABLE_SECONDS:
        raise BotApiError(400, "message can't be deleted for everyone")
    world.delete(message)
    return True


@method
def delete_messages(world: TelegramWorld, params: Params) -> bool:
    """Up to 100 ids; those that are gone already are skipped."""
    chat, ids = params.chat(world), params.nested("message_ids") or []
    if not 1 <= len(ids) <= 100:
        raise BotApiError(400, "message identifiers are not specified" if not ids else "too many message identifiers")
    for message_id in ids:
        message = chat.messages.get(int(message_id))
        if message and not message.deleted:
            world.delete(message)
    return True


@method
def pin_chat_message(world: TelegramWorld, params: Params) -> bool:
    chat = params.chat(world)
    chat.pinned = _present(chat.messages.get(params.integer("message_id") or 0), "message to pin not found").id
    world.touch(chat)
    return True


@method
def unpin_chat_message(world: TelegramWorld, params: Params) -> bool:
    chat = params.chat(world)
    if chat.pinned is None:
        raise BotApiError(400, "message to unpin not found")
    chat.pinned = None
    world.touch(chat)
    return True
