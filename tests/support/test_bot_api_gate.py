"""The gate reports requests that Telegram would refuse, and fields that it would ignore."""

from typing import Any

import pytest

from tests.support.bot_api_gate import problems


def message(**button: Any) -> dict[str, Any]:
    return {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", **button}]]}}


PHOTO = {"chat_id": 1, "parse_mode": "HTML", "files": {"photo": "a.png"}}
TIME = '<tg-time unix="1647531900" format="r">x</tg-time>'


@pytest.mark.parametrize(
    ("method", "params", "found"),
    [
        ("sendMessage", {"chat_id": 1, "text": "hello"}, []),
        ("sendPhoto", {"chat_id": 1, "caption": "hello", "files": {"photo": "a.png"}}, []),
        ("sendMessage", {"chat_id": 1, "text": "hello", "colour": "red"}, ["unknown field colour"]),
        ("sendMessage", message(callback_data="x", size=2), ["unknown field reply_markup.inline_keyboard.0.0.size"]),
        ("sendMessage", {"chat_id": 1}, ["text: Field required"]),
        ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, ["sendMessage.text: 4098 units, 4096 are allowed"]),
        ("sendPhoto", {**PHOTO, "caption": f"{'x' * 1023}{TIME}"}, []),
        ("sendPhoto", {**PHOTO, "caption": f"{'x' * 1024}{TIME}"}, ["sendPhoto.caption: 1025 units, 1024 are allowed"]),
        (
            "sendMessage",
            {"chat_id": 1, "text": "<blink>x</blink>", "parse_mode": "HTML"},
            ['sendMessage.text: Bad Request: can\'t parse entities: Unsupported start tag "blink" at byte offset 0'],
        ),
        ("sendSignal", {}, ["aiogram knows no such method"]),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            ["answerCallbackQuery.text: 201 units, 200 are allowed"],
        ),
        ("sendMessage", message(callback_data="x" * 65), ["callback_data of 65 bytes"]),
        ("sendMessage", message(copy_text={"text": "x" * 257}), ["copy_text of 257 characters"]),
        ("sendMessage", message(url="https://t.me/b?start=" + "x" * 65), ["start parameter of 65 characters"]),
    ],
)
def test_what_telegram_would_not_take_is_named(method: str, params: dict[str, Any], found: list[str]) -> None:
    assert list(problems(method, params)) == found
