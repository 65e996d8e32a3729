"""The stand-in Telegram behaves as Telegram does: told over real HTTP, by the bot's side and by the people's side."""

import asyncio
import io
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import segno
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from aiohttp import web

from bot.sandbox import demo
from bot.sandbox.telegram_api import TelegramWorld, create_app
from bot.sandbox.telegram_api.texts import formatted
from tests.support.bot_api_gate import GatedHistory

pytestmark = pytest.mark.elsewhere

TOKEN = "7000000001:AAabcdefghijklmnopqrstuvwxyz0123456"
ALICE, ROSA, IVAN = 1001, 2002, 3003
KEYS = {"inline_keyboard": [[{"text": "Buy", "callback_data": "buy"}]]}


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 4, 16, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """An application on a free port of this machine; yields its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass
class Telegram:
    """Both doors of the stand-in: `bot(method, …)` as the bot calls it, `does(act, …)` as people act."""

    world: TelegramWorld
    clock: Clock
    slept: list[float]
    url: str
    http: httpx.AsyncClient

    async def bot(self, method: str, **params: Any) -> Any:
        """A call's result; a refusal raises AssertionError with Telegram's description."""
        answer = (await self.http.post(f"/bot{TOKEN}/{method}", json=params)).json()
        assert answer["ok"], answer["description"]
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description with which a call is refused."""
        answer = (await self.http.post(f"/bot{TOKEN}/{method}", json=params)).json()
        assert not answer["ok"], answer
        return str(answer["description"])

    async def does(self, act: str, **body: Any) -> Any:
        answer = await self.http.post(f"/world/{act}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sees(self, path: str, **query: Any) -> Any:
        return (await self.http.get(f"/world/{path}", params=query)).raise_for_status().json()

    async def started(self, person: int = ALICE) -> None:
        """The person has pressed Start, and the bot has read it."""
        await self.does("send", user=person, text="/start")
        await self.read()

    async def read(self) -> list[Any]:
        """What waits for the bot; confirmed at once."""
        updates: list[Any] = await self.bot("getUpdates")
        if updates:
            await self.bot("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    clock, slept = Clock(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    world = TelegramWorld(TOKEN, clock=clock, random=random.Random(7), sleep=sleep)
    world.updates.backoff = 0.001
    async with served(create_app(world)) as url, httpx.AsyncClient(base_url=url, timeout=10) as http:
        yield Telegram(world, clock, slept, url, http)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what happens in a server has no event here
            await asyncio.sleep(0.001)


def picture() -> bytes:
    out = io.BytesIO()
    segno.make("ton://transfer/x").save(out, kind="png", scale=4)
    return out.getvalue()


# -- talking


async def test_a_person_writes_and_the_bot_answers(telegram: Telegram) -> None:
    await telegram.does("send", user=ALICE, text="/start hello")
    [update] = await telegram.read()
    message = update["message"]
    assert message["text"] == "/start hello"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["chat"] == {"id": ALICE, "first_name": "Alice", "username": "alice", "type": "private"}
    assert message["from"]["language_code"] == "en"

    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="<b>Hi</b>", parse_mode="HTML", reply_markup=KEYS)
    assert sent["message_id"] == message["message_id"] + 1
    view = await telegram.sees(f"chats/{ALICE}")
    assert [seen["text"] for seen in view["messages"]] == ["/start hello", "Hi"]
    assert view["messages"][1]["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_the_view_gives_only_what_changed(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="one")
    other = await telegram.bot("sendMessage", chat_id=ALICE, text="two")
    view = await telegram.sees(f"chats/{ALICE}")
    await telegram.bot("editMessageText", chat_id=ALICE, message_id=sent["message_id"], text="uno")
    await telegram.bot("deleteMessage", chat_id=ALICE, message_id=other["message_id"])
    change = await telegram.sees(f"chats/{ALICE}", since=view["revision"], wait=5)
    assert [message["text"] for message in change["messages"]] == ["uno"]
    assert change["messages"][0]["edit_date"]
    assert change["deleted"] == [other["message_id"]]
    ever = (await telegram.sees(f"transcript/{ALICE}"))["items"]
    assert [item["versions"][0]["text"] for item in ever if item["versions"]] == ["one"]
    assert [item["text"] for item in ever if item["deleted"]] == ["two"]


async def test_the_view_waits_for_a_change(telegram: Telegram) -> None:
    await telegram.started()
    since = (await telegram.sees(f"chats/{ALICE}"))["revision"]
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(telegram.sees(f"chats/{ALICE}", since=since, wait=5))
        await asyncio.sleep(0.005)
        await telegram.bot("sendMessage", chat_id=ALICE, text="news")
    assert [message["text"] for message in waiting.result()["messages"]] == ["news"]


@pytest.mark.parametrize("form", ["json", "data", "multipart", "query"])
async def test_parameters_come_in_any_form(telegram: Telegram, form: str) -> None:
    await telegram.started()
    path, flat = f"/bot{TOKEN}/sendMessage", {"chat_id": str(ALICE), "text": "Hi", "reply_markup": json.dumps(KEYS)}
    if form == "json":
        answer = await telegram.http.post(path, json={"chat_id": ALICE, "text": "Hi", "reply_markup": KEYS})
    elif form == "data":
        answer = await telegram.http.post(path, data=flat)
    elif form == "multipart":
        answer = await telegram.http.post(path, files={name: (None, value) for name, value in flat.items()})
    else:
        answer = await telegram.http.get(path, params=flat)
    assert answer.json()["result"]["reply_markup"] == KEYS
    [call] = (await telegram.sees("history", method="sendMessage"))["items"]
    assert call["params"]["reply_markup"] == KEYS
    assert call["ok"] is True
    assert call["chat"] == ALICE


# -- rules

RULES: list[tuple[dict[str, Any], str]] = [
    ({"text": " \n"}, "Bad Request: message text is empty"),
    ({"text": "x" * 4097}, "Bad Request: message is too long"),
    ({"text": "⭐" * 1000 + "🌟" * 1549}, "Bad Request: message is too long"),  # the second star is two units
    ({"text": "<b>x", "parse_mode": "HTML"}, 'Can\'t find end tag corresponding to start tag "b"'),
    ({"text": "x</b>", "parse_mode": "HTML"}, "Unexpected end tag at byte offset 1"),
    ({"text": "é<b>x</i>", "parse_mode": "HTML"}, 'at byte offset 6, expected "</b>", found "</i>"'),
    ({"text": "<name>", "parse_mode": "HTML"}, 'Unsupported start tag "name" at byte offset 0'),
    ({"text": "1 < 2", "parse_mode": "HTML"}, 'Unsupported start tag "" at byte offset 2'),
    ({"text": "<span>x</span>", "parse_mode": "HTML"}, 'Tag "span" must have class "tg-spoiler"'),
    ({"text": '<tg-time unix="soon">x</tg-time>', "parse_mode": "HTML"}, 'Tag "tg-time" has an invalid time'),
    ({"text": '<tg-time unix="1" format="rt">x</tg-time>', "parse_mode": "HTML"}, 'Tag "tg-time" has an invalid time'),
    ({"text": "x", "parse_mode": "wiki"}, "Bad Request: unsupported parse_mode"),
    ({"text": "x", "reply_to_message_id": 99}, "Bad Request: message to be replied not found"),
]
BUTTONS: list[tuple[dict[str, Any], str]] = [
    ({"callback_data": "é" * 33}, "Bad Request: BUTTON_DATA_INVALID"),
    ({"callback_data": ""}, "Bad Request: BUTTON_DATA_INVALID"),
    ({}, "Text buttons are unallowed in the inline keyboard"),
    ({"callback_data": "x", "url": "https://t.me/x"}, "Exactly one action is expected"),
    ({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    ({"url": "mailto://x"}, "inline keyboard button URL 'mailto://x' is invalid: Unsupported URL protocol"),
    ({"url": "https://nowhere"}, "inline keyboard button URL 'https://nowhere' is invalid: Wrong HTTP URL"),
    ({"callback_data": "x", "style": "pink"}, "Invalid button style"),
]


@pytest.mark.parametrize(("params", "reason"), RULES)
async def test_texts_that_telegram_refuses(telegram: Telegram, params: dict[str, Any], reason: str) -> None:
    await telegram.started()
    description = await telegram.refused("sendMessage", chat_id=ALICE, **params)
    assert reason in description
    if "tag" in reason.lower():
        assert description.startswith("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(("button", "reason"), BUTTONS)
async def test_buttons_that_telegram_refuses(telegram: Telegram, button: dict[str, Any], reason: str) -> None:
    await telegram.started()
    markup = {"inline_keyboard": [[{"text": "x"} | button]]}
    assert reason in await telegram.refused("sendMessage", chat_id=ALICE, text="x", reply_markup=markup)


async def test_more_than_a_hundred_buttons_are_too_many(telegram: Telegram) -> None:
    await telegram.started()
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] for _ in range(101)]}
    reason = await telegram.refused("sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    assert reason == "Bad Request: REPLY_MARKUP_TOO_LONG"


async def test_ton_links_can_be_switched_off(telegram: Telegram) -> None:
    await telegram.started()
    markup = {"inline_keyboard": [[{"text": "Pay", "url": "ton://transfer/UQ?amount=1"}]]}
    await telegram.bot("sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    await telegram.does("settings", ton_links=False)
    reason = await telegram.refused("sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    assert reason == (
        "Bad Request: inline keyboard button URL 'ton://transfer/UQ?amount=1' is invalid: Unsupported URL protocol"
    )


async def test_whom_the_bot_may_write_to(telegram: Telegram) -> None:
    assert await telegram.refused("sendMessage", chat_id=5, text="x") == "Bad Request: chat not found"
    reason = await telegram.refused("sendMessage", chat_id=ROSA, text="x")
    assert reason == "Forbidden: bot can't initiate conversation with a user"
    await telegram.started(ROSA)
    await telegram.does("block", user=ROSA, blocked=True)
    [update] = await telegram.read()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    reason = await telegram.refused("sendMessage", chat_id=ROSA, text="x")
    assert reason == "Forbidden: bot was blocked by the user"
    await telegram.does("send", user=ROSA, text="/start")
    kinds = [set(update) - {"update_id"} for update in await telegram.read()]
    assert kinds == [{"my_chat_member"}, {"message"}]
    await telegram.bot("sendMessage", chat_id=ROSA, text="welcome back")


async def test_a_wrong_token_and_an_unknown_method(telegram: Telegram) -> None:
    answer = await telegram.http.post("/bot1:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    answer = await telegram.http.post(f"/bot{TOKEN}/sendTelepathy")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert (await telegram.http.post(f"/bot{TOKEN}/GETME")).json()["result"]["is_bot"] is True


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("⭐🌟<code>x</code>", "⭐🌟x", [("code", 3, 1)]),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
        ("a &lt;&amp;&#33;&unknown; & b", "a <&!&unknown; & b", []),
        ("<a href='https://t.me/x'>y</a>", "y", [("text_link", 0, 1)]),
        ("<a href='nowhere'>y</a>", "y", []),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ('at <tg-time unix="1647531900" format="wDT">22:45</tg-time>', "at 22:45", [("date_time", 3, 5)]),
        ("see /orders, @alice or https://t.me/x.", None, [("bot_command", 4, 7), ("mention", 13, 6), ("url", 23, 14)]),
        ("<code>/orders @alice</code>", "/orders @alice", [("code", 0, 14)]),
    ],
)
def test_html_becomes_entities(source: str, text: str | None, entities: list[tuple[str, int, int]]) -> None:
    result = formatted(source, "HTML")
    assert result.text == (source if text is None else text)
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in result.entities] == entities


# -- editing


async def test_edits_follow_telegrams_rules(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="one", reply_markup=KEYS)
    here = {"chat_id": ALICE, "message_id": sent["message_id"]}
    reason = await telegram.refused("editMessageText", **here, text="one", reply_markup=KEYS)
    assert reason.startswith("Bad Request: message is not modified")
    edited = await telegram.bot("editMessageText", **here, text="one")
    assert "reply_markup" not in edited  # an edit without a keyboard takes it away
    reason = await telegram.refused("editMessageCaption", **here, caption="x")
    assert reason == "Bad Request: there is no caption in the message to edit"
    reason = await telegram.refused("editMessageText", chat_id=ALICE, message_id=99, text="x")
    assert reason == "Bad Request: message to edit not found"
    reason = await telegram.refused("editMessageText", chat_id=ALICE, message_id=1, text="x")
    assert reason == "Bad Request: message can't be edited"
    menu = {"keyboard": [["For me"]], "one_time_keyboard": True}
    asked = await telegram.bot("sendMessage", chat_id=ALICE, text="who?", reply_markup=menu)
    reason = await telegram.refused("editMessageText", chat_id=ALICE, message_id=asked["message_id"], text="x")
    assert reason == "Bad Request: message can't be edited"
    reason = await telegram.refused("editMessageReplyMarkup", **here, reply_markup=menu)
    assert reason == "Bad Request: inline keyboard expected"


async def test_a_text_becomes_a_picture_and_stays_one(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="pay")
    here = {"chat_id": str(ALICE), "message_id": str(sent["message_id"])}
    media = {"type": "photo", "media": "attach://qr", "caption": "<b>Pay</b>", "parse_mode": "HTML"}
    files = {"qr": ("qr.png", picture())}
    data = here | {"media": json.dumps(media)}
    answer = await telegram.http.post(f"/bot{TOKEN}/editMessageMedia", data=data, files=files)
    body = answer.json()["result"]
    assert body["caption"] == "Pay"
    assert "text" not in body
    reason = await telegram.refused("editMessageText", **here, text="x")
    assert reason == "Bad Request: there is no text in the message to edit"
    edited = await telegram.bot("editMessageCaption", **here, caption="Paid", reply_markup=KEYS)
    assert (edited["caption"], edited["reply_markup"]) == ("Paid", KEYS)

    file = await telegram.bot("getFile", file_id=body["photo"][-1]["file_id"])
    assert (await telegram.http.get(f"/file/bot{TOKEN}/{file['file_path']}")).content == picture()
    assert (await telegram.http.get(f"/world/files/{file['file_id']}")).content == picture()
    [call] = (await telegram.sees("history", method="editMessageMedia"))["items"]
    assert call["params"]["files"] == {"qr": "qr.png"}
    assert call["params"]["media"]["caption"] == "<b>Pay</b>"


async def test_what_is_no_picture_and_captions_that_are_too_long(telegram: Telegram) -> None:
    await telegram.started()
    path, chat = f"/bot{TOKEN}/sendPhoto", {"chat_id": str(ALICE)}
    answer = await telegram.http.post(path, data=chat, files={"photo": ("qr.png", b"not a picture")})
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await telegram.http.post(path, data=chat, files={"photo": ("qr.png", b"")})
    assert answer.json()["description"] == "Bad Request: file must be non-empty"
    files = {"photo": ("qr.png", picture())}
    answer = await telegram.http.post(path, data=chat | {"caption": "x" * 1025}, files=files)
    assert answer.json()["description"] == "Bad Request: message caption is too long"
    reason = await telegram.refused("sendPhoto", chat_id=ALICE, photo="no such id")
    assert "wrong file identifier" in reason


async def test_deleting(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="x")
    here = {"chat_id": ALICE, "message_id": sent["message_id"]}
    await telegram.bot("deleteMessage", **here)
    assert await telegram.refused("deleteMessage", **here) == "Bad Request: message to delete not found"
    assert await telegram.bot("deleteMessages", chat_id=ALICE, message_ids=[1, sent["message_id"], 77]) is True
    old = await telegram.bot("sendMessage", chat_id=ALICE, text="old")
    telegram.clock.advance(49 * 3600)
    reason = await telegram.refused("deleteMessage", chat_id=ALICE, message_id=old["message_id"])
    assert reason == "Bad Request: message can't be deleted for everyone"


# -- taps


async def test_a_tap_is_answered_once_and_in_time(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="x", reply_markup=KEYS)
    tap = await telegram.does("press", user=ALICE, message_id=sent["message_id"], label="Buy")
    [update] = await telegram.read()
    query = update["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("buy", sent["message_id"])
    assert (await telegram.sees(f"callbacks/{tap['callback_id']}")) == {"answered": False}
    answer = {"callback_query_id": query["id"], "text": "Done", "show_alert": True}
    await telegram.bot("answerCallbackQuery", **answer)
    assert (await telegram.sees(f"callbacks/{tap['callback_id']}"))["text"] == "Done"
    [toast] = (await telegram.sees(f"chats/{ALICE}"))["toasts"]
    assert toast["alert"] is True
    assert "query is too old" in await telegram.refused("answerCallbackQuery", **answer)

    late = await telegram.does("press", user=ALICE, message_id=sent["message_id"], data="buy")
    telegram.clock.advance(61)
    reason = await telegram.refused("answerCallbackQuery", callback_query_id=late["callback_id"])
    assert reason == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_people_press_only_what_is_there_but_forge_anything(telegram: Telegram) -> None:
    await telegram.started()
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="x", reply_markup=KEYS)
    here = {"user": ALICE, "message_id": sent["message_id"]}
    answer = await telegram.http.post("/world/press", json=here | {"data": "free-stars"})
    assert answer.status_code == 400
    assert "no such button" in answer.json()["error"]
    await telegram.does("forge", **here, data="free-stars")
    await telegram.bot("deleteMessage", chat_id=ALICE, message_id=sent["message_id"])
    await telegram.does("forge", **here, data="after-the-end")
    forged, gone = [update["callback_query"] for update in await telegram.read()]
    assert forged["data"] == "free-stars"
    assert gone["message"]["date"] == 0


async def test_other_buttons_tell_what_they_do(telegram: Telegram) -> None:
    await telegram.started()
    copy = {"text": "Copy", "copy_text": {"text": "STARS-1"}, "style": "primary"}
    markup = {"inline_keyboard": [[copy, {"text": "Open", "url": "t.me/x"}]]}
    sent = await telegram.bot("sendMessage", chat_id=ALICE, text="x", reply_markup=markup)
    here = {"user": ALICE, "message_id": sent["message_id"]}
    assert (await telegram.does("press", **here, label="Copy"))["copy_text"] == {"text": "STARS-1"}
    assert (await telegram.does("press", **here, label="Open"))["url"] == "http://t.me/x"
    assert await telegram.read() == []


# -- what people send


async def test_choosing_people_shows_only_the_names_that_were_asked_for(telegram: Telegram) -> None:
    await telegram.started()
    request = {"request_id": 3, "max_quantity": 2, "request_username": True}
    menu = {"keyboard": [[{"text": "Choose", "request_users": request}]], "one_time_keyboard": True}
    await telegram.bot("sendMessage", chat_id=ALICE, text="who?", reply_markup=menu)
    nameless = {"user_id": 5005, "first_name": "Nina"}
    await telegram.does("share_users", user=ALICE, request_id=3, users=[ROSA, nameless])
    [update] = await telegram.read()
    shared = [{"user_id": ROSA, "username": "rosa_reseller"}, {"user_id": 5005}]
    assert update["message"]["users_shared"] == {"request_id": 3, "users": shared}
    assert (await telegram.sees(f"chats/{ALICE}"))["keyboard"] is None
    answer = await telegram.http.post("/world/share_users", json={"user": ALICE, "request_id": 3, "users": [ROSA]})
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "location", "document"])
async def test_media(telegram: Telegram, kind: str) -> None:
    await telegram.does("media", user=ALICE, kind=kind)
    [update] = await telegram.read()
    assert kind in update["message"]


