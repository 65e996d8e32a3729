"""Confirms drafts: `confirm` turns one into an intent in one atomic step, before the first byte is sent.

`Intents` (intents.py) then turns intents into orders.
"""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

import structlog

from bot.clock import to_ms
from bot.notifications.models import MessageRef
from bot.orders.draft import Draft
from bot.orders.models import Intent, IntentState
from bot.orders.references import References
from bot.orders.schedule import MISSING_TIME
from bot.orders.stored_orders import StoredOrders
from bot.partner.client import PartnerClient
from bot.partner.money import NANO, to_nano
from bot.partner.order import OrderRequest
from bot.partner.statuses import OrderStatus
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import LastingQueue, new_fence
from bot.storage.redis_clock import script_time
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

FIRST_ATTEMPT_DELAY = timedelta(seconds=1)
"""The handler that has confirmed makes the first attempt itself; a worker makes it if the process dies."""

NOTICE_DELAY = timedelta(seconds=3)
"""A handler shows the outcome itself; the notice is due after this, in case the process dies."""

WAITING_AFTER = timedelta(minutes=1)
"""A confirmation without an order for this long is told to its chat and to the admins."""


STORE_TIMEOUT = timedelta(seconds=5)
"""Added to the lease of an attempt: time to store its outcome before another process may try."""


class Verdict(StrEnum):
    MADE = "made"
    KNOWN = "known"
    DUPLICATE = "duplicate"
    FULL = "full"
    MAINTENANCE = "maintenance"
    LIMIT = "limit"


@dataclass(frozen=True)
class Confirmation:
    """The result of `confirm`. DUPLICATE has the id of the unpaid intent or order with the same goods, LIMIT what is
    left of the person's daily limit, in TON."""

    verdict: Verdict
    duplicate_intent: str | None = None
    duplicate_order: str | None = None
    left: Decimal | None = None
    begun: Sequence[Any] | None = None
    """The attempt that was begun with it, for `settle`."""


