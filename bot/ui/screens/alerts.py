"""Alerts to the admins."""

from collections.abc import Sequence
from decimal import Decimal

from bot.notifications.outbox import Notice
from bot.ui.callback_data import AdminCallback
from bot.ui.i18n import I18n, bold, code
from bot.ui.screen import Screen, button
from bot.ui.screens.phrases import money

CONFIRMATION_ALERTS = {
    *("stopped", "waiting", "refused", "turned-up", "reversed", "twin", "unconfirmed", "paid-early", "lost"),
    *("lost-order", "balance-unreadable"),
}


MAX_SUBJECTS_SHOWN = 20


KINDS = {
    "order": "stuck details wrong-order order-missing turned-up reversed twin unconfirmed paid-early "
    "lost-order address-unpinned address-checksum",
    "health": "lag partner rate-limit telegram updates redis redis-writes unauthorized",
    "intent": "frozen lost",
    "intents": "waiting refused",
    "balance": "balance",
    "maintenance": "stopped",
    "team": "team",
}
"""The action of a button that leads to where an alert is mended → the kinds of alerts that have the button."""

BUTTONS = {kind: action for action, kinds in KINDS.items() for kind in kinds.split()}


def alert(i18n: I18n, notice: Notice, more: Sequence[str] = (), *, balance: Decimal | None = None) -> Screen:
    """`more`: subjects of other alerts of this kind. `balance`: what the partner's balance is, in TON."""
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
    if notice.news == "balance" and balance is not None:
        text += "\n" + i18n.get("alert-balance-left", balance=bold(money(i18n, balance)))
    if notice.kind == "over":
        return Screen(i18n.get("alert-over", alert=text))
    action = BUTTONS.get(notice.news)
    if action is None:
        return Screen(text)
    press = AdminCallback(action=action, id=notice.subject if action in ("order", "intent") else "")
    return Screen(text, ((button(i18n.get("button-alert", action=action), press),),))


def others(i18n: I18n, more: Sequence[str]) -> str:
    """The paragraph about other alerts of the kind; empty without any."""
    shown = ", ".join(code(each) for each in more[:MAX_SUBJECTS_SHOWN])
    shown += ", …" if len(more) > MAX_SUBJECTS_SHOWN else ""
    return "\n\n" + i18n.get("alert-more", count=len(more), subjects=shown) if more else ""
