"""One router a file, thin: read the update, ask a service, show a screen.

The order is the order in which they are asked: first the buttons of purchases and orders, which are most of what comes
in, so that few are asked in vain; commands before free text, so that they work in every step; and last what nothing
else has taken.
"""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers import admin, deep_links, fallback, inline, menu, order, purchase, reseller


def build() -> list[Router]:
    """New routers; aiogram lets a router have one parent only, so each Dispatcher gets its own. What is asked most
    often hangs on the Dispatcher itself: each router in between would cost every update a little."""
    often = [purchase.buttons(), order.build()]
    for router in often:
        router.callback_query.filter(is_private)
    private = Router(name="private")
    private.message.filter(is_private)
    private.callback_query.filter(is_private)
    private.include_routers(
        deep_links.build(),
        menu.build(),
        admin.build(),
        reseller.build(),
        purchase.texts(),
        fallback.build(),
    )
    return [*often, private, inline.build(), fallback.build_groups()]


async def is_private(event: Message | CallbackQuery) -> bool:
    """Not a magic filter: those are called in a thread, for every update."""
    message = event.message if isinstance(event, CallbackQuery) else event
    return message is not None and message.chat.type == "private"
