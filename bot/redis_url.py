"""REDIS_URL: which engine it names, and what redis-py's connections to it are made with.

    redis://[user:password@]host[:6379][/db]      rediss://…: the same by TLS      unix:///path/to/socket[?db=1]
    redis+sentinel://[user:password@]host[:26379][,host2…]/service[/db][?sentinel_username=…&sentinel_password=…]
    redis+cluster://[user:password@]host[:6379][,host2…]

`rediss+sentinel` and `rediss+cluster` use TLS. Some options of redis-py's connections follow `?`: OPTIONS.
"""

import re
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from redis.asyncio.connection import Connection, parse_url
from redis.exceptions import RedisError

Engine = Literal["single", "sentinel", "cluster"]
_ENGINES: dict[str, Engine] = {"": "single", "+sentinel": "sentinel", "+cluster": "cluster"}


OPTIONS = {
    *("db", "username", "password", "client_name", "socket_keepalive", "socket_timeout", "socket_connect_timeout"),
    *("health_check_interval", "ssl_ca_certs", "ssl_ca_path", "ssl_certfile", "ssl_keyfile", "ssl_cert_reqs"),
    "ssl_check_hostname",
}
"""Others change what a command answers, or how it is repeated, and the bot relies on both."""


UNESCAPED = "a #, /, ?, [ or ] of its password is not escaped"


MAX_SECONDS = 86_400
"""A day: a longer time limit is a mistake."""


class RedisUrl(NamedTuple):
    """`nodes` are the Sentinels, or some nodes of the cluster. `options` are keyword arguments of a connection."""

    engine: Engine
    nodes: tuple[tuple[str, int], ...]
    service: str
    options: dict[str, Any]
    sentinel_options: dict[str, Any]
    tls: bool


class UrlError(ValueError):
    """What is wrong with a URL, with no part of it: it may hold a password."""


_URL = re.compile(
    r"(?P<scheme>unix|rediss?)(?P<engine>\+sentinel|\+cluster)?://"
    r"(?P<netloc>[^/?#]*)(?P<path>[^?#]*)(\?(?P<query>[^#]*))?(#(?P<fragment>.*))?",
    re.IGNORECASE | re.DOTALL,
)
"""Several hosts in one URL are no URL to newer versions of `urlsplit`, which refuse brackets after the first host."""


def parse(url: str) -> RedisUrl:
    """Raises UrlError."""
    try:
        return _parse(url)
    except UrlError:
        raise
    except (ValueError, TypeError, RedisError):
        raise UrlError("an option after ? has a wrong value") from None


def _parse(url: str) -> RedisUrl:
    parts = _URL.fullmatch(url)
    if parts is None:
        raise UrlError("it begins otherwise")
    scheme, engine, path = parts["scheme"].lower(), _ENGINES[(parts["engine"] or "").lower()], parts["path"]
    if parts["fragment"] or (scheme != "unix" and "@" in path):
        raise UrlError(UNESCAPED)
    query, sentinel = _query(parts["query"] or "", engine)
    user, at, hosts = parts["netloc"].rpartition("@")
    if not _is_plain(user):
        raise UrlError(UNESCAPED)
    nodes: tuple[tuple[str, int], ...] = ()
    if scheme == "unix":
        if engine != "single" or not path.strip("/") or hosts:
            raise UrlError("a socket is unix:// and its path")
        service = ""
    else:
        nodes = tuple(_node(host, 26379 if engine == "sentinel" else 6379) for host in hosts.split(","))
        service, path = _path(engine, path)
    if engine == "single" and len(nodes) > 1:
        raise UrlError("several hosts need redis+sentinel:// or redis+cluster://")
    options: dict[str, Any] = dict(parse_url(f"{scheme}://{user}{at}{hosts.split(',')[0]}{path}?{urlencode(query)}"))
    _check(options)
    if engine != "single":
        options = {name: value for name, value in options.items() if name not in ("host", "port", "connection_class")}
    if engine == "cluster" and options.pop("db", 0):
        raise UrlError("a cluster has no database but 0")
    if engine == "sentinel":
        sentinel |= {name: value for name, value in options.items() if name.startswith("ssl")}
    return RedisUrl(engine, nodes, service, options, sentinel, scheme == "rediss")


def _query(text: str, engine: Engine) -> tuple[dict[str, str], dict[str, str]]:
    """The options of the servers and those of the Sentinels."""
    try:
        query = {name: values[0] for name, values in parse_qs(text, strict_parsing=bool(text)).items()}
    except ValueError:
        query = {"": ""}
    sentinel = {name: query.pop(f"sentinel_{name}") for name in ("username", "password") if f"sentinel_{name}" in query}
    if query.keys() - OPTIONS or (sentinel and engine != "sentinel"):
        raise UrlError(UNESCAPED if "@" in text else "an option after ? is not known here")
    return query, sentinel


def _is_plain(user: str) -> bool:
    """Whether `urlsplit` takes the name and password as they are."""
    try:
        return bool(urlsplit(f"//{user}@host"))
    except ValueError:
        return False


def _node(host: str, default_port: int) -> tuple[str, int]:
    if not re.fullmatch(r"[\w.:%[\]-]*", host):
        raise UrlError("a host holds a space or another sign that no host has")
    try:
        address = urlsplit(f"//{host}")
    except ValueError:
        raise UrlError("its brackets hold no IPv6 address") from None
    if not address.hostname:
        raise UrlError("it lacks a host")
    try:
        return address.hostname, address.port or default_port
    except ValueError:
        raise UrlError("a port is no number up to 65535") from None


def _path(engine: Engine, path: str) -> tuple[str, str]:
    """The service of a Sentinel, and what is left of the path: the database."""
    service, database = r"/([\w.-]+)" if engine == "sentinel" else "()", r"(/\d{0,9})?"
    if match := re.fullmatch(service + database, path):
        return match[1], match[2] or ""
    if engine == "sentinel" and not re.match(service, path):
        raise UrlError("the name of the Sentinels' service is missing after the hosts")
    raise UrlError("its database is no number")


def _check(options: dict[str, Any]) -> None:
    """Raises TypeError, ValueError or RedisError for an option that does not fit the connection."""
    seconds = [options.get(name, 1) for name in ("socket_timeout", "socket_connect_timeout")]
    if (
        not all(0 < each < MAX_SECONDS for each in seconds)
        or not 0 <= options.get("health_check_interval", 0) < MAX_SECONDS
    ):
        raise ValueError("a time is no number of seconds")
    if options.get("db", 0) < 0 or not re.fullmatch("[!-~]+", options.get("client_name", "-")):
        raise ValueError("a database or a name that Redis refuses")
    kind = options.get("connection_class", Connection)
    kind(**{name: value for name, value in options.items() if name != "connection_class"})
