"""Polling, webhook and chat sessions: each update is handled at least once, one at a time for each chat, and confirmed
to Telegram only after it was handled."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiohttp import web
from redis.asyncio import Redis

from bot.notifications.models import MessageRef
from bot.orders.draft import Draft
from bot.sandbox.demo import free_port
from bot.storage.lease import Lease
from bot.telegram import updates
from bot.telegram.client import open_bot
from bot.telegram.http import LARGEST_UPDATE, web_app
from bot.telegram.polling import Polling
from bot.telegram.rate_limit import retry_delay
from bot.telegram.session import LOCK_TIMEOUT, ChatSession, ChatSessions, Question
from bot.telegram.update_store import UpdateStore
from bot.telegram.updates import Intake
from bot.telegram.webhook import Webhook
from tests.support import KEYS
from tests.support.shop import ALICE, ROSA, MovingClock, Shop, eventually, open_shop

SECRET = "a-secret-of-these-tests"


@dataclass
class RecordingHandler:
    """Records the texts that it has begun and done, in order. A text in `failures` raises so many times; a text that
    begins with "slow" waits for `go_on`."""

    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    failures: dict[str, int] = field(default_factory=dict)

    async def handle(self, message: Message) -> None:
        text = message.text or ""
        self.begun.append(text)
        if self.failures.get(text, 0) > 0:
            self.failures[text] -= 1
            raise ValueError("a handler fails")
        if text.startswith("slow"):
            await self.go_on.wait()
        self.done.append(text)

    async def has_done(self, *texts: str) -> bool:
        return set(texts) <= set(self.done)

    async def has_begun(self, *texts: str) -> bool:
        return set(texts) <= set(self.begun)


async def at_once(seconds: float) -> None:
    """A sleep that lets others run, and no more."""
    await asyncio.sleep(min(seconds, 0.01))


@dataclass
class Harness:
    """The stand-in Telegram, and a polling process or a webhook with one recording handler."""

    shop: Shop
    redis: Redis
    bot: Bot

    def intake(self, handler: RecordingHandler) -> Intake:
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(handler.handle)
        return Intake(dispatcher, self.bot, count=lambda kind, result: None)

    @asynccontextmanager
    async def polling(self, handler: RecordingHandler) -> AsyncIterator[Polling]:
        """Polls inside the block. At its end the polling and all handlers are cancelled, as by a kill."""
        polling = Polling(
            self.bot, self.intake(handler), Lease(self.redis, KEYS, "polling"), ["message"], sleep=at_once
        )
        async with asyncio.TaskGroup() as group:
            running = group.create_task(polling.run(group))
            try:
                yield polling
            finally:
                running.cancel()
                polling.give_up()

    async def says(self, *texts: str) -> None:
        for text in texts:
            await self.shop.world("send", {"user": ALICE, "text": text})

    async def pending(self) -> int:
        return int((await self.shop.http.get("/world/pending")).json()["pending"])

    async def nothing_pending(self) -> bool:
        return await self.pending() == 0


@pytest.fixture
async def harness(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[Harness]:
    async with open_shop(valkey_url, clock) as shop:
        bot = open_bot(shop.settings)
        yield Harness(shop, redis, bot)
        await bot.session.close()


# Polling


async def test_the_offset_moves_past_an_update_only_when_it_and_all_before_it_are_done(harness: Harness) -> None:
    handler = RecordingHandler()
    async with harness.polling(handler):
        await harness.says("slow", "fast", "faster")
        assert await eventually(lambda: handler.has_done("fast", "faster"))
        polls = harness.shop.telegram.updates.polls
        assert await eventually(lambda: _has_polled(harness, polls + 3))
        assert await harness.pending() == 3
        handler.go_on.set()
        assert await eventually(harness.nothing_pending)
    assert handler.begun == ["slow", "fast", "faster"], "each was handled once, although it was offered again and again"


async def _has_polled(harness: Harness, times: int) -> bool:
    return harness.shop.telegram.updates.polls >= times


async def test_what_a_killed_process_was_handling_is_handled_by_the_next(harness: Harness) -> None:
    killed, next_one = RecordingHandler(), RecordingHandler()
    next_one.go_on.set()
    async with harness.polling(killed):
        await harness.says("slow", "fast")
        assert await eventually(lambda: killed.has_done("fast"))
    assert killed.done == ["fast"]
    async with harness.polling(next_one):
        assert await eventually(harness.nothing_pending)
    assert next_one.done[0] == "slow"


async def test_an_update_that_fails_is_tried_again_and_does_not_stop_the_others(harness: Harness) -> None:
    handler = RecordingHandler(failures={"unlucky": 2, "hopeless": 99})
    async with harness.polling(handler):
        await harness.says("unlucky", "hopeless", "fine")
        assert await eventually(harness.nothing_pending)
    assert handler.begun.count("unlucky") == 3
    assert handler.begun.count("hopeless") == 4, "then it is let go: one update must not block a shop for ever"
    assert sorted(handler.done) == ["fine", "unlucky"]


async def test_one_process_polls_and_another_takes_over_when_it_is_gone(harness: Harness) -> None:
    first, second = RecordingHandler(), RecordingHandler()
    async with AsyncExitStack() as stack:
        async with harness.polling(first):
            await harness.says("one")
            assert await eventually(lambda: first.has_done("one"))
            await stack.enter_async_context(harness.polling(second))
            await harness.says("two", "three")
            assert await eventually(lambda: first.has_done("two", "three"))
            assert await eventually(harness.nothing_pending)
        await harness.says("four")
        assert await eventually(lambda: second.has_done("four"))
    assert second.begun == ["four"]
    conflicts = [call for call in harness.shop.telegram.history if call.error and "terminated by other" in call.error]
    assert not conflicts, "they never polled at the same time"


NOT_OF_THE_BOT_API = [
    (200, '{"ok": true}'),
    (200, '{"ok": true, "result": null}'),
    (200, '{"ok": true, "result": "wrong"}'),
    (502, "<html>é</html>"),
    (200, "\xff"),
    (500, '{"ok": false, "error_code": 500}'),
    (400, '{"ok": false, "error_code": 400}'),
    (403, '{"ok": false, "description": null}'),
    (429, '{"ok": false, "description": "wait", "parameters": {"retry_after": 1e400}}'),
    (409, "[]"),
    (200, "[" * 100_000),
]


async def _answers(harness: Harness, method: str, status: int, body: str) -> None:
    """The next call of the method gets this answer."""
    fault = {"kind": "html", "method": method, "status": status, "body": body, "times": 1}
    await harness.shop.world("faults", fault)


@pytest.mark.parametrize(("status", "body"), NOT_OF_THE_BOT_API)
async def test_an_answer_that_is_not_of_the_bot_api_is_a_server_error(harness: Harness, status: int, body: str) -> None:
    await _answers(harness, "sendMessage", status, body)
    with pytest.raises(TelegramServerError):
        await harness.bot.send_message(ALICE, "text")


@pytest.mark.parametrize(("status", "body"), NOT_OF_THE_BOT_API)
async def test_no_answer_stops_the_polling(harness: Harness, status: int, body: str) -> None:
    handler = RecordingHandler()
    await _answers(harness, "getUpdates", status, body)
    async with harness.polling(handler):
        await harness.says("after all")
        assert await eventually(lambda: handler.has_done("after all"))


async def test_a_server_that_does_not_hold_a_poll_is_asked_once_a_second(harness: Harness) -> None:
    """An empty answer at once would else be followed by the next poll at once."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await at_once(seconds)

    handler = RecordingHandler()
    fault = {"kind": "html", "method": "getUpdates", "status": 200, "body": '{"ok": true, "result": []}'}
    await harness.shop.world("faults", fault)
    async with harness.polling(handler) as polling:
        polling.sleep = sleep
        assert await eventually(lambda: _are_many(slept))
        await harness.shop.http.delete("/world/faults")
        await harness.says("after all")
        assert await eventually(lambda: handler.has_done("after all"))
    assert max(slept) > 0


