"""What a call to Telegram looks like on the wire: JSON with the same parameters as aiogram's own form."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    BanChatMember,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    GetChat,
    GetUpdates,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from aiohttp import BytesPayload, MultipartWriter

from bot.telegram import screen_calls
from bot.telegram.client import AiogramSession
from bot.ui.screen import Button, Screen

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


PREVIEW = LinkPreviewOptions(is_disabled=True)
LINK = Button("Open", url="https://t.me/shop", style="primary")
SCREEN = Screen(
    "<b>Pay</b> ⭐", rows=((Button("Confirm", callback_data="c:1"), LINK), (Button("Copy", copy_text="x"),))
)


@pytest.mark.parametrize(
    ("ours", "aiograms"),
    [
        (
            screen_calls.SendMessage(
                chat_id=5, text=SCREEN.text, reply_markup=SCREEN.keyboard, disable_notification=True
            ),
            SendMessage(chat_id=5, text=SCREEN.text, disable_notification=True, link_preview_options=PREVIEW),
        ),
        (
            screen_calls.EditMessageText(chat_id=5, message_id=7, text=SCREEN.text, reply_markup=SCREEN.keyboard),
            EditMessageText(chat_id=5, message_id=7, text=SCREEN.text, link_preview_options=PREVIEW),
        ),
        (
            screen_calls.EditMessageCaption(chat_id=5, message_id=7, caption=SCREEN.text, reply_markup=SCREEN.keyboard),
            EditMessageCaption(chat_id=5, message_id=7, caption=SCREEN.text),
        ),
    ],
    ids=lambda method: type(method).__name__,
)
async def test_a_call_of_a_screen_is_that_of_aiogram(
    bot: Bot, ours: TelegramMethod[Any], aiograms: TelegramMethod[Any]
) -> None:
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text="Confirm", callback_data="c:1"),
                InlineKeyboardButton(text="Open", url="https://t.me/shop", style="primary"),
            ],
            [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="x"))],
        ]
    )
    theirs = aiograms.model_copy(update={"reply_markup": keyboard})
    assert ours.__api_method__ == theirs.__api_method__
    assert json.loads(body(bot, ours).decode()) == json.loads(body(bot, theirs).decode())


async def test_a_picture_of_a_screen_is_that_of_aiogram(bot: Bot) -> None:
    picture = BufferedInputFile(b"png", "qr.png")
    ours = screen_calls.EditMessageMedia.of(picture, SCREEN.text, chat_id=5, message_id=7, reply_markup=SCREEN.keyboard)
    media = InputMediaPhoto(media=picture, caption=SCREEN.text)
    keyboard = InlineKeyboardMarkup.model_validate(SCREEN.keyboard)
    theirs = EditMessageMedia(chat_id=5, message_id=7, media=media, reply_markup=keyboard)
    for of_ours, of_theirs in (
        (ours, theirs),
        (
            screen_calls.SendPhoto(chat_id=5, photo=picture, caption=SCREEN.text, reply_markup=SCREEN.keyboard),
            SendPhoto(chat_id=5, photo=picture, caption=SCREEN.text, reply_markup=keyboard),
        ),
    ):
        assert of_ours.__api_method__ == of_theirs.__api_method__
        assert await fields(bot, of_ours) == await fields(bot, of_theirs)


async def fields(bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
    """The parts of a form. The name of a file's part is drawn by lot."""
    form = body(bot, method)
    assert isinstance(form, MultipartWriter)
    read: dict[str, Any] = {}
    for part, _, _ in form:
        name = part.headers["Content-Disposition"].split('"')[1]
        text = re.sub('attach://[^"]+', "attach://", (await part.as_bytes()).decode())
        read["file" if "filename" in part.headers["Content-Disposition"] else name] = (
            json.loads(text) if text[:1] in "[{" else text
        )
    return read


@pytest.mark.parametrize("result", [{"message_id": 7, "chat": "unreadable"}, {"message_id": 7}])
async def test_of_an_answer_only_the_id_is_read(bot: Bot, result: Any) -> None:
    call = screen_calls.SendMessage(chat_id=5, text="x", reply_markup=SCREEN.keyboard)
    answer = bot.session.check_response(bot, call, 200, json.dumps({"ok": True, "result": result}))
    assert answer.result == screen_calls.Sent(message_id=7)


@pytest.mark.parametrize("result", [True, {}, {"message_id": None}, None, "7", []])
async def test_a_message_without_an_id_is_an_error_of_the_server(bot: Bot, result: Any) -> None:
    call = screen_calls.SendMessage(chat_id=5, text="x", reply_markup=SCREEN.keyboard)
    with pytest.raises(TelegramServerError):
        bot.session.check_response(bot, call, 200, json.dumps({"ok": True, "result": result}))


async def test_half_characters_in_an_answer_are_replaced(bot: Bot) -> None:
    call = GetChat(chat_id=5)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    chat = {"id": 5, "type": "private", "first_name": "Rosa \ud800", "accent_color_id": 0, "max_reaction_count": 1}
    chat["accepted_gift_types"] = dict.fromkeys(gifts, True)
    answer = bot.session.check_response(bot, call, 200, json.dumps({"ok": True, "result": chat}))
    assert answer.result
    assert answer.result.first_name == "Rosa \ufffd"


async def test_half_characters_in_a_button_do_not_stop_a_call(bot: Bot) -> None:
    call = screen_calls.SendMessage(chat_id=5, text="x", reply_markup=Screen("x", ((Button("\ud800"),),)).keyboard)
    assert json.loads(body(bot, call).decode())["reply_markup"] == {"inline_keyboard": [[{"text": "\ud800"}]]}
