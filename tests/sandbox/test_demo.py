"""The commands of the sandbox end with a sentence when the configuration cannot work."""

import asyncio
import os
from pathlib import Path

import pytest

from bot.sandbox import demo
from bot.sandbox.partner_api.cases import CASES

pytestmark = pytest.mark.elsewhere


async def test_without_a_token_the_demo_in_telegram_says_how_to_give_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    with pytest.raises(SystemExit, match=r"BOT_TOKEN is missing: cp \.env\.example \.env"):
        await demo.telegram(8090)


@pytest.mark.parametrize("text", ["BOT_TOKEN=\n", "# BOT_TOKEN=123456789:AA\n", "BOT_TOKN=123456789:AA\n"])
async def test_an_env_file_without_a_token_is_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    monkeypatch.setattr(demo, "ROOT", tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    (tmp_path / ".env").write_text(text)
    with pytest.raises(SystemExit, match="BOT_TOKEN is missing"):
        await demo.telegram(8090)


async def test_a_bot_with_a_wrong_configuration_is_not_started_again(capfd: pytest.CaptureFixture[str]) -> None:
    stop = asyncio.Event()
    environment = {"BOT_TOKEN": "123456789:your-token-from-BotFather", "PARTNER_API_KEY": demo.play_key()}
    async with asyncio.timeout(60):
        assert await demo.keep_bot_running(environment, stop) == os.EX_CONFIG
    assert stop.is_set()
    assert capfd.readouterr().err.count("BOT_TOKEN is wrong, still the placeholder of .env.example") == 1


def test_the_admin_of_the_demo_has_pressed_start_so_that_alerts_reach_him() -> None:
    _, telegram = demo.shop(demo.play_token(), demo.play_key())
    demo.welcome(telegram)
    assert telegram.people[demo.ADMIN_ID].started
    assert {person.language_code for person in telegram.people.values()} == {"en", "ar"}


def test_each_odd_answer_is_explained() -> None:
    assert all(case.hint[-1] in ".”" and len(case.hint) < 90 for case in CASES.values())
