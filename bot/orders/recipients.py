"""Asks the partner whether a person can receive a product, before anything is paid."""

from bot.errors import UserError
from bot.orders.draft import Recipient
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError, Rejected
from bot.partner.models import Product


async def check(partner: PartnerClient, product: Product, username: str) -> Recipient:
    """The recipient of that name; not known to be able to receive when the check itself fails, as the create decides.

    Raises BadInput (the partner says no, with its reason) and Rejected.
    """
    try:
        answer = await partner.check_recipient(product, username)
    except Rejected:
        raise
    except PartnerError:
        return Recipient(username=username)
    if answer.can_receive is False:
        if answer.reason:
            raise UserError("recipient-cannot-why", username=f"@{username}", reason=answer.reason)
        raise UserError("recipient-cannot", username=f"@{username}")
    return Recipient(username=username, name=answer.name, can_receive=answer.can_receive)
