"""The shop of the tests: the stand-in servers, the real bot, and people who tap and read.

All parts talk over real HTTP and use a real Valkey. `start_bot` runs the bot in this process, so that coverage sees it
and it shares the clock of the test. Tests that kill the bot start it as a process (`processes.py`).
"""

import asyncio
import base64
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar, cast

import httpx
from aiohttp import web

from bot.app import App, build
from bot.clock import Clock
from bot.config import Settings
from bot.partner.transport import Transport
from bot.runner import serve
from bot.sandbox import partner_api, telegram_api
from bot.storage.keys import Keys
from bot.storage.redis import open_client
from tests.support import KEYS, privacy
from tests.support.bot_api_gate import GatedHistory
from tests.support.settings import settings_from, variables_of
from tests.support.speed import AutoAdvance, give_back_routers

TOKEN = privacy.secret("7000000001:AAtests-tests-tests-tests-tests-tes")
KEY = privacy.secret("osk_test_only_for_tests")
WEBHOOK_SECRET = privacy.secret("tests-webhook-secret")

Json = dict[str, Any]
T = TypeVar("T")

ALICE, ROSA, IVAN = 1001, 2002, 3003
"""User ids that the stand-in Telegram knows from the start: a customer, a reseller, an admin."""


class MovingClock:
    """The clock of the bot, its workers and the partner, which a test can move forward."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)
        self._resting: dict[asyncio.Timeout, datetime] = {}

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, **how_far: float) -> None:
        self._ahead += timedelta(**how_far)
        for rest, until in self._resting.items():
            if not rest.expired():
                rest.reschedule(asyncio.get_running_loop().time() + (until - self()).total_seconds())

    async def pause(self, stopping: asyncio.Event, seconds: float) -> None:
        """Waits until so many seconds have passed on this clock, or until the event is set."""
        rest = asyncio.timeout(seconds)
        self._resting[rest] = self() + timedelta(seconds=seconds)
        try:
            async with rest:
                await stopping.wait()
        except TimeoutError:
            pass
        finally:
            del self._resting[rest]


def spaced(text: str) -> str:
    """Replaces no-break spaces by plain ones, since a person sees no difference."""
    return text.replace("\u00a0", " ")


def is_called(text: str, label: str) -> bool:
    """Whether a button has this label, with a price or without: a price is there as soon as it is known."""
    return text == label or text.startswith(f"{label} · ≈ ")


@dataclass(frozen=True)
class Bubble:
    """A message as a person sees it."""

    id: int
    mine: bool
    text: str
    photo: bool
    labels: tuple[str, ...]
    raw: Json = field(repr=False)

    @classmethod
    def read(cls, raw: Json) -> "Bubble":
        rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
        return cls(
            id=raw["message_id"],
            mine=not raw["from"]["is_bot"],
            text=spaced(raw.get("text") or raw.get("caption") or ""),
            photo="photo" in raw,
            labels=tuple(spaced(button["text"]) for row in rows for button in row),
            raw=raw,
        )

    def button(self, label: str) -> Json:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return next(button for row in rows for button in row if is_called(spaced(button["text"]), label))


class Person:
    """A Telegram user. A message that a test waits for must come within `patience` seconds."""

    def __init__(self, shop: "Shop", id: int, *, patience: float = 30) -> None:
        self.shop = shop
        self.id = id
        self.patience = patience

    async def says(self, text: str) -> None:
        privacy.personal(text)
        await self.shop.world("send", {"user": self.id, "text": text})

    async def taps(self, label: str, *, on: Bubble | None = None) -> None:
        """Presses the button with this label: on that message, else on the newest that has it."""
        bubble = on or await self.sees(button=label)
        label = next((text for text in bubble.labels if is_called(text, label)), label)
        await self.shop.world("press", {"user": self.id, "message_id": bubble.id, "label": label})

    async def sends_file(self, name: str, content: bytes) -> None:
        packed = base64.b64encode(content).decode()
        await self.shop.world("document", {"user": self.id, "filename": name, "base64": packed})

    async def gets_file(self, name: str) -> bytes:
        """The newest file that the bot has sent under such a name."""

        async def look() -> Json | None:
            files = [bubble.raw["document"] for bubble in await self.chat() if "document" in bubble.raw]
            return next((file for file in reversed(files) if name in file["file_name"] and file["file_size"]), None)

        file = await self.shop.eventually(look, self.patience)
        assert file is not None, f"{self.id} never got a file {name}"
        return await self.shop.download(file["file_id"])

    async def forges(self, data: str, *, on: Bubble) -> None:
        """Presses a button whose data the bot has not made."""
        await self.shop.world("forge", {"user": self.id, "message_id": on.id, "data": data})

    async def chat(self) -> list[Bubble]:
        answer = await self.shop.http.get(f"/world/chats/{self.id}")
        return [Bubble.read(raw) for raw in answer.raise_for_status().json()["messages"]]

    async def sees(self, *words: str, button: str | None = None, photo: bool | None = None, after: int = 0) -> Bubble:
        """Waits for a message of the bot's with all these words (and that button), sent later than the one with the id
        `after`; returns the newest such."""

        def fits(bubble: Bubble) -> bool:
            return (
                not bubble.mine
                and bubble.id > after
                and all(word in bubble.text for word in words)
                and (button is None or any(is_called(text, button) for text in bubble.labels))
                and (photo is None or bubble.photo == photo)
            )

        wanted = f"{words or ''} {f'[{button}]' if button else ''}"
        chat: list[Bubble] = []

        async def look() -> Bubble | None:
            nonlocal chat
            chat = await self.chat()
            return next((bubble for bubble in reversed(chat) if fits(bubble)), None)

        found = await self.shop.eventually(look, self.patience)
        assert found is not None, f"{self.id} never saw {wanted}; the chat:\n" + "\n".join(map(repr, chat))
        return found

    async def cancels(self, *, on: Bubble | None = None) -> Bubble:
        """Presses "Cancel order", and says yes to the question, which it returns."""
        await self.taps("Cancel order", on=on)
        asked = await self.sees("Cancel this order?", button="Cancel the order")
        await self.taps("Cancel the order", on=asked)
        return asked

    async def buys_stars(self, quantity: str = "100") -> Bubble:
        """From /start to the payment screen, for oneself."""
        confirm = await self.chooses_stars(quantity)
        await self.taps("Confirm", on=confirm)
        return await self.sees("Pay", "Memo", photo=True, after=confirm.id - 1)

    async def chooses_stars(self, quantity: str = "100") -> Bubble:
        """From /start to the screen with the Confirm button, for oneself."""
        last = await self.last_seen()
        await self.says("/start")
        for label in ("⭐ Buy Stars", f"For me (@{await self.username()})", quantity):
            await self.taps(label, on=await self.sees(button=label, after=last))
        return await self.sees("Check and confirm", button="Confirm", after=last)

    async def reads_toast(self, words: str) -> None:
        """Waits for a toast over the chat: what a button was answered."""

        async def look() -> bool | None:
            toasts = (await self.shop.http.get(f"/world/chats/{self.id}")).json()["toasts"]
            return any(words in toast["text"] for toast in toasts) or None

        assert await self.shop.eventually(look, self.patience), f"{self.id} never read the toast {words}"

    async def last_seen(self) -> int:
        """The id of the newest message."""
        return max((bubble.id for bubble in await self.chat()), default=0)

    async def username(self) -> str:
        people = (await self.shop.http.get("/world/people")).json()
        rows = people if isinstance(people, list) else people["items"]
        return str(next(row["username"] for row in rows if row["id"] == self.id))


async def eventually(look: Callable[[], Awaitable[T | None]], patience: float = 30, blink: float = 0.02) -> T | None:
    """Calls `look` every `blink` seconds until it returns something; None after `patience` seconds."""
    deadline = asyncio.get_running_loop().time() + patience
    while not (found := await look()):
        if asyncio.get_running_loop().time() > deadline:
            return None
        await asyncio.sleep(blink)
    return found


@dataclass(frozen=True)
class Menus:
    """The commands and the descriptions that Telegram shows of a bot, and what the bot has stored about them."""

    commands: dict[tuple[str, str], list[Json]]
    profile: dict[str, dict[str, str]]
    digests: bytes
    """The values of two keys of Redis, as DUMP gives them."""
    own: bytes

    @classmethod
    def read(cls, telegram: telegram_api.TelegramWorld, digests: bytes, own: bytes) -> "Menus":
        return cls(deepcopy(telegram.commands), deepcopy(telegram.profile), digests, own)

    def write(self, telegram: telegram_api.TelegramWorld) -> None:
        telegram.commands, telegram.profile = deepcopy(self.commands), deepcopy(self.profile)


_MENUS: list[Menus] = []


@dataclass
class Shop:
    """The stand-in servers and the bot. `http` calls /world (Telegram) and /control (partner) of the stand-ins."""

    url: str
    redis_url: str
    http: httpx.AsyncClient
    clock: MovingClock
    partner: partner_api.World
    telegram: telegram_api.TelegramWorld
    variables: dict[str, str]
    """The bot's environment."""
    app: App | None = None
    _stop: Callable[[], Any] | None = None

    @property
    def settings(self) -> Settings:
        """The settings that the bot loads from `variables`."""
        return settings_from(self.variables)

    def person(self, id: int = ALICE) -> Person:
        return Person(self, id)

    @property
    def services(self) -> App:
        assert self.app is not None, "the bot is not built"
        return self.app

    async def admin(self) -> Person:
        """Ivan, who has pressed start, so that alerts can reach him."""
        ivan = self.person(IVAN)
        await ivan.says("/start")
        await ivan.sees(button="⭐ Buy Stars")
        return ivan

    async def reseller(self) -> Person:
        """Rosa, who has pressed start; in English."""
        await self.http.patch(f"/world/people/{ROSA}", json={"language_code": "en"})
        rosa = self.person(ROSA)
        await rosa.says("/start")
        await rosa.sees(button="For resellers")
        return rosa

    async def world(self, what: str, body: Mapping[str, Any]) -> Json:
        answer = await self.http.post(f"/world/{what}", json=dict(body))
        assert answer.is_success, answer.text
        return cast(Json, answer.json())

    async def control(self, what: str, body: Mapping[str, Any] | None = None) -> Json:
        answer = await self.http.post(f"/control/{what}", json=dict(body or {}))
        assert answer.is_success, answer.text
        return cast(Json, answer.json())

    async def download(self, file_id: str) -> bytes:
        """A file or photo that the stand-in Telegram holds."""
        return (await self.http.get(f"/world/files/{file_id}")).raise_for_status().content

    async def orders(self) -> list[Json]:
        """The partner's orders, newest first."""
        return cast(list[Json], (await self.http.get("/control/orders")).json()["items"])

    async def order(self) -> Json:
        """The partner's only order."""
        (order,) = await self.orders()
        return order

    async def creates(self) -> list[Json]:
        """The creates that the partner has received, oldest first."""
        calls = (await self.http.get("/control/history")).json()["items"]
        return [call for call in calls if call["method"] == "POST" and re.fullmatch(r"/orders/\w+", call["path"])]

    async def eventually(self, look: Callable[[], Awaitable[T | None]], patience: float = 30) -> T | None:
        """Calls `look` after each change in a chat until it returns something; None after `patience` seconds. While
        nothing happens the clock runs twenty times as fast (`speed.py`)."""
        time, advancing = asyncio.get_running_loop().time, AutoAdvance(self._advance)
        began = time()
        while not (found := await look()):
            if time() - began > patience:
                return None
            await advancing.wait(self.telegram.changed.wait)
        return found

    def _advance(self) -> None:
        if self.app:  # a bot in another process would not see it
            self.clock.advance(seconds=1)

    async def quiet(self) -> None:
        """Waits until all updates are handled, the outbox is empty, and nothing is asked in the background."""

        async def look() -> bool:
            due = await self.app.outbox.queue.size() if self.app else 0
            return not due and not await self._pending_updates() and not (self.app and self.app.prices.wanted)

        assert await self.eventually(look), "it never became quiet"

    async def quiet_updates(self) -> None:
        """Waits until all updates are handled; notices may still wait in the outbox."""

        async def look() -> bool:
            return not await self._pending_updates()

        assert await eventually(look), "updates are left"

    async def _pending_updates(self) -> int:
        """Updates that Telegram keeps, and those that the bot has stored because they take longer than a second."""
        kept: int = (await self.http.get("/world/pending")).json()["pending"]
        return kept + (await self.app.update_store.queue.size() if self.app else 0)

    async def fault(self, kind: str, path: str = "", *, instead: bool = False, **how: Any) -> None:
        """Adds a fault to the stand-in partner: by default for one call whose path begins so.

        `instead` then removes the former faults, so that no call between the two meets a partner without faults.
        """
        former = (await self.http.get("/control/faults")).json()["items"] if instead else []
        await self.control("faults", {"kind": kind, "path": path, "times": 1, **how})
        for fault in former:
            (await self.http.delete(f"/control/faults/{fault['id']}")).raise_for_status()

    async def case(self, *names: str) -> None:
        """Switches on odd answers of the partner by their names in the world panel."""
        for name in names:
            await self.control("cases", {"label": name})

    async def calls(self, path: str, method: str = "GET") -> list[Json]:
        """The calls that the partner has received whose path begins so, oldest first."""
        calls = (await self.http.get("/control/history")).json()["items"]
        return [call for call in calls if call["method"] == method and call["path"].startswith(path)]

    async def mended(self) -> None:
        """Removes all faults of the stand-in partner."""
        (await self.http.delete("/control/faults")).raise_for_status()

    async def places(
        self, recipient: str = "alice", *, chat: int | None = ALICE, quantity: int = 100, invoice: str = ""
    ) -> Json:
        """Creates an order without the bot, with the reference of that chat (None: without a reference)."""
        answer = await self.http.post(
            "/api/v1/orders/stars",
            headers={"Authorization": f"Bearer {KEY}"},
            json={
                "recipient_username": recipient,
                "quantity": quantity,
                "payment_method": "ton_memo",
                "payment_currency": "TON",
                "client_reference": None if chat is None else f"tg-{chat}" + (invoice and f"-{invoice}"),
            },
        )
        return cast(Json, answer.raise_for_status().json()["data"])

    async def set_up(self, **settings: Any) -> None:
        """Changes how the partner behaves, see its `settings`."""
        await self.control("settings", settings)

    @asynccontextmanager
    async def built(self, clock: Clock | None = None, /, **changes: str | int) -> AsyncIterator[App]:
        """Builds the bot and runs none of it. `changes` are settings as a user writes them, see `variables_of`.
        `clock`: another than the shop's."""
        settings = settings_from({**self.variables, **variables_of(**changes)})
        async with (
            open_client(self.redis_url) as redis,
            build(settings, redis, clock=clock or self.clock, pause=self.clock.pause) as app,
        ):
            yield app
        give_back_routers(app.dispatcher)

    async def start_bot(self, clock: Clock | None = None, /, **changes: str | int) -> App:
        """Runs the bot in this process, with these settings changed as in `built`; `stop_bot` ends it like SIGTERM."""
        stack = AsyncExitStack()
        app = await stack.enter_async_context(self.built(clock, **changes))
        stopping = asyncio.Event()
        running = asyncio.get_running_loop().create_task(serve(app, stopping))

        async def stop() -> None:
            stopping.set()
            await running
            await stack.aclose()

        self.app, self._stop = app, stop
        return app

    async def ran_before(self) -> None:
        """Leaves in Telegram and in Redis what an earlier start of the bot has left there: menus and descriptions.

        The first test of a process makes the calls that a first start makes; what they leave is kept for the others.
        """
        async with open_client(self.redis_url) as redis:
            if not _MENUS:
                async with self.built() as app:
                    await app.menus.show_all()
                _MENUS.append(Menus.read(self.telegram, await redis.dump(KEYS.menus), await redis.dump(KEYS.own_menus)))
                self.telegram.history.clear()
            (menus,) = _MENUS
            menus.write(self.telegram)
            for key, dump in ((KEYS.menus, menus.digests), (KEYS.own_menus, menus.own)):
                await redis.restore(key, 0, dump, replace=True)
            await redis.expire(KEYS.menus, Keys.menus.ttl)

    async def knows_redis(self) -> bool:
        """Waits until the bot has read the partner's orders into Redis."""
        redis = self.services.redis

        async def look() -> bool:
            return bool(await redis.exists(KEYS.epoch))

        return bool(await eventually(look))

    async def stop_bot(self) -> None:
        if self._stop:
            stop, self._stop, self.app = self._stop, None, None
            await stop()


