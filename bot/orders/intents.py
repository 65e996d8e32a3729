"""Intents: the journal that makes one confirmation exactly one order.

`confirm` turns a draft into an intent in one atomic step, before the first byte is sent. `settle` makes one attempt to
turn the intent into an order; anyone may call it at any time: the handler that confirmed, the sweeper of any process,
a second tap. Every attempt repeats the same body with the same key, so the partner makes one order however often it is
asked.

    prepared ──▶ placed     the order is stored, watched, and its screen is a written notice: in one step
        │  └───▶ rejected   a refusal that can be believed: nothing was ordered
        └──────▶ frozen     an answer that needs a person; no payment details are shown, the admins are alerted
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog
from redis.asyncio import Redis

from bot.clock import Clock, to_ms, utcnow
from bot.notifications.alerts import LIMITED, Alerts
from bot.notifications.models import MessageRef
from bot.orders.creation import NeedsReview, OrderCreator
from bot.orders.draft import Draft
from bot.orders.models import RANK, Intent, IntentState
from bot.orders.references import References
from bot.partner.client import PartnerClient
from bot.partner.errors import Ambiguous, PartnerError, RateLimited, Rejected, Unauthorized, Unavailable
from bot.partner.models import Order, OrderRequest
from bot.storage import hashes
from bot.storage.keys import Keys
from bot.storage.queue import Claim, DelayedQueue, new_fence
from bot.storage.scripts import Script

log = structlog.get_logger(__name__)

PATIENCE = 25.0
"""Seconds of one attempt: a create and a look in by-reference, and the wait for their turn."""

TO_STORE = timedelta(seconds=5)
"""Beyond its patience an attempt needs this to store what came of it; then its lease is over, and another may try."""

SHOW_AFTER = timedelta(seconds=3)
"""Whoever settles an intent shows its screen itself; the written notice follows if it died before that."""

KEEP = timedelta(days=7)
"""Closed intents outlive every draft, so that an old button finds them."""

KEEP_ORDER = timedelta(days=60)

BACKOFF = (1, 2, 5, 10, 20, 40, 60)
"""Seconds until the next attempt."""


class Verdict(StrEnum):
    MADE = "made"
    KNOWN = "known"
    TWIN = "twin"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Confirmation:
    """What became of a confirm: the intent when it was `made` now or `known` before; for a `twin`, the id of the
    unpaid intent or order that buys the same."""

    verdict: Verdict
    intent: Intent | None = None
    twin_intent: str | None = None
    twin_order: str | None = None


class Intents:
    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        partner: PartnerClient,
        references: References,
        alerts: Alerts,
        *,
        max_unpaid: int = 5,
        clock: Clock = utcnow,
    ) -> None:
        self._redis = redis
        self._keys = keys
        self._maker = OrderCreator(redis, keys, partner, clock=clock)
        self._references = references
        self._alerts = alerts
        self._max_unpaid = max_unpaid
        self._clock = clock
        self.queue = DelayedQueue(redis, keys, "intents", clock=clock)
        self._confirm = Script(redis, "orders/confirm", keys.root)
        self._attempt = Script(redis, "orders/begin_attempt", keys.root)
        self._later = Script(redis, "orders/end_attempt", keys.root)
        self._place = Script(redis, "orders/place", keys.root)
        self._close = Script(redis, "orders/close", keys.root)

    async def confirm(
        self,
        draft: Draft,
        chat_id: int,
        message_ref: MessageRef | None,
        locale: str,
        *,
        anew: bool = False,
        batch: str | None = None,
    ) -> Confirmation:
        """Stores the intent of a complete draft. The same draft always gives the same intent.

        `anew`: the person wants another one although an unpaid twin exists. `batch`: it is a row of that batch, and
        neither twins nor the number of unpaid ones are minded.
        """
        goods = draft.goods
        if goods is None or goods.recipient is None:
            raise ValueError("only a draft that lacks nothing can be confirmed")
        now = self._clock()
        intent = Intent(
            id=draft.id,
            request=OrderRequest(
                product=goods.product,
                recipient=goods.recipient,
                amount=goods.amount,
                client_reference=self._references.write(chat_id, draft.invoice),
            ),
            chat_id=chat_id,
            message_ref=message_ref,
            locale=locale,
            estimate=draft.estimate,
            confirmed_at=now,
            invoice=draft.invoice,
            batch=batch,
        )
        verdict, *twin = await self._confirm(
            id=intent.id,
            record=intent.record(),
            chat=chat_id,
            fingerprint=intent.request.fingerprint,
            attempt_at=to_ms(now + timedelta(seconds=BACKOFF[0])),
            max_unpaid="" if batch else self._max_unpaid,
            allow_twin=int(anew or batch is not None),
        )
        match Verdict(verdict.decode()):
            case Verdict.TWIN:
                kind, _, id = twin[0].decode().partition(":")
                return Confirmation(Verdict.TWIN, **{f"twin_{kind}": id})
            case Verdict.FULL | Verdict.CLOSED as refused:
                return Confirmation(refused)
            case Verdict.MADE:
                log.info("intent prepared", intent=intent.id, chat=chat_id)
                return Confirmation(Verdict.MADE, intent)
            case known:
                return Confirmation(known, await self.get(intent.id))

    async def get(self, id: str) -> Intent | None:
        fields = await hashes.read(self._redis, self._keys.intent(id))
        return Intent.read(fields) if fields else None

    async def set_message_ref(self, intent: Intent, message_ref: MessageRef) -> None:
        """Remembers where the screen of a stored intent stands now."""
        await hashes.write(self._redis, self._keys.intent(intent.id), {"message_ref": message_ref.model_dump_json()})

    async def frozen(self) -> list[str]:
        return [id.decode() for id in await self._redis.zrange(self._keys.frozen, 0, -1)]

    async def tally(self) -> dict[str, int]:
        """How many are prepared and frozen now, and how many were placed and rejected since Redis was new."""
        ended = await hashes.read(self._redis, self._keys.ended_intents)
        return {
            IntentState.PREPARED: await self.queue.size(),
            IntentState.FROZEN: int(await self._redis.zcard(self._keys.frozen)),
            IntentState.PLACED: int(ended.get(b"placed", 0)),
            IntentState.REJECTED: int(ended.get(b"rejected", 0)),
        }

    async def settle(self, id: str, claim: Claim | None = None, *, patience: float = PATIENCE) -> Intent | None:
        """One attempt, of at most `patience` seconds, to turn the intent into an order; returns what it then is.

        Safe at any time by anyone; an intent that somebody else is working on, or that is closed, is only read. The
        partner's errors never leave here. None: there is no such intent.
        """
        now = self._clock()
        lease = now + timedelta(seconds=patience) + TO_STORE
        fence = claim.fence if claim else ""
        answer = await self._attempt(id=id, fence=fence, now=to_ms(now), until_=to_ms(lease), new_fence=new_fence())
        if not answer:
            if claim:
                await self.queue.finish(claim)
            return None
        mine, flat = answer
        intent = Intent.read(dict(zip(flat[::2], flat[1::2], strict=True)))
        if not mine:
            return intent
        with structlog.contextvars.bound_contextvars(intent=id, chat=intent.chat_id):
            attempt = _Attempt(intent, mine.decode(), nobody_waits=claim is not None)
            return await self._advance(attempt, patience) or await self.get(id)

    async def _advance(self, attempt: "_Attempt", patience: float) -> Intent | None:
        """The intent that has become an order; None: something else, to be read."""
        try:
            async with asyncio.timeout(patience):
                order = await self._maker.order_of(attempt.intent)
        except TimeoutError:
            await self._wait(attempt, Ambiguous("no answer yet"), clean=False)
        except Unauthorized as error:
            await self._alerts.trigger("unauthorized")
            await self._wait(attempt, error, clean=True, at_least=30)
        except (Unavailable, RateLimited) as error:
            if isinstance(error, RateLimited):
                await self._alerts.trigger("rate-limit", after=LIMITED)
            await self._wait(attempt, error, clean=True, at_least=error.retry_after or 0)
        except NeedsReview as error:
            log.error("intent needs a person", reason=error.reason)
            await self._end(attempt, IntentState.FROZEN, error.reason, error.orders)
        except Rejected as error:
            log.warning("order refused", error=repr(error))
            await self._end(attempt, IntentState.REJECTED, error.error_message)
        except PartnerError as error:
            await self._wait(attempt, error, clean=False)
        else:
            return await self._keep(attempt, order)
        return None

    async def adopt_order(self, intent: Intent, order: Order) -> bool:
        """Makes the order that of a frozen intent, because a person says so. False: it is another's, or not frozen."""
        return await self._store(_Attempt(intent, fence="", nobody_waits=True), order) == b"placed"

    async def _keep(self, attempt: "_Attempt", order: Order) -> Intent | None:
        outcome = await self._store(attempt, order)
        if outcome == b"taken":
            await self._end(attempt, IntentState.FROZEN, f"order {order.id} belongs to another confirmation")
            return None
        await self._alerts.clear_if_triggered("unauthorized")
        log.info("order placed", order=order.id, outcome=outcome.decode(), attempts=attempt.intent.attempts)
        if outcome != b"placed":
            return None
        return attempt.intent.model_copy(update={"state": IntentState.PLACED, "order_id": order.id, "reason": ""})

    async def _store(self, attempt: "_Attempt", order: Order) -> bytes:
        now, intent = self._clock(), attempt.intent
        outcome: bytes = await self._place(
            id=intent.id,
            fence=attempt.fence,
            order_id=order.id,
            order=order.model_dump_json(),
            status=order.status,
            rank=RANK[order.status],
            chat=intent.chat_id,
            locale=intent.locale,
            message_ref=intent.message_ref.model_dump_json() if intent.message_ref else "",
            estimate=str(intent.estimate) if intent.estimate is not None else "",
            created_at=to_ms(order.created_at or now),
            check_at=to_ms(now + timedelta(seconds=5)),
            notify_at=to_ms(now + attempt.show_after),
            intent_ttl=int(KEEP.total_seconds()),
            fingerprint=intent.request.fingerprint,
            batch=intent.batch or "",
            invoice=intent.invoice or "",
        )
        return outcome

    async def _wait(self, attempt: "_Attempt", error: PartnerError, *, clean: bool, at_least: float = 0) -> None:
        intent = attempt.intent
        seconds = max(BACKOFF[min(intent.attempts - 1, len(BACKOFF) - 1)], at_least)
        log.warning("order not confirmed yet", error=repr(error), attempts=intent.attempts, again_in=seconds)
        await self._later(
            id=intent.id,
            fence=attempt.fence,
            again_at=to_ms(self._clock() + timedelta(seconds=seconds)),
            clean=int(clean),
            reason=type(error).__name__,
        )

    async def _end(self, attempt: "_Attempt", state: IntentState, reason: str, held_back: Sequence[Order] = ()) -> None:
        intent = attempt.intent
        keep = "" if state is IntentState.FROZEN else int(KEEP.total_seconds())
        show_at = to_ms(self._clock() + attempt.show_after)
        ids = [order.id for order in held_back]
        await self._close(
            id=intent.id,
            fence=attempt.fence,
            state=state,
            reason=reason,
            chat=intent.chat_id,
            notify_at=show_at,
            intent_ttl=keep,
            orders=ids,
        )


@dataclass(frozen=True)
class _Attempt:
    """The right to turn an intent into an order now. `nobody_waits`: its screen is only shown by the notice."""

    intent: Intent
    fence: str
    nobody_waits: bool

    @property
    def show_after(self) -> timedelta:
        return timedelta(0) if self.nobody_waits else SHOW_AFTER
