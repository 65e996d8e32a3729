"""The purchase with aiogram-dialog: the same steps as windows of one dialog."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiogram import Dispatcher, Router
from aiogram.enums import ContentType
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.api.entities import MediaId
from aiogram_dialog.context.media_storage import MediaIdStorage
from aiogram_dialog.widgets.kbd import Back, Button, Cancel, Group, Row, Select
from aiogram_dialog.widgets.media import StaticMedia
from aiogram_dialog.widgets.text import Const, Format
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
    payment = State()


class UploadedEachTime(MediaIdStorage):
    """A QR code belongs to one order: there is never one that Telegram has already."""

    async def get_media_id(self, path: Any, url: Any, type: Any) -> MediaId | None:
        return None


def build(redis: Redis, partner: PartnerClient, pricing: PriceCache, picture: bytes) -> Dispatcher:
    keys = DefaultKeyBuilder(with_destiny=True)
    dispatcher = Dispatcher(
        storage=RedisStorage(redis, key_builder=keys),
        events_isolation=RedisEventIsolation(redis, key_builder=keys),
        partner=partner,
        pricing=pricing,
    )
    router = Router()
    router.message.register(started, CommandStart())
    dispatcher.include_routers(router, buying(picture))
    setup_dialogs(
        dispatcher,
        events_isolation=dispatcher.fsm.events_isolation,
        media_id_storage=UploadedEachTime(),  # type: ignore[no-untyped-call]
    )
    return dispatcher


def buying(picture: bytes) -> Dialog:
    qr = Path(tempfile.mkdtemp(prefix="bench-")) / "qr.png"
    qr.write_bytes(picture)
    ways_out = Row(Back(Const("‹ Back")), Cancel(Const("✕ Cancel")))
    return Dialog(
        Window(
            Const("Stars and Premium, delivered to any @username.\n\nWhat shall it be?"),
            Row(
                Button(Const("⭐ Buy Stars"), "stars", on_click=product_chosen),
                Button(Const("🎁 Gift Premium"), "premium", on_click=product_chosen),
            ),
            Row(Button(Const("My orders"), "orders"), Button(Const("Help"), "help"), Button(Const("Language"), "lang")),
            state=Buying.product,
        ),
        Window(
            Const("Who gets the Stars?\n\nPress a button, or send a @username or a t.me link."),
            Button(Format("For me (@{event.from_user.username})"), "me", on_click=for_me),
            Button(Const("From contacts"), "contacts"),
            ways_out,
            state=Buying.recipient,
        ),
        Window(
            Format(
                "How many Stars?\n\nFor @{dialog_data[recipient]} ({dialog_data[name]})\n\n"
                "From {dialog_data[least]} to {dialog_data[most]}."
            ),
            Group(
                Select(
                    Format("{item}"),
                    id="amount",
                    item_id_getter=str,
                    items=[50, 100, 250, 500, 1000, 2500],
                    on_click=amount_chosen,
                ),
                width=3,
            ),
            ways_out,
            state=Buying.amount,
        ),
        Window(
            Format(
                "Check and confirm\n\n{dialog_data[amount]} Stars for @{dialog_data[recipient]} ({dialog_data[name]})"
                "\n\nAbout {dialog_data[price]} TON ({dialog_data[usd]} USD)"
            ),
            Button(Const("Confirm"), "confirm", on_click=confirmed),
            ways_out,
            state=Buying.confirm,
        ),
        Window(
            StaticMedia(path=qr, type=ContentType.PHOTO),
            Format(
                "Pay <b>{dialog_data[price]} TON</b> for {dialog_data[amount]} Stars for @{dialog_data[recipient]}\n\n"
                "Amount: <code>{dialog_data[price]}</code>\nAddress: <code>{dialog_data[address]}</code>\n"
                "Memo: <code>{dialog_data[memo]}</code>\n\nOrder {dialog_data[order]}"
            ),
            Button(Const("I have paid"), "paid"),
            Button(Const("Cancel"), "cancel"),
            state=Buying.payment,
        ),
    )


async def started(message: Message, dialog_manager: DialogManager) -> None:
    await dialog_manager.start(Buying.product, mode=StartMode.RESET_STACK)


async def product_chosen(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["product"] = "stars"
    await manager.switch_to(Buying.recipient)


async def for_me(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    partner: PartnerClient = manager.middleware_data["partner"]
    pricing: PriceCache = manager.middleware_data["pricing"]
    check = await partner.check_recipient(Product.STARS, query.from_user.username or "")
    fees = await pricing.fees()
    manager.dialog_data.update(
        recipient=check.username, name=check.name, least=str(fees.stars_min), most=str(fees.stars_max)
    )
    await manager.switch_to(Buying.amount)


async def amount_chosen(query: CallbackQuery, select: Any, manager: DialogManager, item: str) -> None:
    partner: PartnerClient = manager.middleware_data["partner"]
    pricing: PriceCache = manager.middleware_data["pricing"]
    estimate = await partner.estimate(Goods(product=Product.STARS, amount=int(item)))
    usd = await pricing.usd(estimate.price_ton)
    manager.dialog_data.update(amount=int(item), price=str(estimate.price_ton), usd=f"{usd:.2f}")
    await manager.switch_to(Buying.confirm)


async def confirmed(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    partner: PartnerClient = manager.middleware_data["partner"]
    data = manager.dialog_data
    request = OrderRequest(
        product=Product.STARS,
        recipient=data["recipient"],
        amount=data["amount"],
        client_reference=f"tg-{query.from_user.id}",
    )
    order = await partner.create_order(request, uuid4())
    payment = order.payment
    data.update(order=order.id, price=str(payment.price_ton), address=payment.address, memo=payment.memo)
    await manager.switch_to(Buying.payment)
