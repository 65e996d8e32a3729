"""The purchase: each step adds to the draft, Back removes the last addition, and Confirm makes it an order."""

import asyncio
from decimal import Decimal

from aiogram import F, Router
from aiogram.types import (
    CallbackQuery,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
)

from bot.config import Settings
from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders import recipients
from bot.orders.draft import Draft, Step
from bot.orders.intents import Intents, Verdict
from bot.orders.models import IntentState
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Goods, Product
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import Action, PurchaseCallback
from bot.ui.screen import Screen
from bot.ui.screens import purchase as screens
from bot.ui.screens import reseller
from bot.ui.screens.phrases import error_text, goods_for, maintenance_text
from bot.ui.text_input import parse_amount, parse_username
from handlers.filters import TYPED, AtStep

SETTLE_TIMEOUT = 5.0
"""Seconds that the handler waits for an order; then the screen says so, and a worker continues."""


def buttons() -> Router:
    router = Router(name="purchase.buttons")
    router.callback_query.filter(PurchaseCallback.filter())
    router.callback_query.register(on_confirm, Action("confirm", "another"))
    router.callback_query.register(on_withdraw, Action("withdraw"))
    router.callback_query.register(on_product, Action("product"))  # begins anew, so it may be of any age
    router.callback_query.register(on_outdated, is_outdated)
    router.callback_query.register(on_for_me, Action("me"), AtStep(Step.RECIPIENT))
    router.callback_query.register(on_recent_recipient, Action("to"), AtStep(Step.RECIPIENT))
    router.callback_query.register(on_contacts, Action("contacts"), AtStep(Step.RECIPIENT))
    router.callback_query.register(on_amount_pressed, Action("amount"), AtStep(Step.AMOUNT))
    router.callback_query.register(on_retry, Action("again"))
    router.callback_query.register(on_back, Action("back"))
    router.callback_query.register(on_cancel, Action("cancel"))
    return router


def texts() -> Router:
    router = Router(name="purchase.texts")
    router.message.register(on_contact_shared, F.users_shared)
    router.message.register(on_contacts_closed, F.text, is_back_text)
    router.message.register(on_recipient_typed, AtStep(Step.RECIPIENT), TYPED)
    router.message.register(on_amount_typed, AtStep(Step.AMOUNT), TYPED)
    return router


async def draw_step(
    context: ChatContext,
    event_from_user: User,
    settings: Settings,
    partner: PartnerClient,
    prices: PriceCache,
    watch: Watch,
) -> Screen:
    """The screen of the draft's step; with a Try again button if the partner does not answer."""
    i18n, draft = context.i18n, context.draft
    is_reseller = settings.is_reseller(event_from_user.id)
    try:
        match draft.step:
            case Step.HOME:
                screen = screens.home(i18n, draft, await _list_unpaid(context, watch))
                return reseller.with_desk(i18n, screen) if is_reseller else screen
            case Step.RECIPIENT:
                recent = context.chat_state.profile.recent
                return screens.recipient(i18n, draft, own=event_from_user.username, recent=recent)
            case Step.AMOUNT:
                return screens.amount(i18n, draft, await prices.fees())
            case Step.CONFIRM:
                draft = context.draft = await _add_estimate(draft, partner, prices)
                usd = await prices.usd(draft.estimate) if draft.estimate is not None else None
                screen = screens.confirm(i18n, draft, usd)
                return reseller.with_invoice(i18n, draft, screen) if is_reseller else screen
    except PartnerError as error:
        return screens.unpriced(i18n, draft).saying(error_text(i18n, error))


async def _add_estimate(draft: Draft, partner: PartnerClient, prices: PriceCache) -> Draft:
    """The draft with its price in TON. The TON rate is fetched beside it, so that the screen needs no second wait."""
    if draft.estimate is not None or draft.goods is None:
        return draft
    estimate, _ = await asyncio.gather(partner.estimate(draft.goods), prices.usd(Decimal(1)))
    return draft.model_copy(update={"estimate": estimate.price_ton})


async def _list_unpaid(context: ChatContext, watch: Watch) -> list[tuple[str, str]]:
    """The chat's unpaid orders and open intents: `order:<id>` or `intent:<id>`, with the goods in words."""
    unpaid = await watch.unpaid_of_chat(context.chat_id)
    return [(id, goods_for(context.i18n, Goods.from_fingerprint(bought))) for id, bought in unpaid.items()]


async def is_outdated(query: CallbackQuery, callback_data: PurchaseCallback, draft: Draft) -> bool:
    return callback_data.draft != draft.id


async def on_outdated(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
) -> None:
    """Shows what the button's draft has become; if it was never confirmed, the present step."""
    intent = await intents.get(callback_data.draft)
    if intent and intent.chat_id == context.chat_id:
        await order_messages.show_intent(intent, context)
    else:
        await context.say(context.i18n.get("old-button"))


async def on_product(query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext) -> None:
    product = Product.PREMIUM if callback_data.arg == Product.PREMIUM else Product.STARS
    await context.show(await context.set_draft(Draft.empty().with_(product=product)))


async def on_for_me(query: CallbackQuery, context: ChatContext, partner: PartnerClient) -> None:
    await set_recipient(query.from_user.username, context, partner)


