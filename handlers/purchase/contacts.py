"""Telegram's contact chooser: a recipient who need not be typed."""

from aiogram.types import CallbackQuery, KeyboardButton, KeyboardButtonRequestUsers, Message, ReplyKeyboardMarkup

from bot.errors import UserError
from bot.orders.draft import Wish
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.goods import Product
from bot.telegram.context import ChatContext
from bot.ui.callback_data import PurchaseCallback, unpack_wish
from bot.ui.i18n import Languages
from handlers.purchase.choices import choose
from handlers.purchase.steps import show_step

CONTACT_FOR_PREMIUM = 2
"""The id of a request for a contact who gets Premium; other requests have 1. A contact may be shared much later."""


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
