"""The messages of orders, confirmations and batches.

Handlers pass their context: the message then goes where the person looks, and counts as seen. Workers pass none: the
message stays where it is stored, in the chat's language. Every method raises TelegramAPIError.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.notifications.alerts import Alerts
from bot.notifications.models import MessageRef
from bot.notifications.outbox import Outbox
from bot.orders.batch import BatchView, Phase
from bot.orders.batches import Batches
from bot.orders.draft import Draft
from bot.orders.intents import Intents
from bot.orders.models import Intent, IntentState, WatchedOrder
from bot.orders.schedule import is_time_to_remind
from bot.orders.watch import Watch
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.partner.statuses import OrderStatus
from bot.telegram.context import ChatContext
from bot.telegram.gateway import Gateway
from bot.telegram.session import ChatSessions
from bot.ui.i18n import I18n, Languages
from bot.ui.screen import Screen
from bot.ui.screens import bulk, cards, pay
from bot.ui.screens import order as order_screens


@dataclass
class OrderMessages:
    gateway: Gateway
    sessions: ChatSessions
    languages: Languages
    partner: PartnerClient
    prices: PriceCache
    intents: Intents
    watch: Watch
    batches: Batches
    outbox: Outbox
    alerts: Alerts

    async def show(
        self,
        watched: WatchedOrder,
        context: ChatContext | None = None,
        *,
        sentence: str = "",
        cancelling: bool = False,
        unpaid: Iterable[str] | None = None,
    ) -> MessageRef:
        """Shows an order with the sentence above it, and stores the order's message, which is kept up to date.
        `cancelling`: asks whether to cancel it, if it can be cancelled. `unpaid`: of the chat; None: not read yet."""
        if context is None:
            return await self._show(await self._i18n(watched), watched, watched.message_ref)
        message_ref = context.release_message(watched.message_ref)
        if message_ref is None and watched.message_ref is None:
            # Redis was lost, so the order's message is unknown: it may be the one whose button was pressed, and that
            # message must not keep its pay buttons.
            context.leave_pressed_message()
        message_ref = await self._show(
            context.i18n,
            watched,
            message_ref,
            sentence=sentence,
            requested=True,
            cancelling=cancelling,
            unpaid=unpaid,
        )
        if context.pressed_photo_id not in (None, message_ref.message_id):
            # An earlier payment screen of the order, from before Redis lost it: it must not keep its pay buttons.
            await self.gateway.remove(context.chat_id, context.pressed_photo_id)
        await context.remove_leftovers()
        return message_ref

    async def refresh(self, watched: WatchedOrder) -> None:
        """Edits an order's message if there is one, and never sends a new one."""
        if watched.message_ref is None:
            return
        i18n = await self._i18n(watched)
        screen = await self._screen(i18n, watched)
        if screen.picture is None:
            return  # Telegram cannot turn a photo into text, and nobody has asked for a new message
        message_ref = await self.gateway.edit(watched.chat_id, watched.message_ref, screen)
        before, _ = await self.watch.set_message_ref(watched, message_ref, i18n.locale, instead_of=True)
        if before and before.message_id != message_ref.message_id:
            await self.gateway.remove(watched.chat_id, message_ref.message_id)
        await self._remove_reminder(watched)

    async def refresh_cards(self, watched: WatchedOrder) -> None:
        """Edits the order's payment cards in other chats."""
        i18n = await self._i18n(watched)
        for inline_id in await self.watch.cards(watched.order.id):
            await self.gateway.redraw(inline_id, cards.follow(i18n, watched, self.partner.now(), self.partner.skew))

    async def ring(self, watched: WatchedOrder) -> None:
        """Shows an order in a new message, so that the phone rings; one line is left of its message until now. Only a
        delivery has a picture.

        That line comes first: a process that is killed in between leaves no pay buttons, and no unknown message.
        """
        i18n = await self._i18n(watched)
        await self._close(i18n, watched, watched.message_ref)
        screen = await self._screen(i18n, watched)
        if watched.order.status is not OrderStatus.COMPLETED:
            screen = replace(screen, picture=None)
        message_ref = await self.gateway.put(watched.chat_id, None, screen)
        before, is_late = await self.watch.set_message_ref(watched, message_ref, i18n.locale, rung=True)
        if is_late:  # another process may have shown the order meanwhile
            await self._close(i18n, watched, before)
        await self._remove_reminder(watched)

    async def remind(self, watched: WatchedOrder) -> bool:
        """Says without a sound that the time to pay is nearly up, once, if the order can still be paid; whether it
        has."""
        i18n, end, now = await self._i18n(watched), watched.order.expires_at, self.partner.now()
        if watched.reminder_id or not end or not is_time_to_remind(watched.order, end - now):
            return False
        if not pay.payable(i18n.branding, watched, now):
            return False
        screen = order_screens.reminder(i18n, watched, end - self.partner.skew)
        message_ref = await self.gateway.send(watched.chat_id, screen, silent=True)
        await self.watch.set_fields(watched.order.id, reminder_id=message_ref.message_id)
        return True

    async def resend(self, watched: WatchedOrder) -> None:
        """Shows an order in a new message and deletes the old one."""
        await self._show(await self._i18n(watched), watched, None)

    async def write_to(self, watched: WatchedOrder, words: str) -> None:
        """Sends a message of the admins about an order to its customer."""
        screen = order_screens.shop_message(await self._i18n(watched), watched.order, words)
        await self.gateway.send(watched.chat_id, screen)

    async def show_intent(self, intent: Intent, context: ChatContext | None = None, *, sentence: str = "") -> None:
        """Shows what a confirmation has become, with the sentence above it. In a context, its draft is cleared."""
        if context is None:
            i18n = self.languages.speak(intent.locale)
            screen = order_screens.intent(i18n, intent)
            await self.gateway.put(intent.chat_id, intent.message_ref, screen)
            return
        if intent.batch is None:
            context.draft = Draft.empty()
            profile = context.chat_state.profile
            context.chat_state.profile = profile.having_bought_for(intent.request.recipient)
        if intent.order_id:
            watched, unpaid = intent.placed or await self.watch.get_with_unpaid(intent.order_id, context.chat_id)
            if watched:
                await self.show(watched, context, unpaid=unpaid)
                return
        screen = order_screens.intent(context.i18n, intent)
        screen = screen.saying(sentence)
        message_ref = context.release_message(intent.message_ref)
        message_ref = await self.gateway.put(context.chat_id, message_ref, screen)
        await context.remove_leftovers()
        if intent.state is not IntentState.PREPARED:
            await self.outbox.shown("intent", intent.id, intent.state)
        elif message_ref != intent.message_ref:
            await self.intents.set_message_ref(intent, message_ref)
            if intent.message_ref and intent.message_ref.message_id != message_ref.message_id:
                await self.gateway.remove(context.chat_id, intent.message_ref.message_id)

    async def show_batch(self, view: BatchView, context: ChatContext | None = None, sentence: str = "") -> None:
        """Shows a batch, below the sentence if there is one, and stores its message."""
        batch = view.batch
        i18n = context.i18n if context else await self._speak(batch.chat_id, batch.locale)
        message_ref = context.release_message(batch.message_ref) if context else batch.message_ref
        usd = await self.prices.usd(view.estimate_ton) if batch.phase is Phase.READY else None
        screen = bulk.batch(i18n, view, usd)
        shown = await self.gateway.put(batch.chat_id, message_ref, screen.saying(sentence))
        if context or shown != batch.message_ref:
            await self.batches.set_message_ref(batch.id, shown, i18n.locale)
        if context:
            await context.remove_leftovers()

    async def send_batch_news(self, view: BatchView) -> None:
        """Sends a batch's news as a new message, so that the phone rings."""
        i18n = await self._speak(view.batch.chat_id, view.batch.locale)
        await self.gateway.send(view.batch.chat_id, bulk.news(i18n, view))

    async def _show(
        self,
        i18n: I18n,
        watched: WatchedOrder,
        message_ref: MessageRef | None,
        *,
        sentence: str = "",
        requested: bool = False,
        cancelling: bool = False,
        unpaid: Iterable[str] | None = None,
    ) -> MessageRef:
        """`requested`: nothing is left to notify, and the order stays here even if another process has just sent it
        elsewhere."""
        order, chat_id = watched.order, watched.chat_id
        if problem := pay.address_warning(i18n.branding, order):
            await self.alerts.trigger(f"address-{problem}", order.id, repeat_after=None)
        screen = await self._screen(i18n, watched, unpaid)
        if cancelling:
            screen = pay.ask_cancel(i18n, order, screen, sure="cancel-sure")
        screen = screen.saying(sentence)
        shown = await self.gateway.put(chat_id, message_ref, screen)
        instead_of = message_ref is not None and message_ref == watched.message_ref and not requested
        tick = self.watch.next_tick(watched)
        before, _ = await self.watch.set_message_ref(
            watched, shown, i18n.locale, tick=tick, asked_for=requested, instead_of=instead_of
        )
        await self._remove_reminder(watched)
        if before is None or before.message_id in {shown.message_id, message_ref and message_ref.message_id}:
            return shown
        former, kept = (shown, before) if instead_of else (before, shown)
        await self.gateway.remove(chat_id, former.message_id)
        return kept

    async def _close(self, i18n: I18n, watched: WatchedOrder, message_ref: MessageRef | None) -> None:
        if message_ref:
            screen = order_screens.replaced(i18n, watched, message_ref)
            await self.gateway.close(watched.chat_id, message_ref, screen)

    async def _remove_reminder(self, watched: WatchedOrder) -> None:
        """Deletes the reminder of an order that can no longer be paid."""
        if watched.reminder_id and not pay.payable(self.languages.branding, watched, self.partner.now()):
            await self.gateway.remove(watched.chat_id, watched.reminder_id)
            await self.watch.set_fields(watched.order.id, reminder_id="")

    async def _screen(self, i18n: I18n, watched: WatchedOrder, unpaid: Iterable[str] | None = None) -> Screen:
        """With a word about other orders of the chat that wait for payment: their memos must not be swapped."""
        others: Iterable[str] = ()
        if watched.order.status is OrderStatus.PENDING_PAYMENT and watched.batch is None:
            others = await self.watch.unpaid_of_chat(watched.chat_id) if unpaid is None else unpaid
        is_alone = not any(name.startswith("order:") and name != f"order:{watched.order.id}" for name in others)
        partner, rate = self.partner, self.prices.last_rate
        return order_screens.order(i18n, watched, partner.now(), partner.skew, ton_usd=rate, is_alone=is_alone)

    async def _i18n(self, watched: WatchedOrder) -> I18n:
        return await self._speak(watched.chat_id, watched.locale)

    async def _speak(self, chat_id: int, locale: str | None) -> I18n:
        """The language that the chat has chosen, else `locale`."""
        _, profile = await self.sessions.peek(chat_id)
        return self.languages.speak(profile.locale, locale)
