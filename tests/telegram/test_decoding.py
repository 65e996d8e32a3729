"""An update as the bot reads it: without what it does not look at, and in valid Unicode."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InaccessibleMessage, Message

from bot.telegram.decoding import decode, read_json

CHAT = {"id": 5, "type": "private", "first_name": "Alice"}
PERSON = {"id": 5, "is_bot": False, "first_name": "Alice"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
KEYBOARD = {"inline_keyboard": [[{"text": "Confirm", "callback_data": "c:1"}]]}


def pressed(**message: Any) -> dict[str, Any]:
    shown = {"message_id": 7, "date": 1_800_000_000, "chat": CHAT} | message
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "c:1", "message": shown}
    return {"update_id": 1, "callback_query": query}


@pytest.fixture
def bot() -> Bot:
    return Bot("1:A")


def test_of_a_pressed_message_its_place_its_time_and_its_picture_are_read(bot: Bot) -> None:
    raw = pressed(text="Check", caption="Pay", photo=PHOTO, reply_markup=KEYBOARD, message_thread_id=3)
    query = decode(raw, bot).callback_query
    assert query
    message = query.message
    assert isinstance(message, Message)
    assert (message.message_id, message.chat.id, message.date.timestamp()) == (7, 5, 1_800_000_000)
    assert message.photo
    assert message.message_thread_id == 3
    assert (message.text, message.caption, message.reply_markup) == (None, None, None)
    assert query.data == "c:1"
    assert query.bot is bot
    assert raw["callback_query"]["message"]["text"] == "Check", "what is stored for later is whole"


def test_a_message_that_is_too_old_to_be_shown_stays_one(bot: Bot) -> None:
    query = decode(pressed(date=0), bot).callback_query
    assert query
    assert isinstance(query.message, InaccessibleMessage)


@pytest.mark.parametrize("more", [{"message": None}, {"inline_message_id": "i"}])
def test_a_button_without_its_message_is_read(bot: Bot, more: dict[str, Any]) -> None:
    raw = pressed()
    del raw["callback_query"]["message"]
    raw["callback_query"] |= more
    query = decode(raw, bot).callback_query
    assert query
    assert query.message is None


def test_of_a_typed_message_all_but_the_answered_one_is_read(bot: Bot) -> None:
    answered = {"message_id": 6, "date": "never"}  # would be refused
    message = {"message_id": 7, "date": 1_800_000_000, "chat": CHAT, "from": PERSON, "text": "@durov"}
    read = decode({"update_id": 1, "message": message | {"reply_to_message": answered}}, bot).message
    assert read
    assert read.text == "@durov"
    assert read.reply_to_message is None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r'{"\ud800": ["a\udc00b", {"b": "\uDFFF"}]}', {"\ufffd": ["a\ufffdb", {"b": "\ufffd"}]}),
        (r'["\ud83d\ude00", 1, null]', ["😀", 1, None]),
        (b'["\xed\xa0\x80", "\xff"]', ["\ufffd\ufffd\ufffd", "\ufffd"]),
        ("[1]".encode("utf-16"), [1]),
        (r'["\\ud800", "\\\ud800", "\ud800\n", "\ud83d\ud83d\ude00"]', [r"\ud800", "\\\ufffd", "\ufffd\n", "\ufffd😀"]),
    ],
)
def test_half_characters_are_replaced(content: str | bytes, text: Any) -> None:
    assert read_json(content) == text


def test_half_characters_are_replaced_however_deep_they_lie() -> None:
    depth = 900
    value = read_json("[" * depth + r'"\ud800"' + "]" * depth)
    for _ in range(depth):
        (value,) = value
    assert value == "\ufffd"
