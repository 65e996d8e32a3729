"""Makes updates from aiogram's own types: of every kind, valid and broken.

A valid update has the fields that its type declares, with odd values. A broken one lacks fields, or has values of wrong
types, unknown kinds, or very deep or long values. Every string that a person could have written contains MARK, so a log
line with MARK shows something that a person has written.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.filters.callback_data import CallbackData
from aiogram.types import Update
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

import handlers  # noqa: F401 - it declares the callback data of all buttons

Json = dict[str, Any]

MARK = "zqxmark"

USUAL_SHARE = 0.12
"""The share of commands, texts and buttons of known people, most of them whole: these reach the handlers."""

PEOPLE = tuple(range(70_001, 70_041))

KINDS = tuple(name for name in Update.model_fields if name != "update_id")

BUTTONS = tuple(CallbackData.__subclasses__())

WORDS = re.findall(
    r"\w+",
    "confirm cancel paid refresh repeat show find another withdraw home orders stars premium open delete who amount "
    "check help privacy forget language here next back start all intents retry adopt release",
)
TYPED = ("500", "@bob 500", "500 stars @bob", "premium 6 @bob", "٥٠٠", "-1", "1e309", "9" * 400, "@", "//", "&amp;")
ODD = (
    "\u202e\u2066 right to left",
    "a\u0300" * 60,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 8,
    "\x00\x01\x1f\x7f",
    "\ud800 half a pair",
    "<b><i>&lt;</b> <tg-spoiler>",
    "{ $x } { -term }",
    "ﷺ" * 50,
    "%s %(x)s {0} {x.__class__}",
    "$(id) `id` '; --",
    "\n\n\r\t\u2028\u00a0",
)
COMMANDS = re.findall(
    r"\w+",
    "start orders language help cancel privacy forget reseller bulk quote margin find my_stats my_export daily balance "
    "transactions orders_all order intents stats rate fees export health maintenance block unblock broadcast "
    "audit nothing",
)


class UpdateMaker:
    """Updates of one seed, one after the other."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.shown: list[str] = []
        """Data of buttons that the bot has shown to anybody; whoever sends the updates fills it."""
        self._next = 1000

    def make(self) -> Any:
        """The JSON value of one update; a third of them are whole. `update_id` is always right, as with Telegram."""
        self._next += 1
        is_usual = self.random.random() < USUAL_SHARE
        kind = self.random.choice(("message", "callback_query") if is_usual else KINDS[:1] * 4 + KINDS)
        payload = self._model(_model_of(Update.model_fields[kind].annotation), 0)
        if is_usual or self.random.random() < 0.6:
            self._settle(payload)
        update = {"update_id": self._next, kind: payload}
        for _ in range(self.random.choice((0, 0, 0, 1) if is_usual else (0, 1, 1, 2, 4))):
            self._break(update)
        return update | {"update_id": self._next}

    # Values of the declared types

    def _model(self, kind: type[BaseModel], depth: int) -> Json:
        required, optional = _fields(kind)
        number = self.random.choice((0, 1, 2, 4)) if depth < 3 else 0
        chosen = [*required, *self.random.sample(optional, min(number, len(optional)))]
        return {name: self._value(annotation, depth + 1, name) for name, annotation in chosen}

    def _value(self, annotation: Any, depth: int, name: str) -> Any:
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(args[0], depth, name)
        if origin is Literal:
            return args[0]
        if origin in (Union, UnionType):
            options = [option for option in args if option is not NoneType]
            return self._value(self.random.choice(options), depth, name)
        if origin is list:
            number = self.random.choice((0, 1, 1, 3)) if depth < 6 else 0
            return [self._value(args[0], depth + 1, name) for _ in range(number)]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._model(annotation, depth)
        if annotation is bool:
            return self.random.random() < 0.5
        if annotation is int:
            return self.number()
        if annotation is float:
            return self.random.choice((0.0, 1.5, -1e-300, 1e300))
        if annotation in (datetime, timedelta):
            return self.random.randrange(2**31)
        return self._text(name)

    def number(self) -> int:
        pick = self.random.random()
        if pick < 0.5:
            return self.random.randrange(1, 5_000_000_000)
        return self.random.choice((0, 1, -1, 2**31, 2**52, -(2**63), 2**63, *PEOPLE[:4]))

    def _text(self, name: str) -> str:
        pick = self.random.random()
        if name == "data":
            return self._button()
        if name in ("text", "caption", "query") and pick < 0.35:
            argument = self.random.choice(("", f" {MARK}", " 10421", f" {self.random.choice(TYPED)} {MARK}"))
            return f"/{self.random.choice(COMMANDS)}{argument}"
        if pick < 0.6:
            return f"{self.random.choice(TYPED)} {MARK}"
        if pick < 0.61:
            return (MARK + " ") * self.random.choice((500, 5_000))
        return f"{MARK} {self.random.choice(ODD)}"

    def _button(self) -> str:
        """Data of a button that somebody sees, or of the same form with wrong values."""
        if self.shown and self.random.random() < 0.5:
            return self.random.choice(self.shown)
        kind = self.random.choice(BUTTONS)
        values = (self.random.choice((*WORDS, "", "10421", "-1", MARK, "é\ud800")) for _ in kind.model_fields)
        return ":".join((kind.__prefix__, *values))[:64]

    def _settle(self, event: Json) -> None:
        """The event comes from a person of the test, in a private chat, as most updates do."""
        person = self.random.choice(PEOPLE)
        event["from"] = {"id": person, "is_bot": False, "first_name": MARK, "language_code": self._language()}
        if "chat_instance" in event:
            event |= {
                "data": self._button(),
                "message": event.get("message") or {"message_id": 1, "date": 0, "chat": {}},
            }
        chat = {"id": person, "type": "private", "first_name": MARK}
        for holder in (event, event.get("message")):
            if isinstance(holder, dict) and "chat" in holder:
                holder["chat"] = chat
        if "message_id" in event and self.random.random() < 0.7:
            event["text"] = self._text("text")

    def _language(self) -> str:
        return self.random.choice(("en", "es", "ar", "xx", "", "zh-hans-CN", "\u202e", "../en"))

    # What no type declares

    def _break(self, update: Json) -> None:
        """Changes one value somewhere in the update."""
        places = [place for place in _places(update) if place[1] != "update_id"]
        if not places:
            return
        holder, key = self.random.choice(places)
        action = self.random.random()
        if action < 0.3:
            del holder[key]
        elif action < 0.9:
            wrong = self._wrong()
            holder[key] = None if wrong == "" and key == "id" else wrong  # aiogram's answer would lack an empty id
        elif isinstance(holder, dict):
            holder[f"hologram_{self.random.randrange(9)}"] = {"from": {"id": 1}, "text": MARK}

    def _wrong(self) -> Any:
        makers: tuple[Callable[[], Any], ...] = (
            lambda: None,
            lambda: True,
            dict,
            list,
            lambda: {"id": {}},
            lambda: [None, [None]],
            lambda: "",
            lambda: f"{MARK} wrong",
            lambda: str(self.number()),
            self.number,
            lambda: 2**200,
            lambda: float("inf"),
            lambda: self.random.choice((1e308, -0.5)),
            lambda: _nested(self.random.choice((30, 400))),
            lambda: MARK * self.random.choice((700, 15_000)),
            lambda: {MARK: {MARK: MARK}},
            lambda: {"message_id": 1, "date": 0, "chat": {"id": PEOPLE[0], "type": "private"}},
        )
        return self.random.choice(makers)()


def _nested(depth: int) -> Any:
    value: Any = MARK
    for _ in range(depth):
        value = [value]
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every value inside, as its holder and its key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        yield value, key
        yield from _places(item)


@cache
def _fields(kind: type[BaseModel]) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """The fields that a type demands, and its other ones: name in JSON, and type."""
    required: list[tuple[str, Any]] = []
    optional: list[tuple[str, Any]] = []
    for name, field in kind.model_fields.items():
        row = (field.alias or name, field.annotation)
        is_optional = field.default is not PydanticUndefined and get_origin(field.annotation) is not Literal
        (optional if is_optional else required).append(row)
    return required, optional


def _model_of(annotation: Any) -> type[BaseModel]:
    """The model in `Optional[Model]`."""
    models = [item for item in get_args(annotation) if isinstance(item, type) and issubclass(item, BaseModel)]
    return models[0]
