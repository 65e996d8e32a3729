"""Lua scripts: each is a file beside the module that runs it, and each has `common.lua` in front."""

from pathlib import Path
from typing import Any

from redis.asyncio import Redis

ROOT = "{orders}"
"""The hash tag of the money core: all its keys live in one Redis Cluster slot, so one script may touch them all."""

_FOLDER = Path(__file__).parent
_COMMON = (_FOLDER / "common.lua").read_text("utf-8")


def source(name: str) -> str:
    """The whole text of a script, as Redis gets it."""
    return _COMMON + (_FOLDER / f"{name}.lua").read_text("utf-8")


class Script:
    """One atomic step of an order's life; called with its arguments in the order that its file names them."""

    def __init__(self, redis: Redis, name: str) -> None:
        self._run = redis.register_script(source(name))

    async def __call__(self, *args: str | int | float | bytes) -> Any:
        return await self._run(keys=[ROOT], args=args)
