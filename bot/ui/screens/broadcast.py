"""The screens of a broadcast: compose, preview, progress, report."""

from bot.notifications.broadcasts import Broadcast, State
from bot.ui.callback_data import AdminCallback, MenuCallback
from bot.ui.i18n import I18n, bold
from bot.ui.screen import Rows, Screen, button
from bot.ui.screens.phrases import count, progress_bar


def compose(i18n: I18n) -> Screen:
    return Screen(i18n.get("broadcast-compose"), _cancel(i18n))


def preview(i18n: I18n, id: str, people: int) -> Screen:
    """Sent below a copy of the message."""
    send = button(i18n.get("button-broadcast-send"), AdminCallback(action="broadcast-send", id=id), style="success")
    return Screen(i18n.get("broadcast-preview", people=people), ((send,), *_cancel(i18n)))


def progress(i18n: I18n, broadcast: Broadcast) -> Screen:
    """Shown while the broadcast is sent, and after it."""
    bar = progress_bar(broadcast.handled, broadcast.total, "▰▱", 10)
    text = f"{_heading(i18n, broadcast)}\n\n{bar}\n\n{_counts(i18n, broadcast)}"
    if broadcast.state not in (State.FILLING, State.SENDING):
        return Screen(text)
    stop = button(i18n.get("button-broadcast-stop"), AdminCallback(action="broadcast-stop", id=broadcast.id))
    return Screen(text, ((stop,),))


def report(i18n: I18n, broadcast: Broadcast) -> Screen:
    """The new message at the end."""
    return Screen(f"{_heading(i18n, broadcast)}\n\n{_counts(i18n, broadcast)}")


def _heading(i18n: I18n, broadcast: Broadcast) -> str:
    match broadcast.state:
        case State.STOPPED:
            return i18n.get("broadcast-stopped")
        case State.DONE:
            return i18n.get("broadcast-done")
        case _:
            return i18n.get("broadcast-sending")


def _counts(i18n: I18n, broadcast: Broadcast) -> str:
    return i18n.get(
        "broadcast-counts",
        handled=bold(count(i18n, broadcast.handled)),
        total=bold(count(i18n, broadcast.total)),
        delivered=broadcast.delivered,
        blocked=broadcast.blocked,
        failed=broadcast.failed,
        skipped=broadcast.skipped,
    )


def _cancel(i18n: I18n) -> Rows:
    return ((button(i18n.get("button-cancel"), MenuCallback(target="home")),),)
