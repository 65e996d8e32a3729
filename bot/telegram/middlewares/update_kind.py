"""Questions about an update that middlewares ask before any handler has seen it."""

import contextlib

from aiogram.types import TelegramObject, Update

from bot.ui.callback_data import BatchCallback, MenuCallback, OrderCallback, PurchaseCallback
from bot.ui.text_input import fold

Pressed = PurchaseCallback | OrderCallback | BatchCallback | MenuCallback

_READ_ONLY_TARGETS = ("orders", "help", "privacy", "forget", "forgotten", "book", "here")
_READ_ONLY_COMMANDS = ("/orders", "/help", "/privacy", "/forget")

_TYPES: dict[str, type[Pressed]] = {
    kind.__prefix__: kind for kind in (PurchaseCallback, OrderCallback, BatchCallback, MenuCallback)
}


def is_read_only(event: TelegramObject) -> bool:
    """Whether the update begins no purchase: it opens an existing order, the list of orders, or the help,
    or says that the bot was blocked or unblocked."""
    match pressed_button(event):
        case OrderCallback(action=action):
            return action != "repeat"
        case MenuCallback(target=target):
            return target in _READ_ONLY_TARGETS
    if not isinstance(event, Update) or event.my_chat_member:
        return isinstance(event, Update)
    text = event.message.text if event.message else None
    return fold((text or "").split(" ", 1)[0].partition("@")[0]) in _READ_ONLY_COMMANDS


def concerns_money(event: TelegramObject) -> bool:
    """Whether the update confirms a purchase, or is a button of an order or a batch."""
    match pressed_button(event):
        case PurchaseCallback(action=action):
            return action in ("confirm", "another")
        case OrderCallback() | BatchCallback():
            return True
    return False


def pressed_button(event: TelegramObject) -> Pressed | None:
    """The data of the pressed button; None for other updates, other buttons, and data that cannot be parsed."""
    query = event.callback_query if isinstance(event, Update) else None
    data = (query.data if query else None) or ""
    kind = _TYPES.get(data.partition(":")[0])
    with contextlib.suppress(TypeError, ValueError):
        return kind.unpack(data) if kind else None
    return None
