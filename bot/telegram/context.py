"""What a handler knows of the chat during one update: the draft, the open question, and where the screen stands."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.types import CallbackQuery, Message, ReplyKeyboardMarkup

from bot.notifications.models import MessageRef
from bot.orders.draft import Draft
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatState, Question
from bot.ui.i18n import I18n
from bot.ui.screen import Screen

Draw = Callable[..., Awaitable[Screen]]
"""Draws the screen of a question or of the draft's step. It gets its parameters by name, as handlers do."""


class Drawings:
    """The draw function of the draft's step, and of each question by the question's name: of everybody's questions,
    resellers' and admins'."""

    def __init__(
        self, step: Draw, questions: Mapping[str, Draw], resellers: Mapping[str, Draw], admins: Mapping[str, Draw]
    ) -> None:
        self.step = CallableObject(step)
        self.questions = {name: CallableObject(draw) for name, draw in {**questions, **resellers, **admins}.items()}
        self.resellers, self.admins = frozenset(resellers), frozenset(admins)


@dataclass
class ChatContext:
    """`data` is the update's data: the services and what middlewares have added, for the draw functions."""

    gateway: Gateway
    drawings: Drawings
    chat_state: ChatState
    i18n: I18n
    event: Message | CallbackQuery
    data: Mapping[str, Any]
    pressed_message_id: int | None = field(init=False)
    """The message whose button was pressed."""
    closed_question: Question | None = field(init=False, default=None)
    """The question that the button or command of this update has closed."""
    _typed: Message | None = field(init=False)
    toast: str | None = None
    """What the answer to a button of `ends_with_toast` says."""
    _leftover: MessageRef | None = None
    _kept: MessageRef | None = None

    def __post_init__(self) -> None:
        event = self.event
        self._typed = event if isinstance(event, Message) and not _is_command(event) else None
        pressed = event.message if isinstance(event, CallbackQuery) else None
        is_here = pressed is not None and pressed.chat.id == self.chat_id  # else an alert in a group
        self.pressed_message_id = pressed.message_id if pressed and is_here else None

    @property
    def pressed_photo_id(self) -> int | None:
        """The message whose button was pressed, if it is a photo."""
        message = self.event.message if isinstance(self.event, CallbackQuery) else None
        return message.message_id if isinstance(message, Message) and message.photo else None

    @property
    def chat_id(self) -> int:
        return self.chat_state.chat_id

    @property
    def draft(self) -> Draft:
        return self.chat_state.session.draft

    @draft.setter
    def draft(self, draft: Draft) -> None:
        self._update_session(draft=draft)

    @property
    def message_ref(self) -> MessageRef | None:
        """The message of the chat's screen. None: the next screen is sent as a new message."""
        return self.chat_state.session.message_ref

    @message_ref.setter
    def message_ref(self, message_ref: MessageRef | None) -> None:
        self._update_session(message_ref=message_ref)

    @property
    def question(self) -> Question | None:
        return self.chat_state.session.question

    def ask(self, name: str, about: str = "") -> None:
        """Opens a question: the next text of the chat answers it. A command or a button closes it."""
        self._update_session(question=Question(name=name, about=about))

    def close_question(self) -> None:
        self._update_session(question=None)

    def start_update(self) -> None:
        """Closes the question on a command or a button, and follows the person to the message that they look at."""
        if closes_question(self.event):
            self.closed_question = self.question
            self.close_question()
        if self._looks_elsewhere():
            self.start_new_message()

    # Showing

    def start_new_message(self) -> None:
        """The next screen is sent as a new message, and the present screen is deleted."""
        self._leftover, self.message_ref = self.message_ref or self._leftover, None

    def keep_message(self) -> None:
        """The next screen is sent as a new message; the present screen and what was typed stay in the chat."""
        self._kept, self.message_ref = self.message_ref or self._leftover, None
        self._leftover = self._typed = self.pressed_message_id = None

    def keep_typed(self) -> None:
        """What was typed stays in the chat, and the next screen is sent below it."""
        self._typed = None
        self.start_new_message()

    async def show(self, screen: Screen) -> None:
        self.message_ref = await self.gateway.put(self.chat_id, self.message_ref, screen)
        await self.remove_leftovers()

    async def hand_over(self, screen: Screen) -> MessageRef:
        """Shows the screen and gives its message away: a worker edits it from now on."""
        await self.show(screen)
        message_ref, self.message_ref = self.message_ref, None
        if message_ref is None:
            raise RuntimeError("a screen that was shown has a message")
        return message_ref

    async def set_draft(self, draft: Draft, **known: object) -> Screen:
        """Stores the draft, closes the question, and returns the screen of the draft's step."""
        self.draft = draft
        self.close_question()
        return await self.screen(**known)

    async def say(self, sentence: str) -> None:
        """Shows the present screen with the sentence above it."""
        await self.show((await self.screen()).saying(sentence))

    async def screen(self, **known: object) -> Screen:
        """The screen of the open question, else of the draft's step. An unknown question counts as closed. `known`:
        more parameters of the draw function."""
        question = self.question
        draw = self.drawings.questions.get(question.name) if question else None
        about = question.about if question else ""
        screen: Screen = await (draw or self.drawings.step).call(
            **{**self.data, **known, "context": self, "about": about}
        )
        return screen

    async def send(self, screen: Screen) -> None:
        """Sends a message that is never edited, and leaves the chat's screen where it is."""
        await self.gateway.send(self.chat_id, screen)

    async def send_keyboard(self, text: str, keyboard: ReplyKeyboardMarkup) -> None:
        """Sends a message with a reply keyboard. Both are removed when the next screen is shown."""
        former = self.chat_state.session.prompt_id
        self._update_session(prompt_id=await self.gateway.send_keyboard(self.chat_id, text, keyboard))
        if former:
            await self.gateway.remove(self.chat_id, former)

    async def send_file(self, name: str, content: bytes) -> None:
        await self.gateway.send_file(self.chat_id, name, content)

    def release_message(self, own: MessageRef | None) -> MessageRef | None:
        """Gives a message to an order or a batch, and returns it. None: the order is sent as a new message.

        That is its own message if a button of that message was pressed, else the message of the chat's screen. The
        chat's next screen is then sent as a new message.
        """
        pressed, message_ref = self.pressed_message_id, self.message_ref
        self.message_ref = self._kept
        if own is None or own.message_id != pressed:
            return message_ref
        if message_ref is None or message_ref.message_id != own.message_id:
            self.message_ref, self._leftover = message_ref or self._leftover, None
        return own

    def leave_pressed_message(self) -> None:
        """`remove_leftovers` deletes the message whose button was pressed, unless it deletes another one."""
        if self.pressed_message_id:
            self._leftover = self._leftover or MessageRef(message_id=self.pressed_message_id)

    async def remove_leftovers(self) -> None:
        """Deletes the answer that was typed, the message that the screen has left, and a reply keyboard."""
        if self._leftover:
            await self.gateway.remove(self.chat_id, self._leftover.message_id)
        if self._typed and await self.gateway.remove(self.chat_id, self._typed.message_id):
            self._typed = None
        self._leftover = None
        prompt_id = self.chat_state.session.prompt_id
        if prompt_id and await self.gateway.remove_keyboard(self.chat_id, prompt_id):
            self._update_session(prompt_id=None)  # else the next screen tries again

    @property
    def message_below(self) -> int | None:
        """The id of what was typed, if it stays in the chat below the screen."""
        typed, screen = self._typed, self.message_ref
        return typed.message_id if typed and screen and screen.message_id < typed.message_id else None

    def _looks_elsewhere(self) -> bool:
        """Whether the person sees another part of the chat than the screen: they wrote below other messages that are
        newer than the screen, sent a command, which stands below the screen, or pressed a button of another message."""
        if self.message_ref is None:
            return False
        if isinstance(self.event, Message):
            return _is_command(self.event) or self.chat_state.newest > self.message_ref.message_id
        return self.event.message is not None and self.pressed_message_id != self.message_ref.message_id

    def _update_session(self, **changes: object) -> None:
        self.chat_state.session = self.chat_state.session.model_copy(update=changes)


def closes_question(event: Message | CallbackQuery) -> bool:
    return not isinstance(event, Message) or _is_command(event)


def _is_command(message: Message) -> bool:
    return (message.text or "").startswith("/")
