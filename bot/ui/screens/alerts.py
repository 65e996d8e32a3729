"""Alerts to the admins."""

from aiogram_i18n import I18nContext

from bot.notifications.outbox import Notice
from bot.ui.i18n import code
from bot.ui.screen import Screen


def alert(i18n: I18nContext, notice: Notice) -> Screen:
    text = i18n.get("alert", kind=notice.news, subject=code(notice.subject))
    return Screen(i18n.get("alert-over", alert=text) if notice.kind == "over" else text)