async def test_a_document_is_read_by_the_bot(telegram: Telegram) -> None:
    await telegram.does("document", user=ROSA, filename="bulk.csv", content="@alice 100")
    form = {"user": str(ROSA)}
    upload = {"file": ("again.csv", b"@bob 50")}
    assert (await telegram.http.post("/world/document", data=form, files=upload)).status_code == 200
    contents = []
    for update in await telegram.read():
        file = await telegram.bot("getFile", file_id=update["message"]["document"]["file_id"])
        contents.append((await telegram.http.get(f"/file/bot{TOKEN}/{file['file_path']}")).text)
    assert contents == ["@alice 100", "@bob 50"]


async def test_contact_forward_and_deep_link(telegram: Telegram) -> None:
    await telegram.does("share_contact", user=ALICE)
    await telegram.does("media", user=ALICE, kind="forward")
    await telegram.does("deep_link", user=ALICE, payload="s_100_alice")
    contact, forward, start = [update["message"] for update in await telegram.read()]
    assert contact["contact"]["user_id"] == ALICE
    assert forward["forward_origin"]["type"] == "hidden_user"
    assert start["text"] == "/start s_100_alice"


async def test_in_groups_the_bot_sees_what_is_meant_for_it(telegram: Telegram) -> None:
    await telegram.does("group", chat_id=-1001, title="Friends")
    await telegram.does("send", user=ALICE, chat=-1001, text="hello all")
    await telegram.does("send", user=ALICE, chat=-1001, text="/start")
    [update] = await telegram.read()
    assert update["message"]["chat"]["title"] == "Friends"
    sent = await telegram.bot("sendMessage", chat_id=-1001, text="Write to me")
    await telegram.does("send", user=ROSA, chat=-1001, text="why?", reply_to=sent["message_id"])
    assert len(await telegram.read()) == 1
    assert (await telegram.sees(f"chats/{ROSA}", chat=-1001))["messages"][-1]["text"] == "why?"