@asynccontextmanager
async def open_shop(
    redis_url: str, clock: MovingClock, random: Random | None = None, *, token: str = TOKEN
) -> AsyncIterator[Shop]:
    """The stand-in servers on a free port; the bot is not started yet."""
    partner = partner_api.World(clock=clock, random=random, settings=partner_api.WorldSettings(keys=(KEY,)))
    telegram = telegram_api.TelegramWorld(token, random=random)
    telegram.history = requests = GatedHistory()
    for person in telegram.people.values():  # a story about another language says so
        person.language_code = "en"
        privacy.personal(person.username, person.first_name, person.last_name)
    app = telegram_api.create_app(telegram)
    partner_api.mount(app, partner)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with httpx.AsyncClient(base_url=url, timeout=30, transport=Transport()) as http:
            shop = Shop(url, redis_url, http, clock, partner, telegram, variables_for(url, redis_url, token))
            try:
                yield shop
            finally:
                with contextlib.suppress(Exception):
                    await shop.stop_bot()
    finally:
        await runner.cleanup()
    assert not requests.violations, "Telegram would refuse:\n" + "\n".join(requests.violations[:10])


def variables_for(url: str, redis_url: str, token: str = TOKEN) -> dict[str, str]:
    """The environment of a bot between the stand-in servers at that address."""
    return variables_of(
        bot_token=token,
        partner_api_key=KEY,
        partner_api_url=f"{url}/api/v1",
        telegram_api_url=url,
        redis_url=redis_url,
        admin_ids=IVAN,
        reseller_ids=ROSA,
        support_username="stars_support",
        partner_rps=100,
        throttle_per_minute=1000,
    )


def hooked(port: int) -> dict[str, str | int]:
    """The settings of a bot whose updates come to that port."""
    return {
        "webhook_url": f"http://127.0.0.1:{port}/telegram",
        "webhook_secret": WEBHOOK_SECRET,
        "http_port": port,
    }
