"""What an update asks for, read without a handler."""

import contextlib

from aiogram.types import TelegramObject, Update

from bot.ui.callback_data import BatchCallback, MenuCallback, OrderCallback, PurchaseCallback


def _looks_around(event: TelegramObject) -> bool:
    """Whether the update only looks: at an order that exists, at the list of them, at the help."""
    match _pressed(event):
        case OrderCallback(do=do):
            return do != "repeat"
        case MenuCallback(to=to):
            return to in ("orders", "help", "privacy", "forget", "forgotten", "here")
    text = event.message.text if isinstance(event, Update) and event.message else None
    return (text or "").split(" ", 1)[0] in ("/orders", "/help", "/privacy", "/forget")


def _concerns_money(event: TelegramObject) -> bool:
    match _pressed(event):
        case PurchaseCallback(do=do):
            return do in ("confirm", "another")
        case OrderCallback() | BatchCallback():
            return True
    return False


_PRESSES: dict[str, type[PurchaseCallback | OrderCallback | BatchCallback | MenuCallback]] = {
    kind.__prefix__: kind for kind in (PurchaseCallback, OrderCallback, BatchCallback, MenuCallback)
}


def _pressed(event: TelegramObject) -> PurchaseCallback | OrderCallback | BatchCallback | MenuCallback | None:
    """The button of the update, if it is one of ours."""
    query = event.callback_query if isinstance(event, Update) else None
    data = (query.data if query else None) or ""
    kind = _PRESSES.get(data.partition(":")[0])
    with contextlib.suppress(TypeError, ValueError):
        return kind.unpack(data) if kind else None
    return None
