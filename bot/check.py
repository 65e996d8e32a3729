"""`python -m bot check`: the configuration and every neighbour, one line each, no secret in any of them."""

from collections.abc import Awaitable, Callable

from bot import logs
from bot.app import open_redis
from bot.config import ConfigError, Settings, load_settings
from bot.partner.client import PartnerClient, open_http
from bot.telegram import open_bot
from bot.ui.money import ton_text

Tell = Callable[[str], None]


async def check(tell: Tell) -> bool:
    """Whether all is well."""
    try:
        settings = load_settings()
    except ConfigError as error:
        for line in str(error).splitlines():
            tell(f"✗ configuration: {line}")
        return False
    tell("✓ configuration")
    redactor = logs.Redactor(settings.secrets)
    parts = {"Redis": _redis, "partner API": _partner, "balance": _balance, "Telegram": _telegram}
    results = [await _examine(name, part(settings), tell, redactor) for name, part in parts.items()]
    return all(results)


async def _examine(name: str, part: Awaitable[str], tell: Tell, redactor: logs.Redactor) -> bool:
    try:
        tell(f"✓ {name}: {redactor.clean(await part)}")
    except Exception as error:
        tell(f"✗ {name}: {redactor.clean(f'{type(error).__name__}: {error}'.splitlines()[0])}")
        return False
    return True


async def _redis(settings: Settings) -> str:
    async with open_redis(settings) as redis:
        info = await redis.info("server")
        policy = (await redis.config_get("appendonly")).get("appendonly", "unknown")
        kind = "embedded Valkey" if settings.redis_url is None else "server"
        version = info.get("valkey_version") or info.get("redis_version")
        return f"{kind} {version}, append-only file: {policy}"


async def _partner(settings: Settings) -> str:
    async with open_http(str(settings.partner_api_url), settings.partner_api_key) as http:
        if not await PartnerClient(http).health():
            raise ConnectionError(f"{settings.partner_api_url} does not answer /health")
        return f"{settings.partner_api_url} answers"


async def _balance(settings: Settings) -> str:
    async with open_http(str(settings.partner_api_url), settings.partner_api_key) as http:
        balance = await PartnerClient(http).balance()
        return f"{ton_text(balance.balance_ton)} {settings.currency_label}"


async def _telegram(settings: Settings) -> str:
    bot = open_bot(settings)
    try:
        me = await bot.get_me()
        return f"@{me.username}"
    finally:
        await bot.session.close()
