"""The callback data of buttons. It can be forged: handlers look up each id and compare its chat before they use it."""

from typing import Annotated

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from pydantic import AfterValidator

from bot.orders.handles import handle_of

ShortId = Annotated[str, AfterValidator(handle_of)]
"""An id of any length, as the handle that its button carries."""


class PurchaseCallback(CallbackData, prefix="d"):
    """A button of a purchase screen. `draft` is the id of the draft on the screen, or of its intent."""

    action: str
    draft: str
    arg: str = ""


class OrderCallback(CallbackData, prefix="o"):
    """A button of an order's screen."""

    action: str
    id: ShortId


class BatchCallback(CallbackData, prefix="b"):
    """A button of a batch's screen."""

    action: str
    id: str
    arg: str = ""


class CardCallback(CallbackData, prefix="q"):
    """The button of a quote card; only its seller may press it. `product` is the first letter."""

    seller: int
    product: str
    amount: int
    recipient: str = ""


class AdminCallback(CallbackData, prefix="a"):
    """A button of an admin screen."""

    action: str
    id: ShortId = ""
    arg: ShortId = ""


class MenuCallback(CallbackData, prefix="g"):
    """A button that opens another screen."""

    target: str
    arg: str = ""


class Action(Filter):
    """Accepts callback data with one of these actions. The router has parsed the data already."""

    def __init__(self, *actions: str) -> None:
        self._actions = frozenset(actions)

    async def __call__(self, query: CallbackQuery, callback_data: PurchaseCallback | OrderCallback) -> bool:
        return callback_data.action in self._actions