async def _are_many(slept: list[float]) -> bool:
    return len(slept) > 3


@pytest.mark.parametrize("error", [RuntimeError("closed"), BrokenPipeError()])
async def test_a_connection_that_breaks_in_another_way_is_a_network_error(
    harness: Harness, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """uvloop raises RuntimeError for a write to a connection that has just been closed."""

    async def broken(self: AiohttpSession) -> None:
        raise error

    monkeypatch.setattr(AiohttpSession, "create_session", broken)
    with pytest.raises(TelegramNetworkError):
        await harness.bot.send_message(ALICE, "text")


@pytest.mark.parametrize("seconds", [10**400, -(10**400), 0])
def test_a_wait_that_telegram_asks_for_has_bounds(seconds: int) -> None:
    error = TelegramRetryAfter(SendMessage(chat_id=ALICE, text="text"), "wait", seconds)
    assert retry_delay(error) in (1.0, 300.0)


async def test_a_chat_with_many_updates_keeps_nobody_else_waiting(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits for its own chat is stored at once, so that Telegram goes on with the updates of others."""
    monkeypatch.setattr(updates, "RELEASE_AFTER", 3600.0)
    handler = RecordingHandler()
    intake = harness.intake(handler)
    intake.store = UpdateStore(harness.redis, KEYS)
    async with asyncio.TaskGroup() as group:
        intake.group = group
        accepted = [group.create_task(intake.accept(_text(id, ALICE, f"slow {id}"))) for id in range(1, 8)]
        assert await intake.accept(_text(9, ROSA, "quick"))
        assert await eventually(lambda: _are_done(accepted[2:]))
        assert not any(task.done() for task in accepted[:2]), "these have a place"
        handler.go_on.set()
    assert [text for text in handler.begun if text != "quick"] == [f"slow {id}" for id in range(1, 8)]
    assert await _is_empty(harness)


def _text(id: int, user: int, text: str) -> dict[str, Any]:
    chat = {"id": user, "type": "private", "first_name": "A"}
    message = {"message_id": id, "date": 1, "chat": chat, "from": {"id": user, "is_bot": False, "first_name": "A"}}
    return {"update_id": id, "message": message | {"text": text}}


async def _are_done(tasks: list[asyncio.Task[bool]]) -> bool:
    return all(task.done() for task in tasks)


async def _is_empty(harness: Harness) -> bool:
    return not await harness.redis.keys("*:update:*")


async def test_half_a_character_is_replaced_before_it_reaches_a_handler(harness: Harness) -> None:
    """JSON may have it, and no text in UTF-8: neither Redis nor the partner could get it."""
    handler = RecordingHandler()
    poll = json.dumps({"ok": True, "result": [_text(1, ALICE, "half \ud800")]})
    await _answers(harness, "getUpdates", 200, poll)
    async with harness.polling(handler):
        assert await eventually(lambda: handler.has_done("half \ufffd"))


async def test_an_update_that_cannot_be_stored_is_handled_all_the_same(
    harness: Harness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the bot does not look at is not decoded, and may be nested too deeply to be written as JSON."""
    monkeypatch.setattr(updates, "RELEASE_AFTER", 0.0)
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    handler = RecordingHandler()
    intake = harness.intake(handler)
    intake.store = UpdateStore(harness.redis, KEYS)
    update = _text(1, ALICE, "slow 1")
    update["message"]["reply_to_message"] = deep
    async with asyncio.TaskGroup() as group:
        intake.group = group
        accepted = group.create_task(intake.accept(update))
        await asyncio.sleep(0.1)
        handler.go_on.set()
    assert accepted.result()
    assert handler.done == ["slow 1"]


# The webhook


@dataclass
class Hook:
    http: httpx.AsyncClient
    webhook: Webhook
    url: str
    _next: int = 100

    async def post(self, text: str = "hello", *, id: int | None = None, **more: Any) -> httpx.Response:
        self._next += 1
        chat = {"id": ALICE, "type": "private", "first_name": "Alice"}
        message = {"message_id": 1, "date": 0, "chat": chat, "text": text}
        body = {"update_id": id or self._next, "message": {**message, "from": {**chat, "is_bot": False}}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        return await self.http.post("/hook", **{"json": body, "headers": headers, **more})


Hooked = Callable[[RecordingHandler], Any]


@pytest.fixture
async def hooked(harness: Harness) -> AsyncIterator[Hooked]:
    """Serves the webhook of a process with that handler."""
    async with AsyncExitStack() as stack:

        async def open_hook(handler: RecordingHandler) -> Hook:
            webhook = Webhook(harness.intake(handler), SECRET)
            runner = web.AppRunner(web_app(webhook, "/hook", _always, _nothing), shutdown_timeout=0.1)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            return Hook(await stack.enter_async_context(httpx.AsyncClient(base_url=url)), webhook, f"{url}/hook")

        yield open_hook


async def _always() -> bool:
    return True


async def _nothing() -> bytes:
    return b""


@pytest.mark.parametrize(
    "secret",
    [None, b"", b"another", SECRET.encode()[:-1], SECRET.encode() + b"x", "gehëim".encode(), b"\xff\xfe"],
    ids=["missing", "empty", "wrong", "shorter", "longer", "not-ascii", "not-even-text"],
)
async def test_a_call_without_the_secret_is_turned_away(hooked: Hooked, secret: bytes | None) -> None:
    hook = await hooked(handler := RecordingHandler())
    headers = {} if secret is None else {b"X-Telegram-Bot-Api-Secret-Token": secret}
    assert (await hook.post(headers=headers)).status_code == 401
    assert handler.begun == []


async def test_an_update_is_answered_when_it_is_done_and_not_before(hooked: Hooked) -> None:
    hook = await hooked(handler := RecordingHandler())
    async with asyncio.TaskGroup() as group:
        call = group.create_task(hook.post("slow"))
        assert await eventually(lambda: handler.has_begun("slow"))
        assert not call.done()
        handler.go_on.set()
    assert call.result().status_code == 200


async def test_what_is_no_update_is_refused(hooked: Hooked) -> None:
    hook = await hooked(handler := RecordingHandler())
    assert (await hook.post(json={"hello": "there"})).status_code == 400
    assert (await hook.post(json=None, content=b"not JSON")).status_code == 400
    assert (await hook.post("x" * LARGEST_UPDATE)).status_code == 413
    assert handler.begun == []


async def test_while_draining_the_next_process_gets_the_updates(hooked: Hooked) -> None:
    hook = await hooked(handler := RecordingHandler())
    hook.webhook.draining = True
    assert (await hook.post()).status_code == 503
    assert (await hook.post(headers={})).status_code == 401, "and strangers learn nothing of it"
    assert handler.begun == []


async def test_telegram_delivers_again_what_has_failed(harness: Harness, hooked: Hooked) -> None:
    handler = RecordingHandler(failures={"unlucky": 1})
    hook = await hooked(handler)
    harness.shop.telegram.updates.backoff = 0.05
    await harness.bot.set_webhook(hook.url, secret_token=SECRET)
    await harness.says("unlucky", "fine")
    assert await eventually(harness.nothing_pending)
    assert handler.begun.count("unlucky") == 2
    assert sorted(handler.done) == ["fine", "unlucky"]


# The whole bot


@pytest.fixture
async def hooked_shop(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[tuple[Shop, int]]:
    """The shop with a bot that is called by Telegram, and its port."""
    port = free_port(21_000)
    async with open_shop(valkey_url, clock) as shop:
        shop.telegram.updates.backoff = 0.1
        await start_hooked(shop, port)
        yield shop, port


async def start_hooked(shop: Shop, port: int) -> None:
    url = f"http://127.0.0.1:{port}/hook"
    await shop.start_bot(webhook_url=url, webhook_secret=SECRET, http_port=port)


async def test_an_update_that_comes_twice_takes_effect_once(hooked_shop: tuple[Shop, int]) -> None:
    """The answer to the first delivery was lost on its way to Telegram."""
    shop, port = hooked_shop
    alice = shop.person()
    screen = await alice.chooses_stars()
    tap = {"id": "1", "from": shop.telegram.people[ALICE].as_user(), "chat_instance": "1", "message": screen.raw}
    update = {"update_id": 7, "callback_query": {**tap, "data": screen.button("Confirm")["callback_data"]}}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
        assert (await http.post("/hook", json=update, headers=headers)).status_code == 200
        await alice.sees("Pay", "Memo", photo=True)
        await shop.quiet()
        before = await alice.chat()
        assert (await http.post("/hook", json=update, headers=headers)).status_code == 200
    assert await alice.chat() == before
    assert len(await shop.creates()) == 1


async def test_a_bot_that_is_told_to_stop_finishes_what_it_does_and_loses_nothing(
    hooked_shop: tuple[Shop, int],
) -> None:
    shop, port = hooked_shop
    alice, rosa = shop.person(), shop.person(2002)
    screen = await alice.chooses_stars()
    await shop.fault("delay", "/orders/stars", seconds=2)
    await alice.taps("Confirm", on=screen)
    assert await eventually(lambda: _one_create(shop))
    async with asyncio.TaskGroup() as group:
        group.create_task(shop.stop_bot())
        await rosa.says("/start")  # nobody takes this one: Telegram keeps it
    await alice.sees("Pay", "Memo", photo=True)
    assert len(await shop.orders()) == 1
    assert [b for b in await rosa.chat() if not b.mine] == []
    await start_hooked(shop, port)
    await rosa.sees(button="⭐ Buy Stars")


async def _one_create(shop: Shop) -> bool:
    return len(await shop.creates()) == 1


# A chat's updates, one at a time


@pytest.fixture
def processes(redis: Redis, clock: MovingClock) -> tuple[ChatSessions, ChatSessions]:
    """The same chats as two processes see them."""
    return ChatSessions(redis, KEYS, clock=clock), ChatSessions(redis, KEYS, clock=clock)


async def test_a_chats_updates_run_one_at_a_time_across_processes(processes: tuple[ChatSessions, ChatSessions]) -> None:
    inside = [0]
    crowded = []

    async def update(number: int) -> None:
        async with processes[number % 2].open(ALICE, number) as visit:
            inside[0] += 1
            crowded.append(inside[0])
            await asyncio.sleep(0.002)
            locale = (visit.profile.locale or "") + "x"
            visit.profile = visit.profile.model_copy(update={"locale": locale})
            inside[0] -= 1

    await asyncio.gather(*[update(number) for number in range(1, 21)])
    assert crowded == [1] * 20
    _, profile = await processes[0].peek(ALICE)
    assert profile.locale == "x" * 20, "no change was lost"


async def test_chats_do_not_wait_for_each_other(processes: tuple[ChatSessions, ChatSessions]) -> None:
    one, other = processes
    async with asyncio.timeout(5), one.open(ALICE, 1), other.open(2002, 2) as visit:
        assert not visit.is_duplicate


async def test_waiting_for_another_process_is_bounded(redis: Redis, clock: MovingClock) -> None:
    """One that hangs, or was killed, holds up a chat for so long and no longer."""
    slept = [0.0]

    async def sleep(seconds: float) -> None:
        slept[0] += seconds

    hanging, patient = ChatSessions(redis, KEYS, clock=clock), ChatSessions(redis, KEYS, clock=clock, sleep=sleep)
    async with hanging.open(ALICE, 1) as late:
        async with patient.open(ALICE, 2) as visit:
            visit.session = ChatSession(draft=Draft(id="the-faster"))
        late.session = ChatSession(draft=Draft(id="the-slower"))
    assert slept[0] == pytest.approx(LOCK_TIMEOUT, abs=0.1)
    session, _ = await patient.peek(ALICE)
    assert session.draft.id == "the-faster", "whoever comes late overwrites nothing"


async def test_an_update_that_was_done_is_let_go_wherever_it_comes_again(
    processes: tuple[ChatSessions, ChatSessions],
) -> None:
    one, other = processes
    async with one.open(ALICE, 7) as visit:
        assert not visit.is_duplicate
    async with other.open(ALICE, 7) as visit:
        assert visit.is_duplicate


async def test_an_update_that_failed_left_nothing_and_may_come_again(
    processes: tuple[ChatSessions, ChatSessions],
) -> None:
    one, other = processes

    async def fails() -> None:
        async with one.open(ALICE, 7) as visit:
            visit.session = ChatSession(draft=Draft(id="half-done"))
            raise ValueError("a handler fails")

    with pytest.raises(ValueError, match="a handler fails"):
        await fails()
    async with other.open(ALICE, 7) as visit:
        assert not visit.is_duplicate
        assert visit.session.draft.id != "half-done"


async def test_a_session_of_an_older_version_keeps_its_question_and_its_message(
    processes: tuple[ChatSessions, ChatSessions], redis: Redis
) -> None:
    stored = '{"draft": {"id": "old"}, "place": {"message_id": 7}, "asks": "write 10421"}'
    await redis.set(KEYS.session(ALICE), stored)
    session, _ = await processes[0].peek(ALICE)
    assert session.question == Question(name="write", about="10421")
    assert session.message_ref == MessageRef(message_id=7)
    assert ChatSession.model_validate_json(session.model_dump_json()) == session
