"""What a person can do with an intent that has no order.

frozen ──▶ prepared    tried again, with the same key and body
   │  └──▶ placed      an existing order is the intent's: a person has looked
   └─────▶ rejected    released: the partner knows no such order, so the customer can order again
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import to_ms
from bot.notifications.alerts import Alerts
from bot.orders import handles
from bot.orders.creation import find_candidates
from bot.orders.intents import Intents
from bot.orders.models import Intent, IntentState
from bot.orders.references import References
from bot.partner.client import PartnerClient
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

RETRY_TIMEOUT = 5.0
"""Seconds that the handler waits for the attempt."""

WORKER_DELAY = timedelta(seconds=10)
"""Time until a worker tries a released intent, if the process dies before it does."""


@dataclass
class Resolution(Stored):
    partner: PartnerClient
    intents: Intents
    references: References
    alerts: Alerts

    def __post_init__(self) -> None:
        self.partner = self.partner.paced(Priority.PERSON)
        self._resolve_script = self.script("orders/resolve")

    async def list_unplaced(self) -> list[Intent]:
        """The intents without an order: frozen ones first, then prepared ones."""
        frozen = await self.intents.frozen()
        prepared = [row.decode() for row in await self.redis.zrange(self.keys.queue("intents"), 0, -1)]
        found = [await self.intents.get(id) for id in dict.fromkeys([*frozen, *prepared])]
        return [intent for intent in found if intent]

    async def retry(self, intent: Intent) -> Intent:
        """Makes one more attempt now and returns the intent as it then is. Does not disturb another attempt."""
        if intent.state is IntentState.FROZEN:
            await self._resolve(intent, IntentState.PREPARED, self.clock() + WORKER_DELAY)
        after = await self.intents.settle(intent.id, timeout=RETRY_TIMEOUT) or intent
        if after.state is not IntentState.FROZEN:
            await self.alerts.clear("frozen", intent.id)
        return after

    async def find_orders(self, intent: Intent) -> list[Order]:
        """The orders that may be the intent's. Raises PartnerError."""
        orders = await find_candidates(self.redis, self.keys, self.partner, intent, self.clock())
        await handles.remember(self.redis, self.keys, (order.id for order in orders))
        return orders

    async def release(self, intent: Intent) -> list[Order]:
        """Ends a frozen intent without an order, or returns the orders that may be its own. Raises PartnerError."""
        orders = await self.find_orders(intent)
        if not orders:
            await self._resolve(intent, IntentState.REJECTED, self.clock())
            await self.alerts.clear("frozen", intent.id)
            log.info("intent released", intent=intent.id)
        return orders

    async def adopt(self, intent: Intent, order_id: str) -> bool:
        """Gives a frozen intent that order. False: the order is another chat's or another intent's, or the intent is
        not frozen. Raises PartnerError."""
        order = await self.partner.order(await handles.resolve(self.redis, self.keys, order_id))
        reference = self.references.read(order.client_reference)
        if reference and reference.chat_id != intent.chat_id:
            return False
        if not await self.intents.adopt_order(intent, order):
            return False
        await self.alerts.clear("frozen", intent.id)
        return True

    async def _resolve(self, intent: Intent, state: IntentState, at: datetime) -> None:
        """`at`: when a worker tries the prepared intent, or when the chat is told."""
        await self._resolve_script(
            id=intent.id,
            state=state,
            chat=intent.chat_id,
            at=to_ms(at),
            fingerprint="" if intent.batch else intent.request.fingerprint,  # rows of a batch do not count as unpaid
        )
