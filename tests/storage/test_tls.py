"""TLS, users, passwords and the database of REDIS_URL, against real servers.

The embedded Valkey is built without TLS, so a proxy ends it before each server. It also puts its own ports into what
Sentinels and cluster nodes answer, as servers with TLS name their TLS ports.
"""

import asyncio
import contextlib
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.clock import utcnow
from bot.storage.queue import LastingQueue
from bot.storage.redis import open_client
from tests.support import KEYS
from tests.support.engines import Engine, EngineName, Node, free_ports, open_engine

DATA, WATCH = "d#ta/ss%", "w@tch+ed"
QUOTED = "d%23ta%2Fss%25"


@pytest.fixture(autouse=True)
def new_ssl_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """`cached_ssl_context` would share the authorities of one client with the next."""
    monkeypatch.setattr(ssl, "create_default_context", ssl.create_default_context.__wrapped__)  # type: ignore[attr-defined]


@dataclass
class Proxies:
    """One for each node; `ports`: of a node → of its proxy."""

    context: ssl.SSLContext
    ports: dict[int, int] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self, nodes: list[Node]) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for node, port in zip(nodes, free_ports(len(nodes)), strict=True):
                self.ports[node.port] = port

                async def serve(down: asyncio.StreamReader, to: asyncio.StreamWriter, port: int = node.port) -> None:
                    up, to_server = await asyncio.open_connection("127.0.0.1", port)
                    await asyncio.gather(self._copy(down, to_server), self._copy(up, to))

                server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=self.context)
                stack.push_async_exit(server)
            yield

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, ssl.SSLError):
            while chunk := await reader.read(65536):
                for port, own in self.ports.items():
                    chunk = chunk.replace(str(port).encode(), str(own).encode())  # as long: five digits
                writer.write(chunk)
                await writer.drain()
        writer.close()


@dataclass(frozen=True)
class Certificate:
    file: Path
    key: Path

    @classmethod
    def make(cls, folder: Path, name: str) -> "Certificate":
        """Signed by itself, so it is its own authority."""
        if not shutil.which("openssl"):
            (pytest.fail if os.environ.get("CI") else pytest.skip)("no openssl on this machine")
        made = cls(folder / "cert.pem", folder / "key.pem")
        command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test -addext"
        files = ("-keyout", str(made.key), "-out", str(made.file))
        subprocess.run([*command.split(), f"subjectAltName={name}", *files], check=True, capture_output=True)
        return made


async def _protect(engine: Engine) -> None:
    """The user `bot` for the data, and another password for the Sentinels."""
    for node in engine.nodes:
        await node.command("ACL", "SETUSER", "bot", "on", f">{DATA}", "~*", "&*", "+@all")
    for node in engine.nodes:
        await node.command("CONFIG", "SET", "masteruser", "bot", "masterauth", DATA)
    for sentinel in engine.sentinels:
        await sentinel.command("SENTINEL SET", "shop", "auth-user", "bot", "auth-pass", DATA)
        await sentinel.command("ACL", "SETUSER", "default", "resetpass", f">{WATCH}")
    for node in engine.nodes:
        await node.command("ACL", "SETUSER", "default", "resetpass", ">of nobody")


@dataclass
class Protected:
    engine: Engine
    hosts: str
    options: str

    def url(self, data: str = f"bot:{QUOTED}", watch: str = "w%40tch%2Bed", options: str | None = None) -> str:
        options = self.options if options is None else options
        match self.engine.name:
            case "single":
                return f"rediss://{data}@{self.hosts}/3?{options}"
            case "sentinel":
                return f"rediss+sentinel://{data}@{self.hosts}/shop/3?sentinel_password={watch}&{options}"
            case "cluster":
                return f"rediss+cluster://{data}@{self.hosts}?{options}"


@asynccontextmanager
async def protected(name: EngineName, certificate: Certificate) -> AsyncIterator[Protected]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.file, certificate.key)
    proxies = Proxies(context)
    async with open_engine(name) as engine, proxies.open([*engine.nodes, *engine.sentinels]):
        await _protect(engine)
        ports = [proxies.ports[node.port] for node in engine.sentinels or engine.nodes]
        yield Protected(engine, ",".join(f"127.0.0.1:{port}" for port in ports), f"ssl_ca_certs={certificate.file}")


@pytest.mark.parametrize("name", ["single", "sentinel", "cluster"])
async def test_user_password_database_and_tls_of_each_engine(name: EngineName, tmp_path: Path) -> None:
    certificate = Certificate.make(tmp_path, "IP:127.0.0.1")
    async with protected(name, certificate) as servers:
        async with open_client(servers.url()) as redis:
            queue = LastingQueue(redis, KEYS, "orders")
            await queue.add("one", utcnow())
            assert [claim.id for claim in await queue.claim(1)] == ["one"]
            for chat in range(6):  # of several nodes
                await redis.set(KEYS.profile(chat), "x")
        if name != "cluster":
            node = servers.engine.nodes[0]
            async with Redis(port=node.port, username="bot", password=DATA, db=3) as of_database:
                assert await of_database.exists(KEYS.profile(1))
            async with Redis(port=node.port, username="bot", password=DATA) as of_first_database:
                assert await of_first_database.dbsize() == 0
        await _is_refused(servers.url(data=f"bot:{QUOTED}x"), secret=DATA)
        await _is_refused(servers.url(options="client_name=bot"), secret=DATA)  # its authority is not known here
        await _is_refused(servers.url(options="client_name=bot").replace("rediss", "redis"), secret=DATA)
        if name == "sentinel":
            await _is_refused(servers.url(watch="wrong"), secret=WATCH)


async def _is_refused(url: str, secret: str) -> None:
    async with open_client(url) as redis:
        with pytest.raises(RedisError) as refused:
            await redis.set(KEYS.profile(1), "x")
    assert secret not in str(refused.value)


@pytest.mark.parametrize("name", ["single", "sentinel", "cluster"])
async def test_a_certificate_of_another_host_is_refused(name: EngineName, tmp_path: Path) -> None:
    certificate = Certificate.make(tmp_path, "DNS:other.example")
    async with protected(name, certificate) as servers:
        await _is_refused(servers.url(), secret=DATA)
        async with open_client(servers.url(options=f"{servers.options}&ssl_check_hostname=false")) as redis:
            assert await redis.set(KEYS.profile(1), "x")
