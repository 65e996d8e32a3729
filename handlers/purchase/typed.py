"""A purchase, or a part of one, that a person types."""

from dataclasses import replace

from aiogram.types import Message

from bot.errors import UserError
from bot.operations.team import Team
from bot.orders.draft import Draft, Step, Wish
from bot.partner.cache import PriceCache
from bot.partner.client import PartnerClient
from bot.telegram.context import ChatContext
from bot.ui.text_input import RecipientError, parse_amount, parse_username, parse_wish
from bot.ui.typed_purchase import parse_purchase
from handlers.purchase.choices import choose


async def on_typed(
    message: Message, context: ChatContext, partner: PartnerClient, prices: PriceCache, team: Team
) -> None:
    """An unusable username is asked again, and the rest of the line is kept. A reseller's line may end with an invoice
    number. A whole line is another purchase: on the confirm screen, and where it names no product, which its amount
    then tells. On the confirm screen a part changes this purchase, in a new draft that waits for its own confirmation.
    A page of the help stays where the text is none of it."""
    draft, failure = context.draft, None
    try:
        wish = read_typed(message.text, draft.step, invoices=team.is_reseller(context.chat_id))
    except RecipientError as error:
        wish, failure = error.rest, error
    except UserError:
        if context.question:
            raise UserError("press-a-button") from None
        raise
    if wish.amount and (wish.recipient or failure) and (draft.step is Step.CONFIRM or wish.product is None):
        draft = Draft.empty()
    wish = wish.over(draft.wish)
    await choose(replace(wish, recipient=None) if failure else wish, draft, context, partner, prices, failure)


def read_typed(text: str | None, step: Step, *, invoices: bool) -> Wish:
    """What the step asks for, or a whole purchase. Raises UserError with the sentence of the step."""
    if invoices and step is not Step.AMOUNT and (wish := parse_purchase(text, names=step is Step.RECIPIENT)):
        return wish
    try:
        match step:
            case Step.RECIPIENT:
                return Wish(recipient=parse_username(text))
            case Step.AMOUNT:
                return Wish(amount=parse_amount(text, None, None))
    except UserError as error:
        try:
            wish = parse_wish(text, names=step is Step.RECIPIENT)
        except RecipientError:
            raise
        except UserError:
            wish = None
        if wish is None:
            raise error from None
        return wish
    wish = parse_wish(text)
    if wish is None:
        raise UserError("tap-or-write" if step is Step.HOME else "press-a-button")
    return wish