async def test_people_change_and_join(telegram: Telegram) -> None:
    await telegram.http.patch(f"/world/people/{ALICE}", json={"username": "", "language_code": "ar"})
    await telegram.does("people", id=4004, first_name="Noor", language_code="fa")
    people = {person["id"]: person for person in (await telegram.sees("people"))["items"]}
    assert people[ALICE]["username"] is None
    assert people[4004]["language_code"] == "fa"
    await telegram.does("send", user=ALICE, text="hi")
    [update] = await telegram.read()
    assert "username" not in update["message"]["from"]
    assert (await telegram.http.get("/world/chats/9")).status_code == 404


# -- inline mode


async def test_an_inline_card_is_chosen_and_edited(telegram: Telegram) -> None:
    card = {
        "type": "article",
        "id": "q1",
        "title": "Quote",
        "input_message_content": {"message_text": "<b>500</b>", "parse_mode": "HTML"},
        "reply_markup": KEYS,
    }
    async with asyncio.TaskGroup() as group:
        asked = group.create_task(telegram.does("inline", user=ROSA, query="500"))
        [update] = await telegram.bot("getUpdates", timeout=5)
        query = update["inline_query"]
        doubled = await telegram.refused("answerInlineQuery", inline_query_id=query["id"], results=[card, card])
        assert doubled == "Bad Request: RESULT_ID_DUPLICATE"
        answer = {"inline_query_id": query["id"], "results": [card], "is_personal": True, "cache_time": 30}
        await telegram.bot("answerInlineQuery", **answer)
    assert [result["title"] for result in asked.result()["results"]] == ["Quote"]
    await telegram.read()

    chosen = await telegram.does("choose_inline", user=ROSA, query="500", result_id="q1", chat=ALICE)
    [feedback] = await telegram.read()
    assert feedback["chosen_inline_result"]["inline_message_id"] == chosen["inline_message_id"]
    target = {"inline_message_id": chosen["inline_message_id"]}
    assert await telegram.bot("editMessageText", **target, text="paid", reply_markup=KEYS) is True
    [message] = (await telegram.sees(f"chats/{ALICE}", chat=ROSA))["messages"]
    assert (message["text"], message["via_bot"]["is_bot"]) == ("paid", True)
    await telegram.does("press", user=ALICE, chat=ROSA, message_id=message["message_id"], data="buy")
    [tap] = await telegram.read()
    assert tap["callback_query"]["inline_message_id"] == chosen["inline_message_id"]
    assert "message" not in tap["callback_query"]

    again = await telegram.does("inline", user=ROSA, query="500")  # Telegram's cache answers
    assert again["answered"] is True
    assert await telegram.read() == []


