"""Alerts to the admins."""

from collections.abc import Sequence

from bot.notifications.outbox import Notice
from bot.ui.i18n import I18n, code
from bot.ui.screen import Screen

CONFIRMATION_ALERTS = {"stopped", "waiting", "refused", "turned-up", "lost", "lost-order", "balance-unreadable"}


MAX_SUBJECTS_SHOWN = 20


def alert(i18n: I18n, notice: Notice, more: Sequence[str] = ()) -> Screen:
    """`more`: subjects of other alerts of this kind."""
    subject = code(notice.subject)
    match notice.news:
        case "details":
            text = i18n.get("alert-details", order=subject)
        case "wrong-order":
            text = i18n.get("alert-wrong-order", order=subject)
        case "order-missing":
            text = i18n.get("alert-order-missing", order=subject)
        case "not-found":
            text = i18n.get("alert-not-found", number=subject)
        case kind if kind in CONFIRMATION_ALERTS:
            text = i18n.get("alert-confirmations", kind=kind, subject=subject)
        case kind:
            text = i18n.get("alert", kind=kind, subject=subject)
    text += others(i18n, more)
    return Screen(i18n.get("alert-over", alert=text) if notice.kind == "over" else text)


def others(i18n: I18n, more: Sequence[str]) -> str:
    """The paragraph about other alerts of the kind; empty without any."""
    shown = ", ".join(code(each) for each in more[:MAX_SUBJECTS_SHOWN])
    shown += ", …" if len(more) > MAX_SUBJECTS_SHOWN else ""
    return "\n\n" + i18n.get("alert-more", count=len(more), subjects=shown) if more else ""
