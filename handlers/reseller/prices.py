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
from bot.partner.goods import Goods, Product
from bot.telegram.context import ChatContext
from bot.telegram.session import ChatState, Profile
from bot.ui.callback_data import MenuCallback
from bot.ui.screens import cards
from bot.ui.screens import prices as screens
from bot.ui.screens.purchase import PRESETS
from bot.ui.typed_purchase import parse_goods
from handlers.filters import Command

MAX_RATE_TEXT = 64
"""Characters of a rate that are read."""

MAX_MARGIN_TEXT = 36
"""Bytes of a margin: they stand in a button beside the former percentage."""


def build() -> Router:
    router = Router(name="prices")
    router.message.register(cmd_margin, Command("margin"))
    router.callback_query.register(on_margin, MenuCallback.filter(F.target == "margin"))
    router.message.register(cmd_quote, Command("quote"))
    router.message.register(show_currency, Command("currency"))
    router.callback_query.register(show_currency, MenuCallback.filter(F.target == "currency"))
    router.callback_query.register(on_rate, MenuCallback.filter(F.target == "rate"))
    router.message.register(send_price_list, Command("pricelist"))
    router.callback_query.register(send_price_list, MenuCallback.filter(F.target == "prices"))
    return router


async def cmd_margin(message: Message, command: CommandObject, context: ChatContext, chat_state: ChatState) -> None:
    """`/margin 12.5% + 0.1 / 0.05`; the step may be in the clients' currency: `/margin 12.5% / 10 RUB`. What is far
    from the former margin is confirmed by a button."""
    profile, typed = chat_state.profile, " ".join((command.args or "").split())
    changed = read_margin(profile, typed)
    if changed and changed.markup.is_far_from(profile.markup):
        await context.show(screens.margin_sure(context.i18n, changed.markup, profile.markup, typed))
        return
    chat_state.profile = changed or profile
    await show_margin(context, chat_state, context.i18n.get("bad-margin") if typed and not changed else "")


async def on_margin(
    query: CallbackQuery, callback_data: MenuCallback, context: ChatContext, chat_state: ChatState
) -> None:
    """Sets the button's margin. A button of an earlier screen sets none, and the present margin is shown."""
    former, _, typed = callback_data.arg.partition("_")
    if former == f"{chat_state.profile.markup.percent:f}":
        chat_state.profile = read_margin(chat_state.profile, typed) or chat_state.profile
    await show_margin(context, chat_state)


async def show_margin(context: ChatContext, chat_state: ChatState, problem: str = "") -> None:
    screen = screens.margin(context.i18n, chat_state.profile.markup, chat_state.profile.currency)
    await context.show(screen.saying(problem))


def read_margin(profile: Profile, typed: str) -> Profile | None:
    """The profile with that margin; None for what is none, or does not fit into a button."""
    words, _, step = typed.partition("/")
    local = profile.currency.with_step(step) if profile.currency else None
    markup = Markup.parse(words if local else typed)
    if markup is None or len(typed.encode()) > MAX_MARGIN_TEXT:
        return None
    return profile.model_copy(update={"markup": markup, "currency": local or profile.currency})


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
