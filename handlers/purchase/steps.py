"""The screen of each step of a purchase."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from aiogram.types import User

from bot.operations.team import Team
from bot.orders.draft import Draft, Step
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.errors import PartnerError
from bot.partner.goods import Goods
from bot.telegram.context import ChatContext
from bot.ui.screen import Screen
from bot.ui.screens import pay, reseller
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import error_text, goods_for
from bot.ui.screens.purchase import Unpaid


async def draw_step(
    context: ChatContext,
    event_from_user: User,
    team: Team,
    prices: PriceCache,
    watch: Watch,
    unpaid: Mapping[str, str] | None = None,
) -> Screen:
    """The screen of the draft's step; with a Try again button if the partner does not answer. `unpaid`: what
    `unpaid_of_chat` has just returned; None: it is asked."""
    i18n, draft = context.i18n, context.draft
    is_reseller = team.is_reseller(event_from_user.id)
    try:
        match draft.step:
            case Step.HOME if draft.recipient or draft.amount:
                return screens.which_product(i18n, draft)
            case Step.HOME:
                screen = screens.home(i18n, draft, await list_unpaid(context, watch, unpaid))
                return reseller.with_desk(i18n, screen) if is_reseller else screen
            case Step.RECIPIENT:
                prices.refresh(draft.product)  # they are known when the amount is chosen
                recent = context.chat_state.profile.recent
                return screens.recipient(i18n, draft, own=event_from_user.username, recent=recent)
            case Step.AMOUNT:
                fees = await prices.fees()
                prices.refresh(draft.product)
                return screens.amount(i18n, draft, fees, prices.known_usd)
            case Step.CONFIRM:
                draft = context.draft = await _add_estimate(draft, prices)
                usd = await prices.usd(draft.estimate) if draft.estimate is not None else None
                screen = screens.confirm(i18n, draft, usd)
                if is_reseller and draft.estimate is not None and draft.sale is None:
                    terms = context.chat_state.profile.terms(await prices.usd(Decimal(1)))
                    draft = context.draft = draft.model_copy(update={"sale": terms.sale(draft.estimate)})
                return reseller.with_invoice(i18n, draft, screen) if is_reseller else screen
    except PartnerError as error:
        return screens.unpriced(i18n, draft).saying(error_text(i18n, error))


async def _add_estimate(draft: Draft, prices: PriceCache) -> Draft:
    """The draft with its price in TON. The TON rate is fetched beside it, so that the screen needs no second wait."""
    if draft.estimate is not None or draft.goods is None:
        return draft
    estimate, _ = await asyncio.gather(prices.fresh_estimate(draft.goods), prices.usd(Decimal(1)))
    return draft.model_copy(update={"estimate": estimate})


async def list_unpaid(context: ChatContext, watch: Watch, unpaid: Mapping[str, str] | None = None) -> list[Unpaid]:
    """The chat's unpaid orders and open intents."""
    if unpaid is None:
        unpaid = await watch.unpaid_of_chat(context.chat_id)
    known = await watch.get_many(name.removeprefix("order:").encode() for name in unpaid if name.startswith("order:"))
    states = {f"order:{each.order.id}": _payment_state(context, each, watch.partner.now()) for each in known}
    return [
        Unpaid(name, goods_for(context.i18n, Goods.from_fingerprint(bought)), states.get(name, "due"))
        for name, bought in unpaid.items()
    ]


def _payment_state(context: ChatContext, watched: WatchedOrder, now: datetime) -> str:
    """The state of an `Unpaid`."""
    if watched.order.paid_ton:
        return "partly"
    if watched.marked_paid_at:
        return "marked"
    return "due" if pay.payable(context.i18n.branding, watched, now) else "shown"


async def show_step(context: ChatContext) -> None:
    await context.show(await context.screen())
