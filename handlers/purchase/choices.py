"""What a person chooses, by a button or in words, becomes the draft, as far as it can be bought."""

from aiogram.types import CallbackQuery, Message, User

from bot.errors import UserError
from bot.orders import recipients
from bot.orders.draft import Draft, Recipient, Wish
from bot.orders.intents import Intents
from bot.orders.models import Intent
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.goods import Goods, Product
from bot.partner.prices import Fees
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import PurchaseCallback, unpack_wish
from bot.ui.screens import purchase as screens
from bot.ui.screens.phrases import error_text
from bot.ui.text_input import parse_amount, parse_username
from handlers.purchase.steps import show_step

CHOICES = ("set", "product", "me", "to", "amount", "again", "back")
"""Actions of buttons that change the draft: the first, and those of version 0.1."""


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


async def on_cancel(event: Message | CallbackQuery, context: ChatContext) -> None:
    context.draft = Draft.empty()
    await context.say(context.i18n.get("cancelled"))
