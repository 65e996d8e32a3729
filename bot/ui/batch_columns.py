"""The names of a list's columns, in all languages."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.errors import UserError
from bot.ui.i18n import Languages
from bot.ui.text_input import find_products, fold

COLUMNS = ("recipient", "amount", "product", "invoice")

ColumnWords = Mapping[str, list[tuple[str, int]]]
"""Column name → the columns that it can mean, each with its rank: 0 is its best name."""

Columns = Mapping[str, tuple[int, str]]
"""Column → its place and its name."""


@lru_cache(maxsize=2)
def column_words(languages: Languages) -> ColumnWords:
    """The names of the columns in all languages."""
    words: dict[str, list[tuple[str, int]]] = {}
    for code in languages.known:
        i18n = languages.speak(code)
        for column in COLUMNS:
            for rank, name in enumerate(i18n.get("columns", column=column).split(",")):
                words.setdefault(_phrase(name), []).append((column, rank))
    return words


def count_names(text: str, words: ColumnWords) -> int:
    """How many names of columns stand in the first lines."""
    cells = re.split(r"[\t;,\n]", text[:2000])
    return sum(_phrase(cell) in words for cell in cells)


def find_columns(cells: Sequence[str], words: ColumnWords) -> Columns | None:
    """None: the row names no columns. A row with @ or a digit never does.

    Raises UserError: bulk-columns (name or amount is missing, or there twice).
    """
    if any("@" in cell or any(map(str.isdigit, cell)) for cell in cells):
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in enumerate(cells):
        phrase = _phrase(cell)
        meanings = words.get(phrase) or [meaning for word in phrase.split() for meaning in words.get(word, ())]
        if meanings:
            column, rank = min(meanings, key=lambda meaning: meaning[1])
            found.setdefault(column, []).append((rank, place))
    if not found.keys() & {"recipient", "amount"} or len(cells) < 2:
        return None
    best = {column: sorted(places) for column, places in found.items()}
    is_unclear = any(len(places) > 1 and places[0][0] == places[1][0] for places in best.values())
    if is_unclear or not found.keys() >= {"recipient", "amount"}:
        raise UserError("bulk-columns")
    columns = {column: (places[0][1], cells[places[0][1]]) for column, places in best.items()}
    for _, place in best["amount"]:  # Stars and Premium may have a column each
        columns |= {f"amount of {product}": (place, cells[place]) for product in find_products(cells[place])}
    return columns


def _phrase(text: str) -> str:
    return " ".join(re.split(r"[\s.,:;()\[\]/#№*_-]+", fold(text))).strip()
