"""The webhook: who may call it, what it makes of repeated updates, and several replicas behind one address."""

import asyncio
import contextlib
import json
import re
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from redis.asyncio import Redis

from bot.config import ConfigError, load_settings
from bot.runner import check_webhook
from bot.sandbox.telegram_api.updates import Webhook
from bot.sandbox.telegram_api.world import Call
from bot.telegram.http import LARGEST_UPDATE
from bot.telegram.updates import Intake
from tests.chaos.fleet import Fleet, open_fleet
from tests.support.processes import BotForkServer
from tests.support.shop import (
    ALICE,
    KEY,
    TOKEN,
    WEBHOOK_SECRET,
    Bubble,
    Json,
    MovingClock,
    Person,
    Shop,
    eventually,
    open_shop,
)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 60.0  # seconds; three processes and their test share two cores with others


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hooked(port: int) -> dict[str, str | int]:
    """Settings for the webhook at that port."""
    return {
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_secret": WEBHOOK_SECRET,
        "http_port": port,
    }


def start_of(update_id: int, person: int = ALICE) -> Json:
    user = {"id": person, "is_bot": False, "first_name": "Alice", "language_code": "en"}
    message = {"message_id": 1, "date": 1, "chat": {"id": person, "type": "private"}, "from": user, "text": "/start"}
    return {"update_id": update_id, "message": message}


def press_of(update_id: int, bubble: Bubble, label: str) -> Json:
    user = {"id": ALICE, "is_bot": False, "first_name": "Alice", "username": "alice", "language_code": "en"}
    chat = {"id": ALICE, "type": "private"}
    query = {"id": str(update_id), "from": user, "chat_instance": "1", "data": bubble.button(label)["callback_data"]}
    return {
        "update_id": update_id,
        "callback_query": query | {"message": {"message_id": bubble.id, "date": 1, "chat": chat}},
    }


@pytest.fixture
async def idle(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[Shop]:
    """The shop with no bot in it yet."""
    async with open_shop(valkey_url, clock) as shop:
        yield shop


@asynccontextmanager
async def own_server(port: int) -> AsyncIterator[httpx.AsyncClient]:
    """The bot's own server, once it listens."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:

        async def listens() -> bool:
            with contextlib.suppress(httpx.ConnectError):
                return (await http.get("/healthz")).is_success
            return False

        assert await eventually(listens, PATIENCE)
        yield http


@pytest.fixture
async def hook(idle: Shop) -> AsyncIterator[httpx.AsyncClient]:
    """The bot's own server, as Telegram sees it."""
    port = free_port()
    await idle.start_bot(**hooked(port))
    async with own_server(port) as http:
        yield http


# Who may call it


@pytest.mark.parametrize("secret", [None, "", "wrong", WEBHOOK_SECRET[:-1], WEBHOOK_SECRET + "x", "ключ", "\udcff"])
async def test_only_who_knows_the_secret_gets_in(hook: httpx.AsyncClient, idle: Shop, secret: str | None) -> None:
    headers = [] if secret is None else [(HEADER.encode(), secret.encode("utf-8", "surrogateescape"))]
    answer = await hook.post("/telegram", json=start_of(9), headers=headers)
    assert answer.status_code == 401
    assert await idle.person().chat() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"update_id": "one"}', 400),
        (b'{"update_id": 5, "something_new": {}}', 200),
        (b" " * (LARGEST_UPDATE + 1), 413),
    ],
)
async def test_what_is_no_update_is_turned_away(hook: httpx.AsyncClient, body: bytes, status: int) -> None:
    answer = await hook.post("/telegram", content=body, headers={HEADER: WEBHOOK_SECRET})
    assert answer.status_code == status


