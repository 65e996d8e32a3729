"""Lua scripts: each is a file beside the module that runs it, and each has `common.lua` in front."""

from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

ROOT = "{orders}"
"""The hash tag of the money core: all its keys live in one Redis Cluster slot, so one script may touch them all."""

_FOLDER = Path(__file__).parent
_COMMON = (_FOLDER / "common.lua").read_text("utf-8")


def source(name: str) -> str:
    """The whole text of a script, as Redis gets it."""
    return _COMMON + (_FOLDER / f"{name}.lua").read_text("utf-8")


class Lua:
    """A script with one key, the root of all that it touches."""

    def __init__(self, redis: Redis, text: str) -> None:
        self._redis = redis
        self._script = redis.register_script(text)

    async def run(self, root: str, *args: str | int | float | bytes) -> Any:
        try:
            return await self._redis.evalsha(self._script.sha, 1, root, *args)  # type: ignore[misc]
        except NoScriptError:  # a new server: redis-py tells it the script
            return await self._script(keys=[root], args=args)


class Script(Lua):
    """One atomic step of an order's life; called with its arguments in the order that its file names them."""

    def __init__(self, redis: Redis, name: str) -> None:
        super().__init__(redis, source(name))

    async def __call__(self, *args: str | int | float | bytes) -> Any:
        return await self.run(ROOT, *args)
