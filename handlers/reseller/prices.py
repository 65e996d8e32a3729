"""A reseller's prices: the margin, the clients' currency and its rate, quotes, and the price list to forward."""

import asyncio
from decimal import Decimal

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.orders.currency import Currency
from bot.orders.markup import Markup
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.models import Goods, Product
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState
from bot.ui.batch_input import parse_goods
from bot.ui.callback_data import MenuCallback
from bot.ui.screens import cards
from bot.ui.screens import prices as screens
from bot.ui.screens.purchase import PRESETS
from handlers.filters import Command

MAX_RATE_TEXT = 64
"""Characters of a rate that are read."""


def build() -> Router:
    router = Router(name="prices")
    router.message.register(cmd_margin, Command("margin"))
    router.message.register(cmd_quote, Command("quote"))
    router.message.register(show_currency, Command("currency"))
    router.callback_query.register(show_currency, MenuCallback.filter(F.target == "currency"))
    router.callback_query.register(on_rate, MenuCallback.filter(F.target == "rate"))
    router.message.register(send_price_list, Command("pricelist"))
    router.callback_query.register(send_price_list, MenuCallback.filter(F.target == "prices"))
    return router


async def cmd_margin(message: Message, command: CommandObject, context: ChatContext, chat_state: ChatState) -> None:
    """`/margin 12.5% + 0.1 / 0.05`; the step may be in the clients' currency: `/margin 12.5% / 10 RUB`."""
    profile, problem = chat_state.profile, ""
    if command.args:
        words, _, step = command.args[:MAX_RATE_TEXT].partition("/")
        local = profile.currency.with_step(step) if profile.currency else None
        markup = Markup.parse(words if local else command.args)
        if markup:
            changes = {"markup": markup, "currency": local or profile.currency}
            profile = chat_state.profile = profile.model_copy(update=changes)
        else:
            problem = context.i18n.get("bad-margin")
    screen = screens.margin(context.i18n, profile.markup, profile.currency)
    await context.show(screen.saying(problem) if problem else screen)


async def cmd_quote(
    message: Message,
    command: CommandObject,
    context: ChatContext,
    chat_state: ChatState,
    prices: PriceCache,
    partner: PartnerClient,
) -> None:
    """Shows cost and profit to the reseller, and below it a message with the retail price that can be forwarded."""
    goods, fees = parse_goods(command.args or ""), await prices.fees()
    if not fees.sell(goods):
        await context.show(screens.not_sold(context.i18n, goods, fees))
        return
    cost = await prices.estimate(goods)
    quote = chat_state.profile.terms(await prices.usd(Decimal(1))).quote(cost)
    warning = screens.rate_warning(context.i18n, chat_state.profile.currency, quote, partner.now())
    await context.show(screens.quote(context.i18n, goods, quote, warning))
    await context.send(cards.retail(context.i18n, cards.Offer(goods, quote)))


async def show_currency(
    event: Message | CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    prices: PriceCache,
    partner: PartnerClient,
    command: CommandObject | None = None,
) -> None:
    """`/currency RUB 96.5 per USD`, `/currency RUB 310 per TON / 10`, `/currency off`; alone, it shows the rate. What
    can be read in several ways, is far from the former rate, or is in another currency, is confirmed by a button."""
    words, former = ((command and command.args) or "").strip(), chat_state.profile.currency
    if words.lower() == "off":
        set_currency(chat_state, None)
    elif words:
        found = Currency.parse(words, partner.now()) if len(words) <= MAX_RATE_TEXT else []
        if not found:
            screen = screens.currency(context.i18n, former, partner.now())
            await context.show(screen.saying(context.i18n.get("bad-currency")))
            return
        ton_usd = await prices.usd(Decimal(1))
        is_far = any((former and each.code != former.code) or each.differs_much(former, ton_usd) for each in found)
        if is_far or len(found) > 1:
            await context.show(screens.which_rate(context.i18n, found, former if is_far else None, former))
            return
        set_currency(chat_state, found[0])
    await context.show(screens.currency(context.i18n, chat_state.profile.currency, partner.now()))


async def on_rate(
    query: CallbackQuery,
    callback_data: MenuCallback,
    context: ChatContext,
    chat_state: ChatState,
    partner: PartnerClient,
) -> None:
    """Sets the button's rate. A button of an earlier screen sets none, and the present rate is shown."""
    if rate := screens.unpack(callback_data.arg, chat_state.profile.currency, partner.now()):
        set_currency(chat_state, rate)
    await context.show(screens.currency(context.i18n, chat_state.profile.currency, partner.now()))


def set_currency(chat_state: ChatState, currency: Currency | None) -> None:
    chat_state.profile = chat_state.profile.model_copy(update={"currency": currency})


async def send_price_list(
    event: Message | CallbackQuery,
    context: ChatContext,
    chat_state: ChatState,
    prices: PriceCache,
    partner: PartnerClient,
) -> None:
    """Sends the retail prices of the presets and periods as a message of its own, ready to be forwarded."""
    fees, terms = await prices.fees(), chat_state.profile.terms(await prices.usd(Decimal(1)))
    goods = [Goods(product=Product.STARS, amount=amount) for amount in PRESETS]
    goods += [Goods(product=Product.PREMIUM, amount=months) for months in fees.months]
    sold = [each for each in goods if fees.sell(each)]
    costs = await asyncio.gather(*map(prices.estimate, sold))
    quotes = [terms.quote(cost) for cost in costs]
    if not quotes:
        raise UserError("bad-what")
    warning = screens.rate_warning(context.i18n, terms.currency, quotes[0], partner.now())
    await context.show(screens.price_list_note(context.i18n, terms, warning))
    await context.send(screens.price_list(context.i18n, zip(sold, quotes, strict=True)))
