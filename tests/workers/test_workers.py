"""What holds for every background loop."""

import asyncio

import pytest

from bot.app import App
from bot.workers import Worker
from tests.support.shop import ALICE, MovingClock, Person, eventually, open_shop


async def test_a_loop_that_fails_begins_again_and_the_others_go_on(
    valkey_url: str, clock: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed, begun = set[str](), set[str]()

    def fails_at_first(name: str, run: object, needs_data: bool = True) -> Worker:
        async def fails(stopping: asyncio.Event) -> None:
            if name not in failed:
                failed.add(name)
                raise ValueError("something that nobody has thought of")
            begun.add(name)
            await run(stopping)  # type: ignore[operator]

        return Worker(name, fails, needs_data)

    monkeypatch.setattr("bot.app.Worker", fails_at_first)
    monkeypatch.setattr("bot.runner.RESTART_DELAY", 0.1)
    async with open_shop(valkey_url, clock) as shop:
        app: App = await shop.start_bot()

        async def all_work() -> bool:
            return begun == {worker.name for worker in app.workers} | {app.update_store.queue.name}

        await eventually(all_work)
        alice = Person(shop, ALICE)
        await alice.says("/start")
        await alice.sees(button="⭐ Buy Stars")
        await shop.stop_bot()
