"""A draft: what a person has chosen so far. Its step is the first thing that it lacks."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import BaseModel

from bot.orders.markup import Sale
from bot.partner.goods import Goods, Product
from bot.storage.ids import new_id


class Step(StrEnum):
    HOME = "home"
    RECIPIENT = "recipient"
    AMOUNT = "amount"
    CONFIRM = "confirm"


class Recipient(BaseModel, frozen=True):
    """`can_receive` is None when the check itself failed: never shown as yes, the create decides."""

    username: str
    name: str | None = None
    can_receive: bool | None = None


@dataclass(frozen=True)
class Wish:
    """What somebody asks for, whole or in part: typed in one line, or what a button stands for."""

    product: Product | None = None
    recipient: str | None = None
    amount: int | None = None
    invoice: str | None = None

    def over(self, other: "Wish") -> "Wish":
        """This wish, and what it leaves open from the other one. An amount goes with its product."""
        product = self.product or other.product
        amount = other.amount if other.product in (None, product) else None
        return Wish(product, self.recipient or other.recipient, self.amount or amount, self.invoice or other.invoice)


class Draft(BaseModel, frozen=True):
    """Immutable: each change makes a new draft with a new id. The id is in every button, so an old Confirm button
    cannot order other contents.

    `amount`: Stars or months. `estimate`: the price in TON that was shown with the Confirm button, if known.
    `sale`: what a reseller's client pays, as it was shown there.
    """

    id: str
    product: Product | None = None
    recipient: Recipient | None = None
    amount: int | None = None
    invoice: str | None = None
    estimate: Decimal | None = None
    sale: Sale | None = None

    @classmethod
    def empty(cls) -> Self:
        return cls(id=new_id())

    @property
    def step(self) -> Step:
        if self.product is None:
            return Step.HOME
        if self.recipient is None:
            return Step.RECIPIENT
        if self.amount is None:
            return Step.AMOUNT
        return Step.CONFIRM

    @property
    def goods(self) -> Goods | None:
        """None until product and amount are chosen."""
        if self.product is None or self.amount is None:
            return None
        recipient = self.recipient.username if self.recipient else None
        return Goods(product=self.product, recipient=recipient, amount=self.amount)

    @property
    def wish(self) -> Wish:
        return Wish(self.product, self.recipient.username if self.recipient else None, self.amount)

    def with_(self, **fields: object) -> Self:
        """The draft with these fields changed, and without its prices, which were for the old ones."""
        return type(self).model_validate({**dict(self), "estimate": None, "sale": None, **fields, "id": new_id()})

    def back(self) -> Self:
        """The draft without what was chosen last."""
        match self.step:
            case Step.CONFIRM:
                return self.with_(amount=None)
            case Step.AMOUNT:
                return self.with_(recipient=None)
            case _:
                return type(self).empty()
