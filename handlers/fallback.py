"""Updates that no other handler takes: unknown commands, unexpected text, other kinds of messages, groups. And what
Telegram itself writes into a chat, which no handler takes."""

from aiogram import Bot, F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Message
from redis.asyncio import Redis

from bot.errors import UserError
from bot.storage.keys import Keys
from bot.telegram.context import ChatContext
from bot.ui.i18n import I18n

NOTES = {
    ContentType.PINNED_MESSAGE,
    ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
    ContentType.WRITE_ACCESS_ALLOWED,
    ContentType.CONNECTED_WEBSITE,
    ContentType.CHAT_BACKGROUND_SET,
    ContentType.PROXIMITY_ALERT_TRIGGERED,
    ContentType.BOOST_ADDED,
    ContentType.GIFT,
    ContentType.UNIQUE_GIFT,
    ContentType.GIFT_UPGRADE_SENT,
    ContentType.CHECKLIST_TASKS_DONE,
    ContentType.CHECKLIST_TASKS_ADDED,
    ContentType.POLL_OPTION_ADDED,
    ContentType.POLL_OPTION_DELETED,
    ContentType.FORUM_TOPIC_CREATED,  # private chats can have topics
    ContentType.FORUM_TOPIC_EDITED,
    ContentType.FORUM_TOPIC_CLOSED,
    ContentType.FORUM_TOPIC_REOPENED,
    ContentType.GENERAL_FORUM_TOPIC_HIDDEN,
    ContentType.GENERAL_FORUM_TOPIC_UNHIDDEN,
}
"""Messages in which Telegram notes that a person has done something in the chat, such as pinned a message."""


def build_notes() -> Router:
    router = Router(name="notes")
    router.message.register(on_note, is_note)
    return router


def build() -> Router:
    router = Router(name="fallback")
    router.message.register(on_unknown_command, F.text.startswith("/"))
    router.message.register(on_unexpected_text, F.text & ~F.forward_origin)
    router.message.register(on_other_message)
    router.callback_query.register(on_unknown_button)
    return router


def build_groups() -> Router:
    router = Router(name="groups")
    router.message.register(on_group_command, F.text.startswith("/"), F.chat.type != "private")
    router.callback_query.register(on_group_button)
    return router


async def is_note(message: Message) -> bool:
    return message.content_type in NOTES


async def on_note(message: Message) -> None:
    """Nothing is asked, so nothing is answered, and an open question stays open."""


async def on_unknown_command(message: Message, context: ChatContext) -> None:
    await context.say(context.i18n.get("unknown-command"))


async def on_unexpected_text(message: Message, context: ChatContext) -> None:
    raise UserError("press-a-button")


async def on_other_message(message: Message, context: ChatContext) -> None:
    raise UserError("bad-kind")


async def on_unknown_button(query: CallbackQuery, context: ChatContext) -> None:
    await context.say(context.i18n.get("old-button"))


async def on_group_command(message: Message, bot: Bot, i18n: I18n, redis: Redis, keys: Keys) -> None:
    """A link to the private chat, once in a while; a command that is meant for another bot gets none."""
    me = (await bot.me()).username or ""
    _, _, meant = (message.text or "").split(maxsplit=1)[0].partition("@")
    if meant.lower() not in ("", me.lower()):
        return
    if await redis.set(keys.linked(message.chat.id), 1, nx=True, ex=Keys.linked.ttl):
        await message.reply(i18n.get("group", link=i18n.branding.user_link(me)))


async def on_group_button(query: CallbackQuery, bot: Bot, i18n: I18n) -> None:
    """A button that works only in the private chat says where that is."""
    me = (await bot.me()).username or ""
    await query.answer(i18n.get("group", link=i18n.branding.user_link(me)), show_alert=True)
