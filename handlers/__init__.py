"""One router per file. A handler reads the update, calls a service and shows a screen.

aiogram asks the routers in this order: the buttons of purchases and orders first, because they are most updates; then
commands before typed text, so that commands work in every step; then the fallbacks.
"""

from aiogram import Router

from bot.telegram.context import Drawings
from handlers import admin, deep_links, fallback, help, inline, menu, order, purchase, reseller
from handlers.filters import has_context
from handlers.purchase.steps import draw_step

DRAWINGS = Drawings(draw_step, help.QUESTIONS, reseller.QUESTIONS, admin.QUESTIONS)


def build() -> list[Router]:
    """New routers, because aiogram allows a router one parent only. The most frequent ones have no router above them,
    which saves every update some filters."""
    often = [purchase.buttons(), order.build()]
    for router in often:
        router.callback_query.filter(has_context)
    private = Router(name="private")
    private.message.filter(has_context)
    private.callback_query.filter(has_context)
    private.include_routers(
        fallback.build_notes(),
        deep_links.build(),
        menu.build(),
        help.build(),
        admin.build(),
        reseller.build(),
        purchase.texts(),
        fallback.build(),
    )
    return [*often, private, inline.build(), fallback.build_groups()]
