"""What middlewares do where no handler runs to its end: buttons whose answer hangs, and updates without Redis."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.types import (
    CallbackQuery,
    Chat,
    InlineQuery,
    Message,
    TelegramObject,
    Update,
    User,
)
from redis.exceptions import RedisError

from bot.telegram import webhook_reply
from bot.telegram.middlewares import OutageMiddleware
from bot.telegram.middlewares.outcome import Outcome
from bot.telegram.webhook_reply import Reply, answer_button
from bot.ui.i18n import Languages

ALICE = User(id=1001, is_bot=False, first_name="Alice")
PRIVATE, GROUP = Chat(id=1001, type="private"), Chat(id=-500, type="group")


class HangingQuery:
    """A pressed button; Telegram takes its answer and says nothing."""

    cancelled = False

    async def answer(self) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.cancelled = True
            raise


@pytest.mark.parametrize("reply", [None, Reply(closed=True)], ids=["polling", "stored"])
async def test_an_answer_that_hangs_does_not_hold_up_the_chat(
    reply: Reply | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_reply, "ANSWER_TIMEOUT", 0.05)
    query: Any = HangingQuery()

    async def work() -> str:
        return "done"

    async with asyncio.timeout(5):
        assert await answer_button(query, work(), reply) == "done"
    assert query.cancelled


def update(**event: Any) -> Update:
    return Update.model_validate({"update_id": 1, **event})


MESSAGE = Message(message_id=1, date=0, chat=PRIVATE, from_user=ALICE, text="hello")  # type: ignore[arg-type]
UPDATES = {
    "text": (update(message=MESSAGE), PRIVATE, 1),
    "button": (
        update(callback_query=CallbackQuery(id="1", from_user=ALICE, chat_instance="1", message=MESSAGE, data="x")),
        PRIVATE,
        1,
    ),
    "group": (update(message=MESSAGE.model_copy(update={"chat": GROUP})), GROUP, 0),
    "inline": (update(inline_query=InlineQuery(id="1", from_user=ALICE, query="5", offset="")), None, 0),
}


@pytest.mark.parametrize("kind", UPDATES)
async def test_without_redis_only_who_asks_in_the_private_chat_is_told(kind: str) -> None:
    event, chat, expected = UPDATES[kind]
    sent: list[int] = []

    async def send_message(chat_id: int, text: str) -> None:
        sent.append(chat_id)

    async def handler(event: Any, data: dict[str, Any]) -> None:
        raise RedisError

    done = asyncio.Event()
    done.set()
    migration: Any = SimpleNamespace(done=done, attempted=done)
    data = {"event_from_user": ALICE, "event_chat": chat, "bot": SimpleNamespace(send_message=send_message)}
    assert await OutageMiddleware(Languages(), migration)(handler, event, data) is Outcome.OUTAGE
    assert sent == [ALICE.id] * expected


@pytest.mark.parametrize("blocks_again", [False, True])
async def test_that_somebody_has_unblocked_the_bot_waits_for_redis(*, blocks_again: bool) -> None:
    """It is said only once, and what they have missed is sent for it. The last that is said counts."""
    is_away, tried, handled = True, list[str](), list[str]()
    stopping = asyncio.Event()

    async def handler(event: TelegramObject, data: dict[str, Any]) -> str:
        assert isinstance(event, Update)
        assert event.my_chat_member
        tried.append(event.my_chat_member.new_chat_member.status)
        if is_away:
            raise RedisError("READONLY")
        handled.append(event.my_chat_member.new_chat_member.status)
        return "handled"

    async def pause(stopping: asyncio.Event, seconds: float) -> None:
        nonlocal is_away
        is_away = len(tried) < 5
        if handled:
            stopping.set()

    done = asyncio.Event()
    done.set()
    migration: Any = SimpleNamespace(done=done, attempted=done)
    middleware = OutageMiddleware(Languages(), migration, pause=pause)
    data: dict[str, Any] = {"event_from_user": ALICE, "event_chat": PRIVATE, "bot": None}
    said = ["member", "kicked"] if blocks_again else ["member"]
    for status in said:
        assert await middleware(handler, unblocks(status), data) is Outcome.OUTAGE
    await middleware.run(stopping)
    assert handled == said[-1:]
    assert len(tried) >= 5


def unblocks(status: str) -> Update:
    person = {"id": ALICE.id, "is_bot": False, "first_name": "Alice"}
    member = {"status": status, "user": person} | ({"until_date": 0} if status == "kicked" else {})
    change: dict[str, Any] = {"chat": {"id": ALICE.id, "type": "private"}, "from": person, "date": 1_800_000_000}
    return update(my_chat_member=change | {"old_chat_member": member, "new_chat_member": member})
