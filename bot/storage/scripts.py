"""Lua scripts: each is a file in `lua/`; all but the standalone ones have `common.lua` in front."""

from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

from bot.storage.keys import ROOT

FOLDER = Path(__file__).parent / "lua"
_COMMON = (FOLDER / "common.lua").read_text("utf-8")


STANDALONE = ("rate_limit", "session/enter", "session/leave")
"""Scripts that need nothing of `common.lua`."""


def names() -> list[str]:
    """Every script, like `orders/place`."""
    files = sorted(FOLDER.rglob("*.lua"))
    return [str(file.relative_to(FOLDER).with_suffix("")) for file in files if file.stem != "common"]


def text(name: str) -> str:
    """The whole text of a script, as Redis gets it."""
    own = (FOLDER / f"{name}.lua").read_text("utf-8")
    return own if name in STANDALONE else _COMMON + own


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
        super().__init__(redis, text(name))

    async def __call__(self, *args: str | int | float | bytes) -> Any:
        return await self.run(ROOT, *args)