async def test_a_body_that_ends_too_early_or_is_badly_packed_is_turned_away_quietly(
    hook: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    port = hook.base_url.port
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /telegram HTTP/1.1\r\nHost: bot\r\n{HEADER}: {WEBHOOK_SECRET}\r\nContent-Length: 900\r\n\r\n{{"
    writer.write(head.encode())
    await writer.drain()
    writer.transport.abort()
    headers = {HEADER: WEBHOOK_SECRET, "Content-Encoding": "gzip"}
    assert (await hook.post("/telegram", content=b"no gzip", headers=headers)).status_code == 400
    assert "Error handling request" not in caplog.text


async def test_nothing_else_is_served_there(hook: httpx.AsyncClient) -> None:
    assert (await hook.get("/telegram")).status_code == 405
    assert (await hook.post("/", headers={HEADER: WEBHOOK_SECRET})).status_code == 404
    assert (await hook.get("/healthz")).text == "ok"


@pytest.mark.parametrize("secret", ["", "with space", "ключ", "x" * 257])
def test_without_a_good_secret_no_webhook_is_started(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    for name, value in {"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY, "HTTP_PORT": "8080"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    with pytest.raises(ConfigError, match="WEBHOOK_SECRET") as refused:
        load_settings(_env_file=None)
    assert not secret or secret not in str(refused.value)


# At least once, and no more than once


async def test_an_update_that_comes_again_is_not_done_again(hook: httpx.AsyncClient, idle: Shop) -> None:
    alice = idle.person()
    await alice.says("/start")
    first = await alice.sees(button="⭐ Buy Stars")
    answers = await asyncio.gather(
        *(hook.post("/telegram", json=start_of(10**9), headers={HEADER: WEBHOOK_SECRET}) for _ in range(5))
    )
    assert [answer.status_code for answer in answers] == [200] * 5
    assert await alice.last_seen() == first.id + 1, "one more screen, not five"


# The wheel on a pressed button


async def test_a_press_is_answered_in_the_reply_to_its_update(hook: httpx.AsyncClient, idle: Shop) -> None:
    alice = idle.person()
    await alice.says("/start")
    menu = await alice.sees(button="⭐ Buy Stars")
    press = press_of(10**9, menu, "⭐ Buy Stars")
    for _ in range(2):  # it may come a second time
        answer = await hook.post("/telegram", json=press, headers={HEADER: WEBHOOK_SECRET})
        assert answer.json() == {"method": "answerCallbackQuery", "callback_query_id": str(10**9)}
    await alice.sees("Who gets the Stars?")
    assert _wheels(idle) == []


async def test_half_a_character_is_replaced_in_what_comes_by_webhook(hook: httpx.AsyncClient, idle: Shop) -> None:
    alice, update = idle.person(), start_of(10**9)
    await alice.says("/start")
    menu = await alice.sees(button="⭐ Buy Stars")
    update["message"]["from"]["first_name"] = "Alice \ud800"
    answer = await hook.post("/telegram", content=json.dumps(update), headers={HEADER: WEBHOOK_SECRET})
    assert answer.status_code == 200
    await alice.sees(button="⭐ Buy Stars", after=menu.id)


async def test_a_press_that_takes_long_is_answered_meanwhile(hook: httpx.AsyncClient, idle: Shop) -> None:
    alice = idle.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    who = await alice.sees("Who gets the Stars?")
    await idle.quiet_updates()  # Telegram may still make the call in the reply to the first press
    before = len(_wheels(idle))
    await idle.fault("delay", "/recipients", seconds=1)
    press = press_of(10**9, who, "For me (@alice)")
    answer = await hook.post("/telegram", json=press, headers={HEADER: WEBHOOK_SECRET})
    assert (answer.status_code, answer.content) == (200, b"")
    await alice.sees("How many Stars")
    assert [call.params["callback_query_id"] for call in _wheels(idle)[before:]] == [str(10**9)]


async def test_telegram_makes_the_call_that_is_in_a_reply(idle: Shop) -> None:
    await idle.start_bot(**hooked(free_port()))
    alice = idle.person()
    await alice.says("/start")
    await alice.taps("⭐ Buy Stars")
    await alice.sees("Who gets the Stars?")

    async def stopped() -> bool:
        return [call.ok for call in _wheels(idle)] == [True]

    assert await eventually(stopped)


def _wheels(shop: Shop) -> list[Call]:
    """The calls that stop the wheel on a button; one in a reply is among them only where the reply went to Telegram."""
    return [call for call in shop.telegram.history if call.method == "answerCallbackQuery"]


# From one process to the next


async def test_on_the_way_down_updates_are_left_to_the_next_one(idle: Shop) -> None:
    port = free_port()
    await idle.start_bot(**hooked(port))
    alice = idle.person()
    await alice.says("/start")
    await alice.sees(button="⭐ Buy Stars")
    await idle.stop_bot()
    await alice.says("/help")  # Telegram keeps it
    await idle.start_bot(**hooked(port))
    await alice.sees("How it works")


async def test_from_polling_to_the_webhook_and_back_nothing_is_lost(idle: Shop) -> None:
    alice, port = idle.person(), free_port()
    idle.telegram.updates.backoff = 0.2  # seconds
    ways: list[dict[str, str | int]] = [{}, hooked(port), {}, hooked(port)]
    for number, settings in enumerate(ways):
        await alice.says("/start")  # while nobody is there
        await idle.start_bot(**settings)
        answered = await eventually(lambda: _screens(alice, number + 1))  # noqa: B023
        assert answered, f"the update before start {number} was lost"
        await idle.stop_bot()
    assert await idle.orders() == []
    starts = [bubble for bubble in await alice.chat() if bubble.mine]
    assert len(starts) == len(ways)


async def _screens(person: Person, number: int) -> bool:
    """Whether the person has that many starts, and a screen below the last one."""
    chat = await person.chat()
    mine = [bubble.id for bubble in chat if bubble.mine]
    return len(mine) == number and any(not bubble.mine and bubble.id > mine[-1] for bubble in chat)


async def test_no_more_updates_run_at_once_than_there_is_room_for() -> None:
    running = most = 0
    go = asyncio.Event()

    class Slow(Dispatcher):
        async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await go.wait()
            running -= 1

    counted: list[tuple[str, str]] = []
    intake = Intake(Slow(), cast(Bot, None), count=lambda *what: counted.append(what), limit=3)
    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(intake.handle(Update.model_validate(start_of(number, person=number + 1))))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        go.set()
    assert most == 3
    assert counted == [("message", "handled")] * 10


# Three replicas


@pytest.fixture
async def fleet(idle: Shop, redis: Redis, fork_server: BotForkServer, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with open_fleet(idle, redis, fork_server, tmp_path, HTTP_HOST="127.0.0.1") as fleet:
        yield fleet


@pytest.mark.timeout(240)
async def test_three_replicas_serve_a_crowd_and_one_of_them_goes_down(fleet: Fleet) -> None:
    """Each of twelve people confirms twice at once; one replica is stopped amidst it. Twelve orders, twelve screens."""
    for _ in range(3):
        await fleet.start()
    crowd = [await newcomer(fleet.shop, 5000 + number) for number in range(12)]

    async with asyncio.TaskGroup() as group:
        for person in crowd:
            group.create_task(buys(person))
        assert await eventually(lambda: ordered(fleet.shop, 4), PATIENCE)
        shares = [await handled(bot.port) for bot in fleet.bots]
        await fleet.bots[0].stop()

    assert all(shares), f"each replica has served somebody: {shares}"
    orders = await fleet.shop.orders()
    assert sorted(order["client_reference"] for order in orders) == sorted(f"tg-{person.id}" for person in crowd)
    keys = [create["idempotency_key"] for create in await fleet.shop.creates()]
    assert len(set(keys)) == len(crowd)
    for order in orders:
        await fleet.shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
        await fleet.shop.control(f"orders/{order['id']}/deliver")
    for person in crowd:
        await person.sees("✅ Delivered", photo=True)
    assert await eventually(fleet.idle, PATIENCE)


async def newcomer(shop: Shop, id: int) -> Person:
    await shop.world("people", {"id": id, "first_name": "Somebody", "username": f"crowd_{id}", "language_code": "en"})
    return Person(shop, id, patience=PATIENCE)


async def buys(person: Person) -> None:
    confirm = await person.chooses_stars()
    data = confirm.button("Confirm")["callback_data"]  # the second tap counts, even if the screen has changed by then
    async with asyncio.TaskGroup() as twice:
        for _ in range(2):
            twice.create_task(person.forges(data, on=confirm))
    await person.sees("Pay", "Memo", photo=True)


async def ordered(shop: Shop, number: int) -> bool:
    return len(await shop.orders()) >= number


async def handled(port: int) -> float:
    """Updates that a process has brought to their end, as its metrics tell."""
    async with httpx.AsyncClient() as http:
        text = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
    return sum(float(value) for value in re.findall(r'stars_updates_total{.*result="handled"} (\S+)', text))


async def test_admins_hear_when_telegram_cannot_deliver(shop: Shop, ivan: Person) -> None:
    """Once is a restart; at the second check in a row the admins hear of it, directly."""
    url = "https://bot.example.org/telegram"
    hook, updates = Webhook(url), shop.telegram.updates
    async with shop.built(webhook_url=url, webhook_secret=WEBHOOK_SECRET, http_port=8080) as app:
        await shop.stop_bot()
        await app.migration.run()
        updates.webhook = hook
        assert not await check_webhook(app, False)
        updates.webhook.last_error, updates.webhook.last_error_at = "502 Bad Gateway", int(time.time())
        await ivan.says("hello?")
        assert await check_webhook(app, False)
        assert not await app.alerts.active()
        assert await check_webhook(app, True)
        await ivan.sees("Telegram cannot deliver updates to the webhook")
        updates.pending.clear()
        assert not await check_webhook(app, True)
        await ivan.sees("Over")
