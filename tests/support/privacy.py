"""No log line of the whole suite may show a secret, a person's name, or what a person has typed.

The bot's logs go to standard error as they do in production, from this process and from those that tests start, and
pytest keeps what each test wrote there. A test whose output has any of it fails, whatever it was about.
"""

from collections.abc import Iterable

FAKE_SECRETS: set[str] = set()
"""Tokens, keys and webhook secrets that the tests use."""

PERSONAL: set[str] = set()
"""Names of the people in the stand-in Telegram, and what they have typed."""


def secret(value: str) -> str:
    """Declares a secret of the tests; gives it back."""
    FAKE_SECRETS.add(value)
    return value


def personal(*texts: str | None) -> None:
    """Declares texts of a person, as far as they are telling: commands and numbers are not."""
    for text in texts:
        words = (text or "").strip().removeprefix("@")
        if len(words) >= 4 and not words.startswith("/") and any(map(str.isalpha, words)):
            PERSONAL.add(words)


def leaks(lines: Iterable[str]) -> list[str]:
    """The lines with something in them that should not be there."""
    return [line for line in lines if any(text in line for text in (*FAKE_SECRETS, *PERSONAL))]
