"""Alerts to the admins."""

from aiogram_i18n import I18nContext

from bot.notifications.outbox import Notice
from bot.ui.i18n import code
from bot.ui.screen import Screen

CONFIRMATION_ALERTS = {"stopped", "waiting", "refused", "turned-up", "lost", "balance-unreadable"}


def alert(i18n: I18nContext, notice: Notice) -> Screen:
    kind, subject = notice.news, code(notice.subject)
    if kind in CONFIRMATION_ALERTS:
        text = i18n.get("alert-confirmations", kind=kind, subject=subject)
    else:
        text = i18n.get("alert", kind=kind, subject=subject)
    return Screen(i18n.get("alert-over", alert=text) if notice.kind == "over" else text)
