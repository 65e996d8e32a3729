"""What logs show, and what they never do."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from aiogram.types import Update

from bot import logs
from bot.telegram.updates import _personal
from tests.support import privacy
from tests.support.shop import KEY, TOKEN, WEBHOOK_SECRET, Shop

PASSWORD = "redis://default:hunter2@cache:6379/0"


@pytest.fixture
def restored() -> Iterator[None]:
    """The suite's own logs come back afterwards."""
    yield
    logs.set_up(level="DEBUG", format="json", secrets=privacy.FAKE_SECRETS)


@pytest.fixture
def redactor() -> logs.Redactor:
    return logs.Redactor([TOKEN, KEY, WEBHOOK_SECRET, PASSWORD])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot[hidden]/getMe"),
        (f"Bearer {KEY}", "Bearer [hidden]"),
        (f"secret {WEBHOOK_SECRET}!", "secret [hidden]!"),
        (f"cannot reach {PASSWORD}", "cannot reach [hidden]"),
        # Those of others are known by their shape.
        ("bot123456789:AAabcdefghijklmnopqrstuvwxyz0123456/x", "bot[hidden]/x"),
        ("osk_live_0123456789", "[hidden]"),
        ("rediss://user:pass@host/0", "rediss://[hidden]@host/0"),
        ("order 10421 placed", "order 10421 placed"),
    ],
)
def test_secrets_are_hidden_by_value_and_by_shape(redactor: logs.Redactor, text: str, shown: str) -> None:
    assert redactor.clean(text) == shown


def test_secrets_are_hidden_however_deep(redactor: logs.Redactor) -> None:
    event = {"event": "x", "a": [{"b": (KEY, 5)}], "error": ValueError(TOKEN), "n": 7, "nothing": None, "yes": True}
    told = redactor(None, "info", event)
    assert told == event | {"a": [{"b": ["[hidden]", 5]}], "error": "ValueError: [hidden]"}


def test_what_a_person_is_called_and_types_is_hidden_in_the_lines_of_their_update(redactor: logs.Redactor) -> None:
    with logs.hiding("alice", "Alice Liddell", "t.me/the_hatter", "100", None, "", "O"):
        assert redactor.clean("no user alice, or ALICE") == "no user [hidden], or [hidden]"
        assert redactor.clean("Alice Liddell") == "[hidden]"
        assert redactor.clean("Liddell cannot receive it") == "[hidden] cannot receive it"
        assert redactor.clean("the_hatter is unknown") == "[hidden] is unknown"
        assert redactor.clean("alicea, 100 attempts, O") == "alicea, 100 attempts, O"
    assert redactor.clean("alice") == "alice"


def test_everything_personal_of_an_update_is_known() -> None:
    user = {"id": 1, "is_bot": False, "first_name": "Firstname", "last_name": "Lastname", "username": "user_name"}
    chat = {"id": 1, "type": "private"}
    shared = {"request_id": 1, "users": [{"user_id": 2, "first_name": "Friend", "username": "friend_name"}]}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": "typed", "users_shared": shared}
    told = set(_personal(Update.model_validate({"update_id": 1, "message": message})))
    assert {"Firstname", "Lastname", "user_name", "Friend", "friend_name", "typed"} <= told
    query = {"id": "1", "from": user, "query": "sought", "offset": ""}
    assert "sought" in set(_personal(Update.model_validate({"update_id": 1, "inline_query": query})))
    assert set(_personal(Update.model_validate({"update_id": 1}))) == {None}


def test_one_json_object_a_line_tracebacks_included(restored: None, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="INFO", format="json", secrets=[KEY])
    with structlog.contextvars.bound_contextvars(update=7, chat=1001):
        try:
            raise ValueError(f"the key {KEY} is not known")
        except ValueError:
            structlog.get_logger("bot.test").exception("failed", order="10421")
        logging.getLogger("some.library").warning("a line with %s", KEY)
        logging.getLogger("httpx").info("GET https://…?username=pandus")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["event"] == "failed"
    assert (first["update"], first["chat"], first["order"], first["level"]) == (7, 1001, "10421", "error")
    assert "ValueError: the key [hidden] is not known" in first["exception"]
    assert (second["event"], second["logger"], second["chat"]) == ("a line with [hidden]", "some.library", 1001)


def test_an_outage_is_said_once_a_minute_by_each_worker(
    restored: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a line a second from each, the cause of a night's outage would be gone from the log in the morning."""
    seconds = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: seconds)
    logs.set_up(level="INFO", format="json", secrets=[])
    log = structlog.get_logger("outage")
    for _ in range(90):
        for worker in ("clock", "heartbeat"):
            log.warning("redis is unavailable", worker=worker, error="ConnectionError: gone")
        log.warning("something else")
        seconds += 1
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["worker"] for line in lines if "worker" in line] == ["clock", "heartbeat"] * 2
    assert sum(line["event"] == "something else" for line in lines) == 90


def test_readable_lines_for_a_terminal(restored: None, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level="WARNING", format="console", secrets=[KEY])
    structlog.get_logger("bot.test").info("not shown")
    structlog.get_logger("bot.test").warning("shown", key=KEY)
    (line,) = capsys.readouterr().err.splitlines()
    assert "shown" in line
    assert KEY not in line


async def test_a_line_says_which_update_chat_intent_and_order_it_is_about(
    restored: None, shop: Shop, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(level="INFO", format="json", secrets=[TOKEN, KEY])
    alice = shop.person()
    await alice.buys_stars()
    order = await shop.order()
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    placed = next(line for line in lines if line["event"] == "order placed")
    assert placed["order"] == str(order["id"])
    assert placed["chat"] == alice.id
    assert placed["update"] > 0
    assert placed["intent"]


def test_a_leak_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The net under the whole suite has no holes."""
    monkeypatch.setattr(privacy, "PERSONAL", set())
    privacy.personal("@wonderland", "/start", "100", "1,000", "abc", None)
    assert {"wonderland"} == privacy.PERSONAL
    lines = ["fine", f"x {TOKEN}", f"y {KEY}", f"z {WEBHOOK_SECRET}", '{"event": "no user wonderland"}']
    assert privacy.leaks(lines) == lines[1:]
