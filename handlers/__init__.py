"""One router a file, thin: read the update, ask a service, show a screen.

The order is the order in which they are asked: first the buttons of purchases and orders, which are most of what comes
in, so that few are asked in vain; commands before free text, so that they work in every step; and last what nothing
else has taken.
"""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import admin, fallback, inline, links, menu, order, purchase, reseller


def build() -> Router:
    """A new tree of routers; aiogram lets a router have one parent only, so each Dispatcher gets its own."""
    root = Router(name="root")
    private = Router(name="private")
    private.message.filter(is_private)
    private.callback_query.filter(is_private)
    private.include_routers(
        purchase.buttons(),
        order.build(),
        links.build(),
        menu.build(),
        admin.build(),
        reseller.build(),
        purchase.texts(),
        fallback.build(),
    )
    root.include_routers(private, inline.build(), fallback.build_groups())
    return root


async def is_private(event: Message | CallbackQuery) -> bool:
    """Not a magic filter: those are called in a thread, for every update."""
    message = event.message if isinstance(event, CallbackQuery) else event
    return message is not None and message.chat.type == "private"
