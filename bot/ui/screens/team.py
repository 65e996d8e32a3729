"""The screens of the team."""

from decimal import Decimal

from aiogram.types import InlineKeyboardButton

from bot.operations.team import Member, Role, Team
from bot.partner.models import NANO
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, isolated
from bot.ui.screen import Buttons, Screen, button
from bot.ui.screens.phrases import date_time, money, pager, with_menu

MEMBERS_PER_PAGE = 8


def team(i18n: I18n, team: Team, admin: int, page: int, restored: int) -> Screen:
    """Who is on the team. `restored`: members of a restored backup that wait for a decision."""
    shown = sorted(team.members.items(), key=lambda item: (item[1].role, item[1].added_at))
    start = page * MEMBERS_PER_PAGE
    lines = [i18n.get("team", roots=_ids(team.roots), resellers=_ids(team.resellers))]
    lines += [i18n.get("team-members", number=len(shown)) if shown else i18n.get("team-none")]
    rows: list[Buttons] = [(_open(id, member),) for id, member in shown[start : start + MEMBERS_PER_PAGE]]
    if restored:
        lines.append(i18n.get("team-restored", number=restored))
    if restored and team.is_root(admin):
        take_back, leave_out = (AdminCallback(action="team-restored", arg=arg) for arg in ("yes", "no"))
        rows.append((button(i18n.get("button-team-take-back"), take_back),))
        rows.append((button(i18n.get("button-team-leave-out"), leave_out),))
    for role in Role:
        if team.may_change(admin, role):
            add = AdminCallback(action="team-add", arg=role)
            rows.append((button(i18n.get("button-team-add", role=role.value), add),))
    more = start + MEMBERS_PER_PAGE < len(shown)
    beside = pager(i18n, page, more, lambda page: AdminCallback(action="team", arg=str(page)))
    return with_menu(i18n, *lines, rows=tuple(rows), beside=beside)


def member(i18n: I18n, user_id: int, member: Member, is_over: bool, may_change: bool) -> Screen:
    limit = i18n.get("team-no-limit")
    if member.daily_limit is not None:
        limit = money(i18n, Decimal(member.daily_limit) / NANO)
    text = i18n.get(
        "team-member",
        name=bold(member.name) if member.name else code(user_id),
        id=code(user_id),
        role=i18n.get("team-role", role=member.role.value),
        added=date_time(i18n, member.added_at),
        admin=code(member.added_by),
        limit=limit,
        until=date_time(i18n, member.until) if member.until else i18n.get("team-no-end"),
    )
    if is_over:
        text += "\n\n" + i18n.get("team-over")
    rows: list[Buttons] = []
    if may_change:
        id = str(user_id)
        rows.append(
            (
                button(i18n.get("button-team-limit"), AdminCallback(action="team-limit", id=id)),
                button(i18n.get("button-team-end"), AdminCallback(action="team-until", id=id)),
            )
        )
        rows.append(
            (button(i18n.get("button-team-remove"), AdminCallback(action="team-remove", id=id), style="danger"),)
        )
    return with_menu(i18n, text, rows=tuple(rows), beside=(_back(i18n),))


def who(i18n: I18n, role: Role) -> Screen:
    """Asks whom to add."""
    contacts = button(i18n.get("contacts-button"), AdminCallback(action="team-contacts", arg=role))
    return with_menu(i18n, i18n.get("team-who", role=role.value), rows=((contacts,),), beside=(_back(i18n),))


def ask_limit(i18n: I18n, id: str) -> Screen:
    none = button(i18n.get("team-no-limit"), AdminCallback(action="team-unlimited", id=id))
    return with_menu(
        i18n, i18n.get("team-ask-limit", currency=i18n.branding.currency), rows=((none,),), beside=(_back(i18n, id),)
    )


def ask_end(i18n: I18n, id: str) -> Screen:
    none = button(i18n.get("team-no-end"), AdminCallback(action="team-endless", id=id))
    return with_menu(i18n, i18n.get("team-ask-end"), rows=((none,),), beside=(_back(i18n, id),))


def ask_remove(i18n: I18n, user_id: int, member: Member) -> Screen:
    remove = AdminCallback(action="team-remove", id=str(user_id), arg="yes")
    text = i18n.get("team-ask-remove", name=isolated(member.name or user_id))
    rows = ((button(i18n.get("button-team-remove"), remove, style="danger"),),)
    return with_menu(i18n, text, rows=rows, beside=(_back(i18n, str(user_id)),))


def welcome(i18n: I18n, role: Role) -> Screen:
    """What a new member is told."""
    return with_menu(i18n, i18n.get("team-welcome", role=role.value))


def _back(i18n: I18n, id: str = "") -> InlineKeyboardButton:
    return button(i18n.get("button-back"), AdminCallback(action="member" if id else "team", id=id))


def _open(user_id: int, member: Member) -> InlineKeyboardButton:
    mark = "🛡" if member.role is Role.ADMIN else "🛒"
    return button(f"{mark} {member.name or user_id}", AdminCallback(action="member", id=str(user_id)))


def _ids(people: frozenset[int]) -> str:
    return ", ".join(code(id) for id in sorted(people)[:20]) or "–"
