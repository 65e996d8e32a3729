"""The screens of a bulk order: prompt, check, confirmation, progress."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from aiogram.types import InlineKeyboardButton

from bot.orders.batch import MAX_ROWS, UNPLACED, Batch, BatchLine, BatchRow, BatchView, Filter, Mode, Phase, Problem
from bot.partner.models import OrderStatus
from bot.ui.callback_data import BatchCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.screen import Buttons, Rows, Screen, button, three_per_row
from bot.ui.screens.phrases import (
    date_time,
    estimated_price,
    goods_for,
    limits_text,
    money,
    progress_bar,
    short_name,
    short_number,
    status_word,
    with_menu,
)

ROWS_PER_PAGE = 6

MAX_EARLIER_BATCHES = 3
"""Earlier batches that the prompt offers."""

BAR = ("▓░", 12)
"""The glyphs and the length of a progress bar."""


def prompt(i18n: I18n, earlier: Sequence[Batch] = ()) -> Screen:
    labels = [(batch, _batch_label(i18n, batch)) for batch in earlier]
    back = tuple((button(label, _press(batch, "open")),) for batch, label in labels)
    times = [f"{date_time(i18n, batch.created_at)} · {label}" for batch, label in labels]
    text = i18n.get("bulk", most=MAX_ROWS, stars=code("@alice 100 invoice-1"), premium=code("@bobby 6m"))
    return with_menu(i18n, text, *filter(None, ["\n".join(times)]), rows=back)


def _batch_label(i18n: I18n, batch: Batch) -> str:
    """Its first row, by which its reseller knows it, and the number of its rows."""
    first = next((row.invoice or f"@{row.recipient}" for row in batch.rows if row.recipient), "")
    return i18n.get("button-batch", first=short_name(first, 12), rows=len(batch.rows))


def batch(i18n: I18n, view: BatchView, usd: Decimal | None = None) -> Screen:
    """The screen of a batch in any phase. `usd` is its price in US dollars, if known."""
    match view.batch.phase:
        case Phase.CHECKING:
            return _checking(i18n, view)
        case Phase.READY:
            return _ready(i18n, view, usd)
        case Phase.CONFIRMED:
            return _choose_mode(i18n, view)
        case Phase.ORDERING:
            return _ordering(i18n, view)
        case Phase.DROPPED:
            return with_menu(i18n, i18n.get("bulk-dropped"))


def news(i18n: I18n, view: BatchView) -> Screen:
    """The new message about all rows that have ended since the last such message."""
    text = i18n.get("bulk-over" if view.has_ended else "bulk-news", tally=_tally(i18n, view))
    return Screen(text, ((button(i18n.get("button-open-batch"), _press(view.batch, "open")),),))


def _checking(i18n: I18n, view: BatchView) -> Screen:
    done, total = sum(line.row.checked for line in view.lines), len(view.lines)
    text = i18n.get("bulk-checking", bar=progress_bar(done, total, *BAR), done=done, total=total)
    text += _sheet(i18n, view)
    if view.batch.waiting:
        text += "\n\n" + i18n.get("bulk-waiting")
    return Screen(text, (_drop(i18n, view),))


def _ready(i18n: I18n, view: BatchView, usd: Decimal | None) -> Screen:
    fine = len(view.valid_lines)
    head = i18n.get(
        "bulk-ready", fine=fine, total=len(view.lines), price=bold(estimated_price(i18n, view.estimate_ton, usd))
    )
    confirm = button(i18n.get("button-confirm-rows", rows=fine), _press(view.batch, "confirm"), style="success")
    repeated = button(i18n.get("button-repeated", rows=len(view.repeated)), _press(view.batch, "repeated"))
    rows: Rows = (
        *(((confirm,),) if fine else ()),
        *(((repeated,),) if view.repeated else ()),
        *_pages(view),
        (_csv(i18n, view), *_drop(i18n, view)),
    )
    return Screen(f"{head}{_sheet(i18n, view)}\n\n{_table(i18n, view)}", rows)


def _sheet(i18n: I18n, view: BatchView) -> str:
    text = "\n" + i18n.get("bulk-sheet", sheet=bold(view.batch.sheet)) if view.batch.sheet else ""
    return text + ("\n" + i18n.get("bulk-hidden", rows=view.batch.hidden) if view.batch.hidden else "")


def _choose_mode(i18n: I18n, view: BatchView) -> Screen:
    return Screen(i18n.get("bulk-how"), (_modes(i18n, view), _drop(i18n, view)))


def _modes(i18n: I18n, view: BatchView) -> Buttons:
    return (
        button(i18n.get("button-one-by-one"), _press(view.batch, Mode.ONE), style="primary"),
        button(i18n.get("button-all-now"), _press(view.batch, Mode.ALL)),
    )


def _drop(i18n: I18n, view: BatchView) -> Buttons:
    return (button(i18n.get("button-cancel"), _press(view.batch, "drop")),)


def _ask_again(i18n: I18n, view: BatchView) -> Screen:
    """Asks whether to order the expired rows again, beside their former price. Rows that are still to be ordered keep
    their mode, and so do these."""
    back = (button(i18n.get("button-back"), _press(view.batch, "back")),)
    done, total = sum(row.estimate is not None for row in view.again), len(view.again)
    if done < total:
        text = i18n.get("bulk-checking", bar=progress_bar(done, total, *BAR), done=done, total=total)
        return Screen(f"{text}\n\n{i18n.get('bulk-waiting')}" if view.batch.waiting else text, (back,))
    former = (
        line.watched.order.price_ton for line in view.expired if line.watched and line.row.number in view.batch.again
    )
    text = i18n.get(
        "bulk-again",
        rows=total,
        price=bold(estimated_price(i18n, view.estimate_ton, None)),
        former=money(i18n, sum((price or Decimal(0) for price in former), Decimal(0))),
    )
    if view.tally["fine"] and view.batch.mode:
        press = _press(view.batch, view.batch.mode)
        return Screen(text, ((button(i18n.get("button-confirm-rows", rows=total), press, style="success"),), back))
    return Screen(f"{text}\n\n{i18n.get('bulk-how')}", (_modes(i18n, view), back))


def _ordering(i18n: I18n, view: BatchView) -> Screen:
    if view.again:
        return _ask_again(i18n, view)
    fine, begun = len(view.valid_lines), sum(line.watched is not None for line in view.valid_lines)
    head = i18n.get("bulk-ordering", tally=_tally(i18n, view), price=bold(money(i18n, _price(view))))
    if view.tally["confirming"]:
        head += "\n" + i18n.get("bulk-progress", bar=progress_bar(begun, fine, *BAR), done=begun, total=fine)
    rows: Rows = ()
    if view.unpaid_count:
        pay = button(i18n.get("button-next", left=view.unpaid_count), _press(view.batch, "next"), style="primary")
        rows += ((pay,),)
    if view.expired:
        rows += ((button(i18n.get("button-expired", rows=len(view.expired)), _press(view.batch, "again")),),)
    table = _table(i18n, view)
    if view.batch.filter:
        name = bold(i18n.get("button-filter", filter=view.batch.filter))
        table = f"{i18n.get('bulk-count', state=name, count=len(view.table))}\n{table}"
    rows = (*rows, *_filters(i18n, view), *_pages(view))
    return with_menu(i18n, head, table, rows=rows, beside=(_csv(i18n, view),))


def _csv(i18n: I18n, view: BatchView) -> InlineKeyboardButton:
    return button(i18n.get("button-csv"), _press(view.batch, "csv"))


def _price(view: BatchView) -> Decimal:
    """The sum of the rows' prices; of their estimates while there is no order."""
    prices = (line.watched.order.price_ton if line.watched else line.row.estimate for line in view.valid_lines)
    return sum((price or Decimal(0) for price in prices), Decimal(0))


