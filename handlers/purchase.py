"""The purchase: each step adds a piece to the draft, Back takes the last one away, and Confirm makes it an order."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import (
    CallbackQuery,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders import recipients
from bot.orders.draft import Draft, Step
from bot.orders.intents import Intents, Verdict
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.models import Product
from bot.telegram.context import ChatContext, Purchase
from bot.ui.callback_data import Action, PurchaseCallback
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import maintenance_text
from bot.ui.text_input import parse_amount, parse_username

PATIENCE = 5.0
"""Seconds that a confirmation is waited for; then the screen says so, and the sweeper goes on."""

TYPED = F.text & ~F.text.startswith("/") & ~F.forward_origin
"""Somebody's own words, not a command and not what another has written."""


def buttons() -> Router:
    router = Router(name="purchase.buttons")
    router.callback_query.filter(PurchaseCallback.filter())
    router.callback_query.register(confirmed, Action("confirm", "another"))
    router.callback_query.register(outdated, is_outdated)
    router.callback_query.register(product_chosen, Action("product"))
    router.callback_query.register(for_me, Action("me"), StateFilter(Purchase.recipient))
    router.callback_query.register(for_recent, Action("to"), StateFilter(Purchase.recipient))
    router.callback_query.register(contacts_asked, Action("contacts"), StateFilter(Purchase.recipient))
    router.callback_query.register(amount_pressed, Action("amount"), StateFilter(Purchase.amount))
    router.callback_query.register(again, Action("again"))
    router.callback_query.register(back, Action("back"))
    router.callback_query.register(cancelled, Action("cancel"))
    return router


def texts() -> Router:
    router = Router(name="purchase.texts")
    router.message.register(contact_shared, F.users_shared)
    router.message.register(contacts_left, F.text, is_back)
    router.message.register(recipient_typed, StateFilter(Purchase.recipient), TYPED)
    router.message.register(amount_typed, StateFilter(Purchase.amount), TYPED)
    return router


async def is_outdated(query: CallbackQuery, callback_data: PurchaseCallback, draft: Draft) -> bool:
    return callback_data.draft != draft.id


async def outdated(
    query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext, intents: Intents
) -> None:
    """A button of an earlier screen: if that became an order, this is it; else the present step is shown."""
    intent = await intents.get(callback_data.draft)
    if intent and intent.chat_id == context.chat_id:
        await context.show_intent(intent)
    else:
        await context.say(context.i18n.get("old-button"))


async def product_chosen(query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext) -> None:
    product = Product.PREMIUM if callback_data.arg == Product.PREMIUM else Product.STARS
    await context.show(await context.set_draft(Draft.empty().with_(product=product)))


async def for_me(query: CallbackQuery, context: ChatContext, partner: PartnerClient) -> None:
    await _to(query.from_user.username, context, partner)


async def for_recent(
    query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext, partner: PartnerClient
) -> None:
    await _to(callback_data.arg, context, partner)


async def recipient_typed(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    await _to(message.text, context, partner)


async def contacts_asked(query: CallbackQuery, context: ChatContext) -> None:
    """Telegram's own chooser is a button of the other keyboard, so it takes a message of its own."""
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


async def contact_shared(message: Message, context: ChatContext, partner: PartnerClient) -> None:
    shared = message.users_shared.users[0] if message.users_shared and message.users_shared.users else None
    await _put_chooser_away(message, context)
    if context.draft.step is not Step.RECIPIENT:
        await context.say(context.i18n.get("old-button"))
        return
    if shared is None or shared.username is None:
        raise UserError("contact-no-username")
    await _to(shared.username, context, partner)


async def is_back(message: Message, context: ChatContext) -> bool:
    return message.text == context.i18n.get("button-back")


async def contacts_left(message: Message, context: ChatContext) -> None:
    """Back, on the keyboard that chooses a contact."""
    await _put_chooser_away(message, context)
    await context.show(await context.screen())


async def _put_chooser_away(message: Message, context: ChatContext) -> None:
    """Only a message can take a keyboard away; what is shown next comes below it."""
    if message.bot:
        gone = await message.bot.send_message(context.chat_id, "…", reply_markup=ReplyKeyboardRemove())
        await gone.delete()
    context.afresh()


async def amount_pressed(
    query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext, prices: PriceCache
) -> None:
    await _so_many(callback_data.arg, context, prices)


async def amount_typed(message: Message, context: ChatContext, prices: PriceCache) -> None:
    await _so_many(message.text, context, prices)


async def again(query: CallbackQuery, context: ChatContext) -> None:
    """The same step with fresh answers: a price that could not be asked, or has grown old."""
    await context.show(await context.set_draft(context.draft.with_()))


async def back(query: CallbackQuery, context: ChatContext) -> None:
    await context.show(await context.set_draft(context.draft.back()))


async def cancelled(query: CallbackQuery, context: ChatContext) -> None:
    context.draft = Draft.empty()
    await context.say(context.i18n.get("cancelled"))


async def confirmed(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    intents: Intents,
    administration: Administration,
) -> None:
    """One confirmation is one order: the draft becomes an intent, and the same draft always the same one."""
    draft = context.draft
    if callback_data.draft != draft.id or draft.step is not Step.CONFIRM or draft.estimate is None:
        known = await intents.get(callback_data.draft)
        if known is None or known.chat_id != context.chat_id:
            await context.say(context.i18n.get("old-button"))
            return
    else:
        anew = callback_data.action == "another"
        answer = await intents.confirm(draft, context.chat_id, context.message_ref, context.i18n.locale, anew=anew)
        if answer.verdict is Verdict.TWIN:
            await context.show(
                screens.duplicate(context.i18n, draft, order_id=answer.twin_order, intent_id=answer.twin_intent)
            )
            return
        if answer.verdict is Verdict.FULL:
            await context.show(screens.too_many_unpaid(context.i18n, draft, await context.unpaid()))
            return
        if answer.verdict is Verdict.CLOSED:
            await context.say(maintenance_text(context.i18n, await administration.maintenance()))
            return
    intent = await intents.settle(callback_data.draft, patience=PATIENCE)
    if intent:
        await context.show_intent(intent)


async def _to(username: str | None, context: ChatContext, partner: PartnerClient) -> None:
    draft = context.draft
    if draft.product is None:
        raise UserError("bad-username")
    recipient = await recipients.check(partner, draft.product, parse_username(username))
    await context.show(await context.set_draft(draft.with_(recipient=recipient)))


async def _so_many(text: str | None, context: ChatContext, prices: PriceCache) -> None:
    """Stars within the partner's limits, or one of its Premium periods."""
    fees = await prices.fees()
    if context.draft.product is Product.PREMIUM:
        amount = parse_amount(text, None, None)
        if fees.months and amount not in fees.months:
            raise UserError("bad-months")
    else:
        amount = parse_amount(text, fees.stars_min, fees.stars_max)
    await context.show(await context.set_draft(context.draft.with_(amount=amount)))
