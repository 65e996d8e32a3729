"""Settings are read from the environment as users write them."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.config import AdminChat, ConfigError
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
