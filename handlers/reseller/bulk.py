"""The bulk order: rows pasted or uploaded, one confirmation, and then the payments. Whose batch it is, is looked up."""

import io
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.batch import BatchRow, BatchView, Mode, Phase
from bot.orders.batches import Batches
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.telegram.context import Ask, ChatContext
from bot.ui.batch_input import MAX_FILE_SIZE, decode, parse_rows
from bot.ui.branding import Branding
from bot.ui.callback_data import BatchCallback, MenuCallback
from bot.ui.csv_files import batch_csv
from bot.ui.screens import order as order_screens
from bot.ui.screens.phrases import maintenance_text
from handlers.order import fresh
from handlers.purchase import PATIENCE, TYPED


def build() -> Router:
    router = Router(name="bulk")
    router.message.register(bulk_asked, Command("bulk"))
    router.callback_query.register(bulk_asked, MenuCallback.filter(F.target == "bulk"))
    router.message.register(rows_sent, F.document)
    router.message.register(rows_typed, StateFilter(Ask.bulk), TYPED)
    router.callback_query.register(opened, BatchCallback.filter(F.action.in_({"open", "page"})))
    router.callback_query.register(
        closed, BatchCallback.filter(F.action.in_({"confirm", "again", *Mode})), shop_is_closed
    )
    router.callback_query.register(confirmed, BatchCallback.filter(F.action == "confirm"))
    router.callback_query.register(ordered, BatchCallback.filter(F.action.in_(set(Mode))))
    router.callback_query.register(dropped, BatchCallback.filter(F.action == "drop"))
    router.callback_query.register(next_to_pay, BatchCallback.filter(F.action == "next"))
    router.callback_query.register(expired_again, BatchCallback.filter(F.action == "again"))
    router.callback_query.register(csv_asked, BatchCallback.filter(F.action == "csv"))
    return router


async def shop_is_closed(query: CallbackQuery, administration: Administration) -> bool:
    return await administration.maintenance() is not None


async def closed(query: CallbackQuery, context: ChatContext, administration: Administration) -> None:
    """What is ordered already goes on; the batch stays as it is and can be confirmed later."""
    context.beside()
    await context.say(maintenance_text(context.i18n, await administration.maintenance()))


async def bulk_asked(event: Message | CallbackQuery, context: ChatContext) -> None:
    context.ask("bulk")
    await context.show(await context.screen())


async def rows_typed(message: Message, context: ChatContext, batches: Batches) -> None:
    await _take_in(parse_rows(message.text or ""), context, batches)


async def rows_sent(message: Message, context: ChatContext, batches: Batches) -> None:
    """A file is a bulk order at any step: there is nothing else to send one for."""
    context.ask("bulk")
    if message.document is None or message.bot is None or (message.document.file_size or 0) > MAX_FILE_SIZE:
        raise UserError("bulk-not-text")
    content = await message.bot.download(message.document, io.BytesIO())
    await _take_in(parse_rows(decode(content.read() if content else b"")), context, batches)


async def opened(query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches) -> None:
    if callback_data.action == "page" and callback_data.arg.isascii() and callback_data.arg.isdigit():
        await _own(callback_data.id, context, batches)
        await batches.set_page(callback_data.id, int(callback_data.arg))
    await context.show_batch(await _own(callback_data.id, context, batches))


async def confirmed(query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches) -> None:
    view = await _own(callback_data.id, context, batches)
    if view.fine:
        await batches.turn(view.batch.id, Phase.READY, Phase.CONFIRMED)
    await context.show_batch(await _own(view.batch.id, context, batches))


async def ordered(query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches) -> None:
    view = await _own(callback_data.id, context, batches)
    await batches.turn(view.batch.id, Phase.CONFIRMED, Phase.ORDERING, Mode(callback_data.action))
    await context.show_batch(await _own(view.batch.id, context, batches))


async def dropped(query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches) -> None:
    """Before the first order only: what is ordered is cancelled order by order."""
    view = await _own(callback_data.id, context, batches)
    for phase in (Phase.CHECKING, Phase.READY, Phase.CONFIRMED):
        await batches.turn(view.batch.id, phase, Phase.DROPPED)
    await context.show_batch(await _own(view.batch.id, context, batches))


async def next_to_pay(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    batches: Batches,
    intents: Intents,
    watch: Watch,
    administration: Administration,
) -> None:
    """The payment screen of the next row, below; one by one, its order is made now."""
    view = await _own(callback_data.id, context, batches)
    after = int(callback_data.arg) if callback_data.arg.isascii() and callback_data.arg.isdigit() else 0
    line = view.next_to_pay(after)
    if line is None:
        raise UserError("bulk-all-paid")
    context.beside()
    if line.watched:
        await context.show_order(await fresh(line.watched, watch))
        return
    if await shop_is_closed(query, administration):
        await closed(query, context, administration)
        return
    # Its screen has a place before it is confirmed: whatever dies after that, the payment screen comes there.
    await context.show(order_screens.row_confirming(context.i18n, line.row, view.batch.intent_id(line.row)))
    intent = await intents.settle(await batches.order(view.batch, line.row, context.message_ref), patience=PATIENCE)
    if intent:
        await context.show_intent(intent)


async def expired_again(
    query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches
) -> None:
    view = await _own(callback_data.id, context, batches)
    await batches.again(view)
    await context.show_batch(await _own(view.batch.id, context, batches))


async def csv_asked(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    batches: Batches,
    partner: PartnerClient,
    branding: Branding,
) -> None:
    view = await _own(callback_data.id, context, batches)
    await context.add_file(f"bulk-{view.batch.created_at:%Y%m%d-%H%M}.csv", batch_csv(branding, view, partner.now()))


async def _take_in(rows: Sequence[BatchRow], context: ChatContext, batches: Batches) -> None:
    """What was sent stays in the chat: the reseller may want to look at it again."""
    context.ask(None)
    context.beside()
    id = await batches.open(context.chat_id, context.i18n.locale, rows)
    await context.show_batch(await _own(id, context, batches))


async def _own(id: str, context: ChatContext, batches: Batches) -> BatchView:
    view = await batches.view(id)
    if view is None or view.batch.chat_id != context.chat_id:
        raise UserError("not-your-batch")
    return view
