"""What a handler asks for exists; what a person can press is within Telegram's limits."""

import inspect
from collections.abc import Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject

import handlers
from bot.app import Services
from bot.storage.ids import new_id
from bot.ui.callback_data import PurchaseCallback

FROM_AIOGRAM = {"event_from_user", "event_chat", "bot", "callback_data", "command", "dispatcher", "bots"}
FROM_DOORS = {"context", "draft", "chat_state", "i18n", "raw_state"}
FROM_FILTERS = {"about"}


def all_handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for below in router.sub_routers:
        yield from all_handlers(below)


def test_every_parameter_of_every_handler_is_a_service() -> None:
    known = FROM_AIOGRAM | FROM_DOORS | FROM_FILTERS | set(Services.__annotations__)
    found = [handler for router in handlers.build() for handler in all_handlers(router)]
    assert len(found) > 20
    for handler in found:
        _event, *asked = inspect.signature(handler.callback).parameters
        assert set(asked) <= known, f"{handler.callback.__qualname__} asks for {set(asked) - known}"


def test_a_draft_id_leaves_room_in_a_button() -> None:
    longest = PurchaseCallback(do="contacts", draft=new_id(), arg="x" * 32).pack()
    assert len(longest.encode()) <= 64
