"""The purchase: each step adds to the draft, Back removes the last addition, and Confirm makes it an order."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from aiogram import F, Router
from aiogram.types import (
    CallbackQuery,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    ReplyKeyboardMarkup,
    User,
)

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.operations.team import Team
from bot.orders import recipients
from bot.orders.draft import Draft, Recipient, Step, Wish
from bot.orders.intents import Intents, Verdict
from bot.orders.models import Intent, IntentState, WatchedOrder
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.goods import Goods, Product
from bot.partner.prices import Fees
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.batch_input import parse_purchase
from bot.ui.callback_data import Action, PurchaseCallback, unpack_wish
from bot.ui.i18n import Languages, bold
from bot.ui.screen import Screen
from bot.ui.screens import pay, reseller
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import error_text, goods_for, maintenance_text, money
from bot.ui.screens.purchase import Unpaid
from bot.ui.text_input import RecipientError, parse_amount, parse_username, parse_wish
from handlers.filters import TYPED, may_buy

CHOICES = ("set", "product", "me", "to", "amount", "again", "back")
"""Actions of buttons that change the draft: the first, and those of version 0.1."""

SETTLE_TIMEOUT = 5.0
"""Seconds that the handler waits for an order; then the screen says so, and a worker continues."""

MAX_RECENT = 10
"""Orders among which that of a lost confirmation is looked for."""

MAX_CLOCK_SKEW = timedelta(minutes=5)
"""Between Telegram and the partner."""

CONTACT_FOR_PREMIUM = 2
"""The id of a request for a contact who gets Premium; other requests have 1. A contact may be shared much later."""


def buttons() -> Router:
    router = Router(name="purchase.buttons")
    router.callback_query.filter(PurchaseCallback.filter())
    router.callback_query.register(on_confirm, Action("confirm", "another", "look"))
    router.callback_query.register(on_withdraw, Action("withdraw"))
    router.callback_query.register(on_contacts, Action("contacts"))
    router.callback_query.register(on_choice, is_choice)
    router.callback_query.register(on_cancel, Action("cancel"))
    return router


def texts() -> Router:
    router = Router(name="purchase.texts")
    router.message.register(on_contact_shared, F.users_shared)
    router.message.register(on_contacts_closed, F.text, is_back_text)
    router.message.register(on_typed, may_buy, TYPED)
    return router


async def draw_step(
    context: ChatContext,
    event_from_user: User,
    team: Team,
    prices: PriceCache,
    watch: Watch,
) -> Screen:
    """The screen of the draft's step; with a Try again button if the partner does not answer."""
    i18n, draft = context.i18n, context.draft
    is_reseller = team.is_reseller(event_from_user.id)
    try:
        match draft.step:
            case Step.HOME if draft.recipient or draft.amount:
                return screens.which_product(i18n, draft)
            case Step.HOME:
                screen = screens.home(i18n, draft, await _list_unpaid(context, watch))
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


async def _list_unpaid(context: ChatContext, watch: Watch) -> list[Unpaid]:
    """The chat's unpaid orders and open intents."""
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


async def is_choice(query: CallbackQuery, callback_data: PurchaseCallback, draft: Draft) -> bool:
    """A button that changes the draft, or any other of an earlier draft: it begins anew with what was chosen."""
    return callback_data.draft != draft.id or callback_data.action in CHOICES


async def on_choice(
    query: CallbackQuery,
    callback_data: PurchaseCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    intents: Intents,
    partner: PartnerClient,
    prices: PriceCache,
) -> None:
    """Makes what the button stands for the draft. An earlier draft that was confirmed is shown as what it is now."""
    draft = context.draft
    if callback_data.draft != draft.id:
        intent = await find_own_intent(callback_data.draft, context, intents)
        if intent:
            await order_messages.show_intent(intent, context)
            return
        draft = Draft.empty()
    if wish := read_choice(callback_data, draft, query.from_user):
        await choose(wish, draft, context, partner, prices)
    else:
        await show_step(context)


