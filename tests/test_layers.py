"""import-linter refuses an import against the layers, and a module that is in no layer."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"

ONE_WAY = "Imports run one way, from the program down to the clock"
EVERY_MODULE = "Every module of bot is in a layer"

pytestmark = pytest.mark.elsewhere


def contracts() -> dict[str, dict[str, Any]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["name"]: contract for contract in config["tool"]["importlinter"]["contracts"]}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code and of its contracts, to be broken."""
    for package in ("bot", "handlers"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> tuple[int, str]:
    done = subprocess.run(
        [str(LINT_IMPORTS), "--no-logo", "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


def test_both_lists_of_layers_are_the_same() -> None:
    """import-linter wants names with their package in one contract and without it in the other."""
    one_way, every = contracts()[ONE_WAY]["layers"], contracts()[EVERY_MODULE]["layers"]
    assert [layer.replace("bot.", "") for layer in one_way if layer != "handlers"] == every


FORBIDDEN = [
    ("bot/storage/hashes.py", "import bot.orders.models", ONE_WAY),
    ("bot/storage/hashes.py", "import bot.partner.errors", "Storage knows nothing of the partner"),
    ("bot/partner/client.py", "import bot.config", ONE_WAY),
    ("bot/orders/schedule.py", "import bot.ui.money", ONE_WAY),
    ("bot/ui/money.py", "import bot.telegram.client", ONE_WAY),
    ("bot/telegram/http.py", "import handlers.menu", ONE_WAY),
    ("bot/partner/errors.py", "import redis", "The partner client knows neither Telegram nor Redis"),
    ("bot/workers/reconciliation.py", "import bot.sandbox.demo", "Nothing of the bot imports the sandbox"),
]


@pytest.mark.parametrize(("file", "line", "contract"), FORBIDDEN, ids=[line for _, line, _ in FORBIDDEN])
def test_a_forbidden_import_is_refused(tree: Path, file: str, line: str, contract: str) -> None:
    with (tree / file).open("a") as module:
        module.write(f"\n{line}\n")
    code, output = lint(tree)
    assert code == 1, output
    assert f"{contract} BROKEN" in output


@pytest.mark.parametrize("module", ["bot/extra.py", "bot/extra/__init__.py"])
def test_a_module_in_no_layer_is_refused(tree: Path, module: str) -> None:
    (tree / module).parent.mkdir(exist_ok=True)
    (tree / module).touch()
    code, output = lint(tree)
    assert code == 1, output
    assert f"{EVERY_MODULE} BROKEN" in output
    assert "bot.extra" in output
