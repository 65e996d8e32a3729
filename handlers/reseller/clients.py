"""The client book: who owes the reseller what, payments marked and taken back, names and notes, and its CSV file."""

import asyncio

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.clock import to_ms
from bot.errors import UserError
from bot.orders import handles
from bot.orders.clients import MAX_NAME_LENGTH, MAX_NOTE_LENGTH, Book, Clients, clean_text, client_key
from bot.orders.history import History
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext, Draw
from bot.telegram.gateway import Gateway
from bot.ui.callback_data import ClientCallback, MenuCallback
from bot.ui.client_files import MAX_FILE_SIZE, book_csv, read_client_file
from bot.ui.screen import Screen
from bot.ui.screens import clients as screens
from handlers.filters import TYPED, Answers, Command

QUESTION_NAMES = ("name", "note", "file")


def build() -> Router:
    router = Router(name="clients")
    router.message.register(show_unpaid, Command("unpaid"))
    router.callback_query.register(show_unpaid, MenuCallback.filter(F.target == "unpaid"))
    router.message.register(cmd_client, Command("client"))
    router.callback_query.register(on_page, ClientCallback.filter(F.action == "page"))
    router.callback_query.register(on_list, ClientCallback.filter(F.action == "list"))
    router.callback_query.register(on_paid, ClientCallback.filter(F.action.in_({"paid", "all"})))
    router.callback_query.register(on_undo, ClientCallback.filter(F.action.in_({"undo", "unpaid"})))
    router.callback_query.register(on_join, ClientCallback.filter(F.action == "join"))
    router.callback_query.register(on_ask, ClientCallback.filter(F.action.in_(QUESTION_NAMES)))
    router.callback_query.register(send_csv, ClientCallback.filter(F.action == "csv"))
    router.message.register(on_name_typed, Answers("client-name"), TYPED)
    router.message.register(on_note_typed, Answers("client-note"), TYPED)
    router.message.register(on_file, Answers("client-file"), F.document)
    return router


async def draw_name(context: ChatContext, clients: Clients, about: str) -> Screen:
    return screens.ask(context.i18n, "name", _name(await clients.book(context.chat_id), about))


async def draw_note(context: ChatContext, clients: Clients, about: str) -> Screen:
    return screens.ask(context.i18n, "note", _name(await clients.book(context.chat_id), about))


async def draw_file(context: ChatContext) -> Screen:
    return screens.ask(context.i18n, "file")


QUESTIONS: dict[str, Draw] = {"client-name": draw_name, "client-note": draw_note, "client-file": draw_file}


def _name(book: Book, client: str) -> str:
    """The client's name; empty when it has no orders any more."""
    return next((entry.client for entry in book.entries if client_key(entry.client) == client), "")


async def show_unpaid(event: Message | CallbackQuery, context: ChatContext, clients: Clients) -> None:
    await context.show(screens.page(context.i18n, await clients.book(context.chat_id), "", 0))


async def cmd_client(
    message: Message, command: CommandObject, context: ChatContext, clients: Clients, history: History
) -> None:
    words = clean_text((command.args or "")[:64])
    book = await clients.book(context.chat_id)
    if not words:
        await context.show(screens.clients(context.i18n, book, 0))
        return
    names = book.find(words)
    if not names:  # the client of those who have received an order
        ids = {row.order.id for row in await history.find(context.chat_id, words, screens.MAX_CLIENTS_FOUND)}
        names = list(
            {client_key(entry.client): entry.client for entry in book.entries if entry.order_id in ids}.values()
        )
    if len(names) == 1:
        await context.show(screens.page(context.i18n, book, client_key(names[0]), 0))
    else:
        await context.show(screens.which(context.i18n, words, names))


async def on_page(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext, clients: Clients) -> None:
    book = await clients.book(context.chat_id)
    await context.show(screens.page(context.i18n, book, callback_data.client, max(0, callback_data.page)))


async def on_list(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext, clients: Clients) -> None:
    book = await clients.book(context.chat_id)
    await context.show(screens.clients(context.i18n, book, max(0, callback_data.page)))


async def on_paid(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext, clients: Clients) -> None:
    """Marks one order, or all of a page if the page is still as its reader has seen it."""
    client, number = callback_data.client, max(0, callback_data.page)
    if callback_data.action == "paid":
        ids = [await handles.resolve(clients.redis, clients.keys, callback_data.arg)]
    else:
        shown = screens.shown(await clients.book(context.chat_id), client, number)
        owed = [entry for entry in shown if entry.is_owed]
        ids = [entry.order_id for entry in owed] if screens.digest(owed) == callback_data.arg else []
    mark, count = await clients.settle(context.chat_id, ids)
    book = await clients.book(context.chat_id)
    if not count:  # this tap, or another one, may have marked them before
        settled = [entry for entry in book.entries if entry.settled]
        groups = [[entry for entry in settled if entry.at == at] for at in {entry.at for entry in settled}]
        one = callback_data.action == "paid"
        if one:
            groups = [[entry] for entry in settled if entry.order_id in ids]
        same = next((group for group in groups if one or screens.digest(group) == callback_data.arg), [])
        mark, count = (to_ms(same[0].at), len(same)) if same else (0, 0)
    screen = screens.page(context.i18n, book, client, number, mark if count else 0)
    sentence = context.i18n.get("marked", orders=count) if count else context.i18n.get("book-changed")
    await context.show(screen.saying(sentence))


