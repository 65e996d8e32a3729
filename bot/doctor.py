"""`python -m bot doctor`: checks the settings, Telegram, the partner API and Redis. No line of it holds a secret.

✓  as it should be      !  works, but look at it      ✗  the shop cannot work like this
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommandScopeAllPrivateChats
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from bot import logs
from bot.clock import utcnow
from bot.config import Settings
from bot.orders.references import References
from bot.partner.addresses import is_pinned
from bot.partner.client import PartnerClient
from bot.partner.contract import Contract, table
from bot.partner.errors import Unauthorized
from bot.partner.http import open_http
from bot.redis_url import parse
from bot.storage.keys import Keys
from bot.storage.redis import open_redis
from bot.storage.write_check import check_writes
from bot.telegram.client import open_bot
from bot.ui.money import ton_text

Tell = Callable[[str], None]

CHECK_TIMEOUT = 20.0
"""Seconds for the check of one service."""

CLOCKS_APART = timedelta(seconds=30)
"""More than this between our clock and the partner's is told: times in logs would mislead."""


MAX_PEOPLE_CHECKED = 50
"""People of a setting whose private chat is looked up."""


class Doubt(str):
    """A finding that does not keep the shop from working."""

    __slots__ = ()


Findings = AsyncIterator[str]


async def check(settings: Settings, tell: Tell) -> bool:
    """Whether the shop can work."""
    redactor = logs.Redactor(settings.secrets)
    parts = {
        "configuration": _settings,
        "Redis": _redis,
        "partner API": _partner,
        "order references": _references,
        "Telegram": _telegram,
    }
    results = [await _examine(name, part(settings), tell, redactor) for name, part in parts.items()]
    return all(results)


async def check_contract(settings: Settings, tell: Tell) -> bool:
    """Whether every GET endpoint of the partner could be read; tells a table and what to do. Creates nothing."""
    redactor = logs.Redactor(settings.secrets)
    async with open_http(str(settings.partner_api_url), settings.partner_api_key) as http:
        contract = Contract(http, settings.create_fields, settings.status_aliases)
        rows = [row async for row in contract.ask()]
        for line in table(rows):
            tell(_printable(redactor.clean(line)))
        await contract.read_document()
    for remark in contract.remarks:
        tell(_printable(redactor.clean(f"! {remark}")))
    return all(row.result.startswith(("ok", "not asked")) for row in rows)


