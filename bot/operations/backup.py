"""Backup of one bot's data in Redis to a file, and its restore. Works with every engine: it uses DUMP and RESTORE.

A backup is made while bots run, so it shows no single moment, and the partner has gone on since. Therefore a restored
confirmation without an order is looked up by reference before any order is created, every watched order is checked, and
the partner's list is read as if Redis were new. What was under way at the backup and could happen a second time is left
out: batches (their orders are restored), broadcasts, and stored updates.
"""

import asyncio
import base64
import contextlib
import gzip
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.clock import Sleep, sleep, to_ms, utcnow
from bot.config import Settings
from bot.storage.keys import Keys
from bot.storage.redis import open_redis
from bot.storage.scripts import Script

MIN_TTL = 60_000
"""ms. Keys with less left belong to a running process: locks, heartbeats, leases, rate limits."""

PAGE_SIZE = 200
"""Keys that are read in one round trip."""

SCAN_COUNT = 50
"""Slots of the key space that one SCAN looks at: among millions of keys 200 of them held the server for 10 ms."""

TASKS = 50
"""Keys that are restored at the same time."""

ENTRIES = 500
"""Entries of a large sorted set that are read at once: DUMP of a million held the server for a second."""

Record = tuple[str, int, bytes | dict[str, float]]
"""Key, when it expires (ms; 0: never), and what DUMP returned, or some entries of a sorted set."""


class BackupError(Exception):
    """The backup or the restore cannot be done; `str()` is one line for the operator."""


async def run(settings: Settings, command: str, path: Path, say: Callable[[str], None]) -> None:
    """`backup` or `restore` of the Redis of REDIS_URL, or of the embedded one. The path `-` is standard output, or
    input. Raises BackupError, RedisError."""
    keys = Keys(settings.bot_id)
    with _piped(command) if path == Path("-") else contextlib.nullcontext(path) as file:
        async with open_redis(settings) as redis:
            number = await (back_up(redis, keys, file) if command == "backup" else restore(redis, keys, file))
        say(f"{command} of bot {keys.bot_id} done, keys={number}, {path}")


@contextlib.contextmanager
def _piped(command: str) -> Iterator[Path]:
    """A file for a while: a restore reads it twice, and of a backup that fails nothing is written."""
    output = sys.stdout.buffer
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        file = Path(folder) / "backup.gz"
        try:
            if command == "restore":
                file.write_bytes(sys.stdin.buffer.read())
            yield file
            if command == "backup":
                output.write(file.read_bytes())
                output.flush()
        except OSError as error:
            raise BackupError(str(error)) from error


