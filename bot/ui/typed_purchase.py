"""A purchase in one typed line: goods alone (`500`, `6m`), or a whole purchase, perhaps with an invoice number."""

import contextlib
import re
from dataclasses import replace

from bot.errors import UserError
from bot.orders.draft import Wish
from bot.partner.goods import Goods, Product
from bot.ui.text_input import find_products, is_purchase_word, parse_invoice, parse_wish

_ZERO_CENTS = re.compile(r"(?<=\d)[.,]0{1,2}(?=\s|$)")
"""Of a number that a program has written as 500.0. Three zeros are thousands."""


def parse_goods(text: str) -> Goods:
    """`500` is Stars, `6m` is Premium; a @name beside it says nothing. Raises UserError: bad-what."""
    try:
        wish = read_goods(" ".join(word for word in text.split() if not word.startswith("@")))
    except UserError as error:
        raise UserError("bad-what") from error
    return Goods(product=wish.product or Product.STARS, amount=wish.amount or 0)


def parse_purchase(text: str | None, *, names: bool = False) -> Wish | None:
    """A purchase in one line that ends with an invoice number: `@alice 500 inv-77`. None: the line is none.

    Raises UserError: bad-two-ways, bad-invoice.
    """
    line = text or ""
    before, mark, after = line.rpartition(";")
    if mark and after.strip():
        wish = _complete_wish(before.replace(";", " "), names)
        with contextlib.suppress(UserError):
            return replace(wish, invoice=parse_invoice(after)) if wish else None
    wishes = read_wishes(line, names=names)
    if len(set(wishes)) > 1:
        raise UserError("bad-two-ways")
    *rest, last = line.split() or [""]
    if not wishes and not is_purchase_word(last) and _complete_wish(" ".join(rest), names):
        raise UserError("bad-invoice")
    return wishes[0] if wishes and wishes[0].invoice else None


def read_goods(text: str, product: str = "") -> Wish:
    """An amount, perhaps with its product, which `product` may say too. Raises UserError: bad-what, bad-number, …"""
    wish = parse_wish(_ZERO_CENTS.sub("", text))
    if wish is None or wish.recipient or wish.amount is None:
        raise UserError("bad-what")
    products = find_products(product) | ({wish.product} if wish.product else set())
    if len(products) > 1:
        raise UserError("bad-what")
    return replace(wish, product=next(iter(products), None))


def read_wishes(line: str, *, names: bool) -> list[Wish]:
    """The ways to read a typed line: as a whole, and with its last word as the invoice number."""
    *rest, last = line.split() or [""]
    with_invoice = _complete_wish(" ".join(rest), names)
    if with_invoice and not is_purchase_word(last):
        with contextlib.suppress(UserError):
            with_invoice = replace(with_invoice, invoice=parse_invoice(last))
    wishes = (_complete_wish(line, names), with_invoice)
    return [wish for wish in wishes if wish and (wish is not with_invoice or wish.invoice)]


def _complete_wish(line: str, names: bool) -> Wish | None:
    try:
        wish = parse_wish(_ZERO_CENTS.sub("", line), names=names)
    except UserError:
        return None
    return wish if wish and wish.recipient and wish.amount else None
