"""The bulk order: rows are pasted or uploaded, confirmed once, and paid. `find_own_batch` checks whose batch it is."""

import asyncio
from decimal import Decimal

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.operations.administration import Administration
from bot.orders.batch import GONE, Batch, BatchLine, BatchView, Filter, Mode, Phase
from bot.orders.batches import Batches
from bot.orders.clients import Clients
from bot.orders.draft import Step
from bot.orders.intents import Intents
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext
from bot.telegram.gateway import Gateway
from bot.telegram.order_messages import OrderMessages
from bot.ui.batch_columns import column_words, count_names
from bot.ui.batch_input import parse_rows, rows_of_file
from bot.ui.callback_data import BatchCallback, MenuCallback
from bot.ui.client_files import is_client_file
from bot.ui.csv_files import batch_csv
from bot.ui.i18n import Languages
from bot.ui.screen import Screen
from bot.ui.screens import bulk as screens
from bot.ui.screens import order as order_screens
from bot.ui.screens.phrases import maintenance_text, money
from bot.ui.spreadsheets import MAX_FILE_SIZE, read_file
from handlers.filters import TYPED, Answers, Command, page_of
from handlers.order import check_order
from handlers.purchase.confirm import SETTLE_TIMEOUT
from handlers.reseller.clients import take_file

CLOSED_IN_MAINTENANCE = {"confirm", "again", *Mode}
"""The buttons that are closed during maintenance. "Next" is open: it may lead to an order that exists."""

TABLE_BUTTONS = {"open", "back", "page", "filter", "repeated", "drop"}
"""The buttons that order nothing. Then the batch is shown, as after those that order."""


def build() -> Router:
    router = Router(name="bulk")
    router.message.register(show_bulk, Command("bulk"))
    router.callback_query.register(show_bulk, MenuCallback.filter(F.target == "bulk"))
    router.message.register(create_batch, F.document)
    router.message.register(create_batch, Answers("bulk"), TYPED)
    router.callback_query.register(
        on_maintenance, BatchCallback.filter(F.action.in_(CLOSED_IN_MAINTENANCE)), is_in_maintenance
    )
    router.callback_query.register(show_row, BatchCallback.filter((F.action == "again") & F.arg), find_own_batch)
    router.callback_query.register(on_table_button, BatchCallback.filter(F.action.in_(TABLE_BUTTONS)), find_own_batch)
    router.callback_query.register(
        on_order_button, BatchCallback.filter(F.action.in_(CLOSED_IN_MAINTENANCE)), find_own_batch
    )
    router.callback_query.register(show_row, BatchCallback.filter(F.action == "next"), find_own_batch)
    router.callback_query.register(on_csv, BatchCallback.filter(F.action == "csv"), find_own_batch)
    return router


async def draw_bulk(context: ChatContext, batches: Batches) -> Screen:
    earlier = await batches.of_chat(context.chat_id, 4 * screens.MAX_EARLIER_BATCHES)
    return screens.prompt(context.i18n, list(filter(_is_worth_a_button, earlier))[: screens.MAX_EARLIER_BATCHES])


def _is_worth_a_button(batch: Batch) -> bool:
    """Neither cancelled nor without a row that can be ordered."""
    return batch.phase is not Phase.DROPPED and any(row.problem is None for row in batch.rows)


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


async def create_batch(
    message: Message,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
    prices: PriceCache,
    languages: Languages,
    gateway: Gateway,
    clients: Clients,
) -> None:
    """Takes typed rows, and a file at any step, also that of the client book. The message stays in the chat, so that
    the reseller can read the rows again, and the answer stands below it."""
    if message.document and context.question is None and context.draft.step is Step.HOME:
        context.ask("bulk")  # shown again below the reason if the file is refused
    context.keep_typed()
    words = await asyncio.to_thread(column_words, languages)
    if message.document:
        if (message.document.file_size or 0) > MAX_FILE_SIZE:
            raise UserError("bulk-too-large")
        file = await gateway.download(message.document)
        content = await read_file(file, lambda text: count_names(text, words))
        if is_client_file(content):
            await take_file(file, context, clients)
            return
        sheet, rows, hidden = rows_of_file(content, words)
    else:
        sheet, rows, hidden = "", parse_rows(message.text or "", words), 0
    if context.question and context.question.name == "bulk":
        context.close_question()
    context.keep_message()
    terms = context.chat_state.profile.terms(await prices.usd(Decimal(1)))
    sent = f"{message.message_id}:{message.date.timestamp():.0f}"
    id = await batches.create(
        context.chat_id, context.i18n.locale, rows, terms, sheet=sheet, hidden=hidden, message=sent
    )
    if view := await batches.get(id):
        await order_messages.show_batch(view, context)


