"""A failed step of the Makefile leaves nothing that the next one would take for a finished installation."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.elsewhere

PYTHON = """#!/bin/sh
# `-m venv --clear FOLDER` makes an environment whose pip and python are this script; NO_VENV and NO_PIP make it fail.
case "$0 $*" in
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


def make(folder: Path, target: str) -> tuple[int, str]:
    environment = {"PATH": f"{folder}:{os.environ['PATH']}"}
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
