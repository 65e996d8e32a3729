"""Who may do what: ADMIN_IDS and RESELLER_IDS, and the people whom admins have added in the chat (/team).

Every process reads the stored members each second, so a change reaches all processes at once for a person. After a
restore the members of the backup are not on the team before an admin of ADMIN_IDS has taken them back (`take_back`).
"""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import cast

import structlog
from pydantic import BaseModel, ValidationError
from redis.exceptions import RedisError

from bot.clock import Pause, pause
from bot.errors import UserError
from bot.notifications.alerts import Alerts
from bot.operations.administration import Administration
from bot.storage import hashes
from bot.storage.stored import Stored

log = structlog.get_logger(__name__)

RELOAD_AFTER = 1.0
"""Seconds between two looks at the stored members."""

MAX_MEMBERS = 100

MAX_NAME_LENGTH = 64


class Role(StrEnum):
    RESELLER = "reseller"
    ADMIN = "admin"


class Member(BaseModel, frozen=True):
    """`daily_limit`: nanotons that the person may spend in 24 hours (None: any). `until`: the end of their time.
    `end_told`: the person is told that it is over."""

    role: Role
    name: str = ""
    added_by: int
    added_at: datetime
    daily_limit: int | None = None
    until: datetime | None = None
    end_told: bool = False


