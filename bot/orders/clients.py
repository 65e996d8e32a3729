"""A reseller's client book: who owes what for which orders, and the names and notes of clients.

An order with a retail price is a debt of its client until the reseller marks it as paid. Debts lie in Redis beside the
orders, so the script that stores an order also stores its debt; names and notes lie in the chat's own slot. The partner
knows none of this.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b

from bot.clock import from_ms, to_ms
from bot.orders.markup import Sale
from bot.orders.statistics import UNSOLD
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.scripts import Script
from bot.storage.stored import Stored

MAX_DEBTS = 10_000
"""Of one reseller; the script drops the oldest beyond."""

MAX_NAME_LENGTH = 40
MAX_NOTE_LENGTH = 120
MAX_CLIENT_FIELDS = 20_000
"""Names and notes of one reseller."""

READ_PAGE_SIZE = 500
"""Orders that one script reads or writes."""

MARK_PAGE_SIZE = 200
"""Orders that one script marks, or makes debts again: 500 took 8 ms."""

_JOINERS = "\u200c\u200d"
"""Invisible characters that Persian words and emoji need."""


@dataclass(frozen=True)
class Entry:
    """An order in the book. `alias`: the invoice or @name that it was sold under; `client`: the name that the reseller
    gave to it, else the alias. `sale`: None: the retail price is not known. `at`: when the order was made, or marked as
    paid. `settled`: it is marked as paid."""

    order_id: str
    at: datetime
    status: OrderStatus
    alias: str
    client: str
    sale: Sale | None
    settled: bool

    @property
    def is_owed(self) -> bool:
        return not self.settled and self.status not in UNSOLD

    @property
    def to_give_back(self) -> bool:
        """The client has paid, and the order has failed."""
        return self.settled and self.status in UNSOLD


@dataclass(frozen=True)
class Book:
    """All debts, the oldest first, then what was marked as paid in the last weeks, the latest first."""

    entries: tuple[Entry, ...]
    notes: Mapping[str, str]

    @property
    def owed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_owed)

    @property
    def to_give_back(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.to_give_back)

    def of(self, key: str) -> "Book":
        """The part of one client; `key` is a `client_key`."""
        return Book(tuple(entry for entry in self.entries if client_key(entry.client) == key), self.notes)

    def note(self, client: str) -> str:
        return self.notes.get(fold_name(client), "")

    def by_client(self) -> dict[str, "Book"]:
        """Who owes something, the greatest number of unpaid orders first."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.owed:
            groups.setdefault(fold_name(entry.client), []).append(entry)
        ordered = sorted(groups.values(), key=len, reverse=True)
        return {group[0].client: Book(tuple(group), self.notes) for group in ordered}

    def find(self, words: str) -> list[str]:
        """The clients whose name or alias is this, else those whose name contains it."""
        wanted = fold_name(words).removeprefix("@")
        names = {fold_name(entry.client): entry.client for entry in self.entries}
        same = {
            fold_name(entry.client): entry.client
            for entry in self.entries
            if wanted in (fold_name(text).removeprefix("@") for text in (entry.client, entry.alias, entry.order_id))
        }
        return sorted(same.values()) or sorted(name for folded, name in names.items() if wanted in folded)


def sums(entries: Iterable[Entry]) -> dict[str, Decimal]:
    """The retail prices by currency, the greatest number of orders first."""
    totals: dict[str, Decimal] = {}
    for entry in entries:
        if entry.sale:
            totals[entry.sale.code] = totals.get(entry.sale.code, Decimal(0)) + entry.sale.price
    return totals