# -- updates: polling


async def test_updates_come_again_until_they_are_confirmed(telegram: Telegram) -> None:
    await telegram.does("send", user=ALICE, text="one")
    await telegram.does("send", user=ALICE, text="two")
    first = await telegram.bot("getUpdates", limit=1)
    assert [update["message"]["text"] for update in first] == ["one"]
    both = await telegram.bot("getUpdates")
    assert [update["message"]["text"] for update in both] == ["one", "two"]
    rest = await telegram.bot("getUpdates", offset=both[0]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["two"]
    assert (await telegram.sees("pending"))["pending"] == 1
    assert await telegram.bot("getUpdates", offset=-1) == rest


async def test_a_long_poll_ends_with_the_first_update(telegram: Telegram) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.bot("getUpdates", timeout=30))
        await until(lambda: telegram.world.updates.polls > 0)
        await telegram.does("send", user=ALICE, text="hi")
    assert [update["message"]["text"] for update in poll.result()] == ["hi"]


async def test_a_second_poller_sends_the_first_one_away(telegram: Telegram) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(telegram.refused("getUpdates", timeout=30))
        await until(lambda: telegram.world.updates.polls > 0)
        assert await telegram.bot("getUpdates") == []
    assert first.result().startswith("Conflict: terminated by other getUpdates request")


