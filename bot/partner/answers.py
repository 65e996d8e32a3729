"""The base of all answers of the partner as values. Money is exact (TON, nanotons); times are aware and in UTC.

Most names of fields are our decision: the provider's text shows only the answer of a create. The fields may lie inside
another object.
"""

import functools
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator

from bot.partner.errors import Unreadable
from bot.partner.fields import WireNames, find
from bot.partner.statuses import OrderStatus

MAX_EXTRA_FIELDS = 100
"""Fields without a name of ours that are kept of one object."""


@dataclass(frozen=True)
class ParseContext:
    """What a model needs beside the body: the operator's status aliases, and the partner's time (its `Date`).

    `product`: what a create asked for; None for every other request.
    """

    aliases: Mapping[str, OrderStatus] = field(default_factory=dict)
    as_of: datetime | None = None
    product: str | None = None


@functools.cache
def wire_names(model: type[BaseModel]) -> dict[str, WireNames]:
    """The names of each field of a model; a field without WireNames has its own name."""
    return {
        name: next((mark for mark in info.metadata if isinstance(mark, WireNames)), WireNames(name))
        for name, info in model.model_fields.items()
    }


@functools.cache
def _required_names(model: type[BaseModel]) -> list[WireNames]:
    return [names for name, names in wire_names(model).items() if model.model_fields[name].is_required()]


@functools.cache
def _known_names(model: type[BaseModel]) -> set[str]:
    return {name for ours, names in wire_names(model).items() for name in (ours, *names)}


_WRAPPERS = ("order", "data", "result")


class Answer(BaseModel):
    """The base of all answers. Unknown fields are kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True)
    bare: ClassVar[str | None] = None
    """The field that a single value, sent in place of an object, stands for."""

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        """Parse `data` (JSON whose numbers are int or Decimal). Raises Unreadable, which names a field."""
        try:
            return cls.model_validate(data, context=context or ParseContext())
        except ValidationError as error:
            place = error.errors(include_url=False, include_input=False)[0]["loc"]
            names = data if isinstance(data, dict) else ()
            raise Unreadable(".".join(map(str, place)) or "data", names) from error

    @model_validator(mode="before")
    @classmethod
    def _rename_fields(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(info.context, ParseContext):
            return data  # stored or made by us: the names are ours
        if not isinstance(data, dict):
            return data if cls.bare is None else cls._from_wire({cls.bare: data}, info.context)
        return cls._from_wire(cls._inner(data), info.context)

    @classmethod
    def _inner(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The object that holds the fields: `data` itself, or the one that is wrapped in it."""
        required = _required_names(cls)
        found = (find(data, names) is not None for names in required or wire_names(cls).values())
        if all(found) if required else any(found):
            return data
        objects = {name: value for name, value in data.items() if isinstance(value, dict)}
        name = next((name for name in _WRAPPERS if name in objects), None)
        if name is None and len(objects) == 1:
            name = next(iter(objects))
        if name is None or not objects[name] or cls._is_another(objects[name], data):
            return data
        return cls._inner({other: value for other, value in objects.items() if other != name} | objects[name])

    @classmethod
    def _is_another(cls, inner: dict[str, Any], outer: dict[str, Any]) -> bool:
        """Whether both have an id, and not the same: the payment of an order is not that order."""
        names = wire_names(cls).get("id")
        own, its = (find(outer, names), find(inner, names)) if names else (None, None)
        return own is not None and its is not None and str(own) != str(its)

    @classmethod
    def _from_wire(cls, data: dict[str, Any], context: ParseContext) -> dict[str, Any]:
        fields = wire_names(cls)
        found = {ours: value for ours, names in fields.items() if (value := find(data, names)) is not None}
        if cls.model_config.get("extra") == "ignore":
            return found
        # Extra fields must not take a name of ours, nor repeat a field under its other names.
        known = _known_names(cls)
        extra = ((name, value) for name, value in data.items() if name not in known)
        return dict(itertools.islice(extra, MAX_EXTRA_FIELDS)) | found
