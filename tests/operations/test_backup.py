"""A backup holds all of a bot's data, and a restored confirmation never becomes a second order."""

import asyncio
import base64
import gzip
import io
import json
import os
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import to_ms
from bot.operations.backup import ENTRIES, BackupError, back_up, restore, run
from bot.orders.batch import BatchRow
from bot.orders.draft import Draft, Recipient
from bot.orders.models import IntentState
from bot.partner.goods import Product
from bot.storage.keys import Keys
from bot.storage.redis import open_client
from bot.telegram.update_store import UpdateStore
from tests.support import KEYS
from tests.support.shop import ALICE, ROSA, MovingClock, Shop, open_shop


async def no_sleep(seconds: float) -> None:
    pass


async def test_a_restored_confirmation_is_looked_up_before_it_is_sent(
    still: Shop, redis: Redis, tmp_path: Path
) -> None:
    """Its order was made after the backup: the partner is asked by reference first, and no second create is sent."""
    intents, file = still.services.intents, tmp_path / "backup.gz"
    draft = Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="alice"), amount=100)
    await intents.confirm(draft, ALICE, None, "en")
    await redis.zadd(KEYS.people, {str(ALICE): to_ms(still.clock())})
    assert await back_up(redis, KEYS, file) > 3
    placed = await intents.settle(draft.id)
    assert placed is not None
    assert placed.state is IntentState.PLACED
    await redis.set(Keys("8000000002").epoch, 1)
    await restore(redis, KEYS, file, sleep=no_sleep)
    assert await redis.exists(Keys("8000000002").epoch), "another bot's keys stay"
    assert not await redis.exists(KEYS.epoch), "the partner's list is read anew"
    assert await redis.zscore(KEYS.people, str(ALICE)) is not None
    assert not await redis.exists(KEYS.order(str(placed.order_id)))
    await still.http.delete("/control/history")
    (claim,) = await intents.queue.claim(5)
    again = await intents.settle(claim.id, claim)
    assert again is not None
    assert (again.state, again.order_id) == (IntentState.PLACED, placed.order_id)
    calls = (await still.http.get("/control/history")).json()["items"]
    paths = [(call["method"], call["path"]) for call in calls]
    assert paths[0] == ("GET", f"/orders/by-reference/tg-{ALICE}")
    assert await still.creates() == []


@pytest.mark.parametrize("how", ["pay", "deliver", "refund", "twice"])
async def test_a_restored_confirmation_whose_order_was_paid_since_stops_nobody(
    shop: Shop, redis: Redis, tmp_path: Path, how: str
) -> None:
    """The partner was away at the backup. Since then it was ordered and paid; or even a second time."""
    alice, file = shop.person(), tmp_path / "backup.gz"
    await shop.fault("error", "/orders/stars", status=503, times=None)
    await alice.taps("Confirm", on=await alice.chooses_stars())
    await alice.sees("being confirmed")
    await shop.quiet()
    await back_up(redis, KEYS, file)
    await shop.mended()
    shop.clock.advance(minutes=2)
    await alice.sees("Pay", "Memo", photo=True)
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    shop.clock.advance(minutes=1)
    await alice.sees("Payment received", str(id))
    if how == "twice":
        await alice.says("/start")
        await alice.buys_stars()
    elif how != "pay":
        await shop.control(f"orders/{id}/{how}")
    await shop.quiet()
    await shop.stop_bot()
    await redis.delete(*[key async for key in redis.scan_iter(KEYS.alive("*"))], "nothing")  # else it waits for them
    await restore(redis, KEYS, file, sleep=no_sleep)
    await shop.start_bot()
    shop.clock.advance(minutes=1)
    orders = await shop.orders()
    assert len(orders) == (2 if how == "twice" else 1)

    async def all_stored() -> bool:
        known = [await redis.hget(KEYS.order(str(order["id"])), "status") for order in orders]  # type: ignore[misc]
        return known == [order["status"].encode() for order in orders]

    assert await shop.eventually(all_stored)
    await shop.quiet()
    assert not await shop.services.intents.is_stopped()
    assert await shop.services.intents.frozen() == []
    chat = await alice.chat()
    assert not any("do not pay" in bubble.text or "being confirmed" in bubble.text for bubble in chat)
    await alice.sees({"deliver": "Delivered", "refund": "refunded"}.get(how, "Payment received"), str(id))
    if how == "twice":
        await alice.sees("Pay", "Memo", str(max(order["id"] for order in orders)), photo=True)


