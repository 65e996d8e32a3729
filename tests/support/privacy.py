"""Finds secrets and personal texts in the logs of the tests.

The bot logs to standard error as in production, in this process and in the processes that tests start. pytest keeps
the standard error of each test; a test whose output shows a secret, a name or what a person typed fails.
"""

from collections.abc import Iterable

FAKE_SECRETS: set[str] = set()
"""Tokens, keys and webhook secrets that the tests use."""

PERSONAL: set[str] = set()
"""Names of the people in the stand-in Telegram, and what they have typed."""


def secret(value: str) -> str:
    """Declares a secret of the tests and returns it."""
    FAKE_SECRETS.add(value)
    return value


def personal(*texts: str | None) -> None:
    """Declares texts of a person. Commands, numbers and short texts are left out."""
    for text in texts:
        words = (text or "").strip().removeprefix("@")
        if len(words) >= 4 and not words.startswith("/") and any(map(str.isalpha, words)):
            PERSONAL.add(words)


def leaks(lines: Iterable[str]) -> list[str]:
    """Returns the lines that show a secret or a personal text."""
    return [line for line in lines if any(text in line for text in (*FAKE_SECRETS, *PERSONAL))]
