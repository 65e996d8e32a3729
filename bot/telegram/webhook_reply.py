"""Answers pressed buttons in the response to the webhook request, in place of a call of its own.

A Bot API client may put one call into that response. By webhook this saves the `answerCallbackQuery` call of each quick
button: five of eleven Telegram calls of a purchase are gone. docs/performance.md measures the bot with it, beside
aiogram alone without it ("Latency under load").
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import AiogramError
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery

SPINNER_TIMEOUT = 0.3
"""Seconds that a pressed button may show its spinner before the button is answered by a call."""

ANSWER_TIMEOUT = 1.0
"""Seconds that the answer of a button may take after its work: an answer that hangs must not hold up the chat."""


@dataclass
class Reply:
    """The call that the response to a webhook request carries. Telegram does not report the result of such a call."""

    call: TelegramMethod[Any] | None = None
    closed: bool = False
    """The response was sent before the update ended, so it carries no further call."""

    def body(self) -> dict[str, Any] | None:
        if self.call is None:
            return None
        return {"method": self.call.__api_method__, **self.call.model_dump(exclude_none=True)}


async def answer_with_toast(
    query: CallbackQuery, work: Awaitable[Any], reply: Reply | None, toast: Callable[[], str | None]
) -> Any:
    """Runs the work, then answers the button with the toast that the work has left. A button is answered only once, so
    its spinner turns until then."""
    try:
        return await work
    finally:
        if reply and not reply.closed:
            reply.call = query.answer(toast())
        else:
            with contextlib.suppress(AiogramError, TimeoutError):
                async with asyncio.timeout(ANSWER_TIMEOUT):
                    await query.answer(toast())


async def answer_button(query: CallbackQuery, work: Awaitable[Any], reply: Reply | None) -> Any:
    """Runs the work and stops the spinner of the button; returns the work's result or raises its exception.

    Quick work leaves the answer to `reply`. Slow work, and every work without a `reply`, gets a call beside it: a call
    before it would let later updates of the chat overtake this one.
    """
    called = False

    async def answer() -> None:
        nonlocal called
        if reply and not reply.closed:
            await asyncio.sleep(SPINNER_TIMEOUT)
        called = True
        with contextlib.suppress(AiogramError):  # the query is too old: its spinner has stopped by itself
            await query.answer()

    error: Exception | None = None
    result = None
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(answer())
        try:
            result = await work
        except Exception as raised:  # raised after the group, which would wrap it into an ExceptionGroup
            error = raised
        if reply and not called and not reply.closed:
            reply.call = query.answer()
        else:
            await asyncio.wait([answering], timeout=ANSWER_TIMEOUT)
        answering.cancel()
    if error:
        raise error
    return result
