"""Intents: the journal that makes one confirmation exactly one order.

`confirm` turns a draft into an intent in one atomic step, before the first byte is sent. `settle` makes one attempt to
turn the intent into an order; anyone may call it at any time: the handler, a worker of any process, a second tap.
Every attempt repeats the same body with the same key, so the partner makes one order.

    prepared ──▶ placed     the order is stored and watched, and its notice is written: in one step
        │  └───▶ rejected   a refusal that can be believed, or withdrawn before anything was sent: nothing was ordered
        └──────▶ frozen     an answer that needs a person; no payment details are shown, the admins are alerted

Each end writes its notice in the same script. An order that looks as if the shop's balance had paid it stops all
confirmations until an admin ends the maintenance.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import structlog

from bot.clock import to_ms
from bot.metrics import CountOrder, count_nothing
from bot.notifications.alerts import RATE_LIMIT_ALERT_AFTER, UNAUTHORIZED_QUIET_TIME, Alerts
from bot.orders import handles
from bot.orders.confirmation import NOTICE_DELAY, WAITING_AFTER, ConfirmedIntents
from bot.orders.creation import (
    PAID_STATUSES,
    DetailsMissing,
    NeedsReview,
    OrderCreator,
    PaymentSkipped,
    SelfContradiction,
    UnprovenRefusal,
)
from bot.orders.models import RANK, Intent, IntentState, WatchedOrder
from bot.partner.errors import Ambiguous, PartnerError, RateLimited, Rejected, Unauthorized, Unavailable
from bot.partner.order import Order, same_id
from bot.storage import hashes
from bot.storage.queue import Claim

log = structlog.get_logger(__name__)

ATTEMPT_TIMEOUT = 25.0
"""Seconds of one attempt, with its wait for the rate limit."""

FIRST_CHECK_DELAY = timedelta(seconds=5)
"""Time until a new order is checked for the first time."""

RETRY_DELAYS = (1, 2, 5, 10, 20, 40, 60)
"""Seconds until the next attempt."""

UNAUTHORIZED_DELAY = 30.0
"""Seconds until the next attempt while the partner does not accept the key."""

STOPPED_DELAY = 30.0
"""Seconds until the next attempt while all confirmations are stopped."""

MAX_REFUSALS = 3
"""After so many refusals in a row that no customer caused, the admins are alerted."""

MAX_FREEZES, FREEZE_WINDOW = 3, timedelta(minutes=10)
"""After so many frozen confirmations in this time, one whose order contradicts itself stops all confirmations."""

_ABOUT_CALL = re.compile(
    r"required|missing|parameter|field|unknown|unsupported|method|currency|partner|merchant|suspended"
    r"|your (account|limit|plan)",
    re.IGNORECASE,
)
_ABOUT_CUSTOMER = re.compile(
    r"recipient|user(name)?\b|person|account|already|quantity|amount|limit|months", re.IGNORECASE
)


KEY_SPACE = UUID("5f0c2b1e-7d6a-5b3e-9a41-2f6c8d1e4b70")


def idempotency_key(intent_id: str) -> UUID:
    """The Idempotency-Key of every attempt of an intent, derived from its id, which is that of its draft: a second tap
    sends the same key, even if Redis has lost the intent in between."""
    return uuid5(KEY_SPACE, intent_id)


@dataclass
class Intents(ConfirmedIntents):
    alerts: Alerts
    _: KW_ONLY
    count_order: CountOrder = count_nothing

    def __post_init__(self) -> None:
        super().__post_init__()
        self._creator = OrderCreator(self.redis, self.keys, self.partner, clock=self.clock)
        self._begin_script = self.script("orders/begin_attempt")
        self._end_script = self.script("orders/end_attempt")
        self._place_script = self.script("orders/place")
        self._close_script = self.script("orders/close")
        self._end_lost_script = self.script("orders/end_lost")

    async def settle(
        self,
        id: str,
        claim: Claim | None = None,
        *,
        timeout: float = ATTEMPT_TIMEOUT,
        begun: Sequence[Any] | None = None,
    ) -> Intent | None:
        """Makes one attempt, of at most `timeout` seconds, and returns the intent as it then is; None: no such intent.
        `begun`: what `confirm` has begun with that timeout.

        Raises no PartnerError. If somebody else has claimed the intent, or it has ended, no attempt is made.
        """
        answer = begun or await self._begin_script(
            id=id, fence=claim.fence if claim else "", **self._claim_for(timeout)
        )
        if not answer:
            if claim:
                await self._end_lost_script(id=id, fence=claim.fence, now=to_ms(self.clock()))
            return None
        own_fence, flat, is_stopped, unseen = answer
        intent = Intent.read(dict(zip(flat[::2], flat[1::2], strict=True)))
        if not own_fence:
            return intent
        with structlog.contextvars.bound_contextvars(intent=id, chat=intent.chat_id):
            attempt = _Attempt(intent, own_fence.decode(), timedelta(0) if claim else NOTICE_DELAY)
            if is_stopped:
                error = Unavailable("all confirmations are stopped")
                await self._postpone(attempt, error, clean=True, at_least=STOPPED_DELAY)
                return await self.get(id)
            return await self._try(attempt, timeout, held=unseen > 0) or await self.get(id)

    async def _try(self, attempt: "_Attempt", timeout: float, *, held: bool) -> Intent | None:
        """Makes one attempt. Returns the placed intent; None: the intent changed otherwise, read it again.

        `held`: nothing is created while restored confirmations are left that were not looked up."""
        try:
            async with asyncio.timeout(timeout):
                order = await self._creator.create_or_find(
                    attempt.intent, idempotency_key(attempt.intent.id), held=held
                )
        except TimeoutError:
            await self._postpone(attempt, Ambiguous("no answer yet"), clean=False)
        except Unauthorized as error:
            await self.alerts.trigger("unauthorized", _key_subject(error))
            await self._postpone(attempt, error, clean=True, at_least=UNAUTHORIZED_DELAY)
        except (Unavailable, RateLimited) as error:
            if isinstance(error, RateLimited):
                await self.alerts.trigger("rate-limit", after=RATE_LIMIT_ALERT_AFTER)
            await self._postpone(attempt, error, clean=True, at_least=error.retry_after or 0)
        except NeedsReview as error:
            log.error("intent needs a person", reason=error.reason)
            stop = isinstance(error, PaymentSkipped) or (
                isinstance(error, SelfContradiction) and await self._freeze_often(self.clock())
            )
            await self._close(attempt, IntentState.FROZEN, error.reason, error.orders, stop=stop)
        except Rejected as error:
            await self._reject(attempt, error)
        except UnprovenRefusal as refusal:
            clean = isinstance(refusal.error, Rejected)
            await self._postpone(attempt, refusal.error, clean=clean, since="refused_at")
        except PartnerError as error:
            since = "unpayable_at" if isinstance(error, DetailsMissing) else ""
            await self._postpone(attempt, error, clean=False, since=since)
        else:
            return await self._place(attempt, order)
        return None

    async def _freeze_often(self, now: datetime) -> bool:
        """Whether this confirmation is the one too many that freezes lately."""
        recent = await self.redis.zcount(self.keys.frozen, to_ms(now - FREEZE_WINDOW), "+inf")
        return int(recent) >= MAX_FREEZES - 1

    async def adopt_order(self, intent: Intent, order: Order) -> bool:
        """Gives a frozen intent its order, because a person says so. False: the order is another intent's, or the
        intent is not frozen."""
        outcome: bytes = (await self._store_order(_Attempt(intent, "", timedelta(0)), order))[0]
        return outcome == b"placed"

    async def _place(self, attempt: "_Attempt", order: Order) -> Intent | None:
        outcome, *stored = await self._store_order(attempt, order)
        if outcome == b"taken":
            await self._close(attempt, IntentState.FROZEN, f"order {order.id} belongs to another confirmation")
            return None
        for subject in ("", CREATE):
            await self.alerts.clear_if_triggered("unauthorized", subject, quiet_for=UNAUTHORIZED_QUIET_TIME)
        log.info("order placed", order=order.id, outcome=outcome.decode(), attempts=attempt.intent.attempts)
        if outcome != b"placed":
            return None
        if order.status in PAID_STATUSES and attempt.intent.attempts > 1 and not attempt.intent.restored:
            await self.alerts.trigger("paid-early", order.id)
        flat, unpaid = stored
        watched = WatchedOrder.read(dict(zip(flat[::2], flat[1::2], strict=True)))
        changes = {"state": IntentState.PLACED, "order_id": order.id, "reason": ""}
        placed = watched, [name.decode() for name in unpaid]
        return attempt.intent.model_copy(update={**changes, "placed": placed})

    async def _store_order(self, attempt: "_Attempt", order: Order) -> list[Any]:
        """What place.lua returns: the outcome; the order's hash and what the chat has not paid, if it is placed."""
        now, intent = self.clock(), attempt.intent
        if self._is_older(intent, order) and not await hashes.field(self.redis, self.keys.order(order.id), "order"):
            known = await self.orders.find_same(order, intent.chat_id)
            # A memo may be that of the account: it does not make an order of another confirmation the same.
            if known and (known.intent_id in (None, intent.id) or same_id(known.order.id, order.id)):
                order = order.model_copy(update={"id": known.order.id})
        await handles.remember(self.redis, self.keys, [order.id])
        if order.has_odd_end:
            await self.alerts.trigger("unreadable", "POST /orders: expires_at", repeat_after=None)
        answer: list[Any] = await self._place_script(
            id=intent.id,
            fence=attempt.fence,
            order_id=order.id,
            order=order.stored(),
            status=order.status,
            rank=RANK[order.status],
            chat=intent.chat_id,
            locale=intent.locale,
            message_ref=intent.message_ref.model_dump_json() if intent.message_ref else "",
            estimate=str(intent.estimate) if intent.estimate is not None else "",
            created_at=to_ms(order.created_at or now),
            check_at=to_ms(now + FIRST_CHECK_DELAY),
            notify_at=to_ms(now + attempt.notice_delay),
            fingerprint=intent.request.fingerprint,
            batch=intent.batch or "",
            invoice=intent.invoice or "",
            account=self.partner.account,
            sale=intent.sale.model_dump_json() if intent.sale else "",
            client=intent.invoice or f"@{intent.request.recipient}",
            for_self=1 if intent.for_self else "",
        )
        if answer[0] == b"placed":
            self.count_order(order.product, order.status, order.price_ton)
        return answer

    def _is_older(self, intent: Intent, order: Order) -> bool:
        """Whether the order was made before the confirmation: Redis may know it, by an id that the list has told."""
        skew = self.partner.now() - self.clock()
        return order.created_at is None or order.created_at - skew < intent.confirmed_at - timedelta(seconds=1)

    async def _postpone(
        self, attempt: "_Attempt", error: PartnerError, *, clean: bool, at_least: float = 0, since: str = ""
    ) -> None:
        """`clean`: the attempt is known to have made no order. `at_least`: seconds. `since`: the field of Intent that
        tells since when the partner answers so. An attempt that was held is none: it waits for the end of the hold."""
        intent, now = attempt.intent, self.clock()
        tries = 1 if error.held else min(intent.attempts, len(RETRY_DELAYS))
        seconds = max(RETRY_DELAYS[tries - 1], at_least)
        log.warning("order not confirmed yet", error=error, attempts=intent.attempts, again_in=seconds)
        again_at, waiting_at = now + timedelta(seconds=seconds), intent.confirmed_at + WAITING_AFTER
        await self._end_script(
            id=intent.id,
            fence=attempt.fence,
            now=to_ms(now),
            again_at=to_ms(again_at),
            waiting_at=to_ms(max(now, waiting_at)) if again_at > waiting_at else "",
            clean=int(clean),
            held=int(error.held),
            since=since,
            reason=type(error).__name__,
        )

    async def _reject(self, attempt: "_Attempt", error: Rejected) -> None:
        log.warning("order refused", error=error)
        words = f"{error.error_code.replace('_', ' ')} {error.error_message}"
        is_unexplained = bool(_ABOUT_CALL.search(words)) or not _ABOUT_CUSTOMER.search(words)
        refusals = await self._close(attempt, IntentState.REJECTED, error.error_message, unexplained=is_unexplained)
        if is_unexplained and refusals >= MAX_REFUSALS:
            await self.alerts.trigger("refused", str(error))

    async def _close(
        self,
        attempt: "_Attempt",
        state: IntentState,
        reason: str,
        orders: Sequence[Order] = (),
        *,
        unexplained: bool = False,
        stop: bool = False,
    ) -> int:
        """Ends the intent without an order. `orders`: those that it may have made, which nobody should pay.

        `unexplained`: the customer did not cause the refusal; returns how many of these there were in a row. `stop`:
        all confirmations are stopped until an admin ends the maintenance.
        """
        intent = attempt.intent
        refusals: int = await self._close_script(
            id=intent.id,
            fence=attempt.fence,
            state=state,
            reason=reason,
            chat=intent.chat_id,
            notify_at=to_ms(self.clock() + attempt.notice_delay),
            doubtful=int(intent.doubtful),
            unexplained=int(unexplained),
            stop=int(stop),
            orders=[order.id for order in orders],
        )
        if stop:
            log.error("all confirmations are stopped", reason=reason)
            await self.alerts.trigger("stopped")
        return refusals


CREATE = "create"
"""Subject of the alert "unauthorized" when the key may not create orders, although it may read them."""


def _key_subject(error: Unauthorized) -> str:
    return CREATE if error.status == 403 else ""


@dataclass(frozen=True)
class _Attempt:
    """A claim of an intent. `notice_delay`: time in which somebody else may show the outcome."""

    intent: Intent
    fence: str
    notice_delay: timedelta
