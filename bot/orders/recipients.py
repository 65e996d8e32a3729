"""Asks the partner whether a person can receive a product, before anything is paid."""

from bot.errors import UserError
from bot.orders.draft import Recipient
from bot.partner.client import PartnerClient
from bot.partner.errors import PartnerError
from bot.partner.goods import Product

MAX_NAME_LENGTH = 64
"""Characters of a display name that are kept: as long as Telegram lets a first name be."""


async def check(partner: PartnerClient, product: Product, username: str) -> Recipient:
    """The recipient; `can_receive` is None when the check itself fails. Raises UserError when the partner says no, and
    Rejected."""
    try:
        answer = await partner.check_recipient(product, username)
    except PartnerError:
        return Recipient(username=username)
    if answer.can_receive is False:
        if answer.reason:
            raise UserError("recipient-cannot-why", username=f"@{username}", reason=answer.reason)
        raise UserError("recipient-cannot", username=f"@{username}")
    name = answer.name and answer.name[:MAX_NAME_LENGTH]
    return Recipient(username=username, name=name, can_receive=answer.can_receive)
