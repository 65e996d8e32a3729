"""Opens the Bot: aiogram's client, with answers of Telegram's proxies read as errors, and each call measured."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, FormData
from pydantic_core import PydanticSerializationError
from redis.exceptions import RedisError

from bot.config import Settings
from bot.metrics import Observe, measure
from bot.telegram.decoding import read_json
from bot.telegram.screen_calls import JsonCall
from bot.telegram.session import ChatSessions

log = structlog.get_logger(__name__)


@dataclass
class MetricsMiddleware(BaseRequestMiddleware):
    observe: Observe

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        with measure(method.__api_method__, self.observe):
            return await make_request(bot, method)


@dataclass
class NewestMessageMiddleware(BaseRequestMiddleware):
    """Stores the newest message of each private chat: what is typed is not answered above it (`ChatContext`)."""

    sessions: ChatSessions

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType] | Any:
        answer = await make_request(bot, method)
        chat_id, message_id = getattr(method, "chat_id", None), getattr(answer, "message_id", None)
        if message_id and isinstance(chat_id, int) and chat_id > 0 and not method.__api_method__.startswith("edit"):
            try:
                await self.sessions.set_newest(chat_id, message_id)
            except RedisError as error:  # the message is sent, and must not be sent again
                log.warning("newest message is not stored", error=error)
        return answer


class JsonBody(FormData):
    """The parameters of a call as JSON, where aiohttp expects a form."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def __call__(self) -> BytesPayload:
        return BytesPayload(self._content, content_type="application/json")


class AiogramSession(AiohttpSession):
    """aiogram reads each answer as a `Response[…]` of its type, and pydantic forgets such a class as soon as nobody
    holds it: made anew again and again, they would take a third of the bot's CPU. So they are held."""

    def __init__(self, **named: Any) -> None:
        super().__init__(json_loads=read_json, **named)
        self._held: dict[type, type] = {}

    async def close(self) -> None:
        """Without aiogram's quarter of a second for TLS connections: aiohttp waits for them itself by now."""
        if self._session is not None and not self._session.closed:
            await self._session.close()

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Raises nothing but AiogramErrors, on which callers rely: another one would end the process."""
        try:
            return await super().make_request(bot, method, timeout)
        except UnicodeDecodeError:
            raise TelegramServerError(method, "an answer that is not in UTF-8") from None
        except (OSError, RuntimeError) as error:  # a connection that breaks: uvloop raises RuntimeError
            raise TelegramNetworkError(method, type(error).__name__) from error

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        """JSON, if there is no file to upload (core.telegram.org/bots/api, "Making requests"). A form with a keyboard
        costs four times the CPU: aiogram writes the keyboard as JSON, and aiohttp percent-encodes every sign of it."""
        if isinstance(method, JsonCall):
            with suppress(PydanticSerializationError):  # half characters, which json.dumps escapes
                return JsonBody(method.model_dump_json(exclude_none=True).encode())
        files: dict[str, InputFile] = {}
        parameters = {
            name: prepared
            for name, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) not in (None, "")
        }
        if not files:
            return JsonBody(self.json_dumps(parameters).encode())
        form = FormData(quote_fields=False)
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else self.json_dumps(value))
        for name, file in files.items():
            form.add_field(name, file.read(bot), filename=file.filename or name)
        return form

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Raises TelegramServerError for an answer that is not of the Bot API, such as a proxy's HTML page."""
        kind = type(method)
        if kind not in self._held:
            self._held[kind] = Response[method.__returning__]  # type: ignore[name-defined]  # a type known at run time
        with suppress(ClientDecodeError, TypeError):  # TypeError: aiogram looks for words in a missing description
            try:
                response = super().check_response(bot, method, status_code, content)
            except TelegramAPIError as error:
                if error.message:
                    raise
            else:
                if response.result is not None:
                    return response
        raise TelegramServerError(method, f"HTTP {status_code} without an answer of the Bot API")


def open_bot(settings: Settings, *middlewares: BaseRequestMiddleware, observe: Observe | None = None) -> Bot:
    """`observe` gets the time of each call without the time that the middlewares have held it back."""
    session = AiogramSession(api=TelegramAPIServer.from_base(str(settings.telegram_api_url)), timeout=15)

    for middleware in middlewares:  # the outer ones first
        session.middleware(middleware)
    if observe:
        session.middleware(MetricsMiddleware(observe))
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
