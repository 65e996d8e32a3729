"""The stage: one update's view of its chat. Handlers read, ask, and show; what they show stands here."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, User
from aiogram_i18n import I18nContext

from bot.config import Settings
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.batch import BatchView, Phase
from bot.orders.batches import Batches
from bot.orders.draft import Draft, Step
from bot.orders.intents import Intents
from bot.orders.models import Intent, IntentState, WatchedOrder
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.models import Goods
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatState
from bot.ui.branding import Branding
from bot.ui.screen import Screen
from bot.ui.screens import admin_orders, broadcast, bulk, purchase, reseller
from bot.ui.screens import order as order_screens
from bot.ui.screens.phrases import error_text, goods_for


class Purchase(StatesGroup):
    """The steps of a draft as aiogram states, for filters. Derived from the draft at each update, stored nowhere."""

    home = State()
    recipient = State()
    amount = State()
    confirm = State()


class Ask(StatesGroup):
    """Questions outside a purchase that the next text answers."""

    invoice = State()
    bulk = State()


@dataclass(frozen=True)
class ChatServices:
    """The services that a stage needs; one for all chats."""

    gateway: Gateway
    partner: PartnerClient
    prices: PriceCache
    intents: Intents
    watch: Watch
    outbox: Outbox
    batches: Batches
    branding: Branding
    settings: Settings


class ChatContext:
    def __init__(
        self, back: ChatServices, chat_state: ChatState, i18n: I18nContext, person: User, event: Message | CallbackQuery
    ) -> None:
        self.i18n = i18n
        self._back = back
        self._chat_state = chat_state
        self._person = person
        self._typed = event if isinstance(event, Message) else None
        self._pressed = event.message.message_id if isinstance(event, CallbackQuery) and event.message else None
        self._left_behind: MessageRef | None = None
        self._beside: MessageRef | None = None
        if not isinstance(event, Message) or _is_command(event):
            self.ask(None)  # whoever goes elsewhere has answered nothing
        if _stands_elsewhere(event, self.message_ref):
            self.afresh()

    @property
    def chat_id(self) -> int:
        return self._chat_state.chat_id

    @property
    def draft(self) -> Draft:
        return self._chat_state.session.draft

    @draft.setter
    def draft(self, draft: Draft) -> None:
        self._chat_state.session = self._chat_state.session.model_copy(update={"draft": draft})

    @property
    def message_ref(self) -> MessageRef | None:
        """Where the chat's screen stands; None: the next one is sent in a new message."""
        return self._chat_state.session.message_ref

    @message_ref.setter
    def message_ref(self, message_ref: MessageRef | None) -> None:
        if message_ref != self.message_ref:
            self._chat_state.session = self._chat_state.session.model_copy(update={"message_ref": message_ref})

    @property
    def state(self) -> str:
        """The open question, else the draft's step, as the aiogram state that filters compare."""
        asks = self._chat_state.session.asks
        return f"{Ask.__name__}:{asks}" if asks else f"{Purchase.__name__}:{self.draft.step}"

    @property
    def asks(self) -> str | None:
        return self._chat_state.session.asks

    def ask(self, question: str | None) -> None:
        """Opens a question: its screen is the present one until a message answers it, or the person goes elsewhere.

        invoice, bulk, broadcast, "write <order id>", "adopt <intent id>".
        """
        if question != self.asks:
            self._chat_state.session = self._chat_state.session.model_copy(update={"asks": question})

    @property
    def sells(self) -> bool:
        """Whether the person is a reseller."""
        return self._back.settings.is_reseller(self._person.id)

    # Showing

    def afresh(self) -> None:
        """The next screen is sent in a new message, and the last one taken away."""
        self._left_behind, self.message_ref = self.message_ref or self._left_behind, None

    def beside(self) -> None:
        """The next thing is shown in a message of its own: what stands in the chat stays, what was typed too."""
        self._beside, self.message_ref = self.message_ref or self._left_behind, None
        self._left_behind = self._typed = self._pressed = None

    def leave_typed(self) -> None:
        """What was typed is still needed where it stands; the next screen goes below it."""
        self._typed = None
        self.afresh()

    async def show(self, screen: Screen) -> None:
        self.message_ref = await self._back.gateway.put(self.chat_id, self.message_ref, screen)
        await self._tidy()

    async def give_away(self, screen: Screen) -> MessageRef:
        """Shows the screen in a message that is not the chat's any more: somebody else goes on with it."""
        await self.show(screen)
        message_ref, self.message_ref = self.message_ref, None
        if message_ref is None:
            raise RuntimeError("a screen that was shown stands somewhere")
        return message_ref

    async def set_draft(self, draft: Draft) -> Screen:
        """Makes it the chat's draft and returns the screen of its step."""
        self.draft = draft
        self.ask(None)
        return await self.screen()

    async def say(self, sentence: str) -> None:
        """The sentence above the present step: nothing is lost, and the same step again."""
        await self.show((await self.screen()).saying(sentence))

    async def screen(self) -> Screen:
        """The screen of the present step. What the partner cannot tell now can be asked again with one tap."""
        match (self.asks or "").split(" "):
            case ["invoice"]:
                return reseller.invoice(self.i18n, self.draft)
            case ["bulk"]:
                return bulk.prompt(self.i18n, await self._back.batches.of_chat(self.chat_id, bulk.MAX_EARLIER_BATCHES))
            case ["broadcast"]:
                return broadcast.compose(self.i18n)
            case ["write", order_id]:
                return admin_orders.write(self.i18n, order_id)
        try:
            match self.draft.step:
                case Step.HOME:
                    return await self._home()
                case Step.RECIPIENT:
                    recent = self._chat_state.profile.recent
                    return purchase.recipient(self.i18n, self.draft, own=self._person.username, recent=recent)
                case Step.AMOUNT:
                    return purchase.amount(self.i18n, self.draft, await self._back.prices.fees())
                case Step.CONFIRM:
                    return await self._confirm()
        except PartnerError as error:
            return purchase.unpriced(self.i18n, self.draft).saying(error_text(self.i18n, error))

    async def show_intent(self, intent: Intent) -> None:
        """Shows what a confirmation has become; its draft is done with, and the message is the order's from now on."""
        if intent.batch is None:
            self.draft = Draft.empty()
            self._chat_state.profile = self._chat_state.profile.having_bought_for(intent.request.recipient)
        watched = await self._back.watch.get(intent.order_id) if intent.order_id else None
        if watched:
            await self.show_order(watched)
            return
        screen = order_screens.intent(self.i18n, self._back.branding, intent)
        message_ref = await self._back.gateway.put(self.chat_id, self._message_ref_for(intent.message_ref), screen)
        await self._tidy()
        if intent.state is not IntentState.PREPARED:
            await self._back.outbox.shown("intent", intent.id, intent.state)
        elif message_ref != intent.message_ref:
            await self._back.intents.set_message_ref(intent, message_ref)
            if intent.message_ref and intent.message_ref.message_id != message_ref.message_id:
                await self._back.gateway.remove(self.chat_id, intent.message_ref.message_id)

    async def show_order(self, watched: WatchedOrder, *, saying: str | None = None) -> None:
        """Shows an order, and takes it as told."""
        message_ref = self._message_ref_for(watched.message_ref)
        if message_ref is None and watched.message_ref is None and self._pressed:
            # This Redis knows of no message of the order's, but it was one whose button was pressed: no pay buttons
            # may stay behind in it.
            self._left_behind = self._left_behind or MessageRef(message_id=self._pressed)
        now = self._back.partner.now()
        await self._back.gateway.show_order(self.i18n, watched, now, message_ref, saying=saying, asked_for=True)
        await self._tidy()

    async def show_batch(self, view: BatchView) -> None:
        """Shows a batch, and leaves the message to it."""
        message_ref = self._message_ref_for(view.batch.message_ref)
        usd = await self._back.prices.usd(view.estimate_ton) if view.batch.phase is Phase.READY else None
        new = await self._back.gateway.show_batch(self.i18n, view, message_ref, usd)
        await self._back.batches.set_message_ref(view.batch.id, new, self.i18n.locale)
        await self._tidy()

    async def add(self, screen: Screen) -> None:
        """Sends a message that stays as it is, beside the chat's screen."""
        await self._back.gateway.send(self.chat_id, screen)

    async def add_file(self, name: str, content: bytes) -> None:
        await self._back.gateway.send_file(self.chat_id, name, content)

    def _message_ref_for(self, own: MessageRef | None) -> MessageRef | None:
        """Where the screen of an order or a batch goes: into its own message if a button of that was pressed, else to
        the chat's present place. That is its own from now on, and the chat's next screen is sent anew."""
        message_ref, self.message_ref = self.message_ref, self._beside
        if own is None or own.message_id != self._pressed:
            return message_ref
        if message_ref is None or message_ref.message_id != own.message_id:
            self.message_ref, self._left_behind = message_ref or self._left_behind, None
        return own

    async def unpaid(self) -> list[tuple[str, str]]:
        """What the chat has confirmed and not paid, `order:<id>` or `intent:<id>`, with its goods in words."""
        waiting = await self._back.watch.unpaid_of_chat(self.chat_id)
        return [(id, self._in_words(bought)) for id, bought in waiting.items()]

    async def _home(self) -> Screen:
        screen = purchase.home(self.i18n, self.draft, await self.unpaid())
        return reseller.with_desk(self.i18n, screen) if self.sells else screen

    async def _confirm(self) -> Screen:
        draft = self.draft
        if draft.estimate is None and draft.goods:
            asked = self._back.partner.estimate(draft.goods)
            estimate, _ = await asyncio.gather(asked, self._back.prices.usd(Decimal(1)))  # the rate, if it is too old
            draft = self.draft = draft.model_copy(update={"estimate": estimate.price_ton})
        usd = await self._back.prices.usd(draft.estimate) if draft.estimate is not None else None
        screen = purchase.confirm(self.i18n, self._back.branding, draft, usd)
        return reseller.with_invoice(self.i18n, draft, screen) if self.sells else screen

    def _in_words(self, fingerprint: str) -> str:
        return goods_for(self.i18n, Goods.from_fingerprint(fingerprint))

    async def _tidy(self) -> None:
        """Takes away what the screen has left behind: the answer that was typed, or the message it stood in before."""
        if self._left_behind:
            await self._back.gateway.remove(self.chat_id, self._left_behind.message_id)
            self._left_behind = None
        if self._typed and not _is_command(self._typed):
            await self._back.gateway.remove(self.chat_id, self._typed.message_id)
        self._typed = None


def _is_command(message: Message) -> bool:
    return (message.text or "").startswith("/")


def _stands_elsewhere(event: Message | CallbackQuery, message_ref: MessageRef | None) -> bool:
    """Whether the person looks at another part of the chat than where the screen stands: below a command they have just
    sent, or at another message whose button they pressed."""
    if message_ref is None:
        return False
    if isinstance(event, Message):
        return _is_command(event)
    return event.message is not None and event.message.message_id != message_ref.message_id
