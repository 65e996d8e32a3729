"""REDIS_URL: what is taken, and that no wrong one shows a part of its password."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.config import ConfigError, load_settings
from bot.redis_url import parse
from tests.support.shop import KEY, TOKEN

ESCAPE = "a #, /, ?, [ or ] of its password is not escaped"
SIGN = "a host holds a space or another sign that no host has"
BEGINS, HOST, PORT = "it begins otherwise", "it lacks a host", "a port is no number up to 65535"
DATABASE, OPTION, VALUE = "its database is no number", "an option after ? is not known here", "has a wrong value"
SERVICE, SOCKET = "the name of the Sentinels' service is missing", "a socket is unix:// and its path"
WRONG = {
    "redis://:hun#ter2@host:6379/0": ESCAPE,
    "redis://user:hun/ter2@host:6379/0": ESCAPE,
    "redis://user:12/hunter2@host:6379/0": ESCAPE,
    "redis://:hun?ter2@host:6379/0": ESCAPE,
    "redis://:hun?ter=2@host:6379/0": ESCAPE,
    "redis://:hunter2[@host:6379/0": ESCAPE,
    "redis://:hunter2\N{CARE OF}@host:6379/0": ESCAPE,
    "redis+cluster://:hunter2@one, two": SIGN,
    "redis://:hunter2@my host": SIGN,
    "redis://:hunter2@one;two": SIGN,
    "redis://:hunter2@ho\N{CARE OF}st": SIGN,
    **{
        f"redis://:hunter2@host:6379?{option}": VALUE
        for option in (
            *("socket_timeout=nan", "socket_timeout=0", "socket_timeout=-1", "socket_connect_timeout=inf"),
            *("health_check_interval=-1", "db=-1", "client_name=a%20b"),
        )
    },
    f"redis://:hunter2@host:6379/{'1' * 5000}": DATABASE,
    "foo://:hunter2@host": BEGINS,
    "localhost:6379": BEGINS,
    "redis:localhost:6379": BEGINS,
    "hunter2": BEGINS,
    "redis://": HOST,
    "redis://:hunter2@": HOST,
    "redis://:hunter2@:6379": HOST,
    "redis://:hunter2@[::1": "its brackets hold no IPv6 address",
    "redis://:hunter2@host:hunter2/0": PORT,
    "redis://:hunter2@host:65536": PORT,
    "redis+cluster://:hunter2@host,other:hunter2": PORT,
    "redis://:hunter2@host:6379/hunter2": DATABASE,
    "redis://:hunter2@host:6379/1/2": DATABASE,
    "redis://:hunter2@host:6379,other:6379": "several hosts need redis+sentinel:// or redis+cluster://",
    "redis://:hunter2@host:6379?hunter2=1": OPTION,
    "redis://:hunter2@host:6379?hunter2": OPTION,
    "redis://:hunter2@host:6379?db=hunter2": VALUE,
    **{
        f"redis://:hunter2@host:6379?{option}": OPTION
        for option in (
            *("retry=3", "decode_responses=true", "encoding=utf-16", "max_connections=1", "host=evil", "path=/x"),
            *("credential_provider=1", "redis_connect_func=1", "event_dispatcher=1", "connection_class=x"),
        )
    },
    "rediss://:hunter2@host:6379?ssl_cert_reqs=hunter2": VALUE,
    "redis+sentinel://:hunter2@host:26379/service?decode_responses=true": OPTION,
    "redis://:hunter2@host:6379?sentinel_password=hunter2": OPTION,
    "unix://": SOCKET,
    "unix+cluster:///hunter2": SOCKET,
    "unix://hunter2/valkey.sock": SOCKET,
    "redis+sentinel://:hunter2@host:26379": SERVICE,
    "redis+sentinel://:hunter2@host:26379/": SERVICE,
    "redis+sentinel://:hunter2@host:26379/service/hunter2": DATABASE,
    "redis+sentinel://:hunter2@host:26379,:26379/service": HOST,
    "redis+cluster://:hunter2@host:6379/1": "a cluster has no database but 0",
    "redis+cluster://:hunter2@host:6379/service": DATABASE,
}


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_url_is_one_line_that_names_the_mistake_without_any_part_of_the_password(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(_env_file=None, bot_token=TOKEN, partner_api_key=KEY, redis_url=url)
    line = str(refused.value)
    assert line.startswith("REDIS_URL is wrong, ")
    assert f"{WRONG[url]}" in line
    assert ": expected redis://" in line
    assert "\n" not in line
    assert not any(part in line for part in ("hun#", "hun/", "hun?", "ter2", "hunter2"))


@pytest.mark.parametrize("words", [[], ["doctor"], ["backup", "backup.gz"]])
def test_a_process_with_a_wrong_url_ends_with_that_line(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY, "REDIS_URL": "redis://:hunter2@host:x/0"}.items():
        monkeypatch.setenv(name, value)
    assert main(words) == (1 if words else 78)
    said = "".join(capfd.readouterr())
    assert f"REDIS_URL is wrong, {PORT}: expected redis://" in said
    assert "Traceback" not in said
    assert "hunter2" not in said


def test_each_form_is_read() -> None:
    single = parse("redis://user:p%23a%2Fss%25@host:7000/3")
    assert single.options == {"username": "user", "password": "p#a/ss%", "host": "host", "port": 7000, "db": 3}
    tls = parse("rediss://:secret@[::1]?ssl_ca_certs=/ca.pem")
    assert tls.tls
    assert tls.options["host"] == "::1"
    assert tls.options["ssl_ca_certs"] == "/ca.pem"
    socket = parse("unix:///run/valkey.sock?db=2&password=secret")
    assert socket.options["path"] == "/run/valkey.sock"
    assert socket.options["db"] == 2

    sentinel = parse("redis+sentinel://user:p%40ss@one,two:26380,[::1]:26381/shop/4?sentinel_password=watch%2Bed")
    assert sentinel.nodes == (("one", 26379), ("two", 26380), ("::1", 26381))
    assert sentinel.service == "shop"
    assert sentinel.options == {"username": "user", "password": "p@ss", "db": 4}
    assert sentinel.sentinel_options == {"password": "watch+ed"}
    assert "password" not in parse("redis+sentinel://:secret@one/shop").sentinel_options
    assert parse("rediss+sentinel://one/shop?ssl_ca_certs=/ca.pem").sentinel_options == {"ssl_ca_certs": "/ca.pem"}

    odd = parse("unix:///run/a@b.sock?password=p@ss")
    assert (odd.options["path"], odd.options["password"]) == ("/run/a@b.sock", "p@ss")

    cluster = parse("rediss+cluster://:secret@one:7000,two")
    assert (cluster.engine, cluster.tls, cluster.nodes) == ("cluster", True, (("one", 7000), ("two", 6379)))
    assert cluster.options == {"password": "secret"}


def test_a_url_of_the_environment_is_read_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", "redis://:p%23ss@host")
    settings = load_settings(bot_token=TOKEN, partner_api_key=KEY)
    assert settings.redis_url
    assert parse(settings.redis_url.get_secret_value()).options["password"] == "p#ss"
