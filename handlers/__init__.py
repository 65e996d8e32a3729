"""One router a file, thin: read the update, ask a service, show a screen.

The order is the order in which they are asked: commands before free text, so that they work in every step, and what
nothing else has taken comes last.
"""

from aiogram import F, Router

from handlers import admin, fallback, inline, links, menu, order, purchase, reseller


def build() -> Router:
    """A new tree of routers; aiogram lets a router have one parent only, so each Dispatcher gets its own."""
    root = Router(name="root")
    private = Router(name="private")
    private.message.filter(F.chat.type == "private")
    private.callback_query.filter(F.message.chat.type == "private")
    private.include_routers(
        links.build(),
        menu.build(),
        admin.build(),
        reseller.build(),
        purchase.build(),
        order.build(),
        fallback.build(),
    )
    root.include_routers(inline.build(), private, fallback.build_groups())
    return root
