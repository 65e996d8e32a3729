"""What nothing else has taken: unknown commands, text where a button is wanted, other kinds of messages, groups."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, Message
from aiogram_i18n import I18nContext
from redis.asyncio import Redis

from bot.errors import UserError
from bot.storage.keys import Keys
from bot.telegram.context import ChatContext
from bot.ui.branding import Branding

LINK_AGAIN = 30
"""Seconds until a group is told again where orders are taken: nobody can make the bot flood it."""


def build() -> Router:
    router = Router(name="fallback")
    router.message.register(unknown_command, F.text.startswith("/"))
    router.message.register(stray_text, F.text & ~F.forward_origin)
    router.message.register(other_kind)
    router.callback_query.register(unknown_button)
    return router


def build_groups() -> Router:
    router = Router(name="groups")
    router.message.register(in_a_group, F.text.startswith("/"))
    return router


async def unknown_command(message: Message, context: ChatContext) -> None:
    await context.say(context.i18n.get("unknown-command"))


async def stray_text(message: Message, context: ChatContext) -> None:
    raise UserError("press-a-button")


async def other_kind(message: Message, context: ChatContext) -> None:
    raise UserError("bad-kind")


async def unknown_button(query: CallbackQuery, context: ChatContext) -> None:
    await context.say(context.i18n.get("old-button"))


async def in_a_group(
    message: Message, bot: Bot, i18n: I18nContext, branding: Branding, redis: Redis, keys: Keys
) -> None:
    """A link to the private chat, once in a while; a command that is meant for another bot gets none."""
    me = (await bot.me()).username or ""
    _, _, meant = (message.text or "").split(maxsplit=1)[0].partition("@")
    if meant.lower() not in ("", me.lower()):
        return
    if await redis.set(keys.linked(message.chat.id), 1, nx=True, ex=LINK_AGAIN):
        await message.reply(i18n.get("group", link=branding.user_link(me)))
