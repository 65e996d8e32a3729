"""`python -m tests.support.audit`: reports known vulnerabilities of the bot's dependencies; a part of `make check`.

Without the network it reports that the audit was skipped: it neither fails nor waits.
"""

import json
import subprocess
import sys
from typing import Any

PATIENCE = 20.0  # seconds

COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip"),
    *("--requirement", "requirements/run.lock", "--requirement", "requirements/embedded.lock"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "5"),
)


def audit(command: tuple[str, ...] = COMMAND, patience: float = PATIENCE) -> tuple[str, int]:
    """Returns the message and the exit code: 1 only for a known vulnerability."""
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
