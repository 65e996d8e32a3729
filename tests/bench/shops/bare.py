"""The purchase with aiogram alone: a state and data in Redis, a lock for each chat, fixed texts."""

from uuid import uuid4

from aiogram import Dispatcher, F, Router
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)
from redis.asyncio import Redis

from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.goods import Goods, Product
from bot.partner.order import OrderRequest


class Buying(StatesGroup):
    product = State()
    recipient = State()
    amount = State()
    confirm = State()


def keyboard(*rows: dict[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data) for text, data in row.items()] for row in rows
        ]
    )


WAYS_OUT = {"‹ Back": "back", "✕ Cancel": "cancel"}


def build(redis: Redis, partner: PartnerClient, pricing: PriceCache, picture: bytes) -> Dispatcher:
    dispatcher = Dispatcher(
        storage=RedisStorage(redis),
        events_isolation=RedisEventIsolation(redis),
        partner=partner,
        pricing=pricing,
        picture=picture,
    )
    router = Router()
    router.message.register(started, CommandStart())
    router.callback_query.register(product_chosen, F.data == "stars", StateFilter(Buying.product))
    router.callback_query.register(for_me, F.data == "me", StateFilter(Buying.recipient))
    router.callback_query.register(amount_chosen, F.data.isdigit(), StateFilter(Buying.amount))
    router.callback_query.register(confirmed, F.data == "confirm", StateFilter(Buying.confirm))
    dispatcher.include_router(router)
    return dispatcher


async def started(message: Message, state: FSMContext) -> None:
    await state.set_state(Buying.product)
    await state.set_data({})
    await message.answer(
        "Stars and Premium, delivered to any @username.\n\nWhat shall it be?",
        reply_markup=keyboard(
            {"⭐ Buy Stars": "stars", "🎁 Gift Premium": "premium"},
            {"My orders": "orders", "Help": "help", "Language": "language"},
        ),
    )


async def product_chosen(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.set_state(Buying.recipient)
    await state.update_data(product="stars")
    await _edit(
        query,
        "Who gets the Stars?\n\nPress a button, or send a @username or a t.me link.",
        keyboard({f"For me (@{query.from_user.username})": "me"}, {"From contacts": "contacts"}, WAYS_OUT),
    )


async def for_me(query: CallbackQuery, state: FSMContext, partner: PartnerClient, pricing: PriceCache) -> None:
    await query.answer()
    check = await partner.check_recipient(Product.STARS, query.from_user.username or "")
    fees = await pricing.fees()
    await state.set_state(Buying.amount)
    await state.update_data(recipient=check.username, name=check.name)
    await _edit(
        query,
        f"How many Stars?\n\nFor @{check.username} ({check.name})\n\nFrom {fees.stars_min} to {fees.stars_max}.",
        keyboard({"50": "50", "100": "100", "250": "250"}, {"500": "500", "1000": "1000", "2500": "2500"}, WAYS_OUT),
    )


async def amount_chosen(query: CallbackQuery, state: FSMContext, partner: PartnerClient, pricing: PriceCache) -> None:
    await query.answer()
    amount = int(query.data or 0)
    estimate = await partner.estimate(Goods(product=Product.STARS, amount=amount))
    usd = await pricing.usd(estimate.price_ton)
    await state.set_state(Buying.confirm)
    data = await state.update_data(amount=amount)
    await _edit(
        query,
        f"Check and confirm\n\n{amount} Stars for @{data['recipient']} ({data['name']})\n\n"
        f"About {estimate.price_ton} TON ({usd:.2f} USD)",
        keyboard({"Confirm": "confirm"}, WAYS_OUT),
    )


async def confirmed(query: CallbackQuery, state: FSMContext, partner: PartnerClient, picture: bytes) -> None:
    await query.answer()
    data = await state.get_data()
    request = OrderRequest(
        product=Product.STARS,
        recipient=data["recipient"],
        amount=data["amount"],
        client_reference=f"tg-{query.from_user.id}",
    )
    order = await partner.create_order(request, uuid4())
    payment = order.payment
    await state.clear()
    if isinstance(query.message, Message):
        await query.message.edit_media(
            InputMediaPhoto(
                media=BufferedInputFile(picture, "qr.png"),
                caption=f"Pay <b>{payment.price_ton} TON</b> for {order.amount} Stars for @{order.recipient}\n\n"
                f"Amount: <code>{payment.price_ton}</code>\nAddress: <code>{payment.address}</code>\n"
                f"Memo: <code>{payment.memo}</code>\n\nOrder {order.id}",
            ),
            reply_markup=keyboard({"I have paid": f"paid:{order.id}"}, {"Cancel": f"cancel:{order.id}"}),
        )


async def _edit(query: CallbackQuery, text: str, markup: InlineKeyboardMarkup) -> None:
    if isinstance(query.message, Message):
        await query.message.edit_text(text, reply_markup=markup)