async def test_allowed_updates(telegram: Telegram) -> None:
    await telegram.bot("getUpdates", allowed_updates=["callback_query"])
    await telegram.does("send", user=ALICE, text="unheard")
    assert (await telegram.sees("pending"))["pending"] == 0


# -- updates: webhook


@asynccontextmanager
async def webhook(answers: Callable[[dict[str, Any]], int]) -> AsyncIterator[tuple[str, list[Any]]]:
    """A bot's webhook that answers each update with the status that `answers` gives."""
    got: list[Any] = []

    async def receive(request: web.Request) -> web.Response:
        update = await request.json()
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        return web.Response(status=answers(update))

    app = web.Application()
    app.router.add_post("/hook", receive)
    async with served(app) as url:
        yield f"{url}/hook", got


async def test_a_webhook_gets_an_update_until_it_answers_well(telegram: Telegram) -> None:
    statuses = iter([500, 503, 200])
    async with webhook(lambda _: next(statuses)) as (url, got):
        await telegram.bot("setWebhook", url=url, secret_token="s3cret", max_connections=5)
        assert (await telegram.refused("getUpdates")).startswith("Conflict: can't use getUpdates method")
        await telegram.does("send", user=ALICE, text="hi")
        await until(lambda: not telegram.world.updates.pending)
    assert [secret for secret, _ in got] == ["s3cret"] * 3
    assert len({update["update_id"] for _, update in got}) == 1
    info = await telegram.bot("getWebhookInfo")
    assert "503" in info["last_error_message"]
    assert info["max_connections"] == 5
    await telegram.bot("deleteWebhook")
    assert (await telegram.bot("getWebhookInfo"))["url"] == ""


