"""What a call to Telegram looks like on the wire: JSON with the same parameters as aiogram's own form."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ParseMode
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    BanChatMember,
    EditMessageText,
    GetUpdates,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from aiohttp import BytesPayload, MultipartWriter

from bot.telegram.client import AiogramSession

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Купить ⭐", callback_data="b:1")]])
ARTICLE = InlineQueryResultArticle(
    id="1", title="100", input_message_content=InputTextMessageContent(message_text="<b>100</b>")
)

PLAIN: list[TelegramMethod[Any]] = [
    SendMessage(chat_id=5, text="a & b = 100 %", reply_markup=KEYBOARD),
    SendMessage(chat_id="@channel", text="<b>x</b>", parse_mode=None, disable_notification=False),
    EditMessageText(chat_id=-100, message_id=7, text="…", reply_markup=KEYBOARD),
    AnswerCallbackQuery(callback_query_id="1", text="", show_alert=True),
    AnswerInlineQuery(inline_query_id="1", results=[ARTICLE], cache_time=0),
    GetUpdates(offset=0, allowed_updates=["message", "callback_query"]),
    BanChatMember(chat_id=1, user_id=2, until_date=datetime(2026, 1, 1, tzinfo=UTC)),
]


@pytest.fixture
def bot() -> Bot:
    return Bot("1:A", session=AiogramSession(), default=DefaultBotProperties(parse_mode=ParseMode.HTML))


def body(bot: Bot, method: TelegramMethod[Any]) -> Any:
    assert isinstance(bot.session, AiogramSession)
    return bot.session.build_form_data(bot, method)()


def texts(value: object) -> object:
    """A value as a form has it: a text, or the JSON of a nested one."""
    return value if isinstance(value, str | dict | list) else json.dumps(value)


@pytest.mark.parametrize("method", PLAIN, ids=lambda method: type(method).__name__)
async def test_json_has_the_parameters_of_a_form(bot: Bot, method: TelegramMethod[Any]) -> None:
    payload = body(bot, method)
    form = AiohttpSession().build_form_data(bot, method)()
    assert isinstance(payload, BytesPayload)
    assert isinstance(form, BytesPayload)
    assert payload.content_type == "application/json"
    fields = dict(parse_qsl(form.decode()))
    nested = {name: json.loads(text) if text[0] in "[{" else text for name, text in fields.items()}
    assert {name: texts(value) for name, value in json.loads(payload.decode()).items()} == nested


async def test_a_length_of_time_becomes_a_moment(bot: Bot) -> None:
    method = BanChatMember(chat_id=1, user_id=2, until_date=timedelta(days=1))
    sent = json.loads(body(bot, method).decode())
    assert abs(int(sent["until_date"]) - datetime.now(UTC).timestamp() - 86400) < 60


async def test_a_file_goes_as_a_part_of_a_form(bot: Bot) -> None:
    picture = BufferedInputFile(b"png", "qr.png")
    form = body(bot, SendPhoto(chat_id=5, photo=picture, reply_markup=KEYBOARD))
    assert isinstance(form, MultipartWriter)
    assert [part.headers["Content-Disposition"].split('"')[1] for part, _, _ in form][-1] != "photo"
    again = body(bot, SendPhoto(chat_id=5, photo="a-file-id"))
    assert again.content_type == "application/json"