def _printable(line: str) -> str:
    """Without what moves a terminal's cursor or begins a line: words of the partner and of Telegram are printed."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


async def _examine(name: str, findings: Findings, tell: Tell, redactor: logs.Redactor) -> bool:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT):
            async for finding in findings:
                sign = "!" if isinstance(finding, Doubt) else "✓"
                tell(_printable(f"{sign} {name}: {redactor.clean(finding)}"))
    except Exception as error:
        tell(_printable(f"✗ {name}: {redactor.clean(_advice(error))}"))
        return False
    return True


def _advice(error: Exception) -> str:
    """The first line of the error; before it the setting and the next step, where they are known."""
    line = f"{type(error).__name__}: {error}".splitlines()[0].removesuffix(": ")
    match error:
        case Unauthorized():
            return f"PARTNER_API_KEY is not accepted: get a new key from the provider's bot, /api ({line})"
        case TelegramUnauthorizedError():
            return f"Telegram does not know this BOT_TOKEN: copy it again from @BotFather ({line})"
        case TelegramNetworkError():
            return f"Telegram cannot be reached: check the network, and TELEGRAM_API_URL ({line})"
        case RedisConnectionError():
            return f"nothing answers at REDIS_URL: start the server, or correct the address ({line})"
    return line


async def _settings(settings: Settings) -> Findings:
    yield f"access {settings.access}, {len(settings.admin_ids)} admins, {len(settings.reseller_ids)} resellers"
    if not settings.admin_ids and not settings.admin_chat_id:
        yield Doubt("nobody gets the alerts: ADMIN_IDS and ADMIN_CHAT_ID are empty")
    if settings.access == "resellers" and not settings.reseller_ids:
        yield Doubt("ACCESS is resellers and RESELLER_IDS is empty: only admins can buy")


async def _redis(settings: Settings) -> Findings:
    async with open_redis(settings) as redis:
        info = await redis.info("server")
        kind = "embedded Valkey" if settings.redis_url is None else "server"
        yield f"{kind} {info.get('valkey_version') or info.get('redis_version')}"
        engine = parse(settings.redis_url.get_secret_value()).engine if settings.redis_url else "single"
        if info.get("redis_mode") == "cluster" and engine != "cluster":
            raise ValueError("it is a node of a cluster: REDIS_URL must begin with redis+cluster://")
        await check_writes(redis, Keys(settings.bot_id))
        yield "scripts can write"
        wanted = {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}
        told = {name: await _setting(redis, name) for name in wanted}
        words = ", ".join(f"{name} {value or 'not told'}" for name, value in told.items())
        yield words if told == wanted else Doubt(f"{words}; a crash loses least with {_in_words(wanted)}")


async def _setting(redis: Redis, name: str) -> str | None:
    """None where the server does not tell: managed ones do not."""
    try:
        return str((await redis.config_get(name))[name])
    except (ResponseError, KeyError):
        return None


def _in_words(settings: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())


async def _partner(settings: Settings) -> Findings:
    async with open_http(str(settings.partner_api_url), settings.partner_api_key) as http:
        partner = PartnerClient(http, aliases=settings.status_aliases)
        if not await partner.health():
            raise ConnectionError(f"{settings.partner_api_url} does not answer /health")
        yield f"{settings.partner_api_url} answers"
        balance = await partner.balance()
        yield f"the key is accepted, balance {ton_text(balance.balance_ton)} {settings.currency_label}"
        pins, topup = settings.pinned_addresses, balance.topup_address
        if pins and topup and not is_pinned(topup, pins):
            yield Doubt("no address of PINNED_ADDRESSES is the top-up address of this key")
        apart = partner.now() - utcnow()
        if abs(apart) > CLOCKS_APART:
            yield Doubt(f"its clock and ours are {abs(apart).total_seconds():.0f} s apart")


async def _references(settings: Settings) -> Findings:
    """Whether another bot may use the key with the same prefix: each would adopt the other's orders."""
    references, keys = References(settings.reference_prefix), Keys(settings.bot_id)
    async with (
        open_http(str(settings.partner_api_url), settings.partner_api_key) as http,
        open_redis(settings) as redis,
    ):
        page = await PartnerClient(http, aliases=settings.status_aliases).orders()
        owners = [references.owner(order.client_reference) for order in page.items]
        known = [
            await redis.exists(keys.chat_orders(owner)) or await redis.zscore(keys.people, owner)
            for owner in owners
            if owner is not None
        ]
    strange = sum(not is_known for is_known in known)
    words = f"of the newest {len(owners)} orders {len(known)} carry the prefix {settings.reference_prefix!r}"
    if strange:
        yield Doubt(
            f"{words}, {strange} of them for chats that this Redis does not know. Does another bot use this key? "
            "Then give each its own REFERENCE_PREFIX"
        )
    else:
        yield words


async def _telegram(settings: Settings) -> Findings:
    bot = open_bot(settings)
    try:
        me = await bot.get_me()
        yield f"@{me.username}"
        if me.supports_inline_queries:
            yield "inline mode is on; whether feedback is, only @BotFather knows (/setinlinefeedback)"
        else:
            yield Doubt("inline mode is off: @BotFather, /setinline")
        async for finding in _way_in(settings, bot):
            yield finding
        commands = await bot.get_my_commands(scope=BotCommandScopeAllPrivateChats())
        yield f"its menu has {len(commands)} commands" if commands else Doubt("its menu is empty until the first start")
        async for finding in _people(settings, bot):
            yield finding
    finally:
        await bot.session.close()


async def _people(settings: Settings, bot: Bot) -> Findings:
    """Whether the bot can write to the chat of the alerts, and to those whom it must reach."""
    if chat := settings.admin_chat_id:
        try:
            member = await bot.get_chat_member(chat.id, bot.id)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            yield Doubt(f"the alerts go nowhere: the bot is not in ADMIN_CHAT_ID {chat.id} ({error.message})")
        else:
            is_in = member.status not in ("left", "kicked")
            words = f"the bot is {member.status} in ADMIN_CHAT_ID {chat.id}"
            yield words if is_in else Doubt(f"the alerts go nowhere: {words}")
    for name, people in (("ADMIN_IDS", settings.admin_ids), ("RESELLER_IDS", settings.reseller_ids)):
        for person in sorted(people)[:MAX_PEOPLE_CHECKED]:
            try:
                await bot.get_chat(person)
            except (TelegramBadRequest, TelegramForbiddenError):
                yield Doubt(f"{person} of {name} has not pressed Start in this bot, so it cannot write to them")


async def _way_in(settings: Settings, bot: Bot) -> Findings:
    hook = await bot.get_webhook_info()
    ours = str(settings.webhook_url or "")
    if hook.url == ours:
        yield f"updates come by {'webhook' if ours else 'polling'}, {hook.pending_update_count} wait"
    else:
        yield Doubt(
            f"a webhook is set that is not WEBHOOK_URL: the start changes that, {hook.pending_update_count} wait"
        )
    if hook.last_error_message:
        yield Doubt(f"the last delivery to the webhook failed: {hook.last_error_message}")