async def test_a_restore_refuses_while_a_bot_runs_and_a_broken_file(redis: Redis, tmp_path: Path) -> None:
    await redis.set(KEYS.maintenance, "closed")
    whole, cut = tmp_path / "whole.gz", tmp_path / "cut.gz"
    await back_up(redis, KEYS, whole)
    cut.write_bytes(whole.read_bytes()[:-20])
    await redis.set(KEYS.alive("a11e"), 1)
    with pytest.raises(BackupError, match="a bot runs on this Redis: stop all bots"):
        await restore(redis, KEYS, whole, sleep=no_sleep)
    await redis.delete(KEYS.alive("a11e"))
    with pytest.raises(BackupError, match="cannot be read"):
        await restore(redis, KEYS, cut, sleep=no_sleep)
    with pytest.raises(BackupError, match="is not a backup of bot 5"):
        await restore(redis, Keys("5"), whole, sleep=no_sleep)
    assert await redis.get(KEYS.maintenance) == b"closed"
    await redis.delete(KEYS.maintenance)
    await restore(redis, KEYS, whole, sleep=no_sleep)
    assert await redis.get(KEYS.maintenance) == b"closed"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda lines: lines[20:], id="lines are missing"),
        pytest.param(lambda lines: [lines[0].replace("[", "", 1), *lines[1:]], id="no JSON"),
        pytest.param(lambda lines: ["[1, 2]\n", *lines], id="no record"),
        pytest.param(lambda lines: ['["a", 0, "/"]\n', *lines], id="no base64"),
        pytest.param(lambda lines: [*lines[:-1], lines[-1].replace("20", '"20"')], id="no number"),
    ],
)
async def test_a_backup_that_somebody_has_edited_replaces_nothing(
    redis: Redis, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    await redis.mset({KEYS.profile(chat): "{}" for chat in range(20)})
    path = tmp_path / "backup.gz"
    await back_up(redis, KEYS, path)
    with gzip.open(path, "rt") as file:
        lines = list(file)
    with gzip.open(path, "wt") as file:
        file.writelines(change(lines))
    with pytest.raises(BackupError):
        await restore(redis, KEYS, path, sleep=no_sleep)
    assert await redis.dbsize() == 20


async def test_a_key_that_redis_does_not_take_is_said(redis: Redis, tmp_path: Path) -> None:
    """A DUMP whose checksum is wrong is found by Redis only."""
    await redis.mset({KEYS.profile(chat): "{}" for chat in range(3)})
    path = tmp_path / "backup.gz"
    await back_up(redis, KEYS, path)
    with gzip.open(path, "rt") as file:
        lines = list(file)
    key, expires_at, dumped = json.loads(lines[2])
    lines[2] = json.dumps([key, expires_at, base64.b64encode(base64.b64decode(dumped)[:-1] + b"?").decode()]) + "\n"
    with gzip.open(path, "wt") as file:
        file.writelines(lines)
    with pytest.raises(BackupError, match="holds a part of the backup"):
        await restore(redis, KEYS, path, sleep=no_sleep)


async def test_a_redis_without_data_replaces_no_backup(redis: Redis, tmp_path: Path) -> None:
    """REDIS_URL, or the folder of the embedded Redis, was another one."""
    file = tmp_path / "backup.gz"
    await redis.zadd(KEYS.people, {"1001": 1})
    assert await back_up(redis, KEYS, file) == 1
    await redis.flushall()
    with pytest.raises(BackupError, match="holds nothing of bot"):
        await back_up(redis, KEYS, file)
    assert await restore(redis, KEYS, file) == 1
    assert await redis.zscore(KEYS.people, "1001") == 1
    with gzip.open(file, "wt") as empty:
        empty.write(json.dumps({"bot": KEYS.bot_id, "keys": 0}))
    with pytest.raises(BackupError, match="is empty"):
        await restore(redis, KEYS, file)
    assert await redis.zscore(KEYS.people, "1001") == 1


async def test_what_could_happen_a_second_time_is_not_restored(still: Shop, redis: Redis, tmp_path: Path) -> None:
    """Rows that were ordered since the backup would be ordered again, and a broadcast would reach everybody again."""
    services, file = still.services, tmp_path / "backup.gz"
    batch = await services.batches.create(ALICE, "en", [BatchRow(number=1, text="alice 100")], message="1")
    await redis.zadd(KEYS.people, {str(ALICE): to_ms(still.clock())})
    broadcast = await services.broadcasts.compose(ALICE, 1, "en")
    await services.broadcasts.start(broadcast)
    assert await UpdateStore(redis, KEYS).save(1, "{}")
    await back_up(redis, KEYS, file)
    await restore(redis, KEYS, file, sleep=no_sleep)
    left = {key.decode() async for key in redis.scan_iter(f"{KEYS.root}:*")}
    assert left - {KEYS.migrated} == {KEYS.people}, (batch, broadcast)


async def test_a_backup_is_its_owners_and_leaves_no_part_of_itself(redis: Redis, tmp_path: Path) -> None:
    await redis.set(KEYS.maintenance, "closed")
    file = tmp_path / "backup.gz"
    await back_up(redis, KEYS, file)
    assert stat.filemode(os.stat(file).st_mode) == "-rw-------"
    with pytest.raises(BackupError, match=r"cannot be written: .*directory"):
        await back_up(redis, KEYS, tmp_path)
    async with open_client("redis://127.0.0.1:1") as nobody:
        with pytest.raises(RedisError):
            await back_up(nobody, KEYS, tmp_path / "other.gz")
    assert os.listdir(tmp_path) == ["backup.gz"]


def test_the_operations_page_names_the_commands_for_docker() -> None:
    page = Path("docs/operations.md").read_text("utf-8")
    assert "bot backup - > stars.gz" in page
    assert "bot restore - < stars.gz" in page


async def test_a_backup_goes_through_pipes_so_that_the_user_of_the_image_needs_no_folder(
    still: Shop, redis: Redis, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    await redis.set(KEYS.maintenance, "closed")
    await run(still.settings, "backup", Path("-"), print)
    piped, said = capsysbinary.readouterr()
    assert b"backup of bot" in said
    await redis.delete(KEYS.maintenance)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
    await run(still.settings, "restore", Path("-"), print)
    assert await redis.get(KEYS.maintenance) == b"closed"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped[:-20])))
    with pytest.raises(BackupError, match="cannot be read"):
        await run(still.settings, "restore", Path("-"), print)


