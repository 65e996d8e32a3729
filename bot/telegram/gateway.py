"""The only place that edits or sends. A screen goes where the last one stood; it is sent anew only where it must be."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

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
from aiogram_i18n import I18nContext

from bot.notifications.alerts import Alerts
from bot.notifications.models import MessageRef
from bot.orders.batch import BatchView
from bot.orders.models import WatchedOrder
from bot.orders.schedule import CountdownSchedule
from bot.orders.watch import Watch
from bot.partner.models import OrderStatus
from bot.ui.branding import Branding
from bot.ui.screen import Picture, Screen
from bot.ui.screens import bulk, pay
from bot.ui.screens import order as order_screens
from bot.ui.screens.cards import Card

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

LONGEST_CAPTION = 1024

UPLOAD = 120
"""Seconds that a file may take."""

# What the Bot API says, in its own words, since it gives no codes.
_SAME = "message is not modified"
_SCHEME = ("unsupported url protocol", "button_url_invalid")


class Gateway:
    def __init__(self, bot: Bot, branding: Branding, watch: Watch, ticks: CountdownSchedule, alerts: Alerts) -> None:
        self._bot = bot
        self._branding = branding
        self._watch = watch
        self._ticks = ticks
        self._alerts = alerts
        self._wallet_scheme = True

    async def put(self, chat_id: int, message_ref: MessageRef | None, screen: Screen) -> MessageRef:
        """Shows the screen there, else in a new message; returns where it stands now. Raises TelegramAPIError."""
        screen = self._showable(screen)
        try:
            return await self._put(chat_id, message_ref, screen)
        except TelegramBadRequest as error:
            if self._refuses_wallets(error):
                return await self.put(chat_id, message_ref, screen)
            if screen.picture is None:
                raise
            log.warning("picture not taken", error=error.message)
            return await self._put(chat_id, message_ref, Screen(screen.text, screen.rows))

    async def send(self, chat_id: int, screen: Screen, *, silent: bool = False, topic: int | None = None) -> MessageRef:
        """A new message, in that topic of the chat if one is given. Raises TelegramAPIError."""
        if screen.picture is None:
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                reply_markup=screen.keyboard,
                link_preview_options=NO_PREVIEW,
                disable_notification=silent,
                message_thread_id=topic,
            )
            return MessageRef(message_id=message.message_id)
        message = await self._bot.send_photo(
            chat_id,
            _file(screen.picture),
            caption=screen.text,
            reply_markup=screen.keyboard,
            disable_notification=silent,
            message_thread_id=topic,
        )
        return MessageRef(message_id=message.message_id, picture=screen.picture.key)

    async def send_file(self, chat_id: int, name: str, content: bytes | Path) -> None:
        """A file, in a message of its own. Raises TelegramAPIError."""
        file = BufferedInputFile(content, name) if isinstance(content, bytes) else FSInputFile(content, name)
        await self._bot.send_document(chat_id, file, request_timeout=UPLOAD)

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Deletes a message; where that is not allowed any more, takes its buttons away. Never raises."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramAPIError:
            with contextlib.suppress(TelegramAPIError):
                await self._bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)

    async def show_order(
        self,
        i18n: I18nContext,
        watched: WatchedOrder,
        now: datetime,
        message_ref: MessageRef | None,
        *,
        saying: str | None = None,
        asked_for: bool = False,
    ) -> MessageRef:
        """Shows an order's screen and remembers where: there it is kept up to date, and nowhere else. `asked_for`: the
        chat wants to see it, which leaves nothing to tell.

        A status that has risen meanwhile is shown after it: of two who edit at once, neither leaves an older one.
        """
        while True:
            message_ref, status = await self._show_order(i18n, watched, now, message_ref, saying, asked_for)
            if status is None or status is watched.order.status:
                return message_ref
            watched = await self._watch.get(watched.order.id) or watched

    async def _show_order(
        self,
        i18n: I18nContext,
        watched: WatchedOrder,
        now: datetime,
        message_ref: MessageRef | None,
        saying: str | None,
        asked_for: bool,
    ) -> tuple[MessageRef, OrderStatus | None]:
        """Where it stands now, and what the order has become meanwhile."""
        order = watched.order
        if problem := pay.address_warning(self._branding, order):
            await self._alerts.trigger(f"address-{problem}", order.id)
        screen = order_screens.order(i18n, self._branding, watched, now)
        new = await self.put(watched.chat_id, message_ref, screen.saying(saying) if saying else screen)
        tick = self._ticks.first(order, now)
        told = order if asked_for else None
        status = await self._watch.set_message_ref(order.id, new, i18n.locale, tick=tick, asked_for=told)
        if watched.message_ref and watched.message_ref.message_id not in (
            new.message_id,
            message_ref and message_ref.message_id,
        ):
            await self.remove(watched.chat_id, watched.message_ref.message_id)
        return new, status

    async def refresh_order(self, i18n: I18nContext, watched: WatchedOrder, now: datetime) -> None:
        """Shows an order's screen where it stands, if it still stands there. Raises TelegramAPIError."""
        if watched.message_ref is None:
            return
        screen = self._showable(order_screens.order(i18n, self._branding, watched, now))
        if screen.picture is None:
            return  # a photo cannot become text, and nobody has asked for a new message
        try:
            await self._edit(watched.chat_id, watched.message_ref, screen)
        except TelegramBadRequest as error:
            if _SAME not in error.message.lower():
                raise
        message_ref = MessageRef(message_id=watched.message_ref.message_id, picture=screen.picture.key)
        if message_ref != watched.message_ref:
            await self._watch.set_message_ref(watched.order.id, message_ref, i18n.locale, seen=False)

    def _showable(self, screen: Screen) -> Screen:
        return screen if self._wallet_scheme else screen.without_scheme("ton:")

    def _refuses_wallets(self, error: TelegramBadRequest) -> bool:
        """Whether that was about wallet links, which not every server takes; from now on there are none."""
        if not self._wallet_scheme or not any(words in error.message.lower() for words in _SCHEME):
            return False
        log.warning("this server takes no ton:// links")
        self._wallet_scheme = False
        return True

    async def show_batch(
        self, i18n: I18nContext, view: BatchView, message_ref: MessageRef | None, usd: Decimal | None
    ) -> MessageRef:
        """Shows a batch's screen; `usd` is what all its rows cost, where that is known."""
        return await self.put(view.batch.chat_id, message_ref, bulk.batch(i18n, self._branding, view, usd))

    # In other chats

    async def offer(self, query_id: str, cards: Sequence[Card], *, cache_seconds: int) -> None:
        """Answers an inline query, for the person who asked only. Raises TelegramAPIError."""
        results: list[InlineQueryResultUnion] = [self._article(card) for card in cards]
        try:
            await self._bot.answer_inline_query(query_id, results, cache_time=cache_seconds, is_personal=True)
        except TelegramBadRequest as error:
            if not self._refuses_wallets(error):
                raise
            await self.offer(query_id, cards, cache_seconds=cache_seconds)

    async def redraw(self, inline_id: str, screen: Screen) -> None:
        """Shows the screen on a card in another chat; one that is gone is let go. Raises TelegramAPIError."""
        shown = self._showable(screen)
        try:
            await self._bot.edit_message_text(
                shown.text, inline_message_id=inline_id, reply_markup=shown.keyboard, link_preview_options=NO_PREVIEW
            )
        except TelegramBadRequest as error:
            if self._refuses_wallets(error):
                await self.redraw(inline_id, screen)
            elif _SAME not in error.message.lower():
                log.info("card is out of reach", error=error.message)
        except TelegramForbiddenError as error:  # says nothing about the order's own chat
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

    async def _put(self, chat_id: int, message_ref: MessageRef | None, screen: Screen) -> MessageRef:
        if message_ref is None:
            return await self.send(chat_id, screen)
        if message_ref.picture and screen.picture is None:  # a photo cannot become text
            new = await self.send(chat_id, screen)
            await self.remove(chat_id, message_ref.message_id)
            return new
        try:
            await self._edit(chat_id, message_ref, screen)
        except TelegramBadRequest as error:
            if _SAME not in error.message.lower():
                # Whatever is the matter with the old message. If it is the screen, sending is refused as well.
                log.info("sent anew", error=error.message)
                return await self.send(chat_id, screen)
        return MessageRef(message_id=message_ref.message_id, picture=screen.picture.key if screen.picture else None)

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
