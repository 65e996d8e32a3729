"""REDIS_URL: what is taken, and that no wrong one shows a part of its password."""

from pathlib import Path

import pytest

from bot.config import ConfigError, load_settings
from bot.redis_url import parse
from tests.support.shop import KEY, TOKEN

WRONG = [
    "redis://:hun#ter2@host:6379/0",
    "redis://user:hun/ter2@host:6379/0",
    "redis://user:12/hunter2@host:6379/0",
    "redis://:hun?ter2@host:6379/0",
    "foo://:hunter2@host",
    "localhost:6379",
    "hunter2",
    "redis://",
    "redis://:hunter2@host:hunter2/0",
    "redis://:hunter2@host:6379/hunter2",
    "redis://:hunter2@host:6379,other:6379",
    "redis://:hunter2@host:6379?hunter2=1",
    "redis://:hunter2@host:6379?db=hunter2",
    *(
        f"redis://:hunter2@host:6379?{option}"
        for option in (
            *("retry=3", "decode_responses=true", "encoding=utf-16", "max_connections=1", "host=evil", "path=/x"),
            *("credential_provider=1", "redis_connect_func=1", "event_dispatcher=1", "connection_class=x"),
        )
    ),
    "rediss://:hunter2@host:6379?ssl_cert_reqs=hunter2",
    "redis+sentinel://:hunter2@host:26379/service?decode_responses=true",
    "redis://:hunter2@host:6379?sentinel_password=hunter2",
    "unix://",
    "unix+cluster:///hunter2",
    "redis+sentinel://:hunter2@host:26379",
    "redis+sentinel://:hunter2@host:26379/service/hunter2",
    "redis+sentinel://:hunter2@host:26379,:26379/service",
    "redis+cluster://:hunter2@host:6379/1",
    "redis+cluster://:hunter2@host:6379/service",
]


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_url_is_one_line_without_any_part_of_the_password(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings(_env_file=None, bot_token=TOKEN, partner_api_key=KEY, redis_url=url)
    line = str(refused.value)
    assert line.startswith("REDIS_URL is wrong: expected redis://")
    assert "\n" not in line
    assert not any(part in line for part in ("hun#", "hun/", "hun?", "ter2", "hunter2"))


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

    cluster = parse("rediss+cluster://:secret@one:7000,two")
    assert (cluster.engine, cluster.tls, cluster.nodes) == ("cluster", True, (("one", 7000), ("two", 6379)))
    assert cluster.options == {"password": "secret"}


def test_a_url_of_the_environment_is_read_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDIS_URL", "redis://:p%23ss@host")
    settings = load_settings(bot_token=TOKEN, partner_api_key=KEY)
    assert settings.redis_url
    assert parse(settings.redis_url.get_secret_value()).options["password"] == "p#ss"
