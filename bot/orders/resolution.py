"""Rescue: what a person can do with a confirmation that no program should decide about.

frozen ──▶ prepared    tried again, with the same key and body as ever
   │  └──▶ placed      an order that exists is the one: a person has looked
   └─────▶ rejected    released: the partner knows of no order, so the customer is free again
"""

from datetime import timedelta

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.notifications.alerts import Alerts
from bot.orders.creation import CLOCK_SKEW
from bot.orders.intents import KEEP, Intents
from bot.orders.models import Intent, IntentState
from bot.orders.references import References
from bot.partner.client import PartnerClient, Priority
from bot.partner.models import Order
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

SOON = timedelta(seconds=10)


class Resolution:
    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        partner: PartnerClient,
        intents: Intents,
        references: References,
        alerts: Alerts,
        *,
        clock: Clock = utcnow,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._partner = partner.paced(Priority.PERSON)
        self._intents = intents
        self._references = references
        self._alerts = alerts
        self._clock = clock
        self._thaw = Script(redis, "orders/resolve", keys.root)

    async def open(self) -> list[Intent]:
        """The confirmations that are no order yet: the frozen ones first, then those that are still tried."""
        frozen = await self._intents.frozen()
        trying = [row.decode() for row in await self._redis.zrange(self._keys.queue("intents"), 0, -1)]
        found = [await self._intents.get(id) for id in dict.fromkeys([*frozen, *trying])]
        return [intent for intent in found if intent]

    async def retry(self, intent: Intent) -> Intent:
        """One more attempt now; returns what it has led to. An attempt that is under way is not disturbed."""
        if intent.state is IntentState.FROZEN:
            # Due a moment later, so that this attempt is made here, where somebody waits for it.
            await self._thaw(
                id=intent.id,
                state="prepared",
                chat=intent.chat_id,
                at=to_ms(self._clock() + SOON),
                intent_ttl="",
                fingerprint=_counts(intent),
            )
        after = await self._intents.settle(intent.id, patience=5) or intent
        if after.state is not IntentState.FROZEN:
            await self._alerts.clear("frozen", intent.id)
        return after

    async def orders_of(self, intent: Intent) -> list[Order]:
        """The orders that may be the intent's: under its reference, not older, nobody else's. Raises PartnerError."""
        rows = await self._partner.orders_by_reference(intent.request.client_reference)
        young = [row for row in rows if row.created_at is None or row.created_at >= intent.confirmed_at - CLOCK_SKEW]
        return [order for order in young if await self._owner(order) in (None, "", intent.id)]

    async def release(self, intent: Intent) -> list[Order]:
        """Ends a frozen intent without an order, if the partner knows of none that may be its own: those that stand
        in the way are returned. Raises PartnerError."""
        orders = await self.orders_of(intent)
        if not orders:
            keep = int(KEEP.total_seconds())
            await self._thaw(
                id=intent.id,
                state="rejected",
                chat=intent.chat_id,
                at=to_ms(self._clock()),
                intent_ttl=keep,
                fingerprint="",
            )
            await self._alerts.clear("frozen", intent.id)
            log.info("intent released", intent=intent.id)
        return orders

    async def adopt(self, intent: Intent, order_id: str) -> bool:
        """Makes that order the intent's own, because a person says so. False: it is another chat's, or another
        intent's, or the intent is not frozen any more. Raises PartnerError."""
        order = await self._partner.order(order_id)
        reference = self._references.read(order.client_reference)
        if reference and reference.chat_id != intent.chat_id:
            return False
        if not await self._intents.adopt_order(intent, order):
            return False
        await self._alerts.clear("frozen", intent.id)
        return True

    async def _owner(self, order: Order) -> str | None:
        return await hashes.field(self._redis, self._keys.order(order.id), "intent_id")


def _counts(intent: Intent) -> str:
    """What it counts as among the chat's unpaid ones; a row of a batch does not."""
    return "" if intent.batch else intent.request.fingerprint