async def on_undo(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext, clients: Clients) -> None:
    """Takes back what was marked together, or the mark of one order."""
    if callback_data.action == "unpaid":
        id = await handles.resolve(clients.redis, clients.keys, callback_data.arg)
        count = await clients.undo(context.chat_id, ids=[id])
    else:
        mark = callback_data.arg
        is_mark = mark.isascii() and mark.isdigit() and len(mark) <= 15
        count = await clients.undo(context.chat_id, mark=int(mark)) if is_mark else 0
    book = await clients.book(context.chat_id)
    screen = screens.page(context.i18n, book, callback_data.client, max(0, callback_data.page))
    sentence = context.i18n.get("unmarked", orders=count) if count else context.i18n.get("book-changed")
    await context.show(screen.saying(sentence))


async def on_ask(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext) -> None:
    match callback_data.action:
        case "name":
            context.ask("client-name", callback_data.client)
        case "note":
            context.ask("client-note", callback_data.client)
        case _:
            context.ask("client-file", callback_data.client)
    await context.show(await context.screen())


async def on_name_typed(message: Message, context: ChatContext, clients: Clients, about: str) -> None:
    """The name of another client joins the two, which is asked first."""
    name = clean_text(message.text or "")
    if not 0 < len(name) <= MAX_NAME_LENGTH:
        raise UserError("bad-client-name", most=MAX_NAME_LENGTH)
    book, other = await clients.book(context.chat_id), client_key(name)
    if other != about and _name(book, other) and _name(book, about):
        await context.show(screens.ask_to_join(context.i18n, book, about, other))
    else:
        await _rename(context, clients, book, about, name)


async def on_join(query: CallbackQuery, callback_data: ClientCallback, context: ChatContext, clients: Clients) -> None:
    book = await clients.book(context.chat_id)
    about = callback_data.client
    await _rename(context, clients, book, about, _name(book, callback_data.arg) or _name(book, about))


async def _rename(context: ChatContext, clients: Clients, book: Book, about: str, name: str) -> None:
    """Gives the name to every invoice and @name of the client."""
    former = _name(book, about)
    names = {entry.alias: name for entry in book.of(about).entries}
    notes = {} if book.note(name) or not former else {name: book.note(former)}
    await _write(context, clients, names, notes)
    await _show_client(context, clients, name)


async def on_note_typed(message: Message, context: ChatContext, clients: Clients, about: str) -> None:
    note = clean_text(message.text or "")
    if not 0 < len(note) <= MAX_NOTE_LENGTH:
        raise UserError("bad-client-note", most=MAX_NOTE_LENGTH)
    if name := _name(await clients.book(context.chat_id), about):
        await _write(context, clients, {}, {name: "" if note == "-" else note})
    await _show_client(context, clients, name)


async def _write(context: ChatContext, clients: Clients, names: dict[str, str], notes: dict[str, str]) -> None:
    if await clients.write(context.chat_id, names, notes):
        raise UserError("book-names-full")


async def _show_client(context: ChatContext, clients: Clients, name: str) -> None:
    context.close_question()
    await context.show(screens.page(context.i18n, await clients.book(context.chat_id), client_key(name), 0))


async def send_csv(query: CallbackQuery, context: ChatContext, clients: Clients, partner: PartnerClient) -> None:
    book = await clients.book(context.chat_id)
    content = await asyncio.to_thread(book_csv, book)
    await context.send_file(f"clients-{partner.now():%Y%m%d-%H%M}.csv", content)


async def on_file(message: Message, context: ChatContext, clients: Clients, gateway: Gateway) -> None:
    context.keep_typed()  # a refused file stays, and the answer stands below it
    document = message.document
    if document is None or (document.file_size or 0) > MAX_FILE_SIZE:
        raise UserError("bad-book-file")
    await take_file(await gateway.download(document), context, clients)


async def take_file(content: bytes, context: ChatContext, clients: Clients) -> None:
    """Takes names, notes and payments from a file. Sending the same file once more changes nothing. A question that
    asks for something else stays open."""
    book = await clients.book(context.chat_id)
    found = await read_client_file(content, book)
    await _write(context, clients, found.names, found.notes)
    _, paid = await clients.settle(context.chat_id, found.paid)
    sentence = screens.taken(context.i18n, found, paid)
    if context.question and context.question.name not in ("bulk", "client-file"):
        await context.say(sentence)
        return
    context.close_question()
    context.keep_message()
    await context.show(screens.clients(context.i18n, await clients.book(context.chat_id), 0).saying(sentence))