def _table(i18n: I18n, view: BatchView) -> str:
    page = _page(view)
    return "\n".join(_row(i18n, line) for line in view.table[page * ROWS_PER_PAGE : (page + 1) * ROWS_PER_PAGE])


def _row(i18n: I18n, line: BatchLine) -> str:
    row, number = line.row, str(line.row.number)
    if row.problem:
        problem = i18n.get("row-problem", problem=row.problem, detail=_detail(i18n, row))
        return i18n.get("bulk-row-wrong", number=number, what=code(row.text), problem=problem)
    what = goods_for(i18n, row.goods)
    if row.invoice:
        what += f" · {plain(row.invoice)}"
    if line.watched:
        what += f" · {short_number(i18n, plain(line.watched.order.id))}"
    text = i18n.get("bulk-row", number=number, what=what, state=bold(_state_word(i18n, line.state)))
    if row.duplicate_of:
        text += "\n" + i18n.get("row-twin", number=str(row.duplicate_of))
    return text


def _detail(i18n: I18n, row: BatchRow) -> str:
    """The partner's words as they are. A time that an earlier version wrote is no ISO time."""
    if row.problem is Problem.REPEATED and row.detail[:4].isdecimal():
        return date_time(i18n, datetime.fromisoformat(row.detail))
    return limits_text(i18n, row.detail) if row.problem is Problem.LIMITS else plain(row.detail)


