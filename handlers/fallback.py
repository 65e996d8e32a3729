"""What nothing else has taken: unknown commands, text where a button is wanted, other kinds of messages, groups."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram_i18n import I18nContext

from bot.stage import Stage
from bot.ui.inputs import BadInput
from bot.ui.shop import Shop


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


async def unknown_command(message: Message, stage: Stage) -> None:
    await stage.say(stage.i18n.get("unknown-command"))


async def stray_text(message: Message, stage: Stage) -> None:
    raise BadInput("press-a-button")


async def other_kind(message: Message, stage: Stage) -> None:
    raise BadInput("bad-kind")


async def unknown_button(query: CallbackQuery, stage: Stage) -> None:
    await stage.say(stage.i18n.get("old-button"))


async def in_a_group(message: Message, i18n: I18nContext, shop: Shop) -> None:
    me = await message.bot.me() if message.bot else None
    if me and me.username:
        await message.reply(i18n.get("group", link=shop.person(me.username)))