@dataclass
class Team(Stored):
    administration: Administration
    alerts: Alerts
    _: KW_ONLY
    roots: frozenset[int]
    """ADMIN_IDS: they cannot be removed in the chat, and only they add and remove admins."""
    resellers: frozenset[int]
    """RESELLER_IDS: they cannot be removed in the chat."""
    pause: Pause = pause
    members: Mapping[int, Member] = field(default_factory=dict)
    """The stored members as they were at the last look, also those whose time is over."""
    stored_texts: Mapping[int, bytes] = field(default_factory=dict)
    """What Redis had of them at that look."""

    def member(self, user_id: int) -> Member | None:
        """The stored member, while their time lasts."""
        member = self.members.get(user_id)
        return member if member and (member.until is None or self.clock() < member.until) else None

    def is_root(self, user_id: int) -> bool:
        return user_id in self.roots

    def is_admin(self, user_id: int) -> bool:
        member = self.member(user_id)
        return self.is_root(user_id) or (member is not None and member.role is Role.ADMIN)

    def is_reseller(self, user_id: int) -> bool:
        """Admins are resellers too."""
        return user_id in self.roots or user_id in self.resellers or self.member(user_id) is not None

    @property
    def admins(self) -> frozenset[int]:
        return self.roots | {id for id in self.members if self.is_admin(id)}

    @property
    def everybody(self) -> frozenset[int]:
        """All resellers and admins."""
        return self.roots | self.resellers | {id for id in self.members if self.member(id)}

    def daily_limit(self, user_id: int) -> int | None:
        """Nanotons in 24 hours; None: any amount."""
        member = self.member(user_id)
        return member.daily_limit if member and not self.is_root(user_id) else None

    # Changes, each with its entry in the audit log; of two at once, the second starts anew with what the first has left

    def may_change(self, admin: int, role: Role) -> bool:
        """Whether the admin may add, change and remove members of this role."""
        return self.is_root(admin) or (role is Role.RESELLER and self.is_admin(admin))

    def check_addable(self, admin: int, user_id: int, role: Role) -> None:
        """A reseller may become an admin, not the reverse. Raises UserError: team-only-roots, team-already,
        team-full."""
        self.check_may_change(admin, role)
        known = self.member(user_id)
        is_fixed = self.is_root(user_id) or (role is Role.RESELLER and user_id in self.resellers)
        if is_fixed or (known and known.role in (role, Role.ADMIN)):
            raise UserError("team-already")
        if len(self.members) >= MAX_MEMBERS and user_id not in self.members:
            raise UserError("team-full", most=MAX_MEMBERS)

    async def add(self, admin: int, user_id: int, role: Role, name: str) -> None:
        """Adds the person. Done again by the same admin, it changes nothing. Raises UserError as `check_addable`."""
        while True:
            await self.load()
            known = self.member(user_id)
            if known and (known.role, known.added_by) == (role, admin):
                return
            self.check_addable(admin, user_id, role)
            member = Member(role=role, name=name[:MAX_NAME_LENGTH], added_by=admin, added_at=self.clock())
            if await self._put(admin, user_id, member, f"team add {role}"):
                return

    async def change(self, admin: int, user_id: int, did: str, **changes: object) -> None:
        """Sets `daily_limit` or `until`; `did` is what the audit log says. Raises UserError: team-only-roots,
        no-such-member."""
        while True:
            await self.load()
            member = self.stored(user_id)
            self.check_may_change(admin, member.role)
            if await self._put(admin, user_id, member.model_copy(update={**changes, "end_told": False}), did):
                return

    def stored(self, user_id: int) -> Member:
        """The member, also one whose time is over. Raises UserError: no-such-member."""
        if user_id not in self.members:
            raise UserError("no-such-member")
        return self.members[user_id]

    def check_may_change(self, admin: int, role: Role) -> None:
        """Raises UserError: team-only-roots."""
        if not self.may_change(admin, role):
            raise UserError("team-only-roots")

    # Reading

    async def load(self) -> None:
        stored = await hashes.read(self.redis, self.keys.team)
        self.members, self.stored_texts = _read(stored), {int(id): text for id, text in stored.items() if id.isdigit()}

    async def restored(self) -> Mapping[int, Member]:
        """The members of a restored backup that wait for a decision."""
        return _read(await hashes.read(self.redis, self.keys.team_restored))

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            try:
                await self.load()
                await self._tell_ends()
                if await self.count_restored():
                    await self.alerts.trigger("team")
                else:
                    await self.alerts.clear_if_triggered("team")
            except RedisError as error:
                log.warning("redis is unavailable", error=error)
            await self.pause(stopping, RELOAD_AFTER)

    async def remove(self, admin: int, user_id: int) -> None:
        """Raises UserError: team-only-roots, no-such-member."""
        while True:
            await self.load()
            member = self.stored(user_id)
            self.check_may_change(admin, member.role)
            if await self._put(admin, user_id, None, f"team remove {member.role}", member.role):
                return

    async def _tell_ends(self) -> None:
        """Each is told once that their time is over, by whichever process is the first to see it."""
        for id, member in list(self.members.items()):
            if self.member(id) is None and not member.end_told:
                await self._put(0, id, member.model_copy(update={"end_told": True}), "", member.role)

    async def _put(self, admin: int, user_id: int, member: Member | None, did: str, ends: Role | None = None) -> bool:
        """False: somebody else has changed the member since `load`. The person is told which role `ends`."""
        text = member.model_dump_json(exclude_defaults=True) if member else ""
        is_done = await self.administration.record(
            admin,
            did,
            str(user_id),
            member=text,
            former=self.stored_texts.get(user_id, b""),
            notice=f"team:{user_id}:{ends}" if ends else "",
        )
        await self.load()
        return is_done

    async def count_restored(self) -> int:
        """How many of them wait, also unreadable ones."""
        return await cast(Awaitable[int], self.redis.hlen(self.keys.team_restored))

    async def decide_restored(self, admin: int, *, take_back: bool) -> None:
        """Takes the members of a restored backup back into the team, or leaves them out. Present members stay as they
        are. Raises UserError: team-only-roots."""
        self.check_may_change(admin, Role.ADMIN)
        if take_back:
            for id, text in (await hashes.read(self.redis, self.keys.team_restored)).items():
                await cast(Awaitable[int], self.redis.hsetnx(self.keys.team, id.decode(), text.decode()))
        await self.administration.record(admin, "team take back" if take_back else "team leave out")
        await self.redis.delete(self.keys.team_restored)
        await self.load()


def _read(stored: Mapping[bytes, bytes]) -> dict[int, Member]:
    members: dict[int, Member] = {}
    for id, text in stored.items():
        try:
            members[int(id)] = Member.model_validate_json(text)
        except (ValueError, ValidationError):
            log.warning("a member of the team is unreadable", member=id.decode(errors="replace")[:20])
    return members
