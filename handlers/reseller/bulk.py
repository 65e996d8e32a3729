"""The bulk order: rows pasted or uploaded, one confirmation, and then the payments. Whose batch it is, is looked up."""

import io
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.operations.administration import Control
from bot.orders.batch import Mode, Phase, Row, View
from bot.orders.batches import Batches
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.telegram.context import Ask, Stage
from bot.ui.batch_input import LARGEST, decode, parse_rows
from bot.ui.branding import Shop
from bot.ui.callback_data import BatchPress, Go
from bot.ui.csv_files import batch_csv
from bot.ui.screens import order as order_screens
from bot.ui.screens.phrases import shop_closed
from handlers.order import fresh
from handlers.purchase import PATIENCE, TYPED


def build() -> Router:
    router = Router(name="bulk")
    router.message.register(bulk_asked, Command("bulk"))
    router.callback_query.register(bulk_asked, Go.filter(F.to == "bulk"))
    router.message.register(rows_sent, F.document)
    router.message.register(rows_typed, StateFilter(Ask.bulk), TYPED)
    router.callback_query.register(opened, BatchPress.filter(F.do.in_({"open", "page"})))
    router.callback_query.register(closed, BatchPress.filter(F.do.in_({"confirm", "again", *Mode})), shop_is_closed)
    router.callback_query.register(confirmed, BatchPress.filter(F.do == "confirm"))
    router.callback_query.register(ordered, BatchPress.filter(F.do.in_(set(Mode))))
    router.callback_query.register(dropped, BatchPress.filter(F.do == "drop"))
    router.callback_query.register(next_to_pay, BatchPress.filter(F.do == "next"))
    router.callback_query.register(expired_again, BatchPress.filter(F.do == "again"))
    router.callback_query.register(csv_asked, BatchPress.filter(F.do == "csv"))
    return router


async def shop_is_closed(query: CallbackQuery, control: Control) -> bool:
    return await control.closed() is not None


async def closed(query: CallbackQuery, stage: Stage, control: Control) -> None:
    """What is ordered already goes on; the batch stays as it is and can be confirmed later."""
    stage.beside()
    await stage.say(shop_closed(stage.i18n, await control.closed()))


async def bulk_asked(event: Message | CallbackQuery, stage: Stage) -> None:
    stage.ask("bulk")
    await stage.show(await stage.screen())


async def rows_typed(message: Message, stage: Stage, batches: Batches) -> None:
    await _take_in(parse_rows(message.text or ""), stage, batches)


async def rows_sent(message: Message, stage: Stage, batches: Batches) -> None:
    """A file is a bulk order at any step: there is nothing else to send one for."""
    stage.ask("bulk")
    if message.document is None or message.bot is None or (message.document.file_size or 0) > LARGEST:
        raise BadInput("bulk-not-text")
    content = await message.bot.download(message.document, io.BytesIO())
    await _take_in(parse_rows(decode(content.read() if content else b"")), stage, batches)


async def opened(query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches) -> None:
    if callback_data.do == "page" and callback_data.arg.isascii() and callback_data.arg.isdigit():
        await _own(callback_data.id, stage, batches)
        await batches.set_page(callback_data.id, int(callback_data.arg))
    await stage.show_batch(await _own(callback_data.id, stage, batches))


async def confirmed(query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches) -> None:
    view = await _own(callback_data.id, stage, batches)
    if view.fine:
        await batches.turn(view.batch.id, Phase.READY, Phase.CONFIRMED)
    await stage.show_batch(await _own(view.batch.id, stage, batches))


async def ordered(query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches) -> None:
    view = await _own(callback_data.id, stage, batches)
    await batches.turn(view.batch.id, Phase.CONFIRMED, Phase.ORDERING, Mode(callback_data.do))
    await stage.show_batch(await _own(view.batch.id, stage, batches))


async def dropped(query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches) -> None:
    """Before the first order only: what is ordered is cancelled order by order."""
    view = await _own(callback_data.id, stage, batches)
    for phase in (Phase.CHECKING, Phase.READY, Phase.CONFIRMED):
        await batches.turn(view.batch.id, phase, Phase.DROPPED)
    await stage.show_batch(await _own(view.batch.id, stage, batches))


async def next_to_pay(
    query: CallbackQuery,
    callback_data: BatchPress,
    stage: Stage,
    batches: Batches,
    intents: Intents,
    watch: Watch,
    control: Control,
) -> None:
    """The payment screen of the next row, below; one by one, its order is made now."""
    view = await _own(callback_data.id, stage, batches)
    after = int(callback_data.arg) if callback_data.arg.isascii() and callback_data.arg.isdigit() else 0
    line = view.next_to_pay(after)
    if line is None:
        raise BadInput("bulk-all-paid")
    stage.beside()
    if line.watched:
        await stage.show_order(await fresh(line.watched, watch))
        return
    if await shop_is_closed(query, control):
        await closed(query, stage, control)
        return
    # Its screen has a place before it is confirmed: whatever dies after that, the payment screen comes there.
    await stage.show(order_screens.row_confirming(stage.i18n, line.row, view.batch.intent_id(line.row)))
    intent = await intents.settle(await batches.order(view.batch, line.row, stage.place), patience=PATIENCE)
    if intent:
        await stage.show_intent(intent)


async def expired_again(query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches) -> None:
    view = await _own(callback_data.id, stage, batches)
    await batches.again(view)
    await stage.show_batch(await _own(view.batch.id, stage, batches))


async def csv_asked(
    query: CallbackQuery, callback_data: BatchPress, stage: Stage, batches: Batches, partner: PartnerClient, shop: Shop
) -> None:
    view = await _own(callback_data.id, stage, batches)
    await stage.add_file(f"bulk-{view.batch.created_at:%Y%m%d-%H%M}.csv", batch_csv(shop, view, partner.now()))


async def _take_in(rows: Sequence[Row], stage: Stage, batches: Batches) -> None:
    """What was sent stays in the chat: the reseller may want to look at it again."""
    stage.ask(None)
    stage.beside()
    id = await batches.open(stage.chat_id, stage.i18n.locale, rows)
    await stage.show_batch(await _own(id, stage, batches))


async def _own(id: str, stage: Stage, batches: Batches) -> View:
    view = await batches.view(id)
    if view is None or view.batch.chat_id != stage.chat_id:
        raise BadInput("not-your-batch")
    return view
