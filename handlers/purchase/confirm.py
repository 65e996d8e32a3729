"""Confirm: a draft becomes an intent, once, and the intent an order. Until something is sent it can be withdrawn."""

from datetime import timedelta
from decimal import Decimal

from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.confirmation import Verdict
from bot.orders.draft import Draft, Step, Wish
from bot.orders.intents import Intents
from bot.orders.models import IntentState
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.goods import Goods, Product
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import PurchaseCallback, unpack_wish
from bot.ui.i18n import bold
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import maintenance_text, money
from handlers.purchase.choices import choose, find_own_intent, on_choice
from handlers.purchase.steps import list_unpaid, show_step

SETTLE_TIMEOUT = 5.0
"""Seconds that the handler waits for an order; then the screen says so, and a worker continues."""

MAX_RECENT = 10
"""Orders among which that of a lost confirmation is looked for."""

MAX_CLOCK_SKEW = timedelta(minutes=5)
"""Between Telegram and the partner."""


async def on_confirm(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
    watch: Watch,
    administration: Administration,
    partner: PartnerClient,
    prices: PriceCache,
) -> None:
    """Turns the draft into an intent and waits for its order. The same draft always gives the same intent.

    A button of an earlier draft orders nothing: it shows its order, or leads to the confirm screen with a fresh price.
    """
    draft, begun = context.draft, None
    if callback_data.draft != draft.id:
        if not await find_own_intent(callback_data.draft, context, intents):
            if callback_data.action == "look":
                await _find_lost(query, callback_data, context, order_messages, watch, partner, prices)
                return
            await on_choice(query, callback_data, context, order_messages, intents, partner, prices)
            return
    elif draft.step is not Step.CONFIRM or draft.estimate is None:
        await show_step(context)
        return
    else:
        anew = callback_data.action == "another"
        answer = await intents.confirm(
            draft,
            context.chat_id,
            context.message_ref,
            context.i18n.locale,
            anew=anew,
            own=query.from_user.username,
            timeout=SETTLE_TIMEOUT,
        )
        begun = answer.begun
        if answer.verdict is Verdict.DUPLICATE:
            await context.show(
                screens.duplicate(
                    context.i18n, draft, order_id=answer.duplicate_order, intent_id=answer.duplicate_intent
                )
            )
            return
        if answer.verdict is Verdict.FULL:
            await context.show(screens.too_many_unpaid(context.i18n, draft, await list_unpaid(context, watch)))
            return
        if answer.verdict is Verdict.LIMIT:
            left = money(context.i18n, answer.left or Decimal(0))
            await context.say(context.i18n.get("daily-limit", left=bold(left)))
            return
        if answer.verdict is Verdict.MAINTENANCE:
            await context.say(maintenance_text(context.i18n, await administration.maintenance()))
            return
    intent = await intents.settle(callback_data.draft, timeout=SETTLE_TIMEOUT, begun=begun)
    if intent:
        await order_messages.show_intent(intent, context)


async def _find_lost(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
    partner: PartnerClient,
    prices: PriceCache,
) -> None:
    """A fail-over of Redis has lost the confirmation. Shows the order that it has made, or the confirm screen."""
    wish = unpack_wish(callback_data.arg) or Wish()
    goods = Goods(product=wish.product or Product.STARS, recipient=wish.recipient, amount=wish.amount or 0)
    since = query.message.date - MAX_CLOCK_SKEW if isinstance(query.message, Message) else None
    await watch.adopt_missing(context.chat_id)
    for watched in (await watch.of_chat(context.chat_id, limit=MAX_RECENT))[0]:
        order = watched.order
        if order.goods.fingerprint == goods.fingerprint and (
            since is None or order.created_at is None or order.created_at > since
        ):
            await order_messages.show(watched, context)
            return
    await choose(wish, Draft.empty(), context, partner, prices, UserError("confirmation-lost"))


async def on_withdraw(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
) -> None:
    """Ends a confirmation that waits and was never sent."""
    intent = await find_own_intent(callback_data.draft, context, intents)
    if intent is None:
        await show_step(context)
        return
    withdrawn = await intents.withdraw(intent)
    intent = await intents.get(intent.id) or intent
    is_refused = not withdrawn and intent.state is IntentState.PREPARED
    await order_messages.show_intent(
        intent, context, sentence=context.i18n.get("withdraw-refused") if is_refused else ""
    )
