"""Phrases that several screens share."""

from decimal import Decimal

from aiogram_i18n import I18nContext

from bot.orders.draft import Recipient
from bot.partner.errors import PartnerError, RateLimited, Rejected, Unauthorized, Unreadable
from bot.partner.models import Product
from bot.ui.i18n import at, bold, code, plain
from bot.ui.inputs import BadInput
from bot.ui.money import ton_text, usd_text
from bot.ui.shop import Shop


def goods(i18n: I18nContext, product: Product | None, amount: int | None) -> str:
    """“100 Stars”, “Premium for 3 months”."""
    if product is Product.PREMIUM:
        return i18n.get("goods-premium", months=amount or 0)
    return i18n.get("goods-stars", quantity=amount or 0)


def money(shop: Shop, ton: Decimal, usd: Decimal | None = None) -> str:
    """“0.418 TON (≈ $1.34)”: exact in TON, to the cent in dollars."""
    text = f"{ton_text(ton)} {shop.currency}"
    return f"{text} (≈ ${usd_text(usd)})" if usd is not None else text


def who(recipient: Recipient) -> str:
    """“@alice (Alice Liddell)”."""
    name = f" ({plain(recipient.name)})" if recipient.name else ""
    return f"{bold('@' + recipient.username)}{name}"


def support_line(i18n: I18nContext, shop: Shop) -> str:
    return i18n.get("support", support=at(shop.support)) if shop.support else i18n.get("support-nobody")


def trouble(i18n: I18nContext, error: PartnerError | BadInput) -> str:
    """The sentence for what went wrong: what it is, and what to do. The partner's own words only when they speak to the
    person."""
    match error:
        case BadInput():
            return i18n.get(error.text, **{name: code(value) for name, value in error.args_for_text.items()})
        case Rejected():
            return i18n.get("partner-rejected", message=plain(error.error_message))
        case RateLimited():
            return i18n.get("partner-busy")
        case Unauthorized():
            return i18n.get("partner-unauthorized")
        case Unreadable():
            return i18n.get("partner-unreadable")
        case _:
            return i18n.get("partner-down")