async def on_recent_recipient(
    query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext, partner: PartnerClient
) -> None:
    await set_recipient(callback_data.arg, context, partner)


async def on_recipient_typed(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    await set_recipient(message.text, context, partner)


async def on_contacts(query: CallbackQuery, context: ChatContext) -> None:
    """Sends Telegram's contact button, which only a message with a reply keyboard can show."""
    choose = KeyboardButton(
        text=context.i18n.get("contacts-button"),
        request_users=KeyboardButtonRequestUsers(
            request_id=1, max_quantity=1, request_username=True, request_name=True
        ),
    )
    if query.bot:
        await query.bot.send_message(
            context.chat_id,
            context.i18n.get("contacts-prompt"),
            reply_markup=ReplyKeyboardMarkup(
                keyboard=[[choose], [KeyboardButton(text=context.i18n.get("button-back"))]],
                resize_keyboard=True,
                one_time_keyboard=True,
            ),
        )


async def on_contact_shared(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    shared = message.users_shared.users[0] if message.users_shared and message.users_shared.users else None
    await remove_contact_keyboard(message, context)
    if context.draft.step is not Step.RECIPIENT:
        await context.say(context.i18n.get("old-button"))
        return
    if shared is None or shared.username is None:
        raise UserError("contact-no-username")
    await set_recipient(shared.username, context, partner)


async def is_back_text(message: Message, context: ChatContext) -> bool:
    return message.text == context.i18n.get("button-back")


async def on_contacts_closed(message: Message, context: ChatContext) -> None:
    """The Back button of the reply keyboard."""
    await remove_contact_keyboard(message, context)
    await context.show(await context.screen())


async def remove_contact_keyboard(message: Message, context: ChatContext) -> None:
    """Sends and deletes a message that removes the reply keyboard; no call does that without a message."""
    if message.bot:
        gone = await message.bot.send_message(context.chat_id, "…", reply_markup=ReplyKeyboardRemove())
        await gone.delete()
    context.start_new_message()


async def on_amount_pressed(
    query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext, prices: PriceCache
) -> None:
    await set_amount(callback_data.arg, context, prices)


async def on_amount_typed(message: Message, context: ChatContext, prices: PriceCache) -> None:
    await set_amount(message.text, context, prices)


async def on_retry(query: CallbackQuery, context: ChatContext) -> None:
    """Repeats the step and asks the partner for a fresh price."""
    await context.show(await context.set_draft(context.draft.with_()))


async def on_back(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.set_draft(context.draft.back()))


async def on_cancel(query: CallbackQuery, context: ChatContext) -> None:
    context.draft = Draft.empty()
    await context.say(context.i18n.get("cancelled"))


async def on_confirm(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
    watch: Watch,
    administration: Administration,
) -> None:
    """Turns the draft into an intent and waits for its order. The same draft always gives the same intent."""
    draft = context.draft
    if callback_data.draft != draft.id or draft.step is not Step.CONFIRM or draft.estimate is None:
        known = await intents.get(callback_data.draft)
        if known is None or known.chat_id != context.chat_id:
            await context.say(context.i18n.get("old-button"))
            return
    else:
        anew = callback_data.action == "another"
        answer = await intents.confirm(draft, context.chat_id, context.message_ref, context.i18n.locale, anew=anew)
        if answer.verdict is Verdict.DUPLICATE:
            await context.show(
                screens.duplicate(
                    context.i18n, draft, order_id=answer.duplicate_order, intent_id=answer.duplicate_intent
                )
            )
            return
        if answer.verdict is Verdict.FULL:
            await context.show(screens.too_many_unpaid(context.i18n, draft, await _list_unpaid(context, watch)))
            return
        if answer.verdict is Verdict.MAINTENANCE:
            await context.say(maintenance_text(context.i18n, await administration.maintenance()))
            return
    intent = await intents.settle(callback_data.draft, timeout=SETTLE_TIMEOUT)
    if intent:
        await order_messages.show_intent(intent, context)


async def on_withdraw(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
) -> None:
    """Ends a confirmation that waits and was never sent."""
    intent = await intents.get(callback_data.draft)
    if intent is None or intent.chat_id != context.chat_id:
        await context.say(context.i18n.get("old-button"))
        return
    withdrawn = await intents.withdraw(intent)
    intent = await intents.get(intent.id) or intent
    is_refused = not withdrawn and intent.state is IntentState.PREPARED
    await order_messages.show_intent(
        intent, context, sentence=context.i18n.get("withdraw-refused") if is_refused else None
    )


async def set_recipient(username: str | None, context: ChatContext, partner: PartnerClient) -> None:
    draft = context.draft
    if draft.product is None:
        raise UserError("bad-username")
    recipient = await recipients.check(partner, draft.product, parse_username(username))
    await context.show(await context.set_draft(draft.with_(recipient=recipient)))


async def set_amount(text: str | None, context: ChatContext, prices: PriceCache) -> None:
    """Stars within the partner's limits, or one of its Premium periods."""
    fees = await prices.fees()
    if context.draft.product is Product.PREMIUM:
        amount = parse_amount(text, None, None)
        if fees.months and amount not in fees.months:
            raise UserError("bad-months")
    else:
        amount = parse_amount(text, fees.stars_min, fees.stars_max)
    await context.show(await context.set_draft(context.draft.with_(amount=amount)))
