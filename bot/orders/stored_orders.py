"""What Redis knows about orders: reads, and writes of what the chats do with them. Nothing here asks the partner."""

from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from bot.clock import from_ms, to_ms
from bot.notifications.models import MessageRef
from bot.orders.comparison import has_other_id
from bot.orders.models import ENDED, WatchedOrder
from bot.orders.schedule import WATCH_TIME
from bot.partner.order import Order, same_id
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.stored import Stored

DAY_MS = 24 * 3600 * 1000
"""How far the creations of one order may be apart in two answers: the zone of one may be missing."""

SAME_MS = 60_000
"""And how far if only the memo is the same."""

MAX_COMPARED, MAX_READ = 2000, 50
"""Orders of one chat whose ids are compared with an order that is not known, and those that are read."""

CARDS_PER_ORDER = 20
"""Messages in other chats that follow one order. Older ones are dropped."""

FORGET_PAGE_SIZE = 200
"""Orders that one script deletes."""


@dataclass
class StoredOrders(Stored):
    def __post_init__(self) -> None:
        self._set_screen, self._set_fields, self._forget = (
            self.script(f"orders/{name}") for name in ("set_screen", "set_fields", "forget")
        )

    async def get(self, order_id: str) -> WatchedOrder | None:
        fields = await hashes.read(self.redis, self.keys.order(order_id))
        return WatchedOrder.read(fields) if fields.get(b"order") else None

    async def get_with_unpaid(self, order_id: str, chat_id: int) -> tuple[WatchedOrder | None, list[str]]:
        """An order, and the names in `unpaid_of_chat`, in one round trip."""
        fields, unpaid = await hashes.read_many(self.redis, [self.keys.order(order_id), self.keys.unpaid(chat_id)])
        return WatchedOrder.read(fields) if fields.get(b"order") else None, [name.decode() for name in unpaid]

    async def get_many(self, ids: Iterable[bytes]) -> list[WatchedOrder]:
        """The orders that are known, in the order of their ids."""
        rows = await hashes.read_many(self.redis, [self.keys.order(id.decode()) for id in ids])
        return [WatchedOrder.read(fields) for fields in rows if fields.get(b"order")]

    async def find_same(self, order: Order, chat_id: int) -> WatchedOrder | None:
        """The chat's order that this order is, under another id; its creation is at most a day away."""
        key, made = self.keys.chat_orders(chat_id), to_ms(order.created_at or self.clock())
        rows = await self.redis.zrevrangebyscore(key, made + DAY_MS, made - DAY_MS, 0, MAX_COMPARED, withscores=True)
        similar = [id for id, _ in rows if same_id(id.decode(), order.id)]
        near = [id for id, at in rows if order.created_at is None or abs(at - made) <= SAME_MS]
        known = await self.get_many(similar + near[:MAX_READ])
        return next((each for each in known if has_other_id(order, each.order)), None)

    async def of_chat(self, chat_id: int, *, limit: int, offset: int = 0) -> tuple[list[WatchedOrder], int]:
        """The chat's orders, newest first, and how many there are."""
        key = self.keys.chat_orders(chat_id)
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.zcard(key)
            pipe.zrange(key, offset, offset + limit - 1, desc=True)
            total, ids = await pipe.execute()
        return await self.get_many(ids), int(total)

    async def status_history(self, order_id: str) -> list[tuple[datetime, str]]:
        """When this bot saw which status, oldest first."""
        rows = await cast(Awaitable[list[bytes]], self.redis.lrange(self.keys.status_history(order_id), 0, -1))
        pairs = (row.decode().split(" ", 1) for row in rows)
        return [(from_ms(at), status) for at, status in pairs]

    async def paid_longer_than(self, least: timedelta) -> list[str]:
        """Orders that were paid that long ago, at most a week, and have not ended."""
        now = self.clock()
        rows = await self.redis.zrangebyscore(self.keys.paid, to_ms(now - WATCH_TIME), to_ms(now - least))
        return [row.decode() for row in rows]

    async def count_missing(self) -> int:
        """The number of watched orders that the partner does not show."""
        return int(await self.redis.zcard(self.keys.missing))

    async def unpaid_of_chat(self, chat_id: int) -> Mapping[str, str]:
        """What the chat has confirmed and not paid: `intent:<id>` or `order:<id>` → fingerprint of its goods."""
        fields = await hashes.read(self.redis, self.keys.unpaid(chat_id))
        return {name.decode(): value.decode() for name, value in fields.items()}

    async def set_message_ref(
        self,
        watched: WatchedOrder,
        message_ref: MessageRef,
        locale: str,
        *,
        tick: datetime | None = None,
        asked_for: bool = False,
        rung: bool = False,
        instead_of: bool = False,
    ) -> tuple[MessageRef | None, bool]:
        """Stores the message of an order that was shown as in `watched`, its language, and when it loses its pay
        buttons. Returns the message that it had before, and whether the order has changed or was shown elsewhere
        meanwhile: then its notice is repeated.

        `asked_for`: the chat has asked to see it. `rung`: this is a new message that tells it. `instead_of`: it was
        shown in `watched.message_ref`, so nothing is stored if the order has another message by now.
        """
        order, told = watched.order, dict[str, str | int]()
        if rung or (asked_for and (order.status in ENDED or order.note)):
            told = {"last_notified": order.status}
            if order.note or watched.last_notified_note:
                told["last_notified_note"] = order.note or ""
        if rung and order.note not in (None, "", watched.last_notified_note):
            told["note_notified_at"] = to_ms(self.clock())
        if rung and watched.missing:
            told["missing_notified"] = 1
        before, is_late = await self._set_screen(
            id=order.id,
            message_ref=message_ref.model_dump_json(),
            locale=locale,
            now=to_ms(self.clock()),
            status=order.status,
            tick_at=to_ms(tick) if tick else "",
            # What rings may be under way elsewhere; the notice of a row goes on to its batch.
            asked_for=int(asked_for and not told and not watched.missing and not watched.batch),
            known_ref=watched.message_ref.message_id if watched.message_ref else "",
            known_told=watched.last_notified or "",
            instead_of=int(instead_of),
            told=[part for field in told.items() for part in field],
        ) or (b"", 0)
        return MessageRef.model_validate_json(before) if before else None, bool(is_late)

    async def list_order(self, order: Order, chat_id: int) -> None:
        """Adds a known order to its chat's list."""
        await self.redis.zadd(self.keys.chat_orders(chat_id), {order.id: to_ms(order.created_at or self.clock())})

    async def set_fields(self, order_id: str, **fields: str | int) -> None:
        """Writes fields of a WatchedOrder. An order that Redis has lost stays lost."""
        parts = [part for field in fields.items() for part in field]
        await self._set_fields(key=self.keys.order(order_id), document="order", fields=parts)

    async def forget(self, chat_id: int) -> int:
        """Deletes the chat's orders that are no longer watched; returns how many still are."""
        stay, is_more, now = 0, True, to_ms(self.clock())
        while is_more:
            stay, is_more = await self._forget(chat=chat_id, now=now, offset=stay, limit=FORGET_PAGE_SIZE)
        return int(stay)

    async def add_card(self, order_id: str, inline_id: str) -> None:
        """Stores a message in another chat that follows this order."""
        key = self.keys.cards(order_id)
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.zadd(key, {inline_id: to_ms(self.clock())})
            pipe.zremrangebyrank(key, 0, -1 - CARDS_PER_ORDER)
            pipe.expire(key, Keys.cards.ttl)
            await pipe.execute()

    async def cards(self, order_id: str) -> list[str]:
        return [id.decode() for id in await self.redis.zrange(self.keys.cards(order_id), 0, -1)]
