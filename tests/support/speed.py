"""The four shortcuts that make the tests fast. Production has none of them. `processes.py` has a fifth one: a fork.
`shop.py` has a sixth one, `ran_before`: the menus of the bot are in Telegram when a test begins. The start of a bot
takes 84 to 92 ms of CPU instead of 167 to 192 ms (on a loaded machine).

`cached_ssl_context`: each HTTP client of the bot and of the shop reads the certificates of the machine, though all
stand-ins speak plain HTTP. Each reading takes 49 ms of CPU.

`shared_routers`: aiogram reads the signatures of all handlers and filters whenever routers are built: 108 of the 136 ms
of CPU (on a loaded machine) that the start of a bot took. A test gets the routers of a bot that is closed.

`AutoAdvance`: while a test waits and nothing happens, the clock of the bot and the partner runs twenty times as fast.
Without it a purchase until its delivery takes 11.8 s instead of 6.3 s (on a loaded machine), since the next check of
an order is due after seconds.

`pause_coverage`: coverage sees nothing of bots in other processes, so it is paused for their tests. Tracing doubles the
CPU time: 48 stories take 69 s with coverage and 39 s without.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # aiogram takes seconds, and the process that hands out the tests to others needs nothing of it
    from aiogram import Dispatcher, Router


@contextmanager
def cached_ssl_context() -> Iterator[None]:
    """Caches `ssl.create_default_context` by its arguments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


_closed: "list[list[Router]]" = []
"""The routers of closed bots. Routers keep nothing of a bot: services come to a handler from its dispatcher."""


@contextmanager
def shared_routers() -> Iterator[None]:
    """Lets `handlers.build` return the routers of a closed bot, if there are any; new ones otherwise."""
    import handlers

    build = handlers.build
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "build", lambda: _closed.pop() if _closed else build())
        yield


def give_back_routers(dispatcher: "Dispatcher") -> None:
    """Takes the routers from the dispatcher of a bot that is closed."""
    routers, dispatcher.sub_routers = dispatcher.sub_routers, []
    for router in routers:
        router._parent_router = None  # aiogram has no other way to take a router from its dispatcher
    _closed.append(routers)


@contextmanager
def pause_coverage(config: pytest.Config) -> Iterator[None]:
    """Measures no coverage meanwhile."""
    plugin = config.pluginmanager.getplugin("_cov")
    coverage = plugin.cov_controller if plugin else None
    if not coverage or not coverage.started:
        yield
        return
    coverage.pause()
    try:
        yield
    finally:
        coverage.resume()


class AutoAdvance:
    """Calls `advance` after each 50 ms without a change, but not within the first 0.1 s."""

    def __init__(self, advance: Callable[[], None]) -> None:
        self._advance = advance
        self._time = asyncio.get_running_loop().time
        self._began = self._time()

    async def wait(self, change: Callable[[float], Awaitable[None]]) -> None:
        """Waits for the next change, at most 50 ms. `change(timeout)` returns at the change or after the timeout."""
        began = self._time()
        await change(0.05)
        await asyncio.sleep(0.01)  # so that changes that come together cause one look
        now = self._time()
        if now - self._began > 0.1 and now - began >= 0.05:
            self._advance()