async def test_a_redis_that_takes_no_data_keeps_what_it_has(redis: Redis, tmp_path: Path) -> None:
    await redis.set(KEYS.maintenance, "closed")
    file = tmp_path / "backup.gz"
    await back_up(redis, KEYS, file)
    await redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(BackupError, match=r"Redis does not take the data: .*maxmemory"):
            await restore(redis, KEYS, file, sleep=no_sleep)
    finally:
        await redis.config_set("maxmemory", 0)
    assert await redis.get(KEYS.maintenance) == b"closed"


async def test_every_restored_confirmation_is_looked_up_before_the_first_create(
    still: Shop, redis: Redis, tmp_path: Path
) -> None:
    """Some were ordered after the backup, some never were, one is a row of a list."""
    intents, file = still.services.intents, tmp_path / "backup.gz"
    drafts = []
    for number in range(6):
        recipient = Recipient(username=f"client_{number}")
        draft = Draft.empty().with_(product=Product.STARS, recipient=recipient, amount=100 + number)
        await intents.confirm(draft, ALICE + number, None, "en", batch="list" if number == 5 else None)
        drafts.append(draft.id)
    await back_up(redis, KEYS, file)
    for id in drafts[::2]:
        await intents.settle(id)
    await restore(redis, KEYS, file, sleep=no_sleep)
    await still.http.delete("/control/history")
    for _ in range(2):  # what has no order waits for the other look-ups
        for claim in await intents.queue.claim(50):
            await intents.settle(claim.id, claim)
        still.clock.advance(minutes=1)
    calls = (await still.http.get("/control/history")).json()["items"]
    first = next(number for number, call in enumerate(calls) if call["method"] == "POST")
    asked = {call["path"].rpartition("-")[2] for call in calls[:first] if "by-reference" in call["path"]}
    assert asked == {str(ALICE + number) for number in range(6)}
    assert (len(await still.orders()), len(await still.creates())) == (6, 3)


