"""The purchase: each step adds to the draft, Back removes the last addition, and Confirm makes it an order."""

from aiogram import F, Router

from bot.ui.callback_data import Action, PurchaseCallback
from handlers.filters import TYPED, may_buy
from handlers.purchase.choices import is_choice, on_cancel, on_choice
from handlers.purchase.confirm import on_confirm, on_withdraw
from handlers.purchase.contacts import is_back_text, on_contact_shared, on_contacts, on_contacts_closed
from handlers.purchase.typed import on_typed


def buttons() -> Router:
    router = Router(name="purchase.buttons")
    router.callback_query.filter(PurchaseCallback.filter())
    router.callback_query.register(on_confirm, Action("confirm", "another", "look"))
    router.callback_query.register(on_withdraw, Action("withdraw"))
    router.callback_query.register(on_contacts, Action("contacts"))
    router.callback_query.register(on_choice, is_choice)
    router.callback_query.register(on_cancel, Action("cancel"))
    return router


def texts() -> Router:
    router = Router(name="purchase.texts")
    router.message.register(on_contact_shared, F.users_shared)
    router.message.register(on_contacts_closed, F.text, is_back_text)
    router.message.register(on_typed, may_buy, TYPED)
    return router
