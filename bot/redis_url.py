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


class RedisUrl(NamedTuple):
    """`nodes` are the Sentinels, or some nodes of the cluster. `options` are keyword arguments of a connection."""

    engine: Engine
    nodes: tuple[tuple[str, int], ...]
    service: str
    options: dict[str, Any]
    sentinel_options: dict[str, Any]
    tls: bool


def parse(url: str) -> RedisUrl:
    """Raises ValueError, with no part of the URL in its message."""
    try:
        return _parse(url)
    except (ValueError, TypeError, RedisError):
        raise ValueError("not the URL of a Redis") from None


def _parse(url: str) -> RedisUrl:
    parts = urlsplit(url)
    shape = re.fullmatch(r"(unix|rediss?)(\+sentinel|\+cluster)?", parts.scheme)
    if shape is None or parts.fragment:  # an unescaped # of a password begins a fragment
        raise ValueError
    scheme, engine = shape[1], _ENGINES[shape[2] or ""]
    query = {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=bool(parts.query)).items()}
    sentinel = {name: query.pop(f"sentinel_{name}") for name in ("username", "password") if f"sentinel_{name}" in query}
    if query.keys() - OPTIONS:
        raise ValueError
    user, at, hosts = parts.netloc.rpartition("@")
    nodes: tuple[tuple[str, int], ...] = ()
    if scheme == "unix":
        if engine != "single" or not parts.path.strip("/") or hosts:
            raise ValueError
        service, path = "", parts.path
    else:
        nodes = tuple(_node(host, 26379 if engine == "sentinel" else 6379) for host in hosts.split(","))
        service, path = _path(engine, parts.path)
    if (engine == "single" and len(nodes) > 1) or (sentinel and engine != "sentinel"):
        raise ValueError
    options: dict[str, Any] = dict(parse_url(f"{scheme}://{user}{at}{hosts.split(',')[0]}{path}?{urlencode(query)}"))
    _check(options)
    if engine != "single":
        options = {name: value for name, value in options.items() if name not in ("host", "port", "connection_class")}
    if engine == "cluster" and options.pop("db", 0):
        raise ValueError  # a cluster has one database
    if engine == "sentinel":
        sentinel |= {name: value for name, value in options.items() if name.startswith("ssl")}
    return RedisUrl(engine, nodes, service, options, sentinel, scheme == "rediss")


def _node(host: str, default_port: int) -> tuple[str, int]:
    address = urlsplit(f"//{host}")
    if not address.hostname:
        raise ValueError
    return address.hostname, address.port or default_port


def _path(engine: Engine, path: str) -> tuple[str, str]:
    """The service of a Sentinel, and what is left of the path: the database."""
    match = re.fullmatch(r"/([\w.-]+)(/\d*)?" if engine == "sentinel" else r"()(/\d*)?", path)
    if match is None:
        raise ValueError
    return match[1], match[2] or ""


def _check(options: dict[str, Any]) -> None:
    """Raises TypeError or RedisError for an option that does not fit the connection."""
    kind = options.get("connection_class", Connection)
    kind(**{name: value for name, value in options.items() if name != "connection_class"})
