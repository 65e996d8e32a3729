"""The partner's clock, by the `Date` of its answers: an order's `expires_at` is compared with it."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from bot.clock import Clock

CLOCK_ANSWERS = 16
"""Answers whose `Date` is remembered."""

MAX_CLOCK_JITTER = timedelta(minutes=1)
"""What the `Date` of two answers may be apart from our clock without being two clocks."""


@dataclass
class PartnerClock:
    """Our clock, corrected by the `Date` of the partner's last answers. The clients of all priorities share it."""

    clock: Clock
    skew: timedelta = timedelta()
    is_estimated: bool = False
    disagrees: bool = False
    """Whether the last answers jump forth and back: machines of the partner have different clocks."""
    skews: deque[timedelta] = field(default_factory=lambda: deque(maxlen=CLOCK_ANSWERS))

    def now(self) -> datetime:
        return self.clock() + self.skew

    def update(self, date: datetime | None) -> datetime | None:
        """The partner's time of an answer: the last answer counts, or, where they disagree, the time next to ours."""
        if date is None:
            return None
        self.skews.append(date - self.clock())
        if self.disagrees or max(self.skews) - min(self.skews) > MAX_CLOCK_JITTER:
            jumps = [later - earlier for earlier, later in pairwise(self.skews)]
            self.disagrees = max(jumps) > MAX_CLOCK_JITTER and min(jumps) < -MAX_CLOCK_JITTER
        self.skew = min(self.skews, key=abs) if self.disagrees else self.skews[-1]
        return self.now() if self.disagrees else date

    def update_by_creation(self, created_at: datetime) -> None:
        """Without any `Date`, an order that was just created tells the time. A repeated create tells an earlier one, so
        the latest counts."""
        skew = created_at - self.clock()
        if not self.skews and (skew > self.skew or not self.is_estimated):
            self.skew, self.is_estimated = skew, True