async def test_a_large_set_is_read_and_written_in_pages(redis: Redis, tmp_path: Path) -> None:
    """One DUMP of a million people held the server for a second."""
    people = {str(chat): float(chat) for chat in range(4 * ENTRIES)}
    await redis.zadd(KEYS.people, people)
    await redis.zadd(KEYS.forgotten, {"1": 5.0})
    await redis.expire(KEYS.forgotten, 3600)
    await redis.zadd(KEYS.queue("broadcast"), people)  # left out
    file = tmp_path / "backup.gz"
    assert await back_up(redis, KEYS, file) == 2
    rows = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines() if line.startswith(b"[")]
    assert max(len(row[2]) for row in rows) < 3 * ENTRIES
    await restore(redis, KEYS, file, sleep=no_sleep)
    assert dict(await redis.zrange(KEYS.people, 0, -1, withscores=True)) == {k.encode(): v for k, v in people.items()}
    assert await redis.ttl(KEYS.people) == -1
    assert 3000 < await redis.ttl(KEYS.forgotten) <= 3600
    assert not await redis.exists(KEYS.queue("broadcast"))


async def test_a_backup_of_an_earlier_release_is_read(redis: Redis, tmp_path: Path) -> None:
    """Each of its keys is one DUMP, also people."""
    await redis.zadd(KEYS.people, {str(ALICE): 7.0})
    row = [KEYS.people, 0, base64.b64encode(await redis.dump(KEYS.people)).decode()]
    with gzip.open(tmp_path / "backup.gz", "wt") as file:
        file.write(json.dumps(row) + "\n" + json.dumps({"bot": KEYS.bot_id, "keys": 1}))
    await redis.flushall()
    assert await restore(redis, KEYS, tmp_path / "backup.gz", sleep=no_sleep) == 1
    assert await redis.zscore(KEYS.people, str(ALICE)) == 7.0


async def _restored(shop: Shop, redis: Redis, file: Path, chats: tuple[int, ...]) -> None:
    """Confirmations of a backup, each with other goods; every second one was ordered since."""
    async with shop.built() as app:
        await app.migration.run()
        drafts = [
            Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="client"), amount=100 + number)
            for number, _ in enumerate(chats)
        ]
        for chat, draft in zip(chats, drafts, strict=True):
            await app.intents.confirm(draft, chat, None, "en")
        await back_up(redis, KEYS, file)
        for draft in drafts[::2]:
            await app.intents.settle(draft.id)
    await restore(redis, KEYS, file, sleep=no_sleep)
    await shop.http.delete("/control/history")


async def _have_orders(shop: Shop, number: int) -> None:
    async def look() -> bool:
        return len(await shop.orders()) == number

    assert await shop.eventually(look)


