"""What is kept of a chat, and how it is deleted."""

from aiogram_i18n import I18nContext

from bot.ui.branding import Branding
from bot.ui.callback_data import MenuCallback
from bot.ui.screen import Screen, button
from bot.ui.screens.phrases import support_line


def kept(i18n: I18nContext, branding: Branding, *, session_days: int, profile_days: int, order_days: int) -> Screen:
    """What is kept, and for how long."""
    text = i18n.get(
        "privacy",
        session=i18n.get("days", days=session_days),
        profile=i18n.get("days", days=profile_days),
        orders=i18n.get("days", days=order_days),
        support=support_line(i18n, branding),
    )
    forget = button(i18n.get("button-forget"), MenuCallback(target="forget").pack(), style="danger")
    return Screen(text, ((forget, button(i18n.get("button-menu"), MenuCallback(target="home").pack())),))


def sure(i18n: I18nContext) -> Screen:
    """Asks before anything is deleted."""
    yes = button(i18n.get("button-forget-sure"), MenuCallback(target="forgotten").pack(), style="danger")
    return Screen(i18n.get("forget"), ((yes, button(i18n.get("button-keep"), MenuCallback(target="here").pack())),))


def forgotten(i18n: I18nContext, *, still_open: int) -> Screen:
    """`still_open`: orders that are kept, since money can still come or go."""
    text = i18n.get("forgotten")
    if still_open:
        text += "\n\n" + i18n.get("forgotten-but", orders=still_open)
    return Screen(text, ((button(i18n.get("button-menu"), MenuCallback(target="home").pack()),),))
