"""Sends and edits messages: a screen replaces the chat's last one, and is sent as a new message only if it must be."""

import contextlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BufferedInputFile,
    FSInputFile,
    InlineQueryResultArticle,
    InlineQueryResultUnion,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from bot.notifications.models import MessageRef
from bot.ui.screen import Picture, Screen
from bot.ui.screens.cards import Card

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

UPLOAD_TIMEOUT = 120
"""Seconds for the upload of a file."""

# Parts of the Bot API's error messages: it has no error codes for these.
NOT_MODIFIED = "message is not modified"
REFUSED_URL = ("unsupported url protocol", "button_url_invalid")


class Gateway:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._wallet_links = True
        self._effects = True

    async def put(self, chat_id: int, message_ref: MessageRef | None, screen: Screen) -> MessageRef:
        """Shows the screen in that message, else in a new one; returns its message. Raises TelegramAPIError."""
        screen = self._showable(screen)
        try:
            return await self._put(chat_id, message_ref, screen)
        except TelegramBadRequest as error:
            if self._refuses_wallets(error):
                return await self.put(chat_id, message_ref, screen)
            if screen.picture is None:
                raise
            log.warning("picture refused", error=error.message)
            return await self._put(chat_id, message_ref, Screen(screen.text, screen.rows))

    async def send(self, chat_id: int, screen: Screen, *, silent: bool = False, topic: int | None = None) -> MessageRef:
        """Sends a new message, in that topic of a forum. A refused effect is left out, and not tried again by this
        process. Raises TelegramAPIError."""
        effect = screen.effect if self._effects and chat_id > 0 else None
        send = partial(self._send, chat_id, screen, disable_notification=silent, message_thread_id=topic)
        if effect is None:
            return await send()
        try:
            return await send(message_effect_id=effect)
        except TelegramBadRequest as error:
            message_ref = await send()
            log.warning("message effect refused", error=error.message)
            self._effects = False
            return message_ref

    async def send_file(self, chat_id: int, name: str, content: bytes | Path) -> None:
        """Sends a file as a message of its own. Raises TelegramAPIError."""
        file = BufferedInputFile(content, name) if isinstance(content, bytes) else FSInputFile(content, name)
        await self._bot.send_document(chat_id, file, request_timeout=UPLOAD_TIMEOUT)

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Deletes a message, or removes its buttons if that is refused. No TelegramAPIError is raised."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramAPIError:
            with contextlib.suppress(TelegramAPIError):
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)

    async def edit(self, chat_id: int, message_ref: MessageRef, screen: Screen) -> MessageRef:
        """Edits a message and never sends a new one; returns its new ref. Raises TelegramAPIError."""
        screen = self._showable(screen)
        try:
            await self._edit(chat_id, message_ref, screen)
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

    def _showable(self, screen: Screen) -> Screen:
        return screen if self._wallet_links else screen.without_scheme("ton:")

    def _refuses_wallets(self, error: TelegramBadRequest) -> bool:
        """Whether the server refused a ton:// link, as some Bot API servers do. Later screens have none."""
        if not self._wallet_links or not any(words in error.message.lower() for words in REFUSED_URL):
            return False
        log.warning("this server takes no ton:// links")
        self._wallet_links = False
        return True

    # In other chats

    async def offer(self, query_id: str, cards: Sequence[Card], *, cache_seconds: int) -> None:
        """Answers an inline query; the answer is only for the person who asked. Raises TelegramAPIError."""
        results: list[InlineQueryResultUnion] = [self._article(card) for card in cards]
        try:
            await self._bot.answer_inline_query(query_id, results, cache_time=cache_seconds, is_personal=True)
        except TelegramBadRequest as error:
            if not self._refuses_wallets(error):
                raise
            await self.offer(query_id, cards, cache_seconds=cache_seconds)

    async def redraw(self, inline_id: str, screen: Screen) -> None:
        """Edits a card in another chat, and ignores a card that no longer exists. Raises TelegramAPIError."""
        shown = self._showable(screen)
        try:
            await self._bot.edit_message_text(
                shown.text, inline_message_id=inline_id, reply_markup=shown.keyboard, link_preview_options=NO_PREVIEW
            )
        except TelegramBadRequest as error:
            if self._refuses_wallets(error):
                await self.redraw(inline_id, screen)
            elif NOT_MODIFIED not in error.message.lower():
                log.info("card is out of reach", error=error.message)
        except TelegramForbiddenError as error:  # it does not mean that the order's own chat is blocked
            log.info("card is out of reach", error=error.message)

    def _article(self, card: Card) -> InlineQueryResultArticle:
        screen = self._showable(card.screen)
        return InlineQueryResultArticle(
            id=card.id,
            title=card.title,
            description=card.hint,
            input_message_content=InputTextMessageContent(message_text=screen.text, link_preview_options=NO_PREVIEW),
            reply_markup=screen.keyboard,
        )

    # The Bot API

    async def _send(self, chat_id: int, screen: Screen, **options: Any) -> MessageRef:
        bot, keyboard, picture = self._bot, screen.keyboard, screen.picture
        if picture is None:
            message = await bot.send_message(
                chat_id, screen.text, reply_markup=keyboard, link_preview_options=NO_PREVIEW, **options
            )
            return MessageRef(message_id=message.message_id)
        message = await bot.send_photo(chat_id, _file(picture), caption=screen.text, reply_markup=keyboard, **options)
        return MessageRef(message_id=message.message_id, picture=picture.key)

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

    async def _edit(self, chat_id: int, message_ref: MessageRef, screen: Screen) -> None:
        bot, id, keyboard = self._bot, message_ref.message_id, screen.keyboard
        if screen.picture is None:
            await bot.edit_message_text(
                screen.text, chat_id=chat_id, message_id=id, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )
        elif message_ref.picture == screen.picture.key:
            await bot.edit_message_caption(chat_id=chat_id, message_id=id, caption=screen.text, reply_markup=keyboard)
        else:
            media = InputMediaPhoto(media=_file(screen.picture), caption=screen.text)
            await bot.edit_message_media(media, chat_id=chat_id, message_id=id, reply_markup=keyboard)


def _file(picture: Picture) -> BufferedInputFile:
    return BufferedInputFile(picture.png, f"{picture.key.replace(':', '-')}.png")
