"""The Bot API's door: `/bot<token>/<method>`, `/file/bot<token>/<path>`, with faults, limits and a record."""

import inspect
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.telegram_api import messages, services  # noqa: F401 - importing them fills the table of methods
from bot.sandbox.telegram_api.calls import METHODS, Params
from bot.sandbox.telegram_api.rules import BotApiError
from bot.sandbox.telegram_api.world import Call, TelegramWorld

WORLD: web.AppKey[TelegramWorld] = web.AppKey("telegram_world", TelegramWorld)
_PACED = ("send", "edit", "copy", "forward")


def add_routes(app: web.Application) -> None:
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", download)


async def call(request: web.Request) -> web.StreamResponse:
    """Answer one call. Faults may delay it, refuse it, or cut the connection before or after its effect."""
    world, name = request.app[WORLD], request.match_info["method"]
    if request.match_info["token"] != world.token:
        return _answer(BotApiError(401, ""))
    params = await _params(request)
    chat = params.chat_id if isinstance(params.chat_id, int) else None
    struck = world.faults.strike(name, chat)
    for fault in struck:
        if fault.kind == "delay":
            await world.sleep(fault.seconds)
    kinds = {fault.kind for fault in struck}
    if "drop_before" in kinds:
        return _cut(request)
    error = next((error for fault in struck if (error := fault.error())), None)
    answer = _answer(error or await perform(world, name, params))
    if error:
        _remember(world, name, params, error)
        if html := next((fault for fault in struck if fault.kind == "html"), None):
            page = f"<html><head><title>{error.code} {error.reason}</title></head><body>nginx</body></html>"
            body = (html.body or page).encode("latin-1")
            return web.Response(body=body, status=error.code, content_type="text/html")
    return _cut(request) if "drop_after" in kinds else answer


async def perform(world: TelegramWorld, name: str, params: Params) -> Any:
    """Run a method and remember the call. Returns its result, or the BotApiError that refuses it."""
    try:
        result = await _run(world, name, params)
    except BotApiError as error:
        result = error
    _remember(world, name, params, result)
    return result


async def _run(world: TelegramWorld, name: str, params: Params) -> Any:
    function = METHODS.get(name.lower())
    if function is None:
        raise BotApiError(404, "method not found")
    if name.lower().startswith(_PACED) and name.lower() != "sendchataction":
        limits = world.settings
        chat = params.chat_id if isinstance(params.chat_id, int) else None
        world.pace.check(
            chat, limits.overall_per_second, limits.chat_per_second, limits.chat_burst, limits.group_per_minute
        )
    result = function(world, params)
    return await result if inspect.isawaitable(result) else result


def _remember(world: TelegramWorld, name: str, params: Params, result: Any) -> None:
    chat = params.chat_id if isinstance(params.chat_id, int) else None
    call = Call(world.clock(), name, chat, params.for_history(), ok=True, result=result)
    if isinstance(result, BotApiError):
        call.ok, call.error, call.result = False, result.description, None
    world.history.append(call)


def _answer(result: Any) -> web.Response:
    if not isinstance(result, BotApiError):
        return web.json_response({"ok": True, "result": result})
    headers = {"Retry-After": str(result.parameters["retry_after"])} if "retry_after" in result.parameters else None
    return web.json_response(result.body(), status=result.code, headers=headers)


def _cut(request: web.Request) -> web.Response:
    """Close the connection without an answer; what is returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _params(request: web.Request) -> Params:
    params = Params(dict(request.query))
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        params.values |= body if isinstance(body, dict) else {}
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader):
                await _read_part(part, params)
    elif request.content_type == "application/x-www-form-urlencoded":
        params.values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return params


async def _read_part(part: BodyPartReader, params: Params) -> None:
    name = part.name or ""
    if part.filename is None:
        params.values[name] = await part.text()
    else:
        params.uploads[name] = (part.filename, bytes(await part.read()))


async def download(request: web.Request) -> web.Response:
    """A file's bytes, for the bot."""
    world = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return _answer(BotApiError(401, ""))
    file = world.files.at(request.match_info["path"])
    if file is None:
        return _answer(BotApiError(404, "file not found"))
    return web.Response(body=file.content, content_type=file.mime)
