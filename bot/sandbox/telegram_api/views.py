"""What can be seen over HTTP: GET /world/…, for the web chat and for tests. No authentication."""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.telegram_api.bot_api import WORLD
from bot.sandbox.telegram_api.world import Chat, Json, Message, Person, TelegramWorld

LONGEST_WAIT = 30.0  # seconds
ACTION_SECONDS = 5  # how long "typing" is shown

Handler = Callable[[web.Request], Awaitable[web.Response]]


def add_routes(app: web.Application) -> None:
    reads: dict[str, Handler] = {
        "/world/people": people_list,
        "/world/chats/{user}": chat_view,
        "/world/transcript/{user}": transcript,
        "/world/callbacks/{id}": callback_view,
        "/world/files/{id}": file_content,
        "/world/history": history,
        "/world/faults": faults,
        "/world/settings": settings_view,
        "/world/pending": pending,
    }
    for path, handler in reads.items():
        app.router.add_get(path, handler)
    app.router.add_delete("/world/history", forget_history)
    app.router.add_delete("/world/faults", forget_faults)


def as_json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(value, status=status, dumps=lambda v: json.dumps(v, ensure_ascii=False, default=str))


def _not_found(what: str) -> web.HTTPNotFound:
    return web.HTTPNotFound(text=json.dumps({"error": f"no such {what}"}), content_type="application/json")


def person_of(world: TelegramWorld, user: Any) -> Person:
    person = world.people.get(int(user))
    if person is None:
        raise _not_found("person")
    return person


def chat_of(world: TelegramWorld, person: Person, chat_id: Any = None) -> Chat:
    """A chat that the person is in; by default the one with the bot."""
    if chat_id in (None, "", person.id, str(person.id)):
        return world.private_chat(person)
    if int(chat_id) in world.people:
        return world.direct_chat(person, world.people[int(chat_id)])
    chat = world.chats.get(int(chat_id))
    if chat is None or person.id not in chat.members:
        raise _not_found("chat")
    return chat


async def people_list(request: web.Request) -> web.Response:
    """Everybody, each with the revision of their chat with the bot: a page sees who got something new."""
    world = request.app[WORLD]
    items = [asdict(p) | {"revision": world.private_chat(p).revision} for p in world.people.values()]
    return as_json({"world": world.id, "bot": world.bot_user(), "items": items})


async def callback_view(request: web.Request) -> web.Response:
    callback = request.app[WORLD].callbacks.get(request.match_info["id"])
    if callback is None:
        raise _not_found("callback")
    return as_json({"answered": callback.answer is not None} | (callback.answer or {}))


async def chat_view(request: web.Request) -> web.Response:
    """A chat as a person sees it: what changed since a revision; waits up to `wait` seconds for a change."""
    world, query = request.app[WORLD], request.query
    person = person_of(world, request.match_info["user"])
    chat = chat_of(world, person, query.get("chat"))
    since, wait = int(query.get("since", 0)), float(query.get("wait", 0))
    until = time.monotonic() + min(wait, LONGEST_WAIT)
    while world.revision <= since and (left := until - time.monotonic()) > 0:
        await world.changed.wait(left)
    return as_json(_view(world, person, chat, since))


def _view(world: TelegramWorld, person: Person, chat: Chat, since: int) -> Json:
    fresh = [message for message in chat.messages.values() if message.revision > since]
    callbacks = [c for c in world.callbacks.values() if c.person is person and c.revision > since and c.answer]
    private = chat.type == "private"
    return {
        "world": world.id,
        "revision": world.revision,
        "person": asdict(person),
        "chat": _chat_line(world, person, chat) | {"pinned": chat.pinned},
        "chats": [_chat_line(world, person, other) for other in world.chats.values() if person.id in other.members],
        "messages": [_shown(message) for message in fresh if not message.deleted],
        "deleted": [message.id for message in fresh if message.deleted],
        "keyboard": chat.keyboard,
        "description": world.words("description", person.language_code),
        "commands": world.commands_for(person) if private else [],
        "menu_button": world.menu_buttons.get(person.id, world.menu_buttons.get(None, {"type": "commands"})),
        "action": _action(world, chat),
        "toasts": [{"callback_id": c.id, "revision": c.revision} | (c.answer or {}) for c in callbacks],
    }


def _shown(message: Message) -> Json:
    return message.body | {"revision": message.revision, "silent": message.silent}


def _action(world: TelegramWorld, chat: Chat) -> str | None:
    if chat.action and world.clock().timestamp() - chat.action[1] < ACTION_SECONDS:
        return chat.action[0]
    return None


def _chat_line(world: TelegramWorld, person: Person, chat: Chat) -> Json:
    title = chat.title
    if chat.type == "private":
        title = world.bot_user()["first_name"]
    elif chat.type == "direct":
        others = [world.people[member].first_name for member in chat.members if member != person.id]
        title = ", ".join(others)
    return {"id": chat.id, "type": chat.type, "title": title, "revision": chat.revision}


async def transcript(request: web.Request) -> web.Response:
    """Everything ever posted in a chat, deleted messages and earlier versions included."""
    world = request.app[WORLD]
    chat = chat_of(world, person_of(world, request.match_info["user"]), request.query.get("chat"))
    return as_json({"items": [message.transcript() for message in chat.messages.values()]})


async def file_content(request: web.Request) -> web.Response:
    file = request.app[WORLD].files.stored.get(request.match_info["id"])
    if file is None:
        raise _not_found("file")
    kind: Literal["inline", "attachment"] = "inline" if file.mime.startswith("image/") else "attachment"
    disposition = f'{kind}; filename="{file.name.encode("ascii", "replace").decode().replace(chr(34), "")}"'
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content, content_type=file.mime, headers=headers)


# -- for tests


async def history(request: web.Request) -> web.Response:
    """The bot's calls, oldest first; `method` and `chat` narrow them down."""
    method, chat = request.query.get("method"), request.query.get("chat")
    rows = [
        {"n": number} | call.as_json()
        for number, call in enumerate(request.app[WORLD].history)
        if method in (None, call.method) and chat in (None, str(call.chat))
    ]
    return as_json({"items": rows})


async def forget_history(request: web.Request) -> web.Response:
    request.app[WORLD].history.clear()
    return as_json({"items": []})


async def faults(request: web.Request) -> web.Response:
    return as_json({"items": request.app[WORLD].faults.as_json()})


async def forget_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.planned.clear()
    return as_json({"items": []})


async def settings_view(request: web.Request) -> web.Response:
    return as_json(asdict(request.app[WORLD].settings))


async def pending(request: web.Request) -> web.Response:
    updates = request.app[WORLD].updates
    return as_json({"pending": len(updates.pending), "polls": updates.polls})
