"""The callback data of buttons. It can be forged: handlers look up each id and compare its chat before they use it."""

import re
from typing import Annotated

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from pydantic import AfterValidator

from bot.orders.draft import Wish
from bot.orders.handles import handle_of
from bot.partner.goods import Product

ShortId = Annotated[str, AfterValidator(handle_of)]
"""An id of any length, as the handle that its button carries."""

_PRODUCTS = {"s": Product.STARS, "p": Product.PREMIUM, "": None}
_WISH = re.compile(r"([sp]?)([1-9]\d{0,6})?(?:_([A-Za-z][A-Za-z0-9_]{3,31}))?", re.ASCII)


def pack_wish(wish: Wish) -> str:
    """`s100_alice`, `p6`, `s_alice`: at most 41 characters, so that it fits beside a draft's id. An amount of more than
    seven digits, which no shop sells, is left out."""
    amount = str(wish.amount) if wish.amount and wish.amount < 10**7 else ""
    return f"{(wish.product or '')[:1]}{amount}" + (f"_{wish.recipient}" if wish.recipient else "")


def unpack_wish(text: str) -> Wish | None:
    """None for nothing, and for what `pack_wish` would not write."""
    match = _WISH.fullmatch(text)
    if not text or match is None:
        return None
    return Wish(_PRODUCTS[match[1]], match[3], int(match[2]) if match[2] else None)


class PurchaseCallback(CallbackData, prefix="d"):
    """A button of a purchase screen. `draft` is the id of the draft on the screen, or of its intent; `arg` is the
    packed wish that the button stands for, so that it works when the draft is gone."""

    action: str
    draft: str
    arg: str = ""


class OrderCallback(CallbackData, prefix="o"):
    """A button of an order's screen."""

    action: str
    id: ShortId


def ends_with_toast(data: str | None) -> bool:
    """Whether the button asks for news of an order: the answer to it says if there are none."""
    return bool(data) and str(data).startswith(("o:look:", "o:paid:"))


class BatchCallback(CallbackData, prefix="b"):
    """A button of a batch's screen."""

    action: str
    id: str
    arg: str = ""


class ClientCallback(CallbackData, prefix="c"):
    """A button of the client book. `client` is a `client_key`, empty: all clients."""

    action: str
    client: str = ""
    page: int = 0
    arg: ShortId = ""


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
