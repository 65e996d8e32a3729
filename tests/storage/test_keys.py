"""The key schema: the documentation shows it, and a long run of the shop leaves nothing that it does not bound."""

from pathlib import Path
from typing import Any

from bot.storage.keys import NEVER, SCHEMA, ChatKey, Key, KeyFamily, LimitKey, SingleKey

PAGE = Path("docs/architecture.md")


def lifetime(key: Key[Any]) -> str:
    """The last column of the table."""
    if key.ttl == NEVER:
        return f"stays: {key.note}"
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        number, rest = divmod(int(key.ttl.total_seconds()), length)
        if number and not rest:
            return f"{number} {unit}{'s' * (number > 1)} {key.note}".rstrip()
    raise ValueError(key)


def table(*kinds: type[Key[Any]]) -> str:
    """The table of all keys below one kind of root."""
    rows = ["| key | type | holds | lifetime |", "|---|---|---|---|"]
    for key in SCHEMA.values():
        if isinstance(key, kinds):
            path = key.path.replace("{", "<").replace("}", ">")
            rows.append(f"| `{path}` | {key.kind} | {key.holds} | {lifetime(key)} |")
    return "\n".join(rows) + "\n"


def test_the_page_shows_every_key_with_its_lifetime() -> None:
    page = PAGE.read_text("utf-8")
    for shown in (table(SingleKey, KeyFamily), table(ChatKey), table(LimitKey)):
        assert shown in page, f"docs/architecture.md should have:\n{shown}"
