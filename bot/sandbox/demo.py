"""The shop on one machine: stand-in servers on one port, and the real bot as a process beside them."""

import asyncio
import os
import secrets
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp import web
from dotenv import dotenv_values

from bot.sandbox import partner_api, telegram_api
from bot.sandbox.telegram_api import people

HOST = "127.0.0.1"
BOT_ID = 7000000001
ADMIN_ID = 3003
PATIENCE_SECONDS = 30.0  # from SIGTERM to SIGKILL: the bot drains its handlers first
RESTART_SECONDS = 1.0
WRONG_CONFIGURATION = os.EX_CONFIG  # the bot's exit code: it would be the same after a restart
ROOT = Path(__file__).parent.parent.parent


def play_token() -> str:
    """Looks like a bot token: the bot's own checks should pass it."""
    return f"{BOT_ID}:AA{secrets.token_hex(17)[:33]}"


def play_key() -> str:
    return f"osk_test_{secrets.token_hex(12)}"


def partner_world(key: str) -> partner_api.World:
    """A partner that moves by itself: paid, 2 s later processing, 5 s later completed."""
    settings = partner_api.WorldSettings(keys=(key,), processing_after=2, completed_after=5)
    return partner_api.World(settings=settings)


def free_port(wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No free port between {wanted} and {wanted + 99}; name another one with --port.")


@asynccontextmanager
async def serving(app: web.Application, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def stop_signal() -> AsyncIterator[asyncio.Event]:
    """An event that Ctrl+C and SIGTERM set, in place of killing the process."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def keep_bot_running(environment: Mapping[str, str], stop: asyncio.Event) -> int:
    """Runs `python -m bot` until `stop`, and starts it again when it ends by itself. Returns an exit code.

    A wrong configuration sets `stop`, because the bot would end in the same way again. The bot runs in an empty
    temporary folder: it starts without data, and reads no `.env` there.
    """
    with tempfile.TemporaryDirectory(prefix="play-", ignore_cleanup_errors=True) as folder:
        while not stop.is_set():
            code = await _run_bot({**environment, "PYTHONPATH": str(ROOT)}, folder, stop)
            if stop.is_set():
                break
            if code == WRONG_CONFIGURATION:
                stop.set()
                return code
            print(f"The bot ended with code {code}; starting it again.", flush=True)
            await _sleep_unless(stop, RESTART_SECONDS)
    return 0


async def _run_bot(environment: Mapping[str, str], folder: str, stop: asyncio.Event) -> int | None:
    # Its own session: Ctrl+C in the terminal reaches only us, and we pass it on in order.
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        async with asyncio.TaskGroup() as group:
            ended = group.create_task(bot.wait())
            stopping = group.create_task(stop.wait())
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                await _terminate(bot)
            stopping.cancel()
    finally:
        if bot.returncode is None:
            bot.kill()
    return bot.returncode


async def _terminate(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is not None:
        return
    bot.terminate()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await bot.wait()
    except TimeoutError:
        print("The bot did not stop in time and was killed.", flush=True)
        bot.kill()


async def _sleep_unless(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass


# -- what `python -m bot.sandbox …` runs


def shop(token: str, key: str) -> tuple[web.Application, telegram_api.TelegramWorld]:
    """Both stand-ins in one application: the web chat's page reaches each at its own origin."""
    telegram = telegram_api.TelegramWorld(token)
    app = telegram_api.create_app(telegram)
    partner_api.mount(app, partner_world(key))
    return app, telegram


def partner_with_panel(key: str) -> web.Application:
    """The stand-in partner, and at / a page that pays and moves its orders."""
    app = web.Application()
    telegram_api.mount_page(app)
    partner_api.mount(app, partner_world(key))
    return app


async def demo(port: int) -> None:
    """Servers, web chat and the bot; prints the address once the bot listens."""
    port, token, key = free_port(port), play_token(), play_key()
    address = f"http://{HOST}:{port}"
    app, telegram = shop(token, key)
    print("Starting the servers, a database and the bot …", flush=True)
    environment = {
        "BOT_TOKEN": token,
        "TELEGRAM_API_URL": address,
        "PARTNER_API_KEY": key,
        "PARTNER_API_URL": f"{address}/api/v1",
        "REDIS_URL": "",
        "ADMIN_IDS": str(ADMIN_ID),
        "RESELLER_IDS": "2002",
        "SUPPORT_USERNAME": "stars_support",
        "LOG_FORMAT": "console",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
    }
    async with AsyncExitStack() as stack:
        stop = await stack.enter_async_context(stop_signal())
        await stack.enter_async_context(serving(app, port))
        group = await stack.enter_async_context(asyncio.TaskGroup())
        running = group.create_task(keep_bot_running(environment, stop))
        while not telegram.updates.polls and not stop.is_set():
            await telegram.updates.changed.wait(0.2)
        if not stop.is_set():
            welcome(telegram)
            _say(address)
    if code := running.result():
        raise SystemExit(code)


def welcome(telegram: telegram_api.TelegramWorld) -> None:
    """Makes the people of the demo ready to be tried: all speak English, but for one who reads from right to left, and
    the admin has pressed Start, because a bot cannot send alerts to somebody who has not."""
    for person in telegram.people.values():
        person.language_code = "en"
    telegram.people[4004] = telegram_api.Person(4004, "Layla", "ar", username="layla")
    admin = telegram.people[ADMIN_ID]
    people.write(telegram, admin, people.text_content(telegram, telegram.private_chat(admin), "/start"))


def _say(address: str) -> None:
    print(f"\n  {address}\n", flush=True)
    print("  Open it, press Start and buy Stars; then press Pay in the panel (on a narrow screen: behind the globe).")
    print("  Rosa is a reseller, Ivan the admin. Another port: make demo PORT=9000.")
    print("  Ctrl+C ends it. Everything here is play: no token, no key, no money.\n", flush=True)


async def telegram(port: int) -> None:
    """A person's own bot inside Telegram (BOT_TOKEN from .env), with play orders. Raises SystemExit without a token."""
    port, key = free_port(port), play_key()
    address = f"http://{HOST}:{port}"
    own = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value}
    play = {"PARTNER_API_KEY": key, "PARTNER_API_URL": f"{address}/api/v1", "REDIS_URL": ""}
    environment = {**own, **os.environ, **play}
    if not environment.get("BOT_TOKEN"):
        raise SystemExit("BOT_TOKEN is missing: cp .env.example .env, then fill in the token that @BotFather gives")
    async with stop_signal() as stop, serving(partner_with_panel(key), port):
        print(f"\n  {address}\n\n  Buy in Telegram; pay the play orders on this page. Ctrl+C ends it.\n", flush=True)
        if code := await keep_bot_running(environment, stop):
            raise SystemExit(code)


async def partner(port: int) -> None:
    """The stand-in partner API alone, for anyone who integrates it."""
    port, key = free_port(port), play_key()
    address = f"http://{HOST}:{port}"
    async with stop_signal() as stop, serving(partner_with_panel(key), port):
        print(
            f"Partner API  {address}/api/v1\nKey          {key}\nContract     {address}/docs\nControls     {address}",
            flush=True,
        )
        await stop.wait()


async def servers(port: int) -> None:
    """Telegram and partner without the bot; a bot started by hand connects to them."""
    port, token, key = free_port(port), play_token(), play_key()
    address = f"http://{HOST}:{port}"
    app, _ = shop(token, key)
    async with stop_signal() as stop, serving(app, port):
        print(f"BOT_TOKEN={token}\nTELEGRAM_API_URL={address}", flush=True)
        print(f"PARTNER_API_KEY={key}\nPARTNER_API_URL={address}/api/v1", flush=True)
        await stop.wait()
