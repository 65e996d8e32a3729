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
from bot.partner.goods import Goods, Product
from bot.telegram.context import ChatContext
from bot.ui.text_input import parse_username

_PRODUCTS = {"s": Product.STARS, "p": Product.PREMIUM}
_LINK = re.compile(r"([sp])_([1-9]\d{0,6})(?:_([A-Za-z][A-Za-z0-9_]{3,31}))?")


def build() -> Router:
    router = Router(name="links")
    router.message.register(
        cmd_start_link, CommandStart(deep_link=True, ignore_case=True, magic=F.args.func(read_link))
    )
    return router


def write_link(goods: Goods) -> str:
    """The payload of a deep link; without a recipient the purchase asks for one."""
    return f"{goods.product[0]}_{goods.amount}" + (f"_{goods.recipient}" if goods.recipient else "")


def read_link(payload: str | None) -> Goods | None:
    """None for anything that `write_link` would not write."""
    match = _LINK.fullmatch(payload or "")
    if match is None:
        return None
    try:
        recipient = parse_username(match[3]) if match[3] else None
    except UserError:
        return None
    return Goods(product=_PRODUCTS[match[1]], recipient=recipient, amount=int(match[2]))


async def cmd_start_link(
    message: Message, command: CommandObject, context: ChatContext, partner: PartnerClient, prices: PriceCache
) -> None:
    """What the shop does not sell leads to the plain start, like everything that is no link of ours."""
    context.draft = Draft.empty()
    goods = read_link(command.args)
    if goods and await is_sold(prices, goods):
        context.draft = context.draft.with_(product=goods.product, amount=goods.amount)
        if goods.recipient:  # a recipient who is refused is asked again
            recipient = await recipients.check(partner, goods.product, goods.recipient)
            context.draft = context.draft.with_(recipient=recipient)
    await context.show(await context.screen())


async def is_sold(prices: PriceCache, goods: Goods) -> bool:
    """While the limits cannot be asked, the next step says so, and one tap tries again."""
    try:
        return (await prices.fees()).sell(goods)
    except PartnerError:
        return True
