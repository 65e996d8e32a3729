"""What is inside the buttons. All of it can be forged: an id is looked up, and its chat compared, before it is used."""

from functools import lru_cache
from typing import Self

from aiogram.filters import Filter
from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from aiogram.types import CallbackQuery


class _Data(CallbackData, prefix="_"):
    """Every filter reads the same press for itself: what the first one has read, the others are given."""

    @classmethod
    @lru_cache(maxsize=256)
    def unpack(cls, value: str) -> Self:
        return super().unpack(value)

    def pack(self) -> str:
        """As aiogram does it, but without a dump of the model for each button: all fields are texts or numbers."""
        fields = [str(value) for value in vars(self).values()]
        packed = ":".join((self.__prefix__, *fields))
        if packed.count(":") > len(fields) or len(packed.encode()) > MAX_CALLBACK_LENGTH:
            raise ValueError(f"no button can hold {packed!r}")
        return packed


class PurchaseCallback(_Data, prefix="d"):
    """A button of a draft's screen. `draft` is the id of the draft that the screen showed."""

    do: str
    draft: str
    arg: str = ""


class OrderCallback(_Data, prefix="o"):
    """A button of an order's screen."""

    do: str
    id: str


class BatchCallback(_Data, prefix="b"):
    """A button of a batch's screen."""

    do: str
    id: str
    arg: str = ""


class CardCallback(_Data, prefix="q"):
    """The button of a quote card in somebody's chat: for its seller only. `product` is the first letter."""

    seller: int
    product: str
    amount: int
    recipient: str = ""


class AdminCallback(_Data, prefix="a"):
    """A button that only admins are shown."""

    do: str
    id: str = ""
    arg: str = ""


class MenuCallback(_Data, prefix="g"):
    """A button that only leads somewhere."""

    to: str
    arg: str = ""


class Does(Filter):
    """Takes the presses that do one of these. What the press is, its router has found out once for all its handlers."""

    def __init__(self, *what: str) -> None:
        self._what = frozenset(what)

    async def __call__(self, query: CallbackQuery, callback_data: PurchaseCallback | OrderCallback) -> bool:
        return callback_data.do in self._what
