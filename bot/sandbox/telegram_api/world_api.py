"""The people's side over HTTP: POST /world/…, what the web chat and the tests do. No authentication.

What a person could not do in Telegram answers 400 `{"error": "why"}`; an unknown person or chat is 404.
"""

import asyncio
import base64
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox.telegram_api import people
from bot.sandbox.telegram_api.bot_api import WORLD
from bot.sandbox.telegram_api.faults import Fault
from bot.sandbox.telegram_api.people import ImpossibleError
from bot.sandbox.telegram_api.rules import BotApiError
from bot.sandbox.telegram_api.updates import Webhook
from bot.sandbox.telegram_api.views import as_json, chat_of, person_of
from bot.sandbox.telegram_api.world import Chat, Json, Person, TelegramWorld

INLINE_PATIENCE = 5.0  # seconds that a person waits for inline results
# The smallest PNG there is: one grey dot.
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")

Act = Callable[[TelegramWorld, "Body"], Any | Awaitable[Any]]
ActT = TypeVar("ActT", bound=Act)
_ACTS: dict[str, Act] = {}


class Body(dict[str, Any]):
    """A request's JSON object, whose missing fields are told by name."""

    def __missing__(self, key: str) -> Any:
        raise ImpossibleError(f'"{key}" is missing')


def act(function: ActT) -> ActT:
    """Serve a function as POST /world/<its name>; `people_add` is POST /world/people, beside its GET."""
    _ACTS[function.__name__.removesuffix("_add")] = function
    return function


def add_routes(app: web.Application) -> None:
    for name, function in _ACTS.items():
        app.router.add_post(f"/world/{name}", _served(function))
    app.router.add_patch("/world/people/{user}", change_person)


