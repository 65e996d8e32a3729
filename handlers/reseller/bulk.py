"""The bulk order: rows are pasted or uploaded, confirmed once, and paid. Handlers check whose batch it is."""

import io
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.batch import BatchRow, BatchView, Mode, Phase
from bot.orders.batches import Batches
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.batch_input import MAX_FILE_SIZE, decode, parse_rows
from bot.ui.callback_data import BatchCallback, MenuCallback
from bot.ui.csv_files import batch_csv
from bot.ui.screen import Screen
from bot.ui.screens import bulk as screens
from bot.ui.screens import order as order_screens
from bot.ui.screens.phrases import maintenance_text
from handlers.filters import TYPED, Answers, page_of
from handlers.order import check_order
from handlers.purchase import SETTLE_TIMEOUT


def build() -> Router:
    router = Router(name="bulk")
    router.message.register(show_bulk, Command("bulk", ignore_case=True))
    router.callback_query.register(show_bulk, MenuCallback.filter(F.target == "bulk"))
    router.message.register(on_file, F.document)
    router.message.register(on_rows_typed, Answers("bulk"), TYPED)
    router.callback_query.register(on_open, BatchCallback.filter(F.action.in_({"open", "page"})))
    router.callback_query.register(
        on_maintenance, BatchCallback.filter(F.action.in_({"confirm", "again", *Mode})), is_in_maintenance
    )
    router.callback_query.register(on_confirm, BatchCallback.filter(F.action == "confirm"))
    router.callback_query.register(on_order, BatchCallback.filter(F.action.in_(set(Mode))))
    router.callback_query.register(on_drop, BatchCallback.filter(F.action == "drop"))
    router.callback_query.register(on_next, BatchCallback.filter(F.action == "next"))
    router.callback_query.register(on_repeat_expired, BatchCallback.filter(F.action == "again"))
    router.callback_query.register(on_csv, BatchCallback.filter(F.action == "csv"))
    return router


async def draw_bulk(context: ChatContext, batches: Batches) -> Screen:
    return screens.prompt(context.i18n, await batches.of_chat(context.chat_id, screens.MAX_EARLIER_BATCHES))


QUESTIONS = {"bulk": draw_bulk}


async def is_in_maintenance(query: CallbackQuery, administration: Administration) -> bool:
    return await administration.maintenance() is not None


async def on_maintenance(query: CallbackQuery, context: ChatContext, administration: Administration) -> None:
    """Says that the shop is closed. The batch stays as it is and can be confirmed later."""
    context.keep_message()
    await context.say(maintenance_text(context.i18n, await administration.maintenance()))


async def show_bulk(event: Message | CallbackQuery, context: ChatContext) -> None:
    context.ask("bulk")
    await context.show(await context.screen())


async def on_rows_typed(
    message: Message, context: ChatContext, order_messages: OrderMessages, batches: Batches
) -> None:
    await _open_batch(parse_rows(message.text or ""), context, order_messages, batches)


async def on_file(message: Message, context: ChatContext, order_messages: OrderMessages, batches: Batches) -> None:
    """A file is a bulk order at any step, because no other question takes a file."""
    context.ask("bulk")
    if message.document is None or message.bot is None or (message.document.file_size or 0) > MAX_FILE_SIZE:
        raise UserError("bulk-not-text")
    content = await message.bot.download(message.document, io.BytesIO())
    await _open_batch(parse_rows(decode(content.read() if content else b"")), context, order_messages, batches)


async def on_open(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    if callback_data.action == "page" and callback_data.arg.isascii() and callback_data.arg.isdigit():
        await find_own_batch(callback_data.id, context, batches)
        await batches.set_page(callback_data.id, int(callback_data.arg))
    await order_messages.show_batch(await find_own_batch(callback_data.id, context, batches), context)


async def on_confirm(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    view = await find_own_batch(callback_data.id, context, batches)
    if view.valid_lines:
        await batches.change_phase(view.batch.id, Phase.READY, Phase.CONFIRMED)
    await order_messages.show_batch(await find_own_batch(view.batch.id, context, batches), context)


async def on_order(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    view = await find_own_batch(callback_data.id, context, batches)
    await batches.change_phase(view.batch.id, Phase.CONFIRMED, Phase.ORDERING, Mode(callback_data.action))
    await order_messages.show_batch(await find_own_batch(view.batch.id, context, batches), context)


async def on_drop(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    """Drops a batch that has no orders yet."""
    view = await find_own_batch(callback_data.id, context, batches)
    for phase in (Phase.CHECKING, Phase.READY, Phase.CONFIRMED):
        await batches.change_phase(view.batch.id, phase, Phase.DROPPED)
    await order_messages.show_batch(await find_own_batch(view.batch.id, context, batches), context)


async def on_next(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
    intents: Intents,
    watch: Watch,
    administration: Administration,
) -> None:
    """Shows the payment screen of the next row in a new message; in the mode "one by one" it orders the row first."""
    view = await find_own_batch(callback_data.id, context, batches)
    line = view.next_to_pay(page_of(callback_data.arg))
    if line is None:
        raise UserError("bulk-all-paid")
    context.keep_message()
    if line.watched:
        await order_messages.show(await check_order(line.watched, watch), context)
        return
    if await is_in_maintenance(query, administration):
        await on_maintenance(query, context, administration)
        return
    # The intent stores this message, so that the payment screen appears in it even if this process dies now.
    await context.show(order_screens.row_confirming(context.i18n, line.row, view.batch.intent_id(line.row)))
    await batches.confirm_row(view.batch, line.row, context.message_ref)
    intent = await intents.settle(view.batch.intent_id(line.row), timeout=SETTLE_TIMEOUT)
    if intent:
        await order_messages.show_intent(intent, context)


async def on_repeat_expired(
    query: CallbackQuery,
    callback_data: BatchCallback,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    view = await find_own_batch(callback_data.id, context, batches)
    await batches.repeat_expired(view)
    await order_messages.show_batch(await find_own_batch(view.batch.id, context, batches), context)


async def on_csv(
    query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches, partner: PartnerClient
) -> None:
    view = await find_own_batch(callback_data.id, context, batches)
    await context.send_file(
        f"bulk-{view.batch.created_at:%Y%m%d-%H%M}.csv", batch_csv(context.i18n.branding, view, partner.now())
    )


async def _open_batch(
    rows: Sequence[BatchRow], context: ChatContext, order_messages: OrderMessages, batches: Batches
) -> None:
    """Opens a batch. The sent rows stay in the chat, so that the reseller can read them again."""
    context.close_question()
    context.keep_message()
    id = await batches.create(context.chat_id, context.i18n.locale, rows)
    await order_messages.show_batch(await find_own_batch(id, context, batches), context)


async def find_own_batch(id: str, context: ChatContext, batches: Batches) -> BatchView:
    view = await batches.get(id)
    if view is None or view.batch.chat_id != context.chat_id:
        raise UserError("not-your-batch")
    return view