def read_choice(data: PurchaseCallback, draft: Draft, presser: User) -> Wish | None:
    """The wish of a button; None for a button that has none. Buttons of version 0.1 name only what they add."""
    match data.action:
        case "cancel":
            return None
        case "product":
            return Wish(Product.PREMIUM if data.arg == Product.PREMIUM else Product.STARS)
        case "me":
            return Wish(recipient=parse_username(presser.username)).over(draft.wish)
        case "to":
            return Wish(recipient=parse_username(data.arg)).over(draft.wish)
        case "amount":
            return Wish(amount=parse_amount(data.arg, None, None)).over(draft.wish)
        case "back" if draft.product:
            return draft.back().wish
        case "again" if draft.product:
            return draft.wish
    return unpack_wish(data.arg)


async def find_own_intent(id: str, context: ChatContext, intents: Intents) -> Intent | None:
    intent = await intents.get(id)
    return intent if intent and intent.chat_id == context.chat_id else None


async def show_step(context: ChatContext) -> None:
    await context.show(await context.screen())


async def choose(
    wish: Wish,
    draft: Draft,
    context: ChatContext,
    partner: PartnerClient,
    prices: PriceCache,
    error: UserError | None = None,
) -> None:
    """Makes the wish the chat's draft, and shows what it still lacks. What `draft` has checked is not checked again.

    A wish that the partner cannot check now is kept, with a button that tries again. Raises UserError for what cannot
    be bought, and `error`, which reading the wish gave; the draft then has the rest of the wish.
    """
    product, recipient, amount, invoice = wish.product, None, wish.amount, wish.invoice or draft.invoice
    if wish.recipient:
        recipient = Recipient(username=parse_username(wish.recipient))
    if amount and ((product, amount) != (draft.product, draft.amount) or draft.estimate is None):
        try:
            product = find_product(wish, await prices.fees())
        except PartnerError as failure:
            kept = context.draft = draft.with_(product=product, recipient=recipient, amount=amount, invoice=invoice)
            context.close_question()
            screen = screens.unpriced(context.i18n, kept).saying(error_text(context.i18n, failure))
            await context.show(screen.saying(error_text(context.i18n, error)) if error else screen)
            return
        except UserError as refusal:
            amount, error = None, error or refusal
    checked = draft.recipient if draft.recipient and draft.recipient.can_receive else None
    if recipient and checked and (draft.product, checked.username) == (product, recipient.username):
        recipient = checked
    elif recipient and product:
        try:
            recipient = await recipients.check(partner, product, recipient.username)
        except UserError as refusal:
            recipient, error = None, error or refusal
    context.draft = draft.with_(product=product, recipient=recipient, amount=amount, invoice=invoice)
    context.close_question()
    if error:
        raise error
    await show_step(context)


def find_product(wish: Wish, fees: Fees) -> Product | None:
    """The product that is sold in this amount; None if the amount alone may mean both. Raises UserError if none is."""
    amount = wish.amount or 0
    sold = [item for item in (wish.product,) if item] or list(Product)
    sold = [product for product in sold if fees.sell(Goods(product=product, amount=amount))]
    if not sold and wish.product is Product.PREMIUM:
        raise UserError("bad-months")
    if not sold:
        parse_amount(str(amount), fees.stars_min, fees.stars_max)
    return sold[0] if len(sold) == 1 else None


async def on_typed(
    message: Message, context: ChatContext, partner: PartnerClient, prices: PriceCache, team: Team
) -> None:
    """An unusable username is asked again, and the rest of the line is kept. A reseller's line may end with an invoice
    number. A whole line is another purchase: on the confirm screen, and where it names no product, which its amount
    then tells. On the confirm screen a part changes this purchase, in a new draft that waits for its own confirmation.
    A page of the help stays where the text is none of it."""
    draft, failure = context.draft, None
    try:
        wish = read_typed(message.text, draft.step, invoices=team.is_reseller(context.chat_id))
    except RecipientError as error:
        wish, failure = error.rest, error
    except UserError:
        if context.question:
            raise UserError("press-a-button") from None
        raise
    if wish.amount and (wish.recipient or failure) and (draft.step is Step.CONFIRM or wish.product is None):
        draft = Draft.empty()
    wish = wish.over(draft.wish)
    await choose(replace(wish, recipient=None) if failure else wish, draft, context, partner, prices, failure)


