"""Errors: what a person reads when something went wrong."""

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import InlineQueryResultsButton, TelegramObject, Update, User
from redis.exceptions import RedisError

from bot.errors import UserError
from bot.notifications.outbox import Outbox
from bot.operations.team import Team
from bot.partner.errors import PartnerError
from bot.telegram.context import ChatContext
from bot.telegram.middlewares.outcome import Handler, Outcome
from bot.telegram.rate_limit import retry_delay
from bot.ui.i18n import I18n
from bot.ui.screens.phrases import error_text

log = structlog.get_logger(__name__)

RESUME_DELAY = 2.0
"""Seconds until a chat whose screen could not be shown gets a button that leads to it."""

HANDLING_TIMEOUT = 25.0
"""Seconds for a handler; then the chat is told, and its next update has its turn. Shorter than a claim (CLAIM_TTL)."""


@dataclass
class ErrorsMiddleware(BaseMiddleware):
    """What goes wrong in a handler becomes a sentence above the same step; nothing is lost, no traceback is shown."""

    outbox: Outbox
    team: Team

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        context: ChatContext | None = data.get("context")
        try:
            return await self._told(handler, event, data)
        except TelegramForbiddenError:
            log.info("chat blocked the bot")
            return Outcome.BLOCKED
        except TelegramAPIError as error:  # the outbox shows it later: waiting here would hold up the chat
            log.warning("telegram did not take it", error=error)
            if context:
                await self.outbox.show_chat(context.chat_id, retry_delay(error, RESUME_DELAY))
        return Outcome.UNSHOWN

    async def _told(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        i18n: I18n = data["i18n"]
        try:
            async with asyncio.timeout(HANDLING_TIMEOUT):
                return await handler(event, data)
        except (UserError, PartnerError) as error:
            log.info("told the person", error=error)
            user: User | None = data.get("event_from_user")
            is_admin = user is not None and self.team.is_admin(user.id)
            await _say(event, data, error_text(i18n, error, is_admin=is_admin))
            return Outcome.TOLD
        except (RedisError, TelegramAPIError):
            raise
        except TimeoutError:
            log.warning("handler took too long", seconds=HANDLING_TIMEOUT)
            await _say(event, data, i18n.get("unexpected"))
            return Outcome.FAILED
        except Exception:
            log.exception("handler failed")
            await _say(event, data, i18n.get("unexpected"))
            return Outcome.FAILED


async def _say(event: TelegramObject, data: dict[str, Any], sentence: str) -> None:
    """Shows the sentence in the chat, or above the missing results of an inline query, whose client would wait on."""
    context: ChatContext | None = data.get("context")
    if context:
        await context.say(sentence)
    elif isinstance(event, Update) and event.inline_query:
        button = InlineQueryResultsButton(text=sentence, start_parameter="start")
        await event.inline_query.answer([], cache_time=0, is_personal=True, button=button)
