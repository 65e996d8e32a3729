"""What the bot stores about a chat, and its deletion."""

from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import I18n
from bot.ui.screen import Screen, button
from bot.ui.screens.phrases import home_button, support_line, with_menu


def retention(i18n: I18n, *, session_days: int, profile_days: int, order_days: int, is_reseller: bool) -> Screen:
    text = i18n.get(
        "privacy",
        session=i18n.get("days", days=session_days),
        profile=i18n.get("days", days=profile_days),
        orders=i18n.get("days", days=order_days),
        support=support_line(i18n),
    )
    if is_reseller:
        text += "\n\n" + i18n.get("privacy-book")
    forget = button(i18n.get("button-forget"), MenuCallback(target="forget"), style="danger")
    return Screen(text, ((forget, home_button(i18n)),))


def confirm_deletion(i18n: I18n, *, unpaid: int = 0) -> Screen:
    """Asks for confirmation. `unpaid`: what a reseller's clients owe."""
    yes = button(i18n.get("button-forget-sure"), MenuCallback(target="forgotten"), style="danger")
    text = i18n.get("forget")
    if unpaid:
        text += "\n\n" + i18n.get("forget-book", orders=unpaid)
    return Screen(text, ((yes, button(i18n.get("button-keep"), MenuCallback(target="here"))),))


def deleted(i18n: I18n, *, still_open: int) -> Screen:
    """`still_open` is the number of open orders, which are kept."""
    text = i18n.get("forgotten")
    if still_open:
        text += "\n\n" + i18n.get("forgotten-but", orders=still_open)
    return with_menu(i18n, text)