async def find_own_batch(
    query: CallbackQuery, callback_data: BatchCallback, context: ChatContext, batches: Batches
) -> dict[str, BatchView]:
    """Gives the button's batch as `view`. Raises UserError: not-your-batch."""
    view = await batches.get(callback_data.id)
    if view is None or view.batch.chat_id != context.chat_id:
        raise UserError("not-your-batch")
    return {"view": view}


async def on_table_button(
    query: CallbackQuery,
    callback_data: BatchCallback,
    view: BatchView,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
) -> None:
    id = view.batch.id
    match callback_data.action:
        case "page":
            await batches.set_page(id, page_of(callback_data.arg))
        case "filter":
            await batches.set_filter(id, next((kind for kind in Filter if kind == callback_data.arg), None))
        case "repeated" if view.batch.phase is Phase.READY:
            await batches.include_repeated(view)
        case "back":
            await batches.close_again(id)
        case "drop":
            await batches.drop(id)
    await order_messages.show_batch(await batches.get(id) or view, context)


async def on_order_button(
    query: CallbackQuery,
    callback_data: BatchCallback,
    view: BatchView,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
    intents: Intents,
) -> None:
    """Takes the next step towards the orders of the batch, if the daily limit allows them, and shows the batch."""
    id = view.batch.id
    left = await intents.left_today(context.chat_id)
    is_order = callback_data.action == "confirm" or (callback_data.action in {*Mode} and view.again)
    if is_order and left is not None and left < view.estimate_ton:
        await order_messages.show_batch(view, context, _limit_text(context, left))
        return
    match callback_data.action:
        case Mode.ONE | Mode.ALL if view.again:
            if all(row.estimate is not None for row in view.again):
                await batches.repeat(view, view.again, Mode(callback_data.action))
        case "confirm" | Mode.ONE | Mode.ALL if await batches.leave_out_repeated(id):
            await batches.change_phase(id, Phase.CONFIRMED, Phase.READY)
        case "confirm" if view.valid_lines:
            await batches.change_phase(id, Phase.READY, Phase.CONFIRMED)
        case Mode.ONE | Mode.ALL:
            await batches.change_phase(id, Phase.CONFIRMED, Phase.ORDERING, Mode(callback_data.action))
        case "again":
            await batches.ask_again(view)
    await order_messages.show_batch(await batches.get(id) or view, context)


async def show_row(
    query: CallbackQuery,
    callback_data: BatchCallback,
    view: BatchView,
    context: ChatContext,
    order_messages: OrderMessages,
    batches: Batches,
    intents: Intents,
    watch: Watch,
    administration: Administration,
) -> None:
    """Shows the order of the button's row in a new message; a row without an order is ordered first."""
    view, line = await _find_row(callback_data, view, batches)
    context.keep_message()
    if line.watched:
        await order_messages.show(await check_order(line.watched, watch), context)
        return
    if await is_in_maintenance(query, administration):
        await on_maintenance(query, context, administration)
        return
    # The intent stores this message, so that the payment screen appears in it even if this process dies now.
    intent_id = view.batch.intent_id(line.row)
    await context.show(order_screens.row_confirming(context.i18n, line.row, intent_id))
    if not await batches.confirm_row(view.batch, line.row, context.message_ref):
        left = await intents.left_today(context.chat_id) or Decimal(0)
        await order_messages.show_batch(view, context, _limit_text(context, left))
        return
    intent = await intents.settle(intent_id, timeout=SETTLE_TIMEOUT)
    if intent:
        await order_messages.show_intent(intent, context)


def _limit_text(context: ChatContext, left: Decimal) -> str:
    return context.i18n.get("bulk-limit", left=money(context.i18n, left))


async def _find_row(callback_data: BatchCallback, view: BatchView, batches: Batches) -> tuple[BatchView, BatchLine]:
    """The next row to pay; or with "again" that row, whose order, if it is over, is made again, once: its next round.

    Raises UserError: bulk-all-paid, not-your-batch.
    """
    number = page_of(callback_data.arg)
    line = view.next_to_pay(number) if callback_data.action == "next" else view.line(number)
    if callback_data.action == "again" and line and line.watched and line.state in GONE:
        await batches.repeat(view, [line.row])
        view = await batches.get(view.batch.id) or view
        line = view.line(number)
    if line is None:
        raise UserError("bulk-all-paid" if callback_data.action == "next" else "not-your-batch")
    return view, line


async def on_csv(query: CallbackQuery, view: BatchView, context: ChatContext, partner: PartnerClient) -> None:
    content = batch_csv(context.i18n.branding, view, partner.now(), partner.skew)
    await context.send_file(f"bulk-{view.batch.created_at:%Y%m%d-%H%M}.csv", content)
