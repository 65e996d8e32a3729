"""Lua scripts: each is a file in `lua/` that declares its arguments in its head, and is called with keywords.

    -- What the script does, and what an argument means whose name does not say it.
    -- @params id, now, rows...
    -- @return what it returns

From that head the loader writes `local id, now = unpack(ARGV)`, and puts the schema of `keys.py` and `common.lua` in
front. The last argument may be a sequence (`rows...`). `fence` is that of the caller's claim; empty: the caller acts
without one. Times and leases are in ms (`now` empty: Redis' own time).
"""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha1
from operator import itemgetter
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

from bot.storage.keys import SCHEMA

FOLDER = Path(__file__).parent / "lua"

_ARGUMENTS = re.compile(r"^-- @params (.+)$", re.MULTILINE)


def names() -> list[str]:
    """Every script, like `orders/place`."""
    files = sorted(FOLDER.rglob("*.lua"))
    return [str(file.relative_to(FOLDER).with_suffix("")) for file in files if file.stem != "common"]


@cache
def schema() -> str:
    """The schema of `keys.py` in Lua: `intent_key(id)` is a key, `ttl.intent` its lifetime in seconds."""
    lines = ["local root = KEYS[1]"]
    for name, key in SCHEMA.items():
        path = re.sub(r"{(\w+)}", r'" .. \1 .. "', key.path)
        value = f'root .. ":{path}"'.removesuffix(' .. ""')
        lines.append(f"local function {name}_key({', '.join(re.findall(r'{(.*?)}', key.path))}) return {value} end")
    lifetimes = (f"{name} = {int(key.ttl.total_seconds())}" for name, key in SCHEMA.items() if key.ttl)
    return "\n".join([*lines, f"local ttl = {{ {', '.join(lifetimes)} }}\n"])


class Source:
    """A script as Redis gets it (`text`), and its `arguments` in order; `rest`: the last one is a sequence."""

    def __init__(self, name: str) -> None:
        own = (FOLDER / f"{name}.lua").read_text("utf-8")
        declared = ", ".join(_ARGUMENTS.findall(own))
        self.name = name
        self.rest = declared.endswith("...")
        self.arguments = tuple(declared.removesuffix("...").split(", "))
        plain = self.arguments[:-1] if self.rest else self.arguments
        unpacked = f"local {', '.join(plain)} = unpack(ARGV, 1, {len(plain)})\n"
        if self.rest:
            # One by one, because `unpack` fails at some 8000 values: a partner may send its whole list at once.
            rest, first = self.arguments[-1], len(plain) + 1
            unpacked += f"local {rest} = {{}}\nfor i = {first}, #ARGV do {rest}[i - {len(plain)}] = ARGV[i] end\n"
        self.text = schema() + (FOLDER / "common.lua").read_text("utf-8") + unpacked + own
        self.sha = sha1(self.text.encode(), usedforsecurity=False).hexdigest()
        self._pick: Callable[[dict[str, Any]], Any] = itemgetter(*self.arguments)

    def values(self, given: dict[str, Any]) -> tuple[Any, ...]:
        """The keywords of a call in the script's order. Raises TypeError for a missing or an unknown one."""
        try:
            values = self._pick(given)
        except KeyError as missing:
            raise TypeError(f"{self.name} needs the argument {missing}") from None
        if len(given) != len(self.arguments):
            raise TypeError(f"{self.name} has no argument {sorted(given.keys() - set(self.arguments))}")
        if len(self.arguments) == 1:
            values = (values,)
        return (*values[:-1], *values[-1]) if self.rest else values


@cache
def source(name: str) -> Source:
    """Reads a script once per process."""
    return Source(name)


class Script:
    """One atomic step in Redis, below one root (see `keys.py`)."""

    def __init__(self, redis: Redis, name: str, root: str = "") -> None:
        self._redis = redis
        self._source = source(name)
        self._root = root

    async def __call__(self, **arguments: Any) -> Any:
        return await self.run(self._root, **arguments)

    async def run(self, root: str, /, **arguments: Any) -> Any:
        """Values are str, int, float or bytes. Raises TypeError for a missing or an unknown argument."""
        values = self._source.values(arguments)
        try:
            return await self._redis.evalsha(self._source.sha, 1, root, *values)  # type: ignore[misc]
        except NoScriptError:  # a new server; EVAL also stores the script
            return await self._redis.eval(self._source.text, 1, root, *values)  # type: ignore[misc]
