"""The data inside buttons. Anybody can forge it: handlers look up each id and compare its chat before they use it."""

from functools import lru_cache
from typing import Self

from aiogram.filters import Filter
from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from aiogram.types import CallbackQuery


class _Data(CallbackData, prefix="_"):
    """Parsed data is cached, because several filters parse the data of the same button."""

    @classmethod
    @lru_cache(maxsize=256)
    def unpack(cls, value: str) -> Self:
        return super().unpack(value)

    def pack(self) -> str:
        """Like aiogram's `pack`, but without `model_dump`: all fields are strings or integers."""
        fields = [str(value) for value in vars(self).values()]
        packed = ":".join((self.__prefix__, *fields))
        if packed.count(":") > len(fields) or len(packed.encode()) > MAX_CALLBACK_LENGTH:
            raise ValueError(f"no button can hold {packed!r}")
        return packed


class PurchaseCallback(_Data, prefix="d"):
    """A button of a draft's screen. `draft` is the id of the draft that the screen showed."""

    action: str
    draft: str
    arg: str = ""


class OrderCallback(_Data, prefix="o"):
    """A button of an order's screen."""

    action: str
    id: str


class BatchCallback(_Data, prefix="b"):
    """A button of a batch's screen."""

    action: str
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

    action: str
    id: str = ""
    arg: str = ""


class MenuCallback(_Data, prefix="g"):
    """A button that opens a screen and changes nothing."""

    target: str
    arg: str = ""


class Action(Filter):
    """Matches a button by its action. The router's own filter has parsed the callback data once for all handlers."""

    def __init__(self, *actions: str) -> None:
        self._actions = frozenset(actions)

    async def __call__(self, query: CallbackQuery, callback_data: PurchaseCallback | OrderCallback) -> bool:
        return callback_data.action in self._actions
