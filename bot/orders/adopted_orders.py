"""Adopts orders that Redis does not know: its data was lost, or they were made elsewhere. They must be this bot's."""

from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Sleep, sleep, to_ms
from bot.orders import handles
from bot.orders.answered_orders import ERROR_DELAY, AnsweredOrders
from bot.orders.models import ENDED, RANK, WatchedOrder
from bot.orders.references import References
from bot.orders.schedule import MIN_TIME_TO_PAY, next_check, time_left
from bot.partner.errors import Rejected
from bot.partner.order import Order
from bot.partner.pace import Priority
from bot.partner.statuses import OrderStatus

log = structlog.get_logger(__name__)

MAX_ALIASES = 20_000

INTENT_DELAY = 2.0
"""Seconds in which an open intent usually gets the order that its next attempt finds."""


@dataclass
class AdoptedOrders(AnsweredOrders):
    references: References
    _: KW_ONLY
    sleep: Sleep = sleep

    def __post_init__(self) -> None:
        super().__post_init__()
        self.aliases = dict[str, str]()
        """Other ids of watched orders, as some answers of the partner write them → their ids here."""
        self._adopt = self.script("orders/adopt")

    async def adopt(
        self,
        order: Order,
        chat_id: int,
        *,
        tell_since: datetime | None = None,
        withheld: str = "",
        any_chat: bool = True,
        show: bool = False,
    ) -> bool:
        """Starts to watch an order that Redis does not know. False: Redis knows it, or it may be an open intent's.

        `tell_since`: the chat is told of an order that was made after this and has ended (the partner's time).
        `withheld`: see WatchedOrder. `any_chat`: also for a chat that this bot does not know. `show`: an order that can
        still be paid is shown, since its customer may wait for its screen.
        """
        if await self.merge(order, chat_id):
            return False
        word = order.status_text if order.status is OrderStatus.UNKNOWN else ""
        if word:
            order = order.model_copy(update={"status": OrderStatus.PENDING_PAYMENT})
            await self.alerts.trigger("status", word)
        now, partner_now = self.clock(), self.partner.now()
        created = order.created_at or partner_now
        left = time_left(order, partner_now)
        delay = next_check(order, left, partner_now - created)
        if delay is None and order.status not in ENDED:  # an old one: the week of its watch begins now
            delay = ERROR_DELAY
        is_payable = order.status is OrderStatus.PENDING_PAYMENT and (left is None or left > MIN_TIME_TO_PAY)
        reference = self.references.read(order.client_reference)
        tell = order.status in ENDED and tell_since is not None and created >= tell_since
        made = await self._adopt(
            id=order.id,
            order=order.stored(),
            status=order.status,
            rank=RANK[order.status],
            chat=chat_id,
            created_at=to_ms(created),
            check_at=to_ms(now + delay) if delay else "",
            notify=int(tell),
            now=to_ms(now),
            fingerprint=order.goods.fingerprint if order.product and order.recipient else "",
            invoice=(reference.invoice if reference else None) or "",
            made_at=to_ms(created + (now - partner_now)),
            latest_created_at=to_ms(created + max(timedelta(0), now - partner_now)),
            word=word,
            withheld=withheld,
            account=self.partner.account,
            any_chat=int(any_chat),
            show=int(show and is_payable and not word),
        )
        if made:
            await handles.remember(self.redis, self.keys, [order.id])
            log.info("order adopted", order=order.id, status=order.status_text, chat=chat_id)
        if made == 2:
            await self.alerts.trigger("unconfirmed", order.id, repeat_after=None)
        return bool(made)

    async def merge(self, order: Order, chat_id: int) -> bool:
        """Applies an order that Redis knows under another id; whether it is one."""
        if await self.get(order.id) or not (known := await self.find_same(order, chat_id)):
            return False
        log.warning("order has two ids", order=known.order.id, other=order.id)
        self.aliases[order.id] = known.order.id
        if len(self.aliases) > MAX_ALIASES:
            del self.aliases[next(iter(self.aliases))]
        await self.apply(known, order.model_copy(update={"id": known.order.id}))
        return True

    async def find(self, order_id: str, chat_id: int) -> WatchedOrder | None:
        """The chat's order. The partner is asked for one that Redis does not know. Raises PartnerError."""
        watched = await self.get(order_id)
        if watched is None:
            try:
                order = await self.partner.paced(Priority.PERSON).order(order_id)
            except Rejected:
                return None
            if order.client_reference is None:
                await self.adopt_missing(chat_id)
            elif self.references.owner(order.client_reference) != chat_id:
                return None
            elif not await self.adopt(order, chat_id):
                await self.sleep(INTENT_DELAY)
            watched = await self.get(self.aliases.get(order_id, order_id))
        return watched if watched and watched.chat_id == chat_id else None

    async def adopt_missing(self, chat_id: int) -> None:
        """Adopts the orders that the partner has under the chat's reference. Raises PartnerError.

        The partner may find more than it was asked for, so an order without a reference of its own cannot be paid.
        """
        for order in await self.partner.orders_by_reference(self.references.write(chat_id)):
            if order.client_reference is None and await self.get(order.id) is None:
                order = await self.partner.order(order.id)
            owner = self.references.owner(order.client_reference)
            if order.client_reference is None or owner == chat_id:
                await self.adopt(order, chat_id, withheld="" if owner else "owner")