async def test_one_update_that_fails_does_not_stop_the_others(telegram: Telegram) -> None:
    def answers(update: dict[str, Any]) -> int:
        return 500 if update["message"]["text"] == "bad" else 200

    async with webhook(answers) as (url, _):
        await telegram.bot("setWebhook", url=url)
        for text in ("bad", "good", "fine"):
            await telegram.does("send", user=ALICE, text=text)
        await until(lambda: len(telegram.world.updates.pending) == 1)
        [left] = telegram.world.updates.pending.values()
        assert left.payload["text"] == "bad"
        await telegram.bot("deleteWebhook", drop_pending_updates=True)
    assert telegram.world.updates.pending == {}


async def test_deliveries_are_bounded_and_run_beside_each_other(telegram: Telegram) -> None:
    running, most, gate = 0, 0, asyncio.Event()

    async def receive(request: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 2:
            gate.set()
        await gate.wait()
        running -= 1
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    async with served(app) as url:
        await telegram.bot("setWebhook", url=f"{url}/hook", max_connections=2)
        for n in range(6):
            await telegram.does("send", user=ALICE, text=str(n))
        await until(lambda: not telegram.world.updates.pending)
    assert most == 2


async def test_a_webhook_may_answer_with_a_method(telegram: Telegram) -> None:
    async def receive(request: web.Request) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": ALICE, "text": "inline answer"})

    app = web.Application()
    app.router.add_post("/hook", receive)
    async with served(app) as url:
        await telegram.bot("setWebhook", url=f"{url}/hook")
        await telegram.does("send", user=ALICE, text="hi")
        await until(lambda: not telegram.world.updates.pending)
    assert (await telegram.sees(f"chats/{ALICE}"))["messages"][-1]["text"] == "inline answer"


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ({"method": "answerCallbackQuery", "callback_query_id": "1", "text": "x" * 201}, "201 units, 200 are allowed"),
        ({"method": "sendMessage", "chat_id": ALICE, "text": "x", "colour": "red"}, "unknown field colour"),
        ({"method": "sendPhoto", "chat_id": ALICE, "photo": {"file": "a.png"}}, "photo"),
    ],
)
async def test_the_gate_sees_what_a_webhook_answers(telegram: Telegram, reply: dict[str, Any], found: str) -> None:
    async def receive(request: web.Request) -> web.Response:
        return web.json_response(reply)

    history = telegram.world.history = GatedHistory()
    app = web.Application()
    app.router.add_post("/hook", receive)
    async with served(app) as url:
        await telegram.bot("setWebhook", url=f"{url}/hook")
        await telegram.does("send", user=ALICE, text="hi")
        await until(lambda: not telegram.world.updates.pending and bool(history.violations))
    assert found in history.violations[0]


# -- trouble


async def test_429_and_errors_on_demand(telegram: Telegram) -> None:
    await telegram.started()
    await telegram.does("faults", kind="429", method="sendMessage", retry_after=7, times=1, chat=ALICE)
    answer = await telegram.http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": ALICE, "text": "x"})
    assert answer.status_code == 429
    assert answer.json()["parameters"] == {"retry_after": 7}
    assert answer.json()["description"] == "Too Many Requests: retry after 7"
    await telegram.bot("sendMessage", chat_id=ALICE, text="x")
    await telegram.does("faults", kind="error", status=502, description="Bad Gateway")
    assert await telegram.refused("getMe") == "Bad Gateway"
    assert len((await telegram.sees("faults"))["items"]) == 1
    await telegram.http.delete("/world/faults")
    await telegram.bot("getMe")
    calls = (await telegram.sees("history", method="sendMessage"))["items"]
    assert [call["ok"] for call in calls] == [False, True]


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 0), ("drop_after", 1)])
async def test_connections_that_break(telegram: Telegram, kind: str, arrived: int) -> None:
    await telegram.started()
    await telegram.does("faults", kind=kind, method="sendMessage", times=1)
    with pytest.raises(httpx.TransportError):
        await telegram.bot("sendMessage", chat_id=ALICE, text="x")
    mine = [m for m in (await telegram.sees(f"chats/{ALICE}"))["messages"] if m["from"]["is_bot"]]
    assert len(mine) == arrived


