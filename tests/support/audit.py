"""`python -m tests.audit`: known holes in what the bot runs with. Without the network it says that it was skipped.

A part of `make check`, which works on a train too: it neither fails nor hangs where the index cannot be asked.
"""

import json
import subprocess
import sys
from typing import Any

PATIENCE = 20.0  # seconds

COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements/run.lock", "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "5"),
)


def audit(command: tuple[str, ...] = COMMAND, patience: float = PATIENCE) -> tuple[str, int]:
    """What to say, and the exit code: 1 only for a hole that is known."""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=False)
        packages: list[dict[str, Any]] = json.loads(answer.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return "audit skipped: index not reachable", 0
    holes = [_in_words(package, hole) for package in packages for hole in package.get("vulns", ())]
    return "\n".join(holes) or f"audit: no known holes in {len(packages)} packages", int(bool(holes))


def _in_words(package: dict[str, Any], hole: dict[str, Any]) -> str:
    mended = ", ".join(hole["fix_versions"]) or "no version"
    return f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}"


if __name__ == "__main__":
    text, code = audit()
    print(text)  # noqa: T201
    sys.exit(code)
