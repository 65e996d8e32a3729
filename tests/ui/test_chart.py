"""Charts and CSV files."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PIL import Image

from bot.ui import chart
from bot.ui.chart import HEIGHT, WIDTH, _short_number, bars
from bot.ui.csv_files import BOM, Cell, rows_to_csv, stream_csv

BLUE = (59, 130, 246)


def columns_of(png: bytes) -> list[int]:
    """The number of blue pixels in each column of the picture."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.size == (WIDTH, HEIGHT)
    pixels = picture.load()
    assert pixels is not None
    return [sum(pixels[x, y] == BLUE for y in range(HEIGHT)) for x in range(WIDTH)]


def test_each_value_has_a_bar_as_high_as_it_is() -> None:
    columns = columns_of(bars("TON", ["a", "b", "c", "d"], [Decimal("0.5"), Decimal(1), 0, Decimal("0.001")]))
    middles = [columns[40 + 205 * i + 102 - 60] for i in range(4)]  # beside the figures, which stand above
    half, whole, nothing, trace = middles
    assert whole > 300
    assert half == pytest.approx(whole / 2, abs=3)
    assert nothing == 0
    assert 0 < trace < 5, "the smallest bar can still be seen"


@pytest.mark.parametrize("values", [[], [0], [0, 0], list(range(90))])
def test_any_number_of_values_can_be_drawn(values: list[int]) -> None:
    assert bars("Заказы", [str(i) for i in range(len(values))], values).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("value", "figure"),
    [(7, "7"), (999, "999"), (1000, "1k"), (1250, "1.25k"), (999_999, "1M"), ("0.418", "0.418"), ("0.0001", "<0.001")],
)
def test_short_numbers_are_short(value: int | str, figure: str) -> None:
    assert _short_number(Decimal(value)) == figure


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-cmd|' /C calc'!A0", "-"])
def test_no_cell_can_be_a_formula(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(rows_to_csv([cell], []).removeprefix(BOM).decode(), newline=""))
    assert row == [f"'{cell}"]


def test_numbers_times_and_gaps_stay_what_they_are() -> None:
    moment = datetime(2025, 11, 24, 19, 17, 48, 5, tzinfo=UTC)
    text = rows_to_csv(["a", "b", "c", "d", "e"], [[-5, Decimal("-0.418"), "-1.25", moment, None]]).decode("utf-8-sig")
    assert text == "a,b,c,d,e\r\n-5,-0.418,-1.25,2025-11-24T19:17:48Z,\r\n"


async def test_a_stream_makes_the_same_file() -> None:
    rows: list[list[Cell]] = [["a;b", 'c"d'], ["é", "x\ny"]]

    async def pages() -> AsyncIterator[list[list[Cell]]]:
        for row in rows:
            yield [row]

    pieces = [piece async for piece in stream_csv(["one", "two"], pages())]
    assert len(pieces) == 3
    assert b"".join(pieces) == rows_to_csv(["one", "two"], rows)


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "11/4"), ("ru", "04.11"), ("pt", "04/11"), ("hi", "4/11"), ("fa", "11/4"), ("ar", "4/11")],
)
def test_a_day_is_labelled_as_the_language_writes_it(
    language: str, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart, "bars", lambda title, labels, values: ascii(labels).encode())
    assert chart.bars_of_days("TON", {date(2026, 11, 4): Decimal(1)}, language) == f"['{label}']".encode()
