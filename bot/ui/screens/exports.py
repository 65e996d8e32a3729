"""The screens of an export: how to ask for it, its progress, its end."""

from bot.ui.i18n import I18n, bold, code
from bot.ui.screen import Screen
from bot.ui.screens.phrases import count, with_menu


def usage(i18n: I18n) -> Screen:
    return with_menu(i18n, i18n.get("export-usage", example=code("/export orders 2026-01-01 2026-01-31")))


def progress(i18n: I18n, what: str, rows: int) -> Screen:
    return Screen(i18n.get("export-making", what=what, rows=bold(count(i18n, rows))))


def done(i18n: I18n, what: str, rows: int) -> Screen:
    return Screen(i18n.get("export-made", what=what, rows=bold(count(i18n, rows))))


def failed(i18n: I18n) -> Screen:
    return Screen(i18n.get("export-failed"))
