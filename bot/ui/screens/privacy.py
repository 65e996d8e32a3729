"""What the bot stores about a chat, and its deletion."""

from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import I18n
from bot.ui.screen import Rows, Screen, button
from bot.ui.screens.phrases import book_file_button, home_button, support_line, with_menu


def retention(i18n: I18n, *, session_days: int, profile_days: int, order_days: int, has_book: bool) -> Screen:
    text = i18n.get(
        "privacy",
        session=i18n.get("days", days=session_days),
        profile=i18n.get("days", days=profile_days),
        orders=i18n.get("days", days=order_days),
        support=support_line(i18n),
    )
    if has_book:
        text += "\n\n" + i18n.get("privacy-book")
    forget = button(i18n.get("button-forget"), MenuCallback(target="forget"), style="danger")
    return Screen(text, (*_book_row(i18n, has_book), (forget, home_button(i18n))))


def confirm_deletion(i18n: I18n, *, unpaid: int | None = None) -> Screen:
    """Asks for confirmation. `unpaid`: how many orders the clients owe; None: there is no client book."""
    yes = button(i18n.get("button-forget-sure"), MenuCallback(target="forgotten"), style="danger")
    text = i18n.get("forget")
    if unpaid is not None:
        text += "\n\n" + (i18n.get("forget-book", orders=unpaid) if unpaid else i18n.get("forget-book-paid"))
    keep = button(i18n.get("button-keep"), MenuCallback(target="here"))
    return Screen(text, (*_book_row(i18n, unpaid is not None), (yes, keep)))


def _book_row(i18n: I18n, has_book: bool) -> Rows:
    return ((book_file_button(i18n),),) if has_book else ()


def deleted(i18n: I18n, *, still_open: int) -> Screen:
    """`still_open` is the number of open orders, which are kept."""
    text = i18n.get("forgotten")
    if still_open:
        text += "\n\n" + i18n.get("forgotten-but", orders=still_open)
    return with_menu(i18n, text)
