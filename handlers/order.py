"""The buttons of an order's screen. `find_own_order` checks whose order it is, because a button can be forged."""

from datetime import timedelta

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.errors import UserError
from bot.orders import handles, recipients
from bot.orders.draft import Draft
from bot.orders.models import WatchedOrder
from bot.orders.watch import Watch
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.order import Order
from bot.partner.statuses import OrderStatus
from bot.telegram.context import ChatContext
from bot.telegram.order_messages import OrderMessages
from bot.ui.callback_data import Action, MenuCallback, OrderCallback
from bot.ui.i18n import I18n, plain
from bot.ui.screens import cards, pay
from bot.ui.screens.phrases import error_text, status_word
from bot.ui.text_input import parse_username

CHECK_AGE = timedelta(seconds=2)
"""An answer of the partner that is not older is shown for "Check now"."""


def build() -> Router:
    router = Router(name="order")
    router.callback_query.filter(OrderCallback.filter())
    router.callback_query.register(on_open, Action("open"), find_own_order)
    router.callback_query.register(on_paid, Action("paid"), find_own_order)
    router.callback_query.register(on_pay_again, Action("pay"), find_own_order)
    router.callback_query.register(on_refresh, Action("look"), find_own_order)
    router.callback_query.register(on_open_instead, Action("instead"), find_own_order)
    router.callback_query.register(on_cancel, Action("cancel"), find_own_order)
    router.callback_query.register(on_cancel_confirmed, Action("cancel-sure"), find_own_order)
    router.callback_query.register(on_cancel_other, Action("drop"), find_own_order)
    router.callback_query.register(on_cancel_other_confirmed, Action("drop-sure"), find_own_order)
    router.callback_query.register(on_repeat, Action("repeat"), find_own_order)
    router.callback_query.register(on_gift_card, Action("card"), find_own_order)
    return router


async def find_own_order(
    event: Message | CallbackQuery,
    context: ChatContext,
    watch: Watch,
    callback_data: OrderCallback | None = None,
    about: str = "",
) -> dict[str, WatchedOrder]:
    """Gives the order of a button, or of an answered question, as `watched`. Raises UserError: not-yours,
    PartnerError."""
    order_id = await handles.resolve(watch.redis, watch.keys, callback_data.id) if callback_data else about
    watched = await watch.find(order_id, context.chat_id)
    if watched is None:
        raise UserError("not-yours")
    return {"watched": watched}


async def on_open(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    await order_messages.show(await check_order(watched, watch), context)


async def on_open_instead(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    """Opens the order that the draft would have repeated, and ends the draft."""
    context.draft = Draft.empty()
    await on_open(query, watched, context, order_messages, watch)


async def on_paid(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    """Hides the pay buttons first, so that nobody pays twice; then asks the partner and shows its answer."""
    watched = await watch.mark_paid(watched)
    shown = await order_messages.show(watched, context)
    context.pressed_message_id = shown.message_id  # it may be a new one, in which the answer is shown
    watched = watched.model_copy(update={"message_ref": shown})
    await refresh(watched, context, order_messages, watch, is_shown=True)


async def on_pay_again(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    await order_messages.show(await check_order(await watch.mark_paid(watched, said=False), watch), context)


async def on_refresh(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    await refresh(watched, context, order_messages, watch)


async def refresh(
    watched: WatchedOrder,
    context: ChatContext,
    order_messages: OrderMessages,
    watch: Watch,
    *,
    is_shown: bool = False,
) -> None:
    """Asks the partner and shows the order, unless the same `is_shown`. If nothing has changed, a toast says so."""
    i18n, before, sentence = context.i18n, watched.order, ""
    try:
        watched = await watch.check_now(watched, max_age=CHECK_AGE)
    except PartnerError as error:
        sentence = error_text(i18n, error)
    else:
        after = watched.order
        if (before.status, before.note) == (after.status, after.note):
            context.toast = i18n.get("looked")
    if sentence or watched.order != before or not is_shown:
        await order_messages.show(watched, context, sentence=sentence)


async def on_cancel(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages
) -> None:
    """Asks first. The partner is only asked when the answer is yes."""
    await order_messages.show(watched, context, cancelling=True)


async def on_cancel_confirmed(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages, watch: Watch
) -> None:
    """The screen says that the order is not cancelled, where the partner takes a cancellation and does nothing."""
    watched = await cancel_order(watched, watch)
    sentence = _not_cancelled(context.i18n, watched.order) if pay.can_be_cancelled(watched.order) else ""
    await order_messages.show(watched, context, sentence=sentence)


async def on_cancel_other(query: CallbackQuery, watched: WatchedOrder, context: ChatContext) -> None:
    """Asks before an unpaid order is cancelled from the screen of another purchase, which waits."""
    if pay.can_be_cancelled(watched.order):
        here, step = MenuCallback(target="here"), await context.screen()
        await context.show(pay.ask_cancel(context.i18n, watched.order, step, sure="drop-sure", keep=here))
    else:
        await tell_cancelled(watched, context)


async def on_cancel_other_confirmed(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, watch: Watch
) -> None:
    await tell_cancelled(await cancel_order(watched, watch), context)


async def tell_cancelled(watched: WatchedOrder, context: ChatContext) -> None:
    """Says above the present screen whether the order is cancelled."""
    order, i18n = watched.order, context.i18n
    if order.status is OrderStatus.CANCELLED:
        await context.say(i18n.get("dropped", order=plain(order.id)))
    else:
        await context.say(_not_cancelled(i18n, order))


def _not_cancelled(i18n: I18n, order: Order) -> str:
    return i18n.get("not-dropped", order=plain(order.id), status=status_word(i18n, order.status))


async def on_repeat(
    query: CallbackQuery,
    watched: WatchedOrder,
    context: ChatContext,
    partner: PartnerClient,
    order_messages: OrderMessages,
) -> None:
    """Starts a complete draft with the content of the order and a fresh price. An old button of a batch's row that was
    not delivered shows the order with its present button."""
    order = watched.order
    if watched.batch and order.status is not OrderStatus.COMPLETED:
        await order_messages.show(watched, context)
        return
    if order.product is None or order.recipient is None or order.amount is None:
        raise UserError("not-yours")
    recipient = await recipients.check(partner, order.product, parse_username(order.recipient))
    draft = Draft.empty().with_(product=order.product, recipient=recipient, amount=order.amount)
    await context.show(await context.set_draft(draft))


async def on_gift_card(
    query: CallbackQuery, watched: WatchedOrder, context: ChatContext, order_messages: OrderMessages
) -> None:
    """Sends a card for the friend who got the goods; of an order that is not delivered (any more) its screen."""
    if watched.order.status is OrderStatus.COMPLETED:
        await context.send(cards.gift(context.i18n, watched.order))
    else:
        await order_messages.show(watched, context)


async def check_order(watched: WatchedOrder, watch: Watch) -> WatchedOrder:
    """The order as the partner knows it now; the stored order if the partner does not answer."""
    try:
        return await watch.check_now(watched)
    except PartnerError:
        return watched


async def cancel_order(watched: WatchedOrder, watch: Watch, *, by_chat: bool = True) -> WatchedOrder:
    """The cancelled order; as the partner knows it now, such as paid, if the partner does not cancel it any more."""
    try:
        return await watch.cancel(watched, by_chat=by_chat)
    except Rejected:
        return await watch.check_now(watched)
