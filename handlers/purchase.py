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

from bot.errors import BadInput
from bot.operations.administration import Control
from bot.orders import recipients
from bot.orders.draft import Draft, Step
from bot.orders.intents import Intents, Verdict
from bot.partner.cache import Pricing
from bot.partner.client import PartnerClient
from bot.partner.models import Product
from bot.telegram.context import Purchase, Stage
from bot.ui.callback_data import Does, Press
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import shop_closed
from bot.ui.text_input import parse_amount, parse_username

PATIENCE = 5.0
"""Seconds that a confirmation is waited for; then the screen says so, and the sweeper goes on."""

TYPED = F.text & ~F.text.startswith("/") & ~F.forward_origin
"""Somebody's own words, not a command and not what another has written."""


def buttons() -> Router:
    router = Router(name="purchase.buttons")
    router.callback_query.filter(Press.filter())
    router.callback_query.register(confirmed, Does("confirm", "another"))
    router.callback_query.register(outdated, is_outdated)
    router.callback_query.register(product_chosen, Does("product"))
    router.callback_query.register(for_me, Does("me"), StateFilter(Purchase.recipient))
    router.callback_query.register(for_recent, Does("to"), StateFilter(Purchase.recipient))
    router.callback_query.register(contacts_asked, Does("contacts"), StateFilter(Purchase.recipient))
    router.callback_query.register(amount_pressed, Does("amount"), StateFilter(Purchase.amount))
    router.callback_query.register(again, Does("again"))
    router.callback_query.register(back, Does("back"))
    router.callback_query.register(cancelled, Does("cancel"))
    return router


def texts() -> Router:
    router = Router(name="purchase.texts")
    router.message.register(contact_shared, F.users_shared)
    router.message.register(contacts_left, F.text, is_back)
    router.message.register(recipient_typed, StateFilter(Purchase.recipient), TYPED)
    router.message.register(amount_typed, StateFilter(Purchase.amount), TYPED)
    return router


async def is_outdated(query: CallbackQuery, callback_data: Press, draft: Draft) -> bool:
    return callback_data.draft != draft.id


async def outdated(query: CallbackQuery, callback_data: Press, stage: Stage, intents: Intents) -> None:
    """A button of an earlier screen: if that became an order, this is it; else the present step is shown."""
    intent = await intents.get(callback_data.draft)
    if intent and intent.chat_id == stage.chat_id:
        await stage.show_intent(intent)
    else:
        await stage.say(stage.i18n.get("old-button"))


async def product_chosen(query: CallbackQuery, callback_data: Press, stage: Stage) -> None:
    product = Product.PREMIUM if callback_data.arg == Product.PREMIUM else Product.STARS
    await stage.show(await stage.keep(Draft.empty().with_(product=product)))


async def for_me(query: CallbackQuery, stage: Stage, partner: PartnerClient) -> None:
    await _to(query.from_user.username, stage, partner)


async def for_recent(query: CallbackQuery, callback_data: Press, stage: Stage, partner: PartnerClient) -> None:
    await _to(callback_data.arg, stage, partner)


async def recipient_typed(message: Message, stage: Stage, partner: PartnerClient) -> None:
    await _to(message.text, stage, partner)


async def contacts_asked(query: CallbackQuery, stage: Stage) -> None:
    """Telegram's own chooser is a button of the other keyboard, so it takes a message of its own."""
    choose = KeyboardButton(
        text=stage.i18n.get("contacts-button"),
        request_users=KeyboardButtonRequestUsers(
            request_id=1, max_quantity=1, request_username=True, request_name=True
        ),
    )
    if query.bot:
        await query.bot.send_message(
            stage.chat_id,
            stage.i18n.get("contacts-prompt"),
            reply_markup=ReplyKeyboardMarkup(
                keyboard=[[choose], [KeyboardButton(text=stage.i18n.get("button-back"))]],
                resize_keyboard=True,
                one_time_keyboard=True,
            ),
        )