def read_typed(text: str | None, step: Step, *, invoices: bool) -> Wish:
    """What the step asks for, or a whole purchase. Raises UserError with the sentence of the step."""
    if invoices and step is not Step.AMOUNT and (wish := parse_purchase(text, names=step is Step.RECIPIENT)):
        return wish
    try:
        match step:
            case Step.RECIPIENT:
                return Wish(recipient=parse_username(text))
            case Step.AMOUNT:
                return Wish(amount=parse_amount(text, None, None))
    except UserError as error:
        try:
            wish = parse_wish(text, names=step is Step.RECIPIENT)
        except RecipientError:
            raise
        except UserError:
            wish = None
        if wish is None:
            raise error from None
        return wish
    wish = parse_wish(text)
    if wish is None:
        raise UserError("tap-or-write" if step is Step.HOME else "press-a-button")
    return wish


async def on_contacts(query: CallbackQuery, callback_data: PurchaseCallback, context: ChatContext) -> None:
    """Who has Premium cannot be chosen for a Premium gift."""
    is_premium = (unpack_wish(callback_data.arg) or context.draft.wish).product is Product.PREMIUM
    request = KeyboardButtonRequestUsers(
        request_id=CONTACT_FOR_PREMIUM if is_premium else 1,
        user_is_bot=False,
        user_is_premium=False if is_premium else None,
        max_quantity=1,
        request_username=True,
        request_name=True,
    )
    await send_contact_keyboard(context, request)


async def send_contact_keyboard(context: ChatContext, request: KeyboardButtonRequestUsers) -> None:
    """Sends Telegram's contact button, which only a message with a reply keyboard can show."""
    choose = KeyboardButton(text=context.i18n.get("contacts-button"), request_users=request)
    keyboard = [[choose], [KeyboardButton(text=context.i18n.get("button-back"))]]
    markup = ReplyKeyboardMarkup(keyboard=keyboard, resize_keyboard=True, one_time_keyboard=True)
    await context.send_keyboard(context.i18n.get("contacts-prompt"), markup)


async def on_contact_shared(message: Message, context: ChatContext, partner: PartnerClient, prices: PriceCache) -> None:
    context.start_new_message()
    shared = message.users_shared
    username = shared.users[0].username if shared and shared.users else None
    if shared is None or username is None:
        raise UserError("contact-no-username")
    draft = context.draft
    product = Product.PREMIUM if shared.request_id == CONTACT_FOR_PREMIUM else draft.product or Product.STARS
    await choose(Wish(product, username).over(draft.wish), draft, context, partner, prices)


async def is_back_text(message: Message, languages: Languages) -> bool:
    """In any language: the keyboard may be older than the chat's present language."""
    return any(message.text == languages.speak(code).get("button-back") for code in languages.known)


async def on_contacts_closed(message: Message, context: ChatContext) -> None:
    """The Back button of the reply keyboard."""
    context.start_new_message()
    await show_step(context)


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
    partner: PartnerClient,
    prices: PriceCache,
) -> None:
    """Turns the draft into an intent and waits for its order. The same draft always gives the same intent.

    A button of an earlier draft orders nothing: it shows its order, or leads to the confirm screen with a fresh price.
    """
    draft = context.draft
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
            draft, context.chat_id, context.message_ref, context.i18n.locale, anew=anew, own=query.from_user.username
        )
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
        if answer.verdict is Verdict.LIMIT:
            left = money(context.i18n, answer.left or Decimal(0))
            await context.say(context.i18n.get("daily-limit", left=bold(left)))
            return
        if answer.verdict is Verdict.MAINTENANCE:
            await context.say(maintenance_text(context.i18n, await administration.maintenance()))
            return
    intent = await intents.settle(callback_data.draft, timeout=SETTLE_TIMEOUT)
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
        intent, context, sentence=context.i18n.get("withdraw-refused") if is_refused else None
    )