def clean_text(text: str) -> str:
    """One line without control characters and without marks that turn the direction of what stands around it."""
    kept = (c for c in text if c in _JOINERS or c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join("".join(kept).split())


def fold_name(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def client_key(name: str) -> str:
    """A short stand-in for a client's name in the data of a button."""
    return blake2b(fold_name(name).encode(errors="surrogatepass"), digest_size=6).hexdigest()


@dataclass
class Clients(Stored):
    def __post_init__(self) -> None:
        self._read = self.script("book/read")
        self._settle = self.script("book/settle")
        self._undo = self.script("book/undo")
        self._write = Script(self.redis, "book/write_clients")

    async def book(self, chat_id: int) -> Book:
        names, notes = await self.names_and_notes(chat_id)
        debts = await self._entries(chat_id, names, settled=False)
        settled = await self._entries(chat_id, names, settled=True)
        return Book((*debts, *reversed(settled)), notes)

    async def names_and_notes(self, chat_id: int) -> tuple[dict[str, str], dict[str, str]]:
        """Names by folded alias, notes by folded client."""
        names: dict[str, str] = {}
        notes: dict[str, str] = {}
        for name, value in (await hashes.read(self.redis, self.keys.clients(chat_id))).items():
            kind, _, about = name.decode().partition(":")
            (names if kind == "name" else notes)[about] = value.decode()
        return names, notes

    async def _entries(self, chat_id: int, names: Mapping[str, str], *, settled: bool) -> list[Entry]:
        entries: list[Entry] = []
        offset, count = 0, READ_PAGE_SIZE
        while count == READ_PAGE_SIZE:
            rows, count = await self._read(chat=chat_id, settled=int(settled), offset=offset, limit=READ_PAGE_SIZE)
            offset += count
            for i in range(0, len(rows), 5):
                id, at, status, alias, sale = (value.decode() for value in rows[i : i + 5])
                entries.append(
                    Entry(
                        order_id=id,
                        at=from_ms(int(float(at))),
                        status=OrderStatus(status),
                        alias=alias,
                        client=names.get(fold_name(alias), alias),
                        sale=Sale.model_validate_json(sale) if sale else None,
                        settled=settled,
                    )
                )
        return entries

    async def settle(self, chat_id: int, order_ids: Iterable[str]) -> tuple[int, int]:
        """Marks debts as paid; returns the mark, with which `undo` takes it back, and how many there were."""
        ids, mark, marked = list(order_ids), 0, 0
        for first in range(0, len(ids), MARK_PAGE_SIZE):
            page = ids[first : first + MARK_PAGE_SIZE]
            mark, count = await self._settle(chat=chat_id, now=to_ms(self.clock()), mark=mark, ids=page)
            marked += count
        return mark, marked

    async def undo(self, chat_id: int, *, mark: int = 0, ids: Iterable[str] = ()) -> int:
        """Makes what was marked together, or these orders, debts again; returns how many there were."""
        known, first, undone, looked_at = list(ids), 0, 0, MARK_PAGE_SIZE
        while looked_at == MARK_PAGE_SIZE:
            page = known[first : first + MARK_PAGE_SIZE]
            count, looked_at = await self._undo(chat=chat_id, mark=mark, limit=MARK_PAGE_SIZE, ids=page)
            first, undone = first + MARK_PAGE_SIZE, undone + count
        return undone

    async def write(self, chat_id: int, names: Mapping[str, str], notes: Mapping[str, str]) -> int:
        """Writes names by alias and notes by client; an empty one deletes. Returns how many did not fit."""
        fields = [part for alias, name in names.items() for part in (f"name:{fold_name(alias)}", name)]
        fields += [part for client, note in notes.items() for part in (f"note:{fold_name(client)}", note)]
        refused, root, size = 0, self.keys.chat(chat_id), 2 * READ_PAGE_SIZE
        for part in (fields[i : i + size] for i in range(0, len(fields), size)):
            refused += int(await self._write.run(root, limit=MAX_CLIENT_FIELDS, fields=part))
        return refused

    async def has_book(self, chat_id: int) -> bool:
        """Also of somebody who is no reseller any more."""
        debts = await self.redis.exists(self.keys.debts(chat_id), self.keys.settled(chat_id))
        return bool(debts or await self.redis.exists(self.keys.clients(chat_id)))

    async def forget(self, chat_id: int) -> None:
        """Deletes names and notes; `StoredOrders.forget` deletes the debts."""
        await self.redis.delete(self.keys.clients(chat_id))
