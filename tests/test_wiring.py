"""What a handler asks for exists; what a person can press is within Telegram's limits."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData

import handlers
from bot.app import App
from bot.orders.draft import Wish
from bot.partner.goods import Product
from bot.storage.ids import new_id
from bot.ui.callback_data import (
    AdminCallback,
    BatchCallback,
    CardCallback,
    MenuCallback,
    OrderCallback,
    PurchaseCallback,
    pack_wish,
    unpack_wish,
)
from handlers.admin.filters import find_intent, find_order, find_own_broadcast
from handlers.admin.team import find_member
from handlers.filters import Answers, find_page
from handlers.order import find_own_order
from handlers.reseller.bulk import find_own_batch

FROM_AIOGRAM = {"event_from_user", "event_chat", "bot", "callback_data", "command", "dispatcher", "bots"}
FROM_MIDDLEWARES = {"context", "draft", "chat_state", "i18n"}
ABOUT = {"about", "unpaid"}
"""From the filter `Answers`, or from the context, which draws the question."""

FROM_FILTERS: dict[str, set[object]] = {
    "watched": {find_order, find_own_order},
    "intent": {find_intent},
    "broadcast": {find_own_broadcast},
    "view": {find_own_batch},
    "page": {find_page},
    "member_id": {find_member},
}
"""Parameters that only a handler behind one of these filters may have."""

SERVICES = {"settings", "redis", "clock"} | set(
    re.findall(r"self\.(\w+) = ", inspect.getsource(App.__init__).partition("self.dispatcher =")[0])
)

KNOWN = FROM_AIOGRAM | FROM_MIDDLEWARES | ABOUT | {"text"} | set(FROM_FILTERS) | SERVICES


def all_handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for below in router.sub_routers:
        yield from all_handlers(below)


HANDLERS = [handler for router in handlers.build() for handler in all_handlers(router)]


def test_every_parameter_of_every_handler_is_a_service() -> None:
    assert len(HANDLERS) > 20
    for handler in HANDLERS:
        _event, *parameters = inspect.signature(handler.callback).parameters
        assert set(parameters) <= KNOWN, f"{handler.callback.__qualname__} asks for {set(parameters) - KNOWN}"


def test_every_parameter_from_a_filter_has_its_filter() -> None:
    """The look-ups check whose object it is, so a handler that gets an object any other way would skip the check."""
    asking = [
        (handler, name)
        for handler in HANDLERS
        for name in inspect.signature(handler.callback).parameters
        if name in FROM_FILTERS
    ]
    assert {name for _, name in asking} == set(FROM_FILTERS)
    for handler, name in asking:
        filters = {filter.callback for filter in handler.filters or ()}
        assert filters & FROM_FILTERS[name], f"{handler.callback.__qualname__} asks for {name} without its filter"


def test_every_parameter_of_every_draw_function_is_a_service() -> None:
    drawings = handlers.DRAWINGS
    for draw in (drawings.step, *drawings.questions.values()):
        parameters = set(inspect.signature(draw.callback).parameters)
        assert parameters <= KNOWN, f"{draw.callback.__qualname__} asks for {parameters - KNOWN}"


def opened_questions() -> Iterator[ast.expr]:
    """The first argument of each `….ask(…)` on a context, anywhere in handlers/ and bot/."""
    for folder in (Path(handlers.__file__).parent, Path(handlers.__file__).parent.parent / "bot"):
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "context.ask":
                    yield node.args[0]


def test_every_question_is_drawn_and_answered() -> None:
    opened = {name.value for name in opened_questions() if isinstance(name, ast.Constant)}
    filters = [filter.callback for handler in HANDLERS for filter in handler.filters or ()]
    assert len(opened) >= 5
    assert all(isinstance(name, ast.Constant) for name in opened_questions()), "name the question where it is opened"
    assert opened == set(handlers.DRAWINGS.questions)
    assert opened == {filter.question for filter in filters if isinstance(filter, Answers)}


def test_a_draft_id_leaves_room_in_a_button() -> None:
    """Even beside the longest content of a purchase, so that an old button can begin it anew."""
    for amount in (9_999_999, 10**12):
        wish = Wish(Product.PREMIUM, "x" * 32, amount)
        longest = PurchaseCallback(action="confirm", draft=new_id(), arg=pack_wish(wish)).pack()
        assert len(longest.encode()) <= 64


@pytest.mark.parametrize("product", [None, *Product])
@pytest.mark.parametrize("recipient", [None, "alice_b1", "A" * 32])
@pytest.mark.parametrize("amount", [None, 1, 9_999_999])
def test_a_button_reads_what_it_has_written(product: Product | None, recipient: str | None, amount: int | None) -> None:
    wish = Wish(product, recipient, amount)
    assert unpack_wish(pack_wish(wish)) == (wish if pack_wish(wish) else None)


@pytest.mark.parametrize("forged", ["x5", "s0_alice", "s5_al", "s5_alice:x", "s５", "stars", "_", "s5_alice\n"])
def test_forged_contents_of_a_button_are_none(forged: str) -> None:
    assert unpack_wish(forged) is None


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
