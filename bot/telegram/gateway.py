"""Sends and edits messages: a screen replaces the chat's last one, and is sent as a new message only if it must be."""

import asyncio
import contextlib
import io
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    Document,
    FSInputFile,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiohttp import ClientError

from bot.errors import UserError
from bot.notifications.models import MessageRef
from bot.telegram.screen_calls import (
    EditCall,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendCall,
    SendMessage,
    SendPhoto,
)
from bot.ui.screen import Picture, Screen
from bot.ui.screens.cards import Card

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

UPLOAD_TIMEOUT = 120
"""Seconds for the upload of a file."""

DOWNLOAD_TIMEOUT = 15
"""Seconds for the download of a file: less than HANDLING_TIMEOUT."""

# Parts of the Bot API's error messages: it has no error codes for these.
NOT_MODIFIED = "message is not modified"
REFUSED_URL = ("unsupported url protocol", "button_url_invalid")

T = TypeVar("T")


class Gateway:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def put(self, chat_id: int, message_ref: MessageRef | None, screen: Screen) -> MessageRef:
        """Shows the screen in that message, else in a new one; returns its message. Raises TelegramAPIError."""
        try:
            return await self._put(chat_id, message_ref, screen)
        except TelegramBadRequest as error:
            if screen.picture is None:
                raise
            log.warning("picture refused", error=error.message)
            return await self._put(chat_id, message_ref, Screen(screen.text, screen.rows))

    async def send(self, chat_id: int, screen: Screen, *, silent: bool = False, topic: int | None = None) -> MessageRef:
        """Sends a new message, in that topic of a forum. A refused effect is left out. Raises TelegramAPIError."""
        send = partial(self._send, chat_id, screen, disable_notification=silent, message_thread_id=topic)
        if screen.effect is None or chat_id < 0:
            return await _accepted(send)
        try:
            return await _accepted(partial(send, message_effect_id=screen.effect))
        except TelegramBadRequest as error:
            log.warning("message effect refused", error=error.message)
            return await _accepted(send)

    async def send_file(self, chat_id: int, name: str, content: bytes | Path) -> None:
        """Sends a file as a message of its own. Raises TelegramAPIError."""
        file = BufferedInputFile(content, name) if isinstance(content, bytes) else FSInputFile(content, name)
        await self._bot.send_document(chat_id, file, request_timeout=UPLOAD_TIMEOUT)

    async def names(self, people: Iterable[int]) -> dict[int, str]:
        """The names of those who have started the bot; the others' are "". Raises TelegramAPIError."""
        ids = list(people)
        return dict(zip(ids, await asyncio.gather(*map(self._name, ids)), strict=True))

    async def _name(self, user_id: int) -> str:
        with contextlib.suppress(TelegramBadRequest, TelegramForbiddenError):
            return (await self._bot.get_chat(user_id)).full_name
        return ""

    async def download(self, document: Document) -> bytes:
        """Raises UserError: file-not-fetched."""
        content = io.BytesIO()
        try:
            await self._bot.download(document, content, timeout=DOWNLOAD_TIMEOUT)
        except (AiogramError, ClientError, OSError, RuntimeError) as error:  # uvloop raises RuntimeError
            log.warning("file is not fetched", error=type(error).__name__)  # its message may have the address
            raise UserError("file-not-fetched") from None
        return content.getvalue()

    async def remove(self, chat_id: int, message_id: int) -> bool:
        """Deletes a message, or removes its buttons if that is refused: False. No TelegramAPIError is raised."""
        try:
            return await self._bot.delete_message(chat_id, message_id)
        except TelegramAPIError:
            with contextlib.suppress(TelegramAPIError):
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)
            return False

    async def send_keyboard(self, chat_id: int, text: str, keyboard: ReplyKeyboardMarkup) -> int:
        """Sends a message with a reply keyboard; returns its id. Raises TelegramAPIError."""
        return (await self._bot.send_message(chat_id, text, reply_markup=keyboard)).message_id

    async def remove_keyboard(self, chat_id: int, message_id: int) -> bool:
        """Removes a reply keyboard by a message that is deleted at once (no call does that without a message), and
        deletes the message that has brought it. False: the keyboard stays. No TelegramAPIError is raised."""
        is_removed = False
        with contextlib.suppress(TelegramAPIError):
            gone = await self._bot.send_message(chat_id, "…", reply_markup=ReplyKeyboardRemove())
            is_removed = True
            await self._bot.delete_message(chat_id, gone.message_id)
        await self.remove(chat_id, message_id)
        return is_removed

    async def edit(self, chat_id: int, message_ref: MessageRef, screen: Screen) -> MessageRef:
        """Edits a message and never sends a new one; returns its new ref. Raises TelegramAPIError."""
        try:
            await _accepted(partial(self._edit, chat_id, message_ref, screen))
        except TelegramBadRequest as error:
            if NOT_MODIFIED not in error.message.lower():
                raise
        return MessageRef(message_id=message_ref.message_id, picture=screen.picture.key if screen.picture else None)

    async def close(self, chat_id: int, message_ref: MessageRef, screen: Screen) -> None:
        """Edits a message that a new one replaces, and removes one that cannot be edited. Raises TelegramAPIError."""
        try:
            await self.edit(chat_id, message_ref, screen)
        except TelegramBadRequest as error:
            log.info("edit refused, removing the message", error=error.message)
            await self.remove(chat_id, message_ref.message_id)

    # In other chats

    async def offer(self, query_id: str, cards: Sequence[Card], *, cache_seconds: int) -> None:
        """Answers an inline query; the answer is only for the person who asked. Raises TelegramAPIError."""

        async def answer(*schemes: str) -> None:
            results: list[InlineQueryResultUnion] = [_article(card, *schemes) for card in cards]
            await self._bot.answer_inline_query(query_id, results, cache_time=cache_seconds, is_personal=True)

        await _accepted(answer)

    async def redraw(self, inline_id: str, screen: Screen) -> None:
        """Edits a card in another chat, and ignores a card that no longer exists. Raises TelegramAPIError."""

        async def edit(*schemes: str) -> None:
            keyboard = InlineKeyboardMarkup.model_validate(screen.without_links(*schemes).keyboard)
            await self._bot.edit_message_text(
                screen.text, inline_message_id=inline_id, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )

        try:
            await _accepted(edit)
        except TelegramBadRequest as error:
            if NOT_MODIFIED not in error.message.lower():
                log.info("card is out of reach", error=error.message)
        except TelegramForbiddenError as error:  # it does not mean that the order's own chat is blocked
            log.info("card is out of reach", error=error.message)

    # The Bot API

    async def _send(self, chat_id: int, screen: Screen, *schemes: str, **options: Any) -> MessageRef:
        keyboard, picture = screen.without_links(*schemes).keyboard, screen.picture
        call: SendCall = (
            SendPhoto(chat_id=chat_id, photo=_file(picture), caption=screen.text, reply_markup=keyboard, **options)
            if picture
            else SendMessage(chat_id=chat_id, text=screen.text, reply_markup=keyboard, **options)
        )
        message = await self._bot(call)
        return MessageRef(message_id=message.message_id, picture=picture.key if picture else None)

    async def _put(self, chat_id: int, message_ref: MessageRef | None, screen: Screen) -> MessageRef:
        if message_ref is None:
            return await self.send(chat_id, screen)
        if message_ref.picture and screen.picture is None:  # a photo cannot become text
            new = await self.send(chat_id, screen)
            await self.remove(chat_id, message_ref.message_id)
            return new
        try:
            return await self.edit(chat_id, message_ref, screen)
        except TelegramBadRequest as error:  # if the screen itself is wrong, `send` fails as well
            log.info("edit refused, sending a new message", error=error.message)
            return await self.send(chat_id, screen)

    async def _edit(self, chat_id: int, message_ref: MessageRef, screen: Screen, *schemes: str) -> None:
        where = {"chat_id": chat_id, "message_id": message_ref.message_id}
        keyboard = screen.without_links(*schemes).keyboard
        call: EditCall
        if screen.picture is None:
            call = EditMessageText(text=screen.text, reply_markup=keyboard, **where)
        elif message_ref.picture == screen.picture.key:
            call = EditMessageCaption(caption=screen.text, reply_markup=keyboard, **where)
        else:
            call = EditMessageMedia.of(_file(screen.picture), screen.text, reply_markup=keyboard, **where)
        await self._bot(call)


async def _accepted(call: Callable[..., Awaitable[T]]) -> T:
    """Calls with the schemes whose links are left out: with none, and if the message is refused for a link, with ton:,
    which some Bot API servers refuse, then with all. Nothing of it is kept: a refusal concerns that message."""
    for schemes in ((), ("ton:",)):
        try:
            return await call(*schemes)
        except TelegramBadRequest as error:
            if not any(words in error.message.lower() for words in REFUSED_URL):
                raise
            log.warning("link refused", left_out=schemes)  # the message may have the link, with a customer's words
    return await call("ton:", "http")


def _article(card: Card, *schemes: str) -> InlineQueryResultArticle:
    screen = card.screen.without_links(*schemes)
    return InlineQueryResultArticle(
        id=card.id,
        title=card.title,
        description=card.hint,
        input_message_content=InputTextMessageContent(message_text=screen.text, link_preview_options=NO_PREVIEW),
        reply_markup=InlineKeyboardMarkup.model_validate(screen.keyboard),
    )


def _file(picture: Picture) -> BufferedInputFile:
    return BufferedInputFile(picture.png, f"{picture.key.replace(':', '-')}.png")
