"""How an update ended that no handler has brought to its end."""

from enum import StrEnum


class Outcome(StrEnum):
    """How an update ended that no handler has brought to its end."""

    OUTAGE = "outage"
    REPEATED = "repeated"
    THROTTLED = "throttled"
    NOT_ALLOWED = "not_allowed"
    TOLD = "told"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNSHOWN = "unshown"
