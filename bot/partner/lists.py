"""Pages of a list: the rows, wherever an answer has them, the total, and the way to the next page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

from bot.partner.errors import Unreadable
from bot.partner.fields import WireNames, find

T = TypeVar("T")

MAX_ROWS = 1000
"""Rows that are read of one page: ten times what is asked for."""

MAX_CURSOR_LENGTH = 2000

_ROWS = ("items", "orders", "transactions", "results", "data", "rows", "records", "content")
_TOTALS = WireNames(
    *("total", "total_count", "count"),
    *(f"{place}.{name}" for place in ("meta", "pagination", "paging") for name in ("total", "total_count", "count")),
)


def find_rows(data: Any) -> list[Any]:
    """The rows of a list, bare or in an object under any name; one row alone is a list of one.

    A list without rows must be told: `[]` alone or under a usual name, or a total of 0. Raises Unreadable otherwise.
    """
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        raise Unreadable("items")
    if (named := next((data[name] for name in _ROWS if data.get(name) is not None), None)) is not None:
        return find_rows(named)
    if data.get("id") or data.get("order_id"):
        return [data]
    filled = [value for value in data.values() if isinstance(value, list | dict) and value]
    inner = [value for value in filled if isinstance(value, list)] or filled
    if len(inner) == 1:
        return find_rows(inner[0])
    if find_total(data) == 0:
        return []
    raise Unreadable("items", data)


def find_total(data: Any) -> int | None:
    """How many rows the whole list has, if the partner tells it."""
    total = find(data, _TOTALS)
    return total if type(total) is int and total >= 0 else None


_CURSORS = ("next_cursor", "nextCursor", "next_page_token", "next", "cursor")


def find_next(data: Any) -> dict[str, str] | None:
    """The parameters that ask for the next page, where the partner pages by a cursor: beside the rows, or in an object
    there (`meta`, `links`…), as a word or in the URL of the next page."""
    objects = [data, *(value for value in data.values() if isinstance(value, dict))] if isinstance(data, dict) else []
    for name in _CURSORS:
        value = next((each[name] for each in objects if isinstance(each.get(name), str) and each[name]), None)
        if value is not None:
            parameter = "page_token" if name == "next_page_token" else "cursor"
            told = dict(parse_qsl(urlsplit(value).query)) if "?" in value else {parameter: value}
            return {name: text for name, text in told.items() if len(text) <= MAX_CURSOR_LENGTH} or None
    return None


@dataclass(frozen=True)
class Page(Generic[T]):
    """A part of a list, newest first. `total`: the length of the whole list, if the partner tells it.

    `next`: the parameters that ask for the next page, if the partner tells a cursor. `skipped`: for each row that could
    not be read, the field that was missing. The other rows are in `items`. `is_cut`: it had more than MAX_ROWS.
    """

    items: tuple[T, ...]
    total: int | None = None
    skipped: tuple[str, ...] = ()
    next: dict[str, str] | None = None
    is_cut: bool = False

    @classmethod
    def read(cls, data: Any, read_row: Callable[[Any], T]) -> Self:
        """Raises Unreadable where there is no list at all."""
        items, skipped = [], []
        rows = find_rows(data)
        for row in rows[:MAX_ROWS]:
            try:
                items.append(read_row(row))
            except Unreadable as error:
                skipped.append(error.field)
        return cls(tuple(items), find_total(data), tuple(skipped), find_next(data), len(rows) > MAX_ROWS)
