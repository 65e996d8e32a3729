"""A reseller's single orders: the desk, the invoice of a purchase, finding an order, margin and quotes."""

from decimal import Decimal

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.types import CallbackQuery, Message

from bot.errors import BadInput
from bot.orders.draft import Draft, Step
from bot.orders.history import History
from bot.orders.markup import Markup
from bot.partner.cache import Pricing
from bot.telegram.context import Ask, Stage
from bot.telegram.session import Visit
from bot.ui.batch_input import parse_what
from bot.ui.branding import Shop
from bot.ui.callback_data import Go, Press
from bot.ui.screens import cards, reseller
from bot.ui.text_input import parse_invoice
from handlers.purchase import TYPED


def build() -> Router:
    router = Router(name="desk")
    router.message.register(desk_asked, Command("reseller"))
    router.callback_query.register(desk_asked, Go.filter(F.to == "desk"))
    router.callback_query.register(invoice_asked, Press.filter(F.do == "invoice"), is_to_confirm)
    router.callback_query.register(invoice_removed, Press.filter(F.do == "uninvoice"), is_to_confirm)
    router.message.register(invoice_typed, StateFilter(Ask.invoice), TYPED)
    router.message.register(order_sought, Command("find"))
    router.message.register(margin_told, Command("margin"))
    router.message.register(quote_asked, Command("quote"))
    return router


async def is_to_confirm(query: CallbackQuery, callback_data: Press, draft: Draft) -> bool:
    return callback_data.draft == draft.id and draft.step is Step.CONFIRM


async def desk_asked(event: Message | CallbackQuery, stage: Stage, visit: Visit) -> None:
    me = await event.bot.me() if event.bot else None
    name = (me and me.username) or ""
    await stage.show(reseller.desk(stage.i18n, name, daily=visit.profile.daily))


async def invoice_asked(query: CallbackQuery, stage: Stage) -> None:
    stage.ask("invoice")
    await stage.show(await stage.screen())


async def invoice_typed(message: Message, stage: Stage) -> None:
    await stage.show(await stage.keep(stage.draft.with_(invoice=parse_invoice(message.text))))


async def invoice_removed(query: CallbackQuery, stage: Stage) -> None:
    await stage.show(await stage.keep(stage.draft.with_(invoice=None)))


async def order_sought(message: Message, command: CommandObject, stage: Stage, history: History) -> None:
    words = (command.args or "")[:64]
    if not words:
        raise BadInput("find-how")
    await stage.show(reseller.found(stage.i18n, words, await history.find(stage.chat_id, words, reseller.FOUND)))


async def margin_told(message: Message, command: CommandObject, stage: Stage, visit: Visit, shop: Shop) -> None:
    if command.args:
        markup = Markup.parse(command.args)
        if markup is None:
            raise BadInput("bad-margin")
        visit.profile = visit.profile.model_copy(update={"markup": markup})
    await stage.show(reseller.margin(stage.i18n, shop, visit.profile.markup))


async def quote_asked(
    message: Message, command: CommandObject, stage: Stage, visit: Visit, pricing: Pricing, shop: Shop
) -> None:
    """The reckoning for the reseller, and below it a message that can be forwarded as it is."""
    product, amount = parse_what(command.args or "")
    if not (await pricing.fees()).sell(product, amount):
        raise BadInput("bad-what")
    quote = visit.profile.markup.on(await pricing.estimate(product, amount))
    priced = reseller.Priced(product, amount, quote, await pricing.usd(Decimal(1)))
    offer = cards.Offer(product, amount, None, quote.retail, priced.usd(quote.retail))
    await stage.show(reseller.quote(stage.i18n, shop, priced))
    await stage.add(cards.retail(stage.i18n, shop, offer))
