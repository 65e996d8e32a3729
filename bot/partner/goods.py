"""What is bought, and the names under which a create asks for it."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel


class Product(StrEnum):
    STARS = "stars"
    PREMIUM = "premium"


@dataclass(frozen=True)
class CreateFields:
    """What the settings say about the body of a create: the name of the Premium months, and how the order is paid."""

    premium: str = "months"
    payment_method: str = "ton_memo"
    payment_currency: str = "TON"

    def amount(self, product: Product) -> str:
        """The name of the amount."""
        return "quantity" if product is Product.STARS else self.premium


class Goods(BaseModel, frozen=True):
    """What is bought: `amount` Stars, or months of Premium, and for whom (without @; None while nobody is named)."""

    product: Product
    recipient: str | None = None
    amount: int

    @property
    def fingerprint(self) -> str:
        """`stars:bella:500`: two unpaid orders of one chat with the same fingerprint are probably a mistake."""
        return f"{self.product}:{(self.recipient or '').lower()}:{self.amount}"

    @classmethod
    def from_fingerprint(cls, text: str) -> "Goods":
        product, recipient, amount = text.split(":")
        return cls(product=Product(product), recipient=recipient or None, amount=int(amount))

    def params_with(self, fields: CreateFields) -> dict[str, int]:
        """The amount under the partner's name for it."""
        return {fields.amount(self.product): self.amount}

    def without_recipient(self) -> "Goods":
        """The same for anybody: the price does not depend on the recipient."""
        return Goods(product=self.product, amount=self.amount)
