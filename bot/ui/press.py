"""What is inside the buttons. All of it can be forged: an id is looked up, and its chat compared, before it is used."""

from aiogram.filters.callback_data import CallbackData


class Press(CallbackData, prefix="d"):
    """A button of a draft's screen. `draft` is the id of the draft that the screen showed."""

    do: str
    draft: str
    arg: str = ""


class OrderPress(CallbackData, prefix="o"):
    """A button of an order's screen."""

    do: str
    id: str


class BatchPress(CallbackData, prefix="b"):
    """A button of a batch's screen."""

    do: str
    id: str
    arg: str = ""


class CardPress(CallbackData, prefix="q"):
    """The button of a quote card in somebody's chat: for its seller only. `product` is the first letter."""

    seller: int
    product: str
    amount: int
    recipient: str = ""


class Go(CallbackData, prefix="g"):
    """A button that only leads somewhere."""

    to: str
    arg: str = ""
