"""Deep links: `?start=s_100_alice` and `?start=p_6_alice` begin a purchase with its pieces already there."""

import re

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.errors import UserError
from bot.orders import recipients
from bot.orders.draft import Draft
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Product
from bot.telegram.context import ChatContext
from bot.ui.text_input import parse_username

_PRODUCTS = {"s": Product.STARS, "p": Product.PREMIUM}
_LINK = re.compile(r"([sp])_([1-9]\d{0,6})(?:_([A-Za-z][A-Za-z0-9_]{3,31}))?")


def build() -> Router:
    router = Router(name="links")
    router.message.register(linked, CommandStart(deep_link=True, magic=F.args.func(read_link)))
    return router


def write_link(product: Product, amount: int, recipient: str = "") -> str:
    """The payload of a deep link; without a recipient the purchase asks for one."""
    return f"{product[0]}_{amount}" + (f"_{recipient}" if recipient else "")


def read_link(payload: str | None) -> tuple[Product, int, str | None] | None:
    """None for anything that `write_link` would not write."""
    match = _LINK.fullmatch(payload or "")
    if match is None:
        return None
    try:
        recipient = parse_username(match[3]) if match[3] else None
    except UserError:
        return None
    return _PRODUCTS[match[1]], int(match[2]), recipient


async def linked(
    message: Message, command: CommandObject, context: ChatContext, partner: PartnerClient, prices: PriceCache
) -> None:
    """What the shop does not sell leads to the plain start, like everything that is no link of ours."""
    context.draft = Draft.empty()
    wish = read_link(command.args)
    if wish and await _sells(prices, wish[0], wish[1]):
        product, amount, name = wish
        recipient = await recipients.check(partner, product, name) if name else None
        context.draft = context.draft.with_(product=product, amount=amount, recipient=recipient)
    await context.show(await context.screen())


async def _sells(prices: PriceCache, product: Product, amount: int) -> bool:
    """While the limits cannot be asked, the next step says so, and one tap tries again."""
    try:
        return (await prices.fees()).sell(product, amount)
    except PartnerError:
        return True