async def test_delays_are_slept(telegram: Telegram) -> None:
    await telegram.does("faults", kind="delay", seconds=30, times=1)
    await telegram.bot("getMe")
    assert telegram.slept == [30]


async def test_speed_limits_when_switched_on(telegram: Telegram) -> None:
    await telegram.started()
    await telegram.started(ROSA)
    await telegram.does("settings", chat_per_second=1, chat_burst=2, overall_per_second=3)
    for _ in range(2):
        await telegram.bot("sendMessage", chat_id=ALICE, text="x")
    assert "Too Many Requests: retry after 2" in await telegram.refused("sendMessage", chat_id=ALICE, text="x")
    await telegram.bot("sendMessage", chat_id=ROSA, text="x")
    assert "retry after 1" in await telegram.refused("sendMessage", chat_id=ROSA, text="x")
    telegram.clock.advance(2)
    await telegram.bot("sendMessage", chat_id=ALICE, text="x")


async def test_wrong_requests_to_the_world_say_why(telegram: Telegram) -> None:
    for path, body in [("settings", {"gravity": 1}), ("faults", {"kind": "quake"}), ("send", {"user": ALICE})]:
        answer = await telegram.http.post(f"/world/{path}", json=body)
        assert answer.status_code == 400
        assert answer.json()["error"]


# -- looks


async def test_the_menu_is_the_narrowest_that_fits(telegram: Telegram) -> None:
    async def menu(person: int) -> list[str]:
        commands = (await telegram.sees(f"chats/{person}"))["commands"]
        return [command["description"] for command in commands]

    def one(text: str) -> list[dict[str, str]]:
        return [{"command": "start", "description": text}]

    await telegram.bot("setMyCommands", commands=one("everybody"))
    await telegram.bot("setMyCommands", commands=one("ruso"), language_code="es")
    assert (await menu(ALICE), await menu(ROSA)) == (["everybody"], ["ruso"])
    scope = {"type": "chat", "chat_id": IVAN}
    assert await telegram.refused("setMyCommands", commands=one("admin"), scope=scope) == "Bad Request: chat not found"
    await telegram.started(IVAN)
    await telegram.bot("setMyCommands", commands=one("admin"), scope=scope)
    assert await menu(IVAN) == ["admin"]
    await telegram.bot("deleteMyCommands", scope=scope)
    assert await menu(IVAN) == ["everybody"]
    bad = [{"command": "Start!", "description": "x"}]
    assert await telegram.refused("setMyCommands", commands=bad) == "Bad Request: BOT_COMMAND_INVALID"


async def test_the_page_is_served(telegram: Telegram) -> None:
    page = await telegram.http.get("/")
    assert page.headers["content-type"].startswith("text/html")
    for outside in ('src="http', 'href="http', "@import", "innerHTML"):
        assert outside not in page.text


async def test_the_shop_serves_both_worlds_at_one_address() -> None:
    token, key = demo.play_token(), demo.play_key()
    app, _ = demo.shop(token, key)
    async with served(app) as url, httpx.AsyncClient(base_url=url) as http:
        assert (await http.post(f"/bot{token}/getMe")).json()["ok"]
        balance = await http.get("/api/v1/balance", headers={"Authorization": f"Bearer {key}"})
        assert balance.json()["ok"]
        assert (await http.get("/control/orders")).json()["items"] == []
        assert (await http.get("/")).status_code == 200


async def test_beside_the_partner_alone_the_page_is_served_too() -> None:
    async with served(demo.partner_with_panel(demo.play_key())) as url, httpx.AsyncClient(base_url=url) as http:
        assert (await http.get("/")).status_code == 200
        assert (await http.get("/control/orders")).status_code == 200
        assert (await http.get("/world/people")).status_code == 404


# -- aiogram reads every answer


@asynccontextmanager
async def aiogram_bot(url: str) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    try:
        yield bot
    finally:
        await bot.session.close()


