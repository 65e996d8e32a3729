"""The screens of the team."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.operations.team import Member, Role, Team
from bot.partner.money import NANO
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code, local_time
from bot.ui.screen import MAX_LABEL_LENGTH, Button, Buttons, Screen, button
from bot.ui.screens.phrases import book_file_button, date_time, money, pager, short_name, utc_time, with_menu

MEMBERS_PER_PAGE = 8

MAX_NAMES = 20
"""People of one list whose names are asked for and shown."""


def team(
    i18n: I18n, team: Team, admin: int, page: int, names: Mapping[int, str], restored: Mapping[int, Member]
) -> Screen:
    """Who is on the team. `restored`: members of a restored backup that wait for a decision."""
    members = by_role(team.members)
    lines = [i18n.get("team", roots=_people(team.roots, names), resellers=_people(team.resellers, names))]
    lines += [i18n.get("team-members", number=len(members)) if members else i18n.get("team-none")]
    rows: list[Buttons] = [(_open(id, member, names),) for id, member in page_of_members(team, page)]
    if restored:
        lines.append(i18n.get("team-restored", people=_people(restored, names)))
    if restored and team.is_root(admin):
        take_back, leave_out = (AdminCallback(action="team-restored", arg=arg) for arg in ("yes", "no"))
        rows.append((button(i18n.get("button-team-take-back"), take_back),))
        rows.append((button(i18n.get("button-team-leave-out"), leave_out),))
    for role in Role:
        if team.may_change(admin, role):
            add = AdminCallback(action="team-add", arg=role)
            rows.append((button(i18n.get("button-team-add", role=role.value), add),))
    more = (page + 1) * MEMBERS_PER_PAGE < len(members)
    beside = pager(i18n, page, more, lambda page: AdminCallback(action="team", arg=str(page)))
    return with_menu(i18n, *lines, rows=tuple(rows), beside=beside)


def by_role(members: Mapping[int, Member]) -> list[tuple[int, Member]]:
    return sorted(members.items(), key=lambda item: (item[1].role, item[1].added_at))


def page_of_members(team: Team, page: int) -> list[tuple[int, Member]]:
    return by_role(team.members)[page * MEMBERS_PER_PAGE : (page + 1) * MEMBERS_PER_PAGE]


def member(
    i18n: I18n, user_id: int, member: Member, names: Mapping[int, str], is_over: bool, may_change: bool
) -> Screen:
    limit = i18n.get("team-no-limit")
    if member.daily_limit is not None:
        limit = money(i18n, Decimal(member.daily_limit) / NANO)
    text = i18n.get(
        "team-member",
        name=bold(member.name or names.get(user_id) or user_id),
        id=code(user_id),
        role=i18n.get("team-role", role=member.role.value),
        added=date_time(i18n, member.added_at),
        admin=_person(member.added_by, names),
        limit=limit,
        until=local_time(member.until, utc_time(i18n, member.until, "yMMMd", "Hm"), "dt")
        if member.until
        else i18n.get("team-no-end"),
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


def ask_add(i18n: I18n, role: Role, user_id: int, name: str) -> Screen:
    """Asks whether that is the person."""
    text = i18n.get("team-ask-add", role=role.value, name=bold(name), id=code(user_id))
    add = AdminCallback(action="team-join", id=str(user_id), arg=role)
    back = button(i18n.get("button-back"), AdminCallback(action="team-add", arg=role))
    return with_menu(i18n, text, rows=((button(i18n.get("button-team-join"), add),),), beside=(back,))


def ask_limit(i18n: I18n, id: str) -> Screen:
    none = button(i18n.get("team-no-limit"), AdminCallback(action="team-unlimited", id=id))
    return with_menu(
        i18n, i18n.get("team-ask-limit", currency=i18n.branding.currency), rows=((none,),), beside=(_back(i18n, id),)
    )


def ask_end(i18n: I18n, id: str) -> Screen:
    none = button(i18n.get("team-no-end"), AdminCallback(action="team-endless", id=id))
    return with_menu(i18n, i18n.get("team-ask-end"), rows=((none,),), beside=(_back(i18n, id),))


def ask_remove(i18n: I18n, user_id: int, member: Member, names: Mapping[int, str]) -> Screen:
    remove = AdminCallback(action="team-remove", id=str(user_id), arg="yes")
    text = i18n.get("team-ask-remove", name=_person(user_id, {user_id: member.name or names[user_id]}))
    rows = ((button(i18n.get("button-team-remove"), remove, style="danger"),),)
    return with_menu(i18n, text, rows=rows, beside=(_back(i18n, str(user_id)),))


def welcome(i18n: I18n, role: Role) -> Screen:
    """What a new member is told."""
    return with_menu(i18n, i18n.get("team-welcome", role=role.value))


def goodbye(i18n: I18n, role: Role, *, is_reseller: bool, has_book: bool) -> Screen:
    """What somebody is told who has lost the role."""
    lines = [i18n.get("team-goodbye", role=role.value)]
    if is_reseller:
        return with_menu(i18n, *lines, i18n.get("team-still-reseller"))
    lines.append(i18n.get("team-goodbye-orders"))
    if has_book:
        lines.append(i18n.get("team-goodbye-book"))
    return with_menu(i18n, *lines, rows=((book_file_button(i18n),),) if has_book else ())


def _back(i18n: I18n, id: str = "") -> Button:
    return button(i18n.get("button-back"), AdminCallback(action="member" if id else "team", id=id))


def _open(user_id: int, member: Member, names: Mapping[int, str]) -> Button:
    mark = "🛡" if member.role is Role.ADMIN else "🛒"
    name = member.name or names.get(user_id)
    length = MAX_LABEL_LENGTH - len(f"{mark}  · {user_id}")
    label = f"{name if len(name) <= length else f'{name[: length - 1]}…'} · {user_id}" if name else user_id
    return button(f"{mark} {label}", AdminCallback(action="member", id=str(user_id)))


def _people(people: Iterable[int], names: Mapping[int, str]) -> str:
    return ", ".join(_person(id, names) for id in sorted(people)[:MAX_NAMES]) or "–"


def _person(user_id: int, names: Mapping[int, str]) -> str:
    """“Alice (1001)”."""
    name = names.get(user_id)
    return f"{short_name(name)} ({code(user_id)})" if name else code(user_id)
