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


class Go(CallbackData, prefix="g"):
    """A button that only leads somewhere."""

    to: str
    arg: str = ""
