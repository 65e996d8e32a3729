"""The client book: who owes a reseller what, the orders of one client, and what was marked as paid."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from bot.orders.clients import MAX_DEBTS, MAX_NAME_LENGTH, MAX_NOTE_LENGTH, Book, Entry, client_key, sums
from bot.ui.callback_data import ClientCallback
from bot.ui.client_files import ClientFile
from bot.ui.i18n import I18n, bold, code, isolated
from bot.ui.screen import Button, Buttons, Rows, Screen, button, in_rows
from bot.ui.screens.phrases import NOT_KNOWN, pager, price, short_label, short_name, status_word, with_menu

DEBTS_PER_PAGE = 10
ENTRIES_PER_PAGE = 6
"""Of one client."""

CLIENTS_PER_PAGE = 8
MAX_CLIENTS_FOUND = 8

MAX_WRONG_ROWS = 5
"""Of a file, that are named."""


def shown(book: Book, client: str, page: int) -> Sequence[Entry]:
    """The entries of a page: of all clients only debts, of one client (`client` is its key) all of them."""
    entries, size = (book.of(client).entries, ENTRIES_PER_PAGE) if client else (book.owed, DEBTS_PER_PAGE)
    return entries[page * size :][:size]


def digest(entries: Iterable[Entry]) -> str:
    """Tells whether a page's debts are still what a button's reader has seen."""
    ids = " ".join(sorted(entry.order_id for entry in entries))
    return blake2b(ids.encode(errors="surrogatepass"), digest_size=6).hexdigest()


def page(i18n: I18n, book: Book, client: str, number: int, mark: int = 0) -> Screen:
    """One page of all debts, or of one client. `mark`: what was just marked as paid can be taken back."""
    part = book.of(client) if client else book
    total, size = (len(part.entries), ENTRIES_PER_PAGE) if client else (len(part.owed), DEBTS_PER_PAGE)
    number = min(number, max(0, total - 1) // size)
    entries = shown(book, client, number)
    name = entries[0].client if client and entries else ""
    owed = [entry for entry in entries if entry.is_owed]
    lines = _head(i18n, part, name) if client else _head_of_all(i18n, part)
    if entries:
        lines.append("\n".join(_line(i18n, entry, with_name=not client) for entry in entries))
    rows: list[Buttons] = []
    rows += in_rows([_press(entry, client, number) for entry in entries if entry.is_owed or entry.settled], 3)
    every: Buttons = ()
    if len(owed) > 1:
        press = ClientCallback(action="all", client=client, page=number, arg=digest(owed))
        every = (button(i18n.get("button-mark-all", orders=len(owed)), press, style="success"),)
    if not client:
        every += (button(i18n.get("button-clients"), ClientCallback(action="list")),)
    rows += [every] if every else []
    if mark:
        rows.append((button(i18n.get("button-undo"), ClientCallback(action="undo", client=client, arg=str(mark))),))
    if client and entries:
        rows.append(
            tuple(
                button(label, ClientCallback(action=what, client=client))
                for what, label in (("name", i18n.get("button-client-name")), ("note", i18n.get("button-client-note")))
            )
        )
    more = (number + 1) * size < total
    turn = pager(i18n, number, more, lambda to: ClientCallback(action="page", client=client, page=to))
    return with_menu(i18n, *lines, rows=tuple(rows), beside=turn)


def _press(entry: Entry, client: str, number: int) -> Button:
    sign, action = ("✓", "paid") if entry.is_owed else ("↩", "unpaid")
    return button(
        f"{sign} {_short_id(entry.order_id)}",
        ClientCallback(action=action, client=client, page=number, arg=entry.order_id),
    )


def _head_of_all(i18n: I18n, book: Book) -> list[str]:
    owed = book.owed
    if not owed:
        lines = [i18n.get("unpaid-none")]
    else:
        lines = [i18n.get("unpaid", orders=len(owed), sum=bold(_sum(i18n, owed)))]
    if len(owed) >= MAX_DEBTS:
        lines.append(i18n.get("book-full"))
    if back := book.to_give_back:
        names = ", ".join(dict.fromkeys(short_name(entry.client, 14) for entry in back[:2]))
        lines.append(i18n.get("give-back", orders=len(back), sum=bold(_sum(i18n, back)), clients=names))
    return lines


def _head(i18n: I18n, book: Book, name: str) -> list[str]:
    if not name:
        return [i18n.get("client-gone")]
    owed = book.owed
    who = f"<b>{isolated(name)}</b>"
    lines = [i18n.get("client", client=who, orders=len(owed), sum=bold(_sum(i18n, owed)))]
    lines = lines if owed else [i18n.get("client-even", client=who)]
    if back := book.to_give_back:
        names = short_name(name)
        lines.append(i18n.get("give-back", orders=len(back), sum=bold(_sum(i18n, back)), clients=names))
    if note := book.note(name):
        lines.append(i18n.get("client-note", note=isolated(note)))
    return lines


def _sum(i18n: I18n, entries: Iterable[Entry]) -> str:
    return " + ".join(price(i18n, amount, code) for code, amount in sums(entries).items()) or NOT_KNOWN


def _line(i18n: I18n, entry: Entry, *, with_name: bool) -> str:
    """“10421 · Anna · 290 ₽” among all clients, “10421 · 290 ₽ · delivered” among those of one."""
    cost = price(i18n, entry.sale.price, entry.sale.code) if entry.sale else NOT_KNOWN
    number, state = bold(_short_id(entry.order_id)), status_word(i18n, entry.status)
    if with_name:
        return " · ".join([number, short_name(entry.client, 14), cost])
    if entry.settled:
        state = i18n.get("entry-state", state="back" if entry.to_give_back else "paid", status=state)
    return " · ".join([number, cost, state])


def _short_id(id: str) -> str:
    """Three of them fit into a row of buttons."""
    return id if len(id) <= 10 else f"{id[:4]}…{id[-5:]}"


def clients(i18n: I18n, book: Book, number: int) -> Screen:
    """Who owes the reseller something, with a button for each."""
    groups = list(book.by_client().items())
    number = min(number, max(0, len(groups) - 1) // CLIENTS_PER_PAGE)
    part = groups[number * CLIENTS_PER_PAGE :][:CLIENTS_PER_PAGE]
    lines = [
        i18n.get("client-row", client=short_name(name), orders=len(of.owed), sum=_sum(i18n, of.owed))
        for name, of in part
    ]
    more = (number + 1) * CLIENTS_PER_PAGE < len(groups)
    turn = pager(i18n, number, more, lambda to: ClientCallback(action="list", page=to))
    head = [i18n.get("clients", clients=len(groups), sum=bold(_sum(i18n, book.owed)))] if groups else []
    head = [*head, *_head_of_all(i18n, book)[bool(groups) :]]
    names = [name for name, _ in part] + ([] if number else [entry.client for entry in book.to_give_back])
    names = list({client_key(name): name for name in names}.values())[:CLIENTS_PER_PAGE]
    files = (
        button(i18n.get("button-csv"), ClientCallback(action="csv")),
        button(i18n.get("button-book-file"), ClientCallback(action="file")),
    )
    return with_menu(i18n, *head, *filter(None, ["\n".join(lines)]), rows=(*_openers(names), files), beside=turn)


def which(i18n: I18n, words: str, names: Sequence[str]) -> Screen:
    """Several clients have such a name, or none."""
    if not names:
        return with_menu(i18n, i18n.get("client-none", words=code(words)))
    return with_menu(i18n, i18n.get("client-which"), rows=_openers(names[:MAX_CLIENTS_FOUND]))


def _openers(names: Sequence[str]) -> Rows:
    buttons = [button(short_label(name), ClientCallback(action="page", client=client_key(name))) for name in names]
    return in_rows(buttons, 2)


def taken(i18n: I18n, found: ClientFile, paid: int) -> str:
    """What was taken from a file: `paid` payments among others; which rows were not, and where the rows stood."""
    wrong = str(len(found.wrong))
    if found.wrong:
        names = [short_name(name) for name in found.wrong[:MAX_WRONG_ROWS]]
        wrong += f" ({', '.join(names)}{', …' if found.wrong[MAX_WRONG_ROWS:] else ''})"
    text = i18n.get("book-file-done", names=len(found.names), notes=len(found.notes), paid=paid, wrong=wrong)
    if found.sheet:
        text += "\n" + i18n.get("bulk-sheet", sheet=bold(found.sheet))
    return text + ("\n" + i18n.get("bulk-hidden", rows=found.hidden) if found.hidden else "")


def ask_to_join(i18n: I18n, book: Book, client: str, other: str) -> Screen:
    """Asks whether two clients, given by their keys, are one."""
    parts = [book.of(key).entries for key in (other, client)]
    lines = [f"<b>{short_name(part[0].client)}</b>: {i18n.get('client-orders', orders=len(part))}" for part in parts]
    join = button(i18n.get("button-client-join"), ClientCallback(action="join", client=client, arg=other))
    back = button(i18n.get("button-other-name"), ClientCallback(action="name", client=client))
    return Screen("\n".join([i18n.get("client-join"), *lines]), ((join, back),))


def ask(i18n: I18n, what: str, name: str = "") -> Screen:
    """Asks for a client's name, a note, or the file. `name`: the client as it is called now."""
    who = f"<b>{isolated(name)}</b>"
    match what:
        case "name":
            text = i18n.get("client-name-ask", client=who, most=MAX_NAME_LENGTH)
        case "note":
            text = i18n.get("client-note-ask", client=who, most=MAX_NOTE_LENGTH, none=code("-"))
        case _:
            text = i18n.get("book-file-ask", columns=code(", ".join(("order_id", "name", "note", "paid"))))
    back = ClientCallback(action="page", client=client_key(name)) if name else ClientCallback(action="list")
    return Screen(text, ((button(i18n.get("button-back"), back),),))
