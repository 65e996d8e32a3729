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
from bot.telegram.middlewares.outage import PAUSES
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


@pytest.mark.parametrize(("refusals", "waits"), [(0, []), (2, [1, 2]), (99, list(PAUSES))])
async def test_that_somebody_has_unblocked_the_bot_waits_for_redis(refusals: int, waits: list[float]) -> None:
    """It is said only once, and what they have missed is sent for it."""
    slept: list[float] = []
    left = iter(range(refusals))

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def handler(event: TelegramObject, data: dict[str, Any]) -> str:
        if next(left, None) is not None:
            raise RedisError("READONLY")
        return "handled"

    done = asyncio.Event()
    done.set()
    migration: Any = SimpleNamespace(done=done, attempted=done)
    person, status = {"id": ALICE.id, "is_bot": False, "first_name": "Alice"}, {"status": "member"}
    change: dict[str, Any] = {"chat": {"id": ALICE.id, "type": "private"}, "from": person, "date": 1_800_000_000}
    change |= {"old_chat_member": status | {"user": person}, "new_chat_member": status | {"user": person}}
    update = Update.model_validate({"update_id": 1, "my_chat_member": change})
    middleware = OutageMiddleware(Languages(), migration, sleep)
    data: dict[str, Any] = {"event_from_user": ALICE, "event_chat": PRIVATE, "bot": None}
    if refusals > len(PAUSES):
        with pytest.raises(RedisError):  # Telegram delivers the update again
            await middleware(handler, update, data)
    else:
        assert await middleware(handler, update, data) == "handled"
    assert slept == waits
