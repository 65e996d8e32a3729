"""Settings are read from the environment as users write them."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.config import AdminChat, ConfigError, load_settings
from bot.notifications.alerts import Alerts
from tests.support import KEYS
from tests.support.processes import BotForkServer
from tests.support.settings import settings_from, variables_of
from tests.support.shop import IVAN, KEY, TOKEN, MovingClock, eventually, open_shop

GROUP = -1001234567890

NEEDED = variables_of(bot_token=TOKEN, partner_api_key=KEY)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("-1001234567890", AdminChat(GROUP)),
        ("-1001234567890/12", AdminChat(GROUP, 12)),
        ("3003", AdminChat(IVAN)),
        ("", None),
    ],
)
def test_admin_chat_id_names_a_chat_and_perhaps_a_topic(value: str, meant: AdminChat | None) -> None:
    assert settings_from({**NEEDED, "ADMIN_CHAT_ID": value}).admin_chat_id == meant


@pytest.mark.parametrize("value", ["@chat", "-100/", "/12", "1/2/3", "12.5", "[1, 2]"])
def test_a_wrong_admin_chat_id_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="ADMIN_CHAT_ID is wrong: expected the id of the chat"):
        settings_from({**NEEDED, "ADMIN_CHAT_ID": value})


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"STATUS_ALIASES": "done"}, "STATUS_ALIASES is wrong: expected other names of statuses"),
        ({"STATUS_ALIASES": "done=completed,=paid"}, "STATUS_ALIASES is wrong"),
        ({"STATUS_ALIASES": '{"done": "completed"}'}, "STATUS_ALIASES is wrong"),
        ({"STATUS_ALIASES": "in_delivery=procesing"}, "STATUS_ALIASES is wrong"),
        ({"STATUS_ALIASES": "done=completed,x=Completed"}, "the statuses are pending_payment, paid,"),
        ({"PINNED_ADDRESSES": "notanaddress"}, "PINNED_ADDRESSES is wrong"),
        ({"PINNED_ADDRESSES": "UQ" + "A" * 46}, "UQAAAA… is none (checksum)"),
        ({"DEFAULT_LOCALE": "xx"}, "DEFAULT_LOCALE is wrong: expected a language of locales/"),
        ({"PARTNER_API_URL": "http://shop:s3cret@host/api/v1"}, "PARTNER_API_URL is wrong: expected the address"),
        ({"PARTNER_API_URL": "http://host/api/v1?key=s3cret"}, "PARTNER_API_URL is wrong: expected the address"),
        ({"TELEGRAM_API_URL": "https://api.telegram.org/#x"}, "TELEGRAM_API_URL is wrong"),
        ({"ADMIN_IDS": "-5"}, "ADMIN_IDS is wrong"),
        ({"RESELLER_IDS": "1" * 40}, "RESELLER_IDS is wrong"),
        ({"STUCK_AFTER_MINUTES": "9" * 21}, "STUCK_AFTER_MINUTES is wrong"),
        ({"LOW_BALANCE_TON": "1e99999"}, "LOW_BALANCE_TON is wrong"),
        ({"REDIS_URL": "redis://localhost?decode_responses=true"}, "REDIS_URL is wrong"),
        ({"WEBHOOK_URL": "http://"}, "WEBHOOK_URL is wrong"),
        ({"WEBHOOK_URL": "http://shop.example.org/", "WEBHOOK_SECRET": "s", "HTTP_PORT": "80"}, "public https address"),
        (
            {"WEBHOOK_URL": "https://shop.example.org:9999/", "WEBHOOK_SECRET": "s", "HTTP_PORT": "80"},
            "ports 443, 80, 88 and 8443",
        ),
        ({"HTTP_PORT": "99999"}, "HTTP_PORT is wrong: expected a port from 0 to 65535"),
        ({"PARTNER_API_URL": "api.example.org/v1"}, "address of the partner API, beginning with https://"),
        ({"WEBHOOK_URL": "shop.example.org"}, "WEBHOOK_URL is wrong"),
        ({"SUPORT_USERNAME": "x"}, "SUPORT_USERNAME is no setting: did you mean SUPPORT_USERNAME?"),
        ({"PINED_ADDRESSES": "x"}, "did you mean PINNED_ADDRESSES?"),
        ({"admin_id": "1"}, "did you mean ADMIN_IDS?"),
    ],
)
def test_a_wrong_value_or_name_is_one_line(variables: dict[str, str], line: str) -> None:
    with pytest.raises(ConfigError) as refused:
        settings_from({**NEEDED, **variables})
    assert line in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_names_of_other_programs_are_left_alone() -> None:
    settings_from({**NEEDED, "HTTP_PROXY": "x", "PATH": "/", "BOT_NAME": "x", "LOG_FILE": "x", "COMPOSE_PROFILES": "x"})


ENV = f"# магазин\nBOT_TOKEN={TOKEN}\nPARTNER_API_KEY={KEY}\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "koi8-r"])
def test_an_env_file_in_another_encoding_is_named(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(ENV.encode(encoding))
    with pytest.raises(ConfigError, match=r"^\.env is not in UTF-8: save it again in this encoding$"):
        load_settings()


def test_an_env_file_with_a_byte_order_mark_or_a_misspelt_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(f"BOT_TOKEN={TOKEN}\nPARTNER_API_KEY={KEY}\n".encode("utf-8-sig"))
    assert load_settings().bot_id == TOKEN.partition(":")[0]
    Path(".env").write_text(f"{ENV}RESELER_IDS=1\n")
    with pytest.raises(ConfigError, match=r"^RESELER_IDS is no setting: did you mean RESELLER_IDS\?$"):
        load_settings()


@pytest.mark.elsewhere
async def test_a_bot_whose_alerts_go_to_a_plain_group_starts(
    redis: Redis, valkey_url: str, fork_server: BotForkServer, tmp_path: Path
) -> None:
    """A real process: the id of a group without a topic once stopped every start."""
    async with open_shop(valkey_url, MovingClock()) as shop:
        await shop.world("group", {"chat_id": GROUP, "title": "Shop"})
        variables = {**shop.variables, **variables_of(admin_chat_id=GROUP)}
        bot = await asyncio.to_thread(fork_server.start, variables, tmp_path, "bot")
        await Alerts(redis, KEYS).trigger("status", "in_the_post")

        async def alerted() -> bool:
            messages = (await shop.http.get(f"/world/chats/{IVAN}", params={"chat": GROUP})).json()["messages"]
            return any("in_the_post" in message["text"] for message in messages)

        assert await eventually(alerted, 60), bot.log.read_text()
        await bot.stop()
