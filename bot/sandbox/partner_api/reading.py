"""JSON values into the fields of a dataclass, so that the control interface refuses what does not fit."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

Reader = Callable[[Any], object]


def typed(cls: Any, values: Mapping[str, object]) -> dict[str, Any]:
    """The values as the fields of cls want them; fields of other types than those below cannot be given.

    Raises ValueError naming what is unknown or does not fit.
    """
    readers = {field.name: _reader(field.type) for field in fields(cls) if field.init}
    read: dict[str, Any] = {}
    for name, value in values.items():
        reader = readers.get(name)
        if reader is None:
            raise ValueError(f"{name} is unknown")
        try:
            read[name] = reader(value)
        except (TypeError, ValueError, ArithmeticError):
            raise ValueError(f"{name} does not take {value!r}") from None
    return read


def _reader(kind: Any) -> Reader | None:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _READERS.get(kind)


def _only(*kinds: type) -> Reader:
    """Takes exactly these types: True is an int to Python, but not here."""

    def read(value: Any) -> object:
        if type(value) not in kinds:
            raise TypeError
        return value

    return read


def _optional(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


_integer = _only(int)
_number = _only(int, Decimal)


def _decimal(value: Any) -> Decimal:
    return Decimal(str(_number(value)))


def _seconds(value: Any) -> float:
    return float(_decimal(value))


_READERS: dict[Any, Reader] = {
    bool: _only(bool),
    int: _integer,
    int | None: _optional(_integer),
    float: _seconds,
    float | None: _optional(_seconds),
    Decimal: _decimal,
    str | None: _optional(_only(str)),
    tuple[int, ...]: lambda value: tuple(map(_integer, value)),
    list[str]: lambda value: list(map(_only(str), value)),
    dict[str, str]: lambda value: {name: str(item) for name, item in value.items()},
    dict[str, object]: dict,
}
