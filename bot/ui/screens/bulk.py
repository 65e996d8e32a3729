"""The screens of a bulk order: prompt, check, confirmation, progress."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.orders.batch import MAX_ROWS, UNPLACED, Batch, BatchLine, BatchRow, BatchView, Filter, Mode, Phase, Problem
from bot.partner.statuses import OrderStatus
from bot.ui.callback_data import BatchCallback
from bot.ui.i18n import I18n, bold, code, plain
from bot.ui.money import exceeds_tolerance
from bot.ui.screen import Button, Buttons, Rows, Screen, button, two_per_row
from bot.ui.screens.phrases import (
    date_time,
    estimated_price,
    goods_for,
    limits_text,
    money,
    progress_bar,
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
    back = tuple((button(_batch_label(i18n, batch, most=11), _press(batch, "open")),) for batch in earlier)
    times = [f"{date_time(i18n, batch.created_at)} · {plain(_batch_label(i18n, batch))}" for batch in earlier]
    text = i18n.get("bulk", most=MAX_ROWS, stars=code("@alice 100 invoice-1"), premium=code("@bobby 6m"))
    return with_menu(i18n, text, *filter(None, ["\n".join(times)]), rows=back)


def _batch_label(i18n: I18n, batch: Batch, *, most: int = 40) -> str:
    """Its first row, by which its reseller knows it, in at most so many characters, and the number of its rows."""
    first = next((f"@{row.recipient}" for row in batch.rows if row.recipient), "")
    return i18n.get(
        "button-batch", first=first if len(first) <= most else f"{first[: most - 1]}…", rows=len(batch.rows)
    )


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
    if view.batch.mode is Mode.ALL and view.tally["fine"] and (view.batch.closed or view.batch.left is not None):
        head += "\n\n" + _stop(i18n, view.batch)
    estimate = _estimate(view)
    if view.unpaid_count and exceeds_tolerance(estimate, _price(view), i18n.branding.tolerance_percent):
        head = f"{i18n.get('pay-dearer', estimate=money(i18n, estimate))}\n\n{head}"
    ways: list[Button] = []
    if view.unpaid_count:
        pay = button(i18n.get("button-next", left=view.unpaid_count), _press(view.batch, "next"), style="primary")
        ways.append(pay)
    if view.expired:
        ways.append(button(i18n.get("button-expired", rows=len(view.expired)), _press(view.batch, "again")))
    table = _table(i18n, view)
    if view.batch.filter is Filter.CHOOSE:
        return with_menu(i18n, head, table, rows=_filters(i18n, view))
    if view.batch.filter:
        name = bold(i18n.get("button-filter", filter=view.batch.filter))
        table = f"{i18n.get('bulk-count', state=name, count=len(view.table))}\n{table}"
    return with_menu(
        i18n, head, table, rows=(*two_per_row(ways), *_pages(view)), beside=(*_filter(i18n, view), _csv(i18n, view))
    )


def _stop(i18n: I18n, batch: Batch) -> str:
    """Why the other rows are not ordered yet."""
    left = money(i18n, batch.left or Decimal(0))
    return i18n.get("shop-closed") if batch.closed else i18n.get("bulk-limit", left=left)


def _csv(i18n: I18n, view: BatchView) -> Button:
    return button(i18n.get("button-csv"), _press(view.batch, "csv"))


def _price(view: BatchView) -> Decimal:
    """The sum of the rows' prices; of their estimates while there is no order."""
    prices = (line.watched.order.price_ton if line.watched else line.row.estimate for line in view.valid_lines)
    return sum((price or Decimal(0) for price in prices), Decimal(0))


def _estimate(view: BatchView) -> Decimal:
    """The sum of the prices that the reseller saw when they confirmed."""
    return sum((line.row.estimate or Decimal(0) for line in view.valid_lines), Decimal(0))


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


def _filter(i18n: I18n, view: BatchView) -> Buttons:
    """A button that names the rows that are shown, and leads to the choice of others."""
    if len({line.filter for line in view.lines}) < 2 and not view.batch.filter:
        return ()
    label = i18n.get("button-filter", filter=view.batch.filter or "all")
    return (button(f"• {label}", _press(view.batch, "filter", Filter.CHOOSE)),)


def _filters(i18n: I18n, view: BatchView) -> Rows:
    """A button for each kind of rows that there are, with their number."""
    counts = Counter(line.filter for line in view.lines)
    kinds = {"": len(view.lines)} | {kind.value: counts[kind] for kind in Filter if counts[kind]}
    labels = {kind: i18n.get("button-filter", filter=kind or "all") for kind in kinds}
    buttons = [
        button(i18n.get("bulk-count", state=labels[kind], count=count), _press(view.batch, "filter", kind))
        for kind, count in kinds.items()
    ]
    return two_per_row(buttons)


def _span(view: BatchView, page: int) -> str:
    """The numbers of the page's first and last row, “7–12”; “31+” if after wrong rows it begins with the others."""
    numbers = [line.row.number for line in view.table[page * ROWS_PER_PAGE : (page + 1) * ROWS_PER_PAGE]]
    if len(numbers) == 1:
        return str(numbers[0])
    return f"{numbers[0]}–{numbers[-1]}" if numbers == sorted(numbers) else f"{numbers[0]}+"


def _press(batch: Batch, action: str, arg: str = "") -> BatchCallback:
    return BatchCallback(action=action, id=batch.id, arg=arg)
