"""What a handler asks for exists; what a person can press is within Telegram's limits."""

import inspect
from collections.abc import Iterator

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData

import handlers
from bot.app import Services
from bot.storage.ids import new_id
from bot.ui.callback_data import (
    AdminCallback,
    BatchCallback,
    CardCallback,
    MenuCallback,
    OrderCallback,
    PurchaseCallback,
)

FROM_AIOGRAM = {"event_from_user", "event_chat", "bot", "callback_data", "command", "dispatcher", "bots"}
FROM_MIDDLEWARES = {"context", "draft", "chat_state", "i18n", "raw_state"}
FROM_FILTERS = {"about"}


def all_handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for below in router.sub_routers:
        yield from all_handlers(below)


def test_every_parameter_of_every_handler_is_a_service() -> None:
    known = FROM_AIOGRAM | FROM_MIDDLEWARES | FROM_FILTERS | set(Services.__annotations__)
    found = [handler for router in handlers.build() for handler in all_handlers(router)]
    assert len(found) > 20
    for handler in found:
        _event, *asked = inspect.signature(handler.callback).parameters
        assert set(asked) <= known, f"{handler.callback.__qualname__} asks for {set(asked) - known}"


def test_a_draft_id_leaves_room_in_a_button() -> None:
    longest = PurchaseCallback(action="contacts", draft=new_id(), arg="x" * 32).pack()
    assert len(longest.encode()) <= 64


@pytest.mark.parametrize(
    ("data", "packed"),
    [
        (PurchaseCallback(action="to", draft="AbC", arg="durov"), "d:to:AbC:durov"),
        (PurchaseCallback(action="confirm", draft="AbC"), "d:confirm:AbC:"),
        (OrderCallback(action="paid", id="10421"), "o:paid:10421"),
        (BatchCallback(action="next", id="AbC", arg="7"), "b:next:AbC:7"),
        (CardCallback(seller=1, product="s", amount=500, recipient="alice"), "q:1:s:500:alice"),
        (AdminCallback(action="adopt", id="AbC", arg="10421"), "a:adopt:AbC:10421"),
        (MenuCallback(target="speak", arg="en"), "g:speak:en"),
    ],
)
def test_buttons_of_older_versions_still_work(data: CallbackData, packed: str) -> None:
    """The packed form is stored in chats, so it must never change."""
    assert data.pack() == packed
    assert type(data).unpack(packed) == data
