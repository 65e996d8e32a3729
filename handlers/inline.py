"""Inline mode: cards for other chats. Answers are for the person who asked, and only for a moment.

A reseller gets quotes, everybody the payment cards of their own orders, and nobody anything else.
"""

import contextlib
from collections.abc import Iterable
from decimal import Decimal

from aiogram import Router
from aiogram.types import CallbackQuery, ChosenInlineResult, InlineQuery

from bot.errors import UserError
from bot.operations.team import Team
from bot.orders import handles
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.goods import Goods, Product
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatSessions
from bot.ui.callback_data import CardCallback
from bot.ui.i18n import I18n, Languages
from bot.ui.screens import cards
from bot.ui.screens.cards import Card, Offer
from bot.ui.screens.prices import rate_warning
from bot.ui.text_input import parse_wish
from handlers.deep_links import write_link
from handlers.filters import is_reseller

INLINE_CACHE_SECONDS = 5
"""Seconds that Telegram may give the same answer to the same words again."""

MAX_PAYMENT_CARDS = 10
"""Payment cards that are offered when no order is named."""


def build() -> Router:
    router = Router(name="inline")
    router.inline_query.register(on_payment_query, is_payment_query)
    router.inline_query.register(on_quote_query, is_reseller)
    router.inline_query.register(on_other_query)
    router.chosen_inline_result.register(on_card_chosen)
    router.callback_query.register(on_card_pressed, CardCallback.filter())
    return router


async def is_payment_query(query: InlineQuery) -> bool:
    return query.query.split()[:1] == ["pay"]


async def on_payment_query(
    query: InlineQuery,
    watch: Watch,
    partner: PartnerClient,
    sessions: ChatSessions,
    languages: Languages,
    gateway: Gateway,
) -> None:
    """`pay 10421`: that order of one's own; `pay`: all of them that wait for their payment."""
    me, asked = query.from_user, query.query.strip().removeprefix("pay").strip()
    rows: Iterable[WatchedOrder | None]
    if asked:
        rows = [await watch.get(await handles.resolve(watch.redis, watch.keys, asked))]
    else:
        rows, _ = await watch.of_chat(me.id, limit=5 * MAX_PAYMENT_CARDS)
    _, profile = await sessions.peek(me.id)
    i18n = languages.speak(profile.locale, me.language_code)
    own = (row for row in rows if row and row.chat_id == me.id)
    found = [card for row in own if (card := cards.payment(i18n, row, partner.now(), partner.skew))]
    await gateway.offer(query.id, found[:MAX_PAYMENT_CARDS], cache_seconds=INLINE_CACHE_SECONDS)


async def on_quote_query(
    query: InlineQuery,
    partner: PartnerClient,
    prices: PriceCache,
    sessions: ChatSessions,
    languages: Languages,
    gateway: Gateway,
) -> None:
    """`500`, `500 @alice`, `6m @alice`: offers the retail price, and nothing while the query is incomplete."""
    me = query.from_user
    _, profile = await sessions.peek(me.id)
    found: list[Card] = []
    goods = _parse_quote(query.query)
    if goods and (await prices.fees()).sell(goods):
        i18n = languages.speak(profile.locale, me.language_code)
        terms = profile.terms(await prices.usd(Decimal(1)))
        offer = Offer(goods, terms.quote(await prices.estimate(goods)))
        warning = rate_warning(i18n, profile.currency, offer.quote, partner.now())
        found = [cards.quote(i18n, offer, me.id, warning=warning)]
    await gateway.offer(query.id, found, cache_seconds=INLINE_CACHE_SECONDS)


async def on_other_query(query: InlineQuery, gateway: Gateway) -> None:
    await gateway.offer(query.id, [], cache_seconds=INLINE_CACHE_SECONDS)


async def on_card_chosen(
    result: ChosenInlineResult,
    watch: Watch,
    partner: PartnerClient,
    sessions: ChatSessions,
    languages: Languages,
    gateway: Gateway,
) -> None:
    """From now on the card goes with its order; what has changed since it was offered is shown at once."""
    kind, _, handle = result.result_id.partition(":")
    if kind != "pay" or not result.inline_message_id:
        return
    me = result.from_user
    order_id = await handles.resolve(watch.redis, watch.keys, handle)
    watched = await watch.get(order_id)
    if watched is None or watched.chat_id != me.id:  # the result id can be forged
        return
    await watch.add_card(order_id, result.inline_message_id)
    watched = await watch.get(order_id) or watched
    _, profile = await sessions.peek(me.id)
    i18n = languages.speak(profile.locale, me.language_code)
    await gateway.redraw(result.inline_message_id, cards.follow(i18n, watched, partner.now(), partner.skew))


async def on_card_pressed(query: CallbackQuery, callback_data: CardCallback, team: Team, i18n: I18n) -> None:
    """Leads the seller, and nobody else, into the purchase: Telegram opens the bot with a deep link."""
    me = await query.bot.me() if query.bot else None
    if query.from_user.id != callback_data.seller or not team.is_reseller(callback_data.seller):
        await query.answer(i18n.get("card-not-yours"), show_alert=True)
    elif me and me.username:
        product = Product.PREMIUM if callback_data.product == "p" else Product.STARS
        goods = Goods(product=product, recipient=callback_data.recipient or None, amount=callback_data.amount)
        link = write_link(goods)
        await query.answer(url=f"{i18n.branding.user_link(me.username)}?start={link}")


def _parse_quote(words: str) -> Goods | None:
    with contextlib.suppress(UserError):
        wish = parse_wish(words, names=True)
        if wish and wish.amount:
            return Goods(product=wish.product or Product.STARS, recipient=wish.recipient, amount=wish.amount)
    return None