async def contact_shared(message: Message, stage: Stage, partner: PartnerClient) -> None:
    shared = message.users_shared.users[0] if message.users_shared and message.users_shared.users else None
    await _put_chooser_away(message, stage)
    if stage.draft.step is not Step.RECIPIENT:
        await stage.say(stage.i18n.get("old-button"))
        return
    if shared is None or shared.username is None:
        raise BadInput("contact-no-username")
    await _to(shared.username, stage, partner)


async def is_back(message: Message, stage: Stage) -> bool:
    return message.text == stage.i18n.get("button-back")


async def contacts_left(message: Message, stage: Stage) -> None:
    """Back, on the keyboard that chooses a contact."""
    await _put_chooser_away(message, stage)
    await stage.show(await stage.screen())


async def _put_chooser_away(message: Message, stage: Stage) -> None:
    """Only a message can take a keyboard away; what is shown next comes below it."""
    if message.bot:
        gone = await message.bot.send_message(stage.chat_id, "…", reply_markup=ReplyKeyboardRemove())
        await gone.delete()
    stage.afresh()


async def amount_pressed(query: CallbackQuery, callback_data: Press, stage: Stage, pricing: Pricing) -> None:
    await _so_many(callback_data.arg, stage, pricing)


async def amount_typed(message: Message, stage: Stage, pricing: Pricing) -> None:
    await _so_many(message.text, stage, pricing)


async def again(query: CallbackQuery, stage: Stage) -> None:
    """The same step with fresh answers: a price that could not be asked, or has grown old."""
    await stage.show(await stage.keep(stage.draft.with_()))


async def back(query: CallbackQuery, stage: Stage) -> None:
    await stage.show(await stage.keep(stage.draft.back()))


async def cancelled(query: CallbackQuery, stage: Stage) -> None:
    stage.draft = Draft.empty()
    await stage.say(stage.i18n.get("cancelled"))


async def confirmed(
    query: CallbackQuery, callback_data: Press, stage: Stage, intents: Intents, control: Control
) -> None:
    """One confirmation is one order: the draft becomes an intent, and the same draft always the same one."""
    draft = stage.draft
    if callback_data.draft != draft.id or draft.step is not Step.CONFIRM or draft.estimate is None:
        known = await intents.get(callback_data.draft)
        if known is None or known.chat_id != stage.chat_id:
            await stage.say(stage.i18n.get("old-button"))
            return
    else:
        anew = callback_data.do == "another"
        answer = await intents.confirm(draft, stage.chat_id, stage.place, stage.i18n.locale, anew=anew)
        if answer.verdict is Verdict.TWIN:
            await stage.show(screens.twin(stage.i18n, draft, order_id=answer.twin_order, intent_id=answer.twin_intent))
            return
        if answer.verdict is Verdict.FULL:
            await stage.show(screens.full(stage.i18n, draft, await stage.unpaid()))
            return
        if answer.verdict is Verdict.CLOSED:
            await stage.say(shop_closed(stage.i18n, await control.closed()))
            return
    intent = await intents.settle(callback_data.draft, patience=PATIENCE)
    if intent:
        await stage.show_intent(intent)


async def _to(username: str | None, stage: Stage, partner: PartnerClient) -> None:
    draft = stage.draft
    if draft.product is None:
        raise BadInput("bad-username")
    recipient = await recipients.check(partner, draft.product, parse_username(username))
    await stage.show(await stage.keep(draft.with_(recipient=recipient)))


async def _so_many(text: str | None, stage: Stage, pricing: Pricing) -> None:
    """Stars within the partner's limits, or one of its Premium periods."""
    fees = await pricing.fees()
    if stage.draft.product is Product.PREMIUM:
        amount = parse_amount(text, None, None)
        if fees.months and amount not in fees.months:
            raise BadInput("bad-months")
    else:
        amount = parse_amount(text, fees.stars_min, fees.stars_max)
    await stage.show(await stage.keep(stage.draft.with_(amount=amount)))