@dataclass
class ConfirmedIntents(Stored):
    partner: PartnerClient
    references: References
    _: KW_ONLY
    max_unpaid: Callable[[int], int] = lambda chat_id: 5
    daily_limit: Callable[[int], int | None] = lambda chat_id: None
    """Nanotons that a person may spend in 24 hours; None: any amount."""

    def __post_init__(self) -> None:
        self.queue = LastingQueue(self.redis, self.keys, "intents", clock=self.clock)
        self.orders = StoredOrders(self.redis, self.keys, clock=self.clock)
        self._confirm_script = self.script("orders/confirm")
        self._requeue_script = self.script("orders/requeue")
        self._set_fields = self.script("orders/set_fields")
        self._withdraw_script = self.script("orders/withdraw")

    async def confirm(
        self,
        draft: Draft,
        chat_id: int,
        message_ref: MessageRef | None,
        locale: str,
        *,
        anew: bool = False,
        own: str | None = None,
        batch: str | None = None,
        timeout: float | None = None,
    ) -> Confirmation:
        """Stores the intent of a complete draft. The same draft always gives the same intent.

        `anew`: a duplicate is wanted. `own`: the username of who confirms it. `batch`: the draft is a row of that
        batch, so duplicates and the number of unpaid orders do not matter. `timeout`: seconds of the attempt that is
        begun with it, which the caller has `settle` make; None: a worker begins the attempt.
        """
        goods = draft.goods
        if goods is None or goods.recipient is None:
            raise ValueError("only a complete draft can be confirmed")
        now, daily_limit = self.clock(), self.daily_limit(chat_id)
        intent = Intent(
            id=draft.id,
            request=OrderRequest(
                product=goods.product,
                recipient=goods.recipient,
                amount=goods.amount,
                client_reference=self.references.write(chat_id, draft.invoice),
            ),
            chat_id=chat_id,
            message_ref=message_ref,
            locale=locale,
            estimate=draft.estimate,
            confirmed_at=now,
            invoice=draft.invoice,
            batch=batch,
            sale=draft.sale,
            for_self=goods.recipient.lower() == (own or "").lower(),
        )
        confirm = partial(
            self._confirm_script,
            id=intent.id,
            record=intent.record(),
            chat=chat_id,
            fingerprint=intent.request.fingerprint,
            confirmed_at=to_ms(now),
            attempt_at=to_ms(now + FIRST_ATTEMPT_DELAY),
            max_unpaid="" if batch else self.max_unpaid(chat_id),
            allow_duplicate=int(anew or batch is not None),
            missing_ms=int(MISSING_TIME.total_seconds() * 1000),
            price_nano=to_nano(draft.estimate or Decimal(0)),
            daily_limit="" if daily_limit is None else daily_limit,
            recipient_name=(draft.recipient and draft.recipient.name) or "",
            waiting_at=to_ms(now + WAITING_AFTER),
            **({"now": "", "lease": "", "new_fence": ""} if timeout is None else self._claim_for(timeout)),
        )
        verdict, *more = await confirm()
        if verdict in (b"full", b"duplicate") and await self._drop_overdue(chat_id):
            verdict, *more = await confirm()
        result = Verdict(verdict.decode())
        match result:
            case Verdict.DUPLICATE:
                kind, _, id = more[0].decode().partition(":")
                return Confirmation(Verdict.DUPLICATE, **{f"duplicate_{kind}": id})
            case Verdict.LIMIT:
                return Confirmation(Verdict.LIMIT, left=Decimal(int(more[0])) / NANO)
            case Verdict.MADE:
                log.info("intent prepared", intent=intent.id, chat=chat_id)
        return Confirmation(result, begun=more[0] if more else None)

    def _claim_for(self, timeout: float) -> dict[str, str | int]:
        lease = timedelta(seconds=timeout) + STORE_TIMEOUT
        return {
            "now": script_time(self.clock),
            "lease": int(lease.total_seconds() * 1000),
            "new_fence": new_fence(),
        }

    async def _drop_overdue(self, chat_id: int) -> bool:
        """Counts orders no more that cannot be paid since minutes, although the partner has not told their end."""
        names = [name for name in await self.orders.unpaid_of_chat(chat_id) if name.startswith("order:")]
        overdue = [
            f"order:{known.order.id}"
            for known in await self.orders.get_many(name.removeprefix("order:").encode() for name in names)
            if known.order.status is OrderStatus.PENDING_PAYMENT
            and not (known.marked_paid_at or known.order.paid_ton)
            and known.order.expires_at
            and known.order.expires_at + MISSING_TIME < self.partner.now()
        ]
        if overdue:
            await hashes.erase(self.redis, self.keys.unpaid(chat_id), *overdue)
        return bool(overdue)

    async def left_today(self, chat_id: int) -> Decimal | None:
        """What is left of the person's daily limit, in TON; None: they have none."""
        limit = self.daily_limit(chat_id)
        if limit is None:
            return None
        since = to_ms(self.clock() - Keys.spent.ttl)
        spent = [row.split() for row in (await hashes.read(self.redis, self.keys.spent(chat_id))).values()]
        return Decimal(max(0, limit - sum(int(nano) for at, nano in spent if int(at) > since))) / NANO

    async def get(self, id: str) -> Intent | None:
        fields = await hashes.read(self.redis, self.keys.intent(id))
        return Intent.read(fields) if b"record" in fields else None

    async def set_message_ref(self, intent: Intent, message_ref: MessageRef) -> None:
        """Stores which message shows the intent."""
        fields = ["message_ref", message_ref.model_dump_json()]
        await self._set_fields(key=self.keys.intent(intent.id), document="record", fields=fields)

    async def frozen(self) -> list[str]:
        """The ids of all frozen intents, oldest first."""
        return [id.decode() for id in await self.redis.zrange(self.keys.frozen, 0, -1)]

    async def requeue_waiting(self) -> int:
        """Makes due each intent without an order for longer than WAITING_AFTER that has lost its place in the queue.
        Returns the number of all intents that wait so long."""
        return int(await self._requeue_script(now=to_ms(self.clock())))

    async def is_stopped(self) -> bool:
        """Whether all confirmations are stopped: an order was created that nobody had to pay."""
        return bool(await self.redis.exists(self.keys.stopped))

    async def tally(self) -> dict[str, int]:
        """Number of intents by state: prepared and frozen now; placed and rejected since Redis was new."""
        ended = await hashes.read(self.redis, self.keys.ended_intents)
        return {
            IntentState.PREPARED: await self.queue.size(),
            IntentState.FROZEN: int(await self.redis.zcard(self.keys.frozen)),
            IntentState.PLACED: int(ended.get(b"placed", 0)),
            IntentState.REJECTED: int(ended.get(b"rejected", 0)),
        }

    async def withdraw(self, intent: Intent) -> bool:
        """Ends a prepared intent for its customer. False: an attempt is under way or may have created the order."""
        return bool(
            await self._withdraw_script(id=intent.id, chat=intent.chat_id, notify_at=to_ms(self.clock() + NOTICE_DELAY))
        )