def _served(function: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        try:
            result = function(request.app[WORLD], await _body(request))
            return as_json(await result if asyncio.iscoroutine(result) else result)
        except (ImpossibleError, BotApiError, ValueError, TypeError) as error:
            return as_json({"error": str(error) or repr(error)}, status=400)

    return handler


async def _body(request: web.Request) -> Body:
    if request.content_type != "multipart/form-data":
        value = await request.json() if request.can_read_body else {}
        if not isinstance(value, dict):
            raise ImpossibleError("a JSON object is expected")
        return Body(value)
    body = Body()
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            body |= {"filename": part.filename, "bytes": part.file.read()}
        else:
            body[name] = int(part) if name in {"user", "chat"} else part
    return body


# -- people


@act
def people_add(world: TelegramWorld, body: Body) -> Json:
    known = {field.name for field in fields(Person)}
    person = Person(**{key: value for key, value in body.items() if key in known})
    world.people[person.id] = person
    world.touch()
    return asdict(person)


async def change_person(request: web.Request) -> web.Response:
    """Change what a person may change: names, username, language."""
    world = request.app[WORLD]
    person, body = person_of(world, request.match_info["user"]), await _body(request)
    for name in ("first_name", "last_name", "username", "language_code"):
        if name in body:
            setattr(person, name, body[name] or None)
    world.touch(world.private_chat(person))
    return as_json(asdict(person))


@act
def group(world: TelegramWorld, body: Body) -> Json:
    """A group with everybody and the bot in it."""
    chat = Chat(int(body["chat_id"]), "group", body["title"], set(world.people))
    world.chats[chat.id] = chat
    world.touch(chat)
    return world.chat_card(chat)


@act
def migrate(world: TelegramWorld, body: Body) -> Json:
    """A group becomes a supergroup, with another id."""
    old = world.chats[int(body["chat_id"])]
    new = Chat(int(body["new_id"]), "group", old.title, old.members)
    old.migrated_to, world.chats[new.id] = new.id, new
    world.touch(new)
    return world.chat_card(new)


@act
def topic(world: TelegramWorld, body: Body) -> Json:
    """A topic of a group is deleted."""
    world.chats[int(body["chat_id"])].deleted_topics.add(int(body["topic"]))
    return {}


@act
def kick(world: TelegramWorld, body: Body) -> Json:
    """The bot is removed from a group."""
    world.chats[int(body["chat_id"])].bot_kicked = True
    return {}


@act
def block(world: TelegramWorld, body: Body) -> Json:
    person = person_of(world, body["user"])
    people.set_blocked(world, person, blocked=bool(body.get("blocked", True)), silent=bool(body.get("silent")))
    return asdict(person)


# -- messages


def _write(world: TelegramWorld, body: Body, content: Json) -> Json:
    person = person_of(world, body["user"])
    return people.write(world, person, content, chat_of(world, person, body.get("chat"))).body


@act
def send(world: TelegramWorld, body: Body) -> Json:
    chat = chat_of(world, person_of(world, body["user"]), body.get("chat"))
    return _write(world, body, people.text_content(world, chat, body["text"], body.get("reply_to")))


@act
def deep_link(world: TelegramWorld, body: Body) -> Json:
    return send(world, Body(user=body["user"], text=f"/start {body['payload']}".strip()))


@act
def document(world: TelegramWorld, body: Body) -> Json:
    """A file: `content` is its text, or `base64` its bytes; or a multipart upload."""
    raw = body.get("bytes") or base64.b64decode(body.get("base64", "")) or str(body["content"]).encode()
    file = world.files.keep(body["filename"], raw)
    caption = {"caption": body["caption"]} if body.get("caption") else {}
    return _write(world, body, {"document": file.as_document()} | caption)


@act
def media(world: TelegramWorld, body: Body) -> Json:
    """What bots rarely expect: photo, sticker, voice, location, forward or document."""
    kind = body["kind"]
    if kind == "photo":
        raw = body.get("bytes") or base64.b64decode(body.get("base64", "")) or DOT
        content: Json = {"photo": world.files.keep("photo.png", raw, photo=True).as_photo()}
    elif kind == "document":
        content = {"document": world.files.keep("notes.txt", b"notes").as_document()}
    elif kind in people.MEDIA:
        content = people.MEDIA[kind]
    else:
        raise ImpossibleError(f"kind must be photo, document, {', '.join(people.MEDIA)}")
    return _write(world, body, content)


@act
def share_users(world: TelegramWorld, body: Body) -> Json:
    person = person_of(world, body["user"])
    return people.share_users(world, person, int(body["request_id"]), body["users"]).body


@act
def share_contact(world: TelegramWorld, body: Body) -> Json:
    person = person_of(world, body["user"])
    contact = {"phone_number": f"+34{person.id:09d}", "user_id": person.id, "first_name": person.first_name}
    return _write(world, body, {"contact": contact | dict(body.get("contact") or {})})


# -- taps


@act
def press(world: TelegramWorld, body: Body) -> Json:
    """Tap an inline button: a callback gives `callback_id`, any other the button (`url`, `copy_text` …)."""
    person = person_of(world, body["user"])
    chat = chat_of(world, person, body.get("chat"))
    message = chat.messages.get(int(body["message_id"]))
    if message is None or message.deleted:
        raise ImpossibleError("no such message")
    button = people.button(message, body.get("data"), body.get("label"))
    if "callback_data" not in button:
        return button
    return {"callback_id": people.tap(world, person, chat, message.id, button["callback_data"]).id}


@act
def forge(world: TelegramWorld, body: Body) -> Json:
    """A callback query with any data, on any message id."""
    person = person_of(world, body["user"])
    chat = chat_of(world, person, body.get("chat"))
    return {"callback_id": people.tap(world, person, chat, int(body["message_id"]), body["data"]).id}


@act
async def inline(world: TelegramWorld, body: Body) -> Json:
    """What the bot offers for an inline query; `answered` is false when it gave nothing within 5 seconds."""
    query = people.ask_inline(world, person_of(world, body["user"]), body["query"])
    until = time.monotonic() + INLINE_PATIENCE
    while query.answer is None and (left := until - time.monotonic()) > 0:
        await world.changed.wait(left)
    return {"answered": query.answer is not None} | (query.answer or {"results": []})


@act
def choose_inline(world: TelegramWorld, body: Body) -> Json:
    person = person_of(world, body["user"])
    chat = chat_of(world, person, body.get("chat"))
    message = people.choose_inline(world, person, body["query"], body["result_id"], chat)
    return {"message": message.body, "inline_message_id": message.inline_id}


# -- for tests


@act
def update_id(world: TelegramWorld, body: Body) -> Json:
    """The next update has this id, as after a week without updates; absent: a random one."""
    world.updates.begin_at(int(body.get("next") or world.random.randrange(10**8, 9 * 10**8)))
    return {"next": world.updates.first_id}


@act
def webhook(world: TelegramWorld, body: Body) -> Json:
    """Another program sets a webhook with this bot's token, or removes it (no `url`)."""
    world.updates.set_webhook(Webhook(body.get("url", "")), drop_pending=False)
    return {"url": world.updates.webhook.url}


@act
def update(world: TelegramWorld, body: Body) -> Json:
    """An update of any kind and content, also such as no client can decode."""
    world.updates.add(body["kind"], body["payload"], forced=True)
    return {"pending": len(world.updates.pending)}


@act
def faults_add(world: TelegramWorld, body: Body) -> list[Json]:
    world.faults.planned.append(Fault(**body))
    return world.faults.as_json()


@act
def settings(world: TelegramWorld, body: Body) -> Json:
    """Change some switches of the world."""
    known = {field.name for field in fields(world.settings)}
    if unknown := body.keys() - known:
        raise ImpossibleError(f"unknown settings: {', '.join(sorted(unknown))}")
    for name, value in body.items():
        setattr(world.settings, name, value)
    return asdict(world.settings)
