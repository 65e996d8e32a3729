"""The partner client: seventeen endpoints as seventeen short methods (`calls.py` says how each is called).

A create is exactly one attempt: only the holder of its intent may repeat it, with the same key and body.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from bot.partner.account import Balance, Stats, Transaction
from bot.partner.answers import ParseContext
from bot.partner.calls import PartnerCalls, Reader, as_it_is, lacks
from bot.partner.errors import Ambiguous, NotFound, PartnerError, Rejected, Unpayable, Unreadable, WrongOrder
from bot.partner.goods import CreateFields, Goods, Product
from bot.partner.lists import Page
from bot.partner.order import Order, OrderRequest, OrderRow, same_id
from bot.partner.pace import Priority
from bot.partner.prices import Estimate, Fees, TonRate
from bot.partner.recipients import RecipientCheck
from bot.partner.statuses import OrderStatus


@dataclass
class PartnerClient(PartnerCalls):
    """The partner API as Python. Every method raises PartnerError. An `amount` is Stars, or months of Premium."""

    create_fields: CreateFields = field(default_factory=CreateFields)

    # Orders

    async def create_order(self, request: OrderRequest, key: UUID, *, patient: bool = False) -> Order:
        """Create an order, in one attempt. After Ambiguous the order may exist: repeat with the same request and key.

        What the answer leaves out is filled in from the request; whether the rest agrees, `request.same_as` tells. An
        unknown status with payment details is PENDING_PAYMENT. Raises Unpayable (an Unreadable) without such details.
        `patient`: nobody waits for this order, so all other calls go first.
        """

        def read(data: Any, context: ParseContext) -> Order:
            order = request.complete(Order.read(data, replace(context, product=request.product)))
            if order.created_at and not context.as_of:
                self._partner_clock.update_by_creation(order.created_at)
            try:
                order.require_complete()
            except Unreadable as error:
                raise Unpayable(error.field, order) from error
            waits = order.status is OrderStatus.UNKNOWN
            return order.model_copy(update={"status": OrderStatus.PENDING_PAYMENT}) if waits else order

        return await self.paced(Priority.WATCH if patient else Priority.CONFIRM)._call(
            "POST",
            request.path,
            read,
            body=request.body(self.create_fields),
            key=key,
            scope=_scope_of_person("/orders/create", request.recipient),
        )

    async def order(self, order_id: str) -> Order:
        """One order. Raises WrongOrder where the answer has another id."""
        return await self._read("/orders/{id}", _reader_of(order_id), item=order_id)

    async def orders(
        self, *, status: OrderStatus | str | None = None, limit: int = 100, offset: int = 0
    ) -> Page[Order]:
        """Orders, newest first. Rows that cannot be read are left out and named in `skipped`."""
        params = {"limit": limit, "offset": offset} | ({"status": str(status)} if status else {})
        return await self._read_page("/orders", Order.read, params)

    async def order_rows(self, params: Mapping[str, str | int] | None = None) -> Page[OrderRow]:
        """A page of the list, newest first, with only id and status read: a sweep needs the rest of few rows."""
        return await self._read_page("/orders", OrderRow.read, params)

    async def order_by_memo(self, memo: str) -> Order | None:
        try:
            found = await self._read_page("/orders/by-memo/{memo}", Order.read, item=memo, null_is_none=True)
        except NotFound:
            return None
        return next((order for order in found.items if order.payment_memo in (None, memo)), None)

    async def orders_by_reference(self, reference: str, *, every: bool = False) -> list[Order]:
        """The orders of a reference, without those whose own reference is another.

        `every`: null and a row that cannot be read raise Unreadable, and a missing endpoint NotFound, for a caller who
        concludes something from an order that is not there.
        """
        try:
            found = await self._read_page(
                "/orders/by-reference/{ref}", Order.read, item=reference, null_is_none=not every
            )
        except NotFound as error:
            if every and error.about_route:
                raise
            return []
        if every and found.skipped:
            raise Unreadable(found.skipped[0])
        return [order for order in found.items if order.client_reference in (None, "", reference)]

    async def stats(self) -> Stats:
        return await self._read("/orders/stats/summary", Stats.read)

    async def cancel_order(self, order_id: str) -> Order:
        """Cancel an unpaid order. Rejected means too late; so there is one attempt: a second would be too late too.

        An answer without the order is taken for a yes, and a GET tells what the order has become.
        """
        try:
            order = await self._call("POST", "/orders/{id}/cancel", _reader_of(order_id), item=order_id)
            return order.require_complete()
        except (Unreadable, WrongOrder):
            return await self.order(order_id)
        except Ambiguous as error:
            if 200 <= (error.status or 0) < 300:  # 204, or a body that is no JSON
                return await self.order(order_id)
            raise

    # Prices and recipients

    async def ton_rate(self) -> TonRate:
        return await self._read("/pricing/ton-rate", TonRate.read)

    async def fees(self) -> Fees:
        """Limits and fees; where the partner has no such endpoint, no limits."""
        try:
            data = await self._read("/pricing/fee", as_it_is)
        except NotFound:
            return Fees()
        fees = Fees.read(data)
        if data and all(getattr(fees, name) is None for name in Fees.model_fields.keys() & fees.model_fields_set):
            await self._tell_if_unreadable(lacks("stars_min", data), "/pricing/fee")
        return fees

    async def estimate(self, goods: Goods) -> Estimate:
        params = goods.params_with(self.create_fields)
        return await self._read(f"/pricing/estimate/{goods.product}", Estimate.read, params)

    async def check_recipient(self, product: Product, username: str) -> RecipientCheck:
        """Ask whether a person can receive a product; `can_receive` is None where the partner does not say."""
        path = f"/recipients/{product}"
        try:
            data = await self._read(
                path, as_it_is, {"username": username}, scope=_scope_of_person("/recipients", username)
            )
        except Rejected as error:
            if not _is_about_recipient(error):
                raise
            return RecipientCheck(product=product, username=username, can_receive=False, reason=error.error_message)
        check = RecipientCheck.of(product, username, data)
        if check.can_receive is None:
            await self._tell_if_unreadable(lacks("can_receive", data), path)
        return check

    # The partner's account and health

    async def balance(self) -> Balance:
        return await self._read("/balance", Balance.read)

    async def transactions(self, *, limit: int = 100, offset: int = 0) -> Page[Transaction]:
        params = {"limit": limit, "offset": offset}
        return await self._read_page("/balance/transactions", Transaction.read, params)

    async def health(self) -> bool:
        """Whether the partner answers now, in one attempt: a missing endpoint is an answer, a 5xx is none."""
        try:
            await self._call("GET", "/health", lambda data, context: None)
        except PartnerError as error:
            return error.status is not None and error.status < 500
        return True


def _scope_of_person(group: str, username: str) -> str:
    return f"{group}/{hashlib.sha256(username.lower().encode()).hexdigest()[:12]}"


def _reader_of(order_id: str) -> Reader[Order]:
    def read(data: Any, context: ParseContext) -> Order:
        order = Order.read(data, context)
        if not same_id(order.id, order_id):
            raise WrongOrder(order_id, order.id)
        # All keys in Redis are made of the id as the create wrote it.
        return order if order.id == order_id else order.model_copy(update={"id": order_id})

    return read


_ABOUT_RECIPIENT = re.compile(r"recipient|user(name)?\b|person|account", re.IGNORECASE)
_ABOUT_CALL = re.compile(r"too many|limit|required|missing|parameter|api|partner|checks?\b", re.IGNORECASE)


def _is_about_recipient(error: Rejected) -> bool:
    """Whether a refused check says something about this person, and not about the call."""
    words = f"{error.error_code.replace('_', ' ')} {error.error_message}"
    return not error.about_route and bool(_ABOUT_RECIPIENT.search(words)) and not _ABOUT_CALL.search(words)