async def test_aiogram_sends_edits_and_deletes(telegram: Telegram) -> None:
    await telegram.started()
    keys = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="Buy", callback_data="buy", style="primary")],
            [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="memo"))],
        ]
    )
    async with aiogram_bot(telegram.url) as bot:
        sent = await bot.send_message(ALICE, "<b>x</b> /orders", parse_mode="HTML", reply_markup=keys)
        assert sent.entities is not None
        assert sent.html_text.startswith("<b>x</b>")
        edited = await bot.edit_message_text("y", chat_id=ALICE, message_id=sent.message_id, reply_markup=keys)
        assert not isinstance(edited, bool)
        assert edited.edit_date
        photo = InputMediaPhoto(media=BufferedInputFile(picture(), "qr.png"), caption="Pay")
        pictured = await bot.edit_message_media(photo, chat_id=ALICE, message_id=sent.message_id, reply_markup=keys)
        assert not isinstance(pictured, bool)
        assert pictured.photo
        await bot.edit_message_caption(chat_id=ALICE, message_id=sent.message_id, caption="Paid")
        await bot.edit_message_reply_markup(chat_id=ALICE, message_id=sent.message_id, reply_markup=keys)

        again = await bot.send_photo(ALICE, pictured.photo[-1].file_id, caption="again")
        document = await bot.send_document(ALICE, BufferedInputFile(b"a;b", "orders.csv"), caption="rows")
        assert document.document is not None
        content = await bot.download(document.document)
        assert content is not None
        assert content.read() == b"a;b"
        copied = await bot.copy_message(ALICE, ALICE, again.message_id)
        forwarded = await bot.forward_message(ALICE, ALICE, again.message_id)
        assert forwarded.forward_origin is not None
        reply = await bot.send_message(ALICE, "r", reply_parameters=ReplyParameters(message_id=again.message_id))
        assert reply.reply_to_message is not None
        assert await bot.pin_chat_message(ALICE, again.message_id)
        assert await bot.unpin_chat_message(ALICE)
        assert await bot.send_chat_action(ALICE, "typing")
        assert await bot.delete_message(ALICE, copied.message_id)
        assert await bot.delete_messages(ALICE, [again.message_id, reply.message_id])


async def test_aiogram_reads_updates_and_answers(telegram: Telegram) -> None:
    await telegram.started()
    users = KeyboardButtonRequestUsers(request_id=1, request_username=True)
    menu = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Choose", request_users=users)]])
    result = InlineQueryResultArticle(
        id="1", title="Quote", input_message_content=InputTextMessageContent(message_text="500 Stars")
    )
    async with aiogram_bot(telegram.url) as bot:
        await bot.send_message(ALICE, "who?", reply_markup=menu)
        await telegram.does("share_users", user=ALICE, request_id=1, users=[ROSA])
        sent = await telegram.bot("sendMessage", chat_id=ALICE, text="x", reply_markup=KEYS)
        await telegram.does("press", user=ALICE, message_id=sent["message_id"], data="buy")
        await telegram.does("forge", user=ALICE, message_id=999, data="gone")
        await telegram.does("block", user=ALICE)
        await telegram.does("media", user=ALICE, kind="forward")
        for kind in ("photo", "sticker", "voice", "location", "document"):
            await telegram.does("media", user=ALICE, kind=kind)
        async with asyncio.TaskGroup() as group:
            asked = group.create_task(telegram.does("inline", user=ALICE, query="500"))
            await until(lambda: bool(telegram.world.inline_queries))
            updates = await bot.get_updates(timeout=5, allowed_updates=[])
            queries = [update.inline_query for update in updates if update.inline_query]
            assert await bot.answer_inline_query(queries[0].id, [result], cache_time=0)
        assert asked.result()["answered"]
        [shared] = [u.message.users_shared for u in updates if u.message and u.message.users_shared]
        assert shared.users[0].username == "rosa_reseller"
        taps = [update.callback_query for update in updates if update.callback_query]
        assert await bot.answer_callback_query(taps[0].id, "Done")
        assert any(update.my_chat_member for update in updates)
        await bot.send_message(ALICE, "thanks", reply_markup=ReplyKeyboardRemove())


async def test_aiogram_dresses_the_bot(telegram: Telegram) -> None:
    await telegram.started()
    commands = [BotCommand(command="start", description="Begin")]
    private = BotCommandScopeAllPrivateChats()
    async with aiogram_bot(telegram.url) as bot:
        assert (await bot.get_me()).supports_inline_queries
        assert await bot.set_my_commands(commands, scope=private, language_code="es")
        assert (await bot.get_my_commands(scope=private, language_code="es"))[0].command == "start"
        assert await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=ALICE))
        assert await bot.set_my_name("Stars")
        assert (await bot.get_my_name()).name == "Stars"
        assert await bot.set_my_description("Sells Stars")
        assert (await bot.get_my_description(language_code="ru")).description == "Sells Stars"
        assert await bot.set_my_short_description("Stars")
        assert (await bot.get_my_short_description()).short_description == "Stars"
        assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
        assert (await bot.get_chat_menu_button()).type == "commands"
        assert (await bot.get_chat(ALICE)).username == "alice"
        assert await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="abc", allowed_updates=["message"])
        info = await bot.get_webhook_info()
        assert (info.url, info.allowed_updates) == ("http://127.0.0.1:9/hook", ["message"])
        assert await bot.delete_webhook()
        assert await bot.log_out()
        assert await bot.close()


async def test_aiogram_knows_the_refusals(telegram: Telegram) -> None:
    await telegram.started()
    await telegram.does("faults", kind="429", retry_after=3, times=1)
    async with aiogram_bot(telegram.url) as bot:
        with pytest.raises(TelegramRetryAfter) as refusal:
            await bot.send_message(ALICE, "x")
        assert refusal.value.retry_after == 3
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(ROSA, "x")