def _state_word(i18n: I18n, state: str) -> str:
    return i18n.get("row-state", state=state) if state in UNPLACED else status_word(i18n, OrderStatus(state))


def _tally(i18n: I18n, view: BatchView) -> str:
    counts = view.tally.most_common()
    return " · ".join(i18n.get("bulk-count", state=_state_word(i18n, state), count=rows) for state, rows in counts)


def _page(view: BatchView) -> int:
    return max(0, min(view.batch.page, (len(view.table) - 1) // ROWS_PER_PAGE))


def _pages(view: BatchView) -> Rows:
    """Buttons to the first and the last page, to those before and after, and to the middle of what is further away."""
    page, total = _page(view), len(view.table)
    last = max(0, total - 1) // ROWS_PER_PAGE
    far = (page + last) // 2 if page < last - page else page // 2
    pages = sorted({0, far, page - 1, page + 1, last} - {page, -1, last + 1})
    return (tuple(button(_span(view, to), _press(view.batch, "page", str(to))) for to in pages),) if pages else ()


def _filters(i18n: I18n, view: BatchView) -> Rows:
    """A button for each kind of rows that there are; the chosen one is marked."""
    present = view.batch.filter
    kinds = [kind for kind in Filter if kind is present or any(line.filter is kind for line in view.lines)]
    if len(kinds) < 2 and present is None:
        return ()
    labels = {kind: i18n.get("button-filter", filter=kind or "all") for kind in (None, *kinds)}
    buttons = [
        button(f"• {label}" if kind is present else label, _press(view.batch, "filter", kind or ""))
        for kind, label in labels.items()
    ]
    return three_per_row(buttons)


def _span(view: BatchView, page: int) -> str:
    """The numbers of the page's rows: “7–12”; “31–34, 1–2” where wrong rows stand first."""
    numbers: dict[bool, list[int]] = {True: [], False: []}
    for line in view.table[page * ROWS_PER_PAGE : (page + 1) * ROWS_PER_PAGE]:
        numbers[line.filter is Filter.WRONG].append(line.row.number)
    return ", ".join(f"{part[0]}–{part[-1]}" if part[1:] else str(part[0]) for part in numbers.values() if part)


def _press(batch: Batch, action: str, arg: str = "") -> BatchCallback:
    return BatchCallback(action=action, id=batch.id, arg=arg)
