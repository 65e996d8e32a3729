"""A draft: what a person has chosen so far. Its step is what it still lacks."""

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

from bot.partner.models import Goods, Product
from bot.storage.ids import new_id


class Step(StrEnum):
    HOME = "home"
    RECIPIENT = "recipient"
    AMOUNT = "amount"
    CONFIRM = "confirm"


class Recipient(BaseModel):
    """Who gets it. `can_receive` is None when the check itself failed: never shown as a yes, decided by the create."""

    model_config = ConfigDict(frozen=True)

    username: str
    name: str | None = None
    can_receive: bool | None = None


class Draft(BaseModel):
    """Immutable: each change makes a new draft with a new id, and the id is in every button.

    So an old Confirm can never order other contents. `amount` is Stars or months; `estimate` is the price in TON that
    was shown with the Confirm button, None while it is unknown.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    product: Product | None = None
    recipient: Recipient | None = None
    amount: int | None = None
    invoice: str | None = None
    estimate: Decimal | None = None

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
        """What is chosen so far; None until product and amount are."""
        if self.product is None or self.amount is None:
            return None
        recipient = self.recipient.username if self.recipient else None
        return Goods(product=self.product, recipient=recipient, amount=self.amount)

    def with_(self, **pieces: object) -> Self:
        """The draft with these pieces added (or, given None, taken away). A price never outlives what it was for."""
        return type(self).model_validate({**dict(self), "estimate": None, **pieces, "id": new_id()})

    def back(self) -> Self:
        """The draft without its last piece."""
        match self.step:
            case Step.CONFIRM:
                return self.with_(amount=None)
            case Step.AMOUNT:
                return self.with_(recipient=None)
            case _:
                return type(self).empty()