@pytest.mark.parametrize("killed", [False, True])
async def test_a_bot_looks_up_all_that_was_restored_before_any_create(
    redis: Redis, valkey_url: str, clock: MovingClock, tmp_path: Path, killed: bool
) -> None:
    """One look-up fails at first, somebody confirms anew meanwhile, and the first bot may end in between."""
    chats = (ALICE, ALICE, ALICE, ROSA, ROSA, 4001, 4002, 4003)
    async with open_shop(valkey_url, clock) as shop:
        await _restored(shop, redis, tmp_path / "backup.gz", chats)
        await shop.fault("error", "/orders/by-reference/tg-4003", status=503, times=None if killed else 2)
        await shop.start_bot()
        new = Draft.empty().with_(product=Product.STARS, recipient=Recipient(username="newcomer"), amount=50)
        await shop.services.intents.confirm(new, 4004, None, "en")
        await shop.services.intents.settle(new.id)
        if killed:

            async def only_the_failing_one() -> bool:
                return bool(await redis.scard(KEYS.unseen) == 1)  # type: ignore[misc]

            assert await shop.eventually(only_the_failing_one)
            await shop.stop_bot()
            assert await shop.creates() == []
            await shop.mended()
            await shop.start_bot()
        await _have_orders(shop, 9)
        calls = [(call["method"], call["path"]) for call in (await shop.http.get("/control/history")).json()["items"]]
        first = next(number for number, (method, _) in enumerate(calls) if method == "POST")
        before = Counter(path.rpartition("/")[2] for _, path in calls[:first] if "by-reference" in path)
        assert before >= Counter(f"tg-{chat}" for chat in chats), calls
        assert len(await shop.creates()) == 5
        assert sorted(order["client_reference"] for order in await shop.orders()) == sorted(
            f"tg-{chat}" for chat in (*chats, 4004)
        )
        assert not await redis.exists(KEYS.unseen)


async def test_a_look_up_that_keeps_failing_holds_no_create_for_longer_than_ten_minutes(
    redis: Redis, valkey_url: str, clock: MovingClock, tmp_path: Path
) -> None:
    async with open_shop(valkey_url, clock) as shop:
        await _restored(shop, redis, tmp_path / "backup.gz", (ALICE, ROSA))
        assert await redis.ttl(KEYS.unseen) == -1, "the time begins with the bot"
        await shop.fault("error", "/orders/by-reference/tg-1001", status=503, times=None)
        await shop.start_bot()

        async def waits() -> bool:
            is_bounded = 0 < await redis.ttl(KEYS.unseen) <= 600
            return bool(is_bounded and await redis.scard(KEYS.unseen) == 1)  # type: ignore[misc]

        assert await shop.eventually(waits)
        assert await shop.creates() == []
        await redis.pexpire(KEYS.unseen, 1)
        await _have_orders(shop, 2)


@pytest.mark.elsewhere
@pytest.mark.timeout(180)
async def test_make_backs_up_and_restores(still: Shop, redis: Redis, tmp_path: Path) -> None:
    """The Makefile beside this Python; `FILE` names the file."""
    shutil.copy("Makefile", tmp_path)
    shutil.copytree("requirements", tmp_path / "requirements")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    for installed in ("bin/pip", "run"):
        (tmp_path / ".venv" / installed).touch()

    async def make(target: str) -> tuple[int | None, str]:
        process = await asyncio.create_subprocess_exec(
            *("make", target, "FILE=shop.gz"),
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), **still.variables},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        return process.returncode, said.decode()

    await redis.set(KEYS.maintenance, "closed")
    code, said = await make("backup")
    assert (code, "backup of bot" in said) == (0, True), said
    assert (tmp_path / "shop.gz").exists()
    await redis.delete(KEYS.maintenance)
    code, said = await make("restore")
    assert (code, "restore of bot" in said) == (0, True), said
    assert await redis.get(KEYS.maintenance) == b"closed"
