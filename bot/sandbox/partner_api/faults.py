"""How calls go wrong on demand, and the record of every call.

A fault concerns calls of its method (any when None) whose path, without `/api/v1`, begins with its own; `*` in it
stands for anything. If it `mentions` a text, that is in the call's query or body.
It strikes each with `probability`, until it has struck `times` (for ever when None). Of several, the first
that strikes is the only one that does.

    before the call does anything              after it has done everything
    delay        wait `seconds`, then go on    delay_after   wait `seconds`, then answer
    drop_before  close the connection          drop_after    close the connection, the answer is lost
    error        answer `status`               error_after   answer `status` all the same
    down         drop_before, for every call   mangle        200 with a body cut in the middle
    settings     answer as if the world's         patch      fields of `data` (of its `row`, or of all) replaced by
                 settings were those of `patch`              `patch` ("$id" is a field of the row), removed, filled up
                                                             from `add`, then put under the name `wrap`
                                               answer        `status`, `headers` and `body` in place of the answer
                                               drip          one byte every `seconds`
                                               trickle       the same from the first header on
                                               huge          a body of 64 MB

Faults by name are in `cases`; `case` is the name by which a fault was begun.
"""

import itertools
from collections import deque
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from random import Random

KEPT_CALLS = 200_000


class FaultKind(StrEnum):
    DELAY = "delay"
    DROP_BEFORE = "drop_before"
    ERROR = "error"
    SETTINGS = "settings"
    DOWN = "down"
    DELAY_AFTER = "delay_after"
    DROP_AFTER = "drop_after"
    ERROR_AFTER = "error_after"
    MANGLE = "mangle"
    PATCH = "patch"
    ANSWER = "answer"
    DRIP = "drip"
    TRICKLE = "trickle"
    HUGE = "huge"


@dataclass(slots=True, kw_only=True)
class Fault:
    kind: FaultKind
    id: int = field(default=0, init=False)
    method: str | None = None
    path: str | None = None
    mentions: str | None = None
    times: int | None = None
    probability: float = 1.0
    seconds: float = 0.0
    status: int = 500
    error_code: str | None = None
    envelope: bool = True  # False: the HTML page of a proxy in between
    headers: dict[str, str] = field(default_factory=dict)
    patch: dict[str, object] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    add: dict[str, object] = field(default_factory=dict)
    row: int | None = None
    wrap: str | None = None
    body: str | None = None
    case: str | None = None

    def concerns(self, method: str, path: str, text: str) -> bool:
        if self.kind is FaultKind.DOWN:
            return True
        is_so = self.method in (None, method) and (self.mentions or "") in text
        return is_so and fnmatchcase(path, f"{self.path or ''}*")


class Faults:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._ids = itertools.count(1)
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        fault.id = next(self._ids)
        self._waiting.append(fault)
        return fault

    def clear(self, fault_id: int | None = None) -> None:
        """Ends one fault, or all of them."""
        self._waiting = [fault for fault in self._waiting if fault_id not in (None, fault.id)]

    def rows(self) -> list[dict[str, object]]:
        return [asdict(fault) for fault in self._waiting]

    def strike(self, method: str, path: str, text: str = "") -> Fault | None:
        """The fault of this call, if any; one that has struck often enough is over."""
        for fault in self._waiting:
            if fault.concerns(method, path, text) and self._random.random() < fault.probability:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class Call:
    """One call as the partner saw it. No status: it was never answered, or is not yet."""

    at: datetime
    method: str
    path: str
    query: dict[str, str]
    body: object
    idempotency_key: str | None
    key: str | None = None  # the label, never the key
    status: int | None = None
    order_id: int | None = None
    fault: str | None = None


class Calls:
    """The last calls, oldest first."""

    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=KEPT_CALLS)

    def add(self, call: Call) -> Call:
        self._kept.append(call)
        return call

    def clear(self) -> None:
        self._kept.clear()

    def rows(self) -> list[dict[str, object]]:
        """To the millisecond, unlike what the API itself tells: who looks at the pace needs it."""
        names = [each.name for each in fields(Call)]
        return [{name: getattr(call, name) for name in names} | {"at": _precisely(call.at)} for call in self._kept]


def _precisely(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
