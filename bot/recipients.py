"""Asks the partner whether a person can receive a product, before anything is paid."""

from bot.orders.draft import Recipient
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Product
from bot.ui.inputs import BadInput, parse_username


async def check(partner: PartnerClient, product: Product, typed: str | None) -> Recipient:
    """The recipient of that name; not known to be able to receive when the check itself fails, as the create decides.

    Raises BadInput (no username, or a no of the partner's with its reason) and Rejected.
    """
    name = parse_username(typed)
    try:
        answer = await partner.check_recipient(product, name)
    except Rejected:
        raise
    except PartnerError:
        return Recipient(username=name)
    if answer.can_receive is False:
        if answer.reason:
            raise BadInput("recipient-cannot-why", username=f"@{name}", reason=answer.reason)
        raise BadInput("recipient-cannot", username=f"@{name}")
    return Recipient(username=name, name=answer.name, can_receive=answer.can_receive)