async def back_up(redis: Redis, keys: Keys, path: Path) -> int:
    """Writes all data of the bot to the file; returns the number of keys. Raises BackupError, and keeps the former
    file, if there are none: REDIS_URL, or the folder of the embedded Redis, may be another one than the bot's."""
    number, large_sets = 0, _large_sets(keys)
    with _replaced(path) as file:
        for are_records in (True, False):  # so a list may name an order that is missing, which is found again
            async for page in _scan(redis, keys):
                page = [key for key in page if key not in large_sets and not _is_left_out(keys, key)]
                chosen = [key for key in page if (_record_id(keys, key) is not None) == are_records]
                number += await _write(redis, chosen, file.write)
        for key in large_sets:
            number += await _write_set(redis, key, file.write)
        if not number:
            raise BackupError(f"Redis holds nothing of bot {keys.bot_id}. Is it the Redis that the bot uses?")
        file.write(json.dumps({"bot": keys.bot_id, "keys": number}))
    return number


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[IO[str]]:
    """A new file that only its owner may read. It replaces the former one at the end; an error leaves nothing of it."""
    part = Path(f"{path}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(0o600)
        with gzip.open(part, "wt", encoding="ascii", compresslevel=5) as file:
            yield cast(IO[str], file)
        part.replace(path)
    except OSError as error:
        raise BackupError(f"the backup cannot be written: {error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


async def restore(redis: Redis, keys: Keys, path: Path, *, sleep: Sleep = sleep) -> int:
    """Replaces all data of the bot by that of the file; returns the number of keys.

    Raises BackupError while a bot runs, for a damaged file, for the file of another bot, and where Redis does not take
    the data: it is full or older. Nothing is changed then, unless Redis refuses only a later key.
    """
    _check(keys, path)
    await _refuse_running_bot(redis, keys, sleep)
    for dumped in islice((row[2] for row in _records(keys, path) if isinstance(row[2], bytes)), 1):
        try:
            await redis.restore(keys.write_check(0), 1000, dumped, replace=True)
        except ResponseError as error:
            raise BackupError(f"Redis does not take the data: {error}") from error
    async for page in _scan(redis, keys):
        async with redis.pipeline(transaction=False) as pipe:
            for key in page:
                pipe.execute_command("UNLINK", key)  # unlink() of a cluster's pipeline does nothing
            await pipe.execute()
    script, number, sets = Script(redis, "backup/restore", keys.root), 0, set[str]()
    for are_records in (False, True):  # queues first: a record puts itself into its queue
        chosen = (record for record in _records(keys, path) if (_record_id(keys, record[0]) is not None) == are_records)
        while rows := list(islice(chosen, TASKS)):
            try:
                await asyncio.gather(*(_restore(redis, script, keys, *row) for row in rows))
            except ResponseError as error:
                raise BackupError(f"Redis holds a part of the backup, and does not take the rest: {error}") from error
            number += sum(isinstance(dumped, bytes) for _, _, dumped in rows)
            sets.update(key for key, _, dumped in rows if dumped and isinstance(dumped, dict))
    return number + len(sets)


async def _refuse_running_bot(redis: Redis, keys: Keys, sleep: Sleep) -> None:
    for waited in range(5):  # a killed process counts as alive for some seconds
        if not [key async for key in redis.scan_iter(keys.alive("*"), count=SCAN_COUNT)]:
            return
        if waited < 4:
            await sleep(1)
    raise BackupError("a bot runs on this Redis: stop all bots, then restore again")


async def _restore(redis: Redis, script: Script, keys: Keys, key: str, expires_at: int, dumped: Any) -> None:
    if isinstance(dumped, dict):
        if dumped:
            await redis.zadd(key, dumped)
        if expires_at:
            await redis.pexpireat(key, expires_at)
    elif kind_and_id := _record_id(keys, key):
        kind, id = kind_and_id
        await script(kind=kind, id=id, expires_at=expires_at, dumped=dumped, now=to_ms(utcnow()))
    else:
        if key == keys.team:  # nobody who was removed since comes back in silence
            key = keys.team_restored
        await redis.restore(key, expires_at, dumped, replace=True, absttl=True)


async def _scan(redis: Redis, keys: Keys) -> AsyncIterator[list[str]]:
    """The bot's keys, in pages. A key may come twice."""
    for pattern in keys.patterns:
        page: list[str] = []
        async for key in redis.scan_iter(pattern, count=SCAN_COUNT):
            page.append(key.decode())
            if len(page) >= PAGE_SIZE:
                yield page
                page = []
        yield page


def _record_id(keys: Keys, key: str) -> tuple[str, str] | None:
    """Kind and id of the key of an intent or of an order."""
    for kind, start in (("intent", keys.intent("")), ("order", keys.order(""))):
        if key.startswith(start) and not key.endswith((":history", ":cards")):
            return kind, key.removeprefix(start)
    return None


async def _write(redis: Redis, page: list[str], write: Callable[[str], object]) -> int:
    async with redis.pipeline(transaction=False) as pipe:
        for key in page:
            pipe.dump(key)
            pipe.pttl(key)
        answers = await pipe.execute()
    now, number = to_ms(utcnow()), 0
    for key, dumped, ttl in zip(page, answers[::2], answers[1::2], strict=True):
        if dumped is not None and (ttl == -1 or ttl > MIN_TTL):
            row = [key, now + ttl if ttl > 0 else 0, base64.b64encode(dumped).decode()]
            write(json.dumps(row) + "\n")
            number += 1
    return number


async def _write_set(redis: Redis, key: str, write: Callable[[str], object]) -> int:
    ttl, cursor = await redis.pttl(key), None
    while cursor != 0:
        cursor, rows = await redis.zscan(key, cursor or 0, count=ENTRIES)
        entries = {member.decode(): score for member, score in rows}
        write(json.dumps([key, to_ms(utcnow()) + ttl if ttl > 0 else 0, entries]) + "\n")
    return int(ttl != -2)


def _check(keys: Keys, path: Path) -> None:
    """Reads the whole file. Raises BackupError if it is damaged, empty, or of another bot. Its last line names the bot,
    and how many keys the backup had."""
    try:
        rows, end = 0, None
        with gzip.open(path, "rt", encoding="ascii") as file:
            for line in file:
                end = json.loads(line)
                if isinstance(end, list):
                    rows += isinstance(_record(end)[2], bytes)
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise BackupError(f"{path} cannot be read: {error}") from error
    if not isinstance(end, dict):
        raise BackupError(f"{path} is not a whole backup")
    if str(end.get("bot")) != keys.bot_id:
        raise BackupError(f"{path} is not a backup of bot {keys.bot_id}")
    number = end.get("keys")
    if number == 0:
        raise BackupError(f"{path} is empty")
    if not isinstance(number, int) or not 0 <= number - rows <= len(_large_sets(keys)):
        raise BackupError(f"{path} is not a whole backup: it has {rows} of {number} keys")


def _large_sets(keys: Keys) -> tuple[str, ...]:
    """Sorted sets that are read and written in parts."""
    queues = (keys.queue(name) for name in ("orders", "notices", "ticks", "intents"))
    return keys.people, keys.paid, keys.forgotten, *queues


def _is_left_out(keys: Keys, key: str) -> bool:
    queues = (keys.queue(name) for name in ("batches", "broadcast", "updates"))  # with their fences
    starts = (
        keys.epoch,
        keys.looks,
        keys.unseen,
        keys.team_restored,
        keys.batch(""),
        keys.broadcast(""),
        keys.update(""),
        *queues,
    )
    return key.startswith(starts) or (key.startswith(keys.root) and key.endswith(":batches"))


def _records(keys: Keys, path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            if line.startswith("[") and not _is_left_out(keys, (record := _record(json.loads(line)))[0]):
                yield record


def _record(row: list[Any]) -> Record:
    """Raises ValueError, TypeError."""
    key, expires_at, dumped = row
    if not (isinstance(key, str) and isinstance(expires_at, int)):
        raise TypeError("a line of it is no record")
    return key, expires_at, dumped if isinstance(dumped, dict) else base64.b64decode(dumped, validate=True)
