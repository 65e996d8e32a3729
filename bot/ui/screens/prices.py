"""A reseller's prices: margin, currency, quotes, and the price list for clients."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from bot.orders.currency import Currency
from bot.orders.markup import Markup, Quote, Terms
from bot.partner.goods import Goods, Product
from bot.partner.money import NANOTON
from bot.partner.prices import Fees
from bot.ui.callback_data import MenuCallback
from bot.ui.i18n import I18n, bold, code, isolated
from bot.ui.money import currency_text, number_text, percent_text, round_price_up
from bot.ui.screen import Rows, Screen, button
from bot.ui.screens.phrases import NBSP, date_time, goods, limits_text, local_money, money, retail_price, with_menu

EXAMPLES = ("/currency RUB 96.5 per USD", "/currency INR 285 per TON / 10")


def margin(i18n: I18n, markup: Markup, currency: Currency | None) -> Screen:
    none = i18n.get("margin-none")
    steps = [money(i18n, markup.step)] if markup.step != NANOTON else []
    steps += [currency_text(currency.step, currency.code, i18n.locale)] if currency else []
    text = i18n.get(
        "margin",
        percent=bold(percent_text(markup.percent, i18n.locale)),
        fee=bold(money(i18n, markup.fee)) if markup.fee else none,
        step=bold(", ".join(steps)) if steps else none,
        example=code(f"/margin 12.5% + 0.1 / 10 {currency.code}" if currency else "/margin 12.5% + 0.1 / 0.05"),
        currency=i18n.branding.currency,
    )
    return with_menu(i18n, text)


def margin_sure(i18n: I18n, new: Markup, former: Markup, typed: str) -> Screen:
    """Asks once more for a margin that is far from the former one. `typed`: what sets it."""
    percents = [percent_text(each.percent, i18n.locale) for each in (new, former)]
    fees = [f" + {money(i18n, each.fee)}" if each.fee else "" for each in (new, former)]
    label, before = (percent + fee for percent, fee in zip(percents, fees, strict=True))
    sets = MenuCallback(target="margin", arg=f"{former.percent:f}_{typed}")
    keep = button(i18n.get("button-rate-keep"), MenuCallback(target="margin"))
    return with_menu(i18n, i18n.get("margin-sure", former=bold(before)), rows=((button(label, sets),), (keep,)))


def quote(i18n: I18n, item: Goods, quote: Quote, warning: str = "") -> Screen:
    """For the reseller only: it shows the cost."""
    usd = quote.ton_usd
    cost_usd = None if usd is None else quote.cost * usd
    cost = None if quote.per_ton is None else (quote.cost * quote.per_ton).quantize(Decimal("0.01"))
    profit = quote.retail - quote.cost
    if quote.price is None:
        profit_text = money(i18n, profit, None if usd is None else profit * usd)
    else:
        profit_text = currency_text(quote.profit.quantize(Decimal("0.01")), quote.code, i18n.locale)
    text = i18n.get(
        "quote",
        goods=goods(i18n, item),
        cost=bold(local_money(i18n, quote.cost, cost, quote.code, cost_usd)),
        retail=bold(retail_price(i18n, quote)),
        profit=bold(profit_text),
    )
    return with_menu(i18n, *filter(None, (text, warning)))


def not_sold(i18n: I18n, item: Goods, fees: Fees) -> Screen:
    problem = i18n.get("row-problem", problem="limits", detail=limits_text(i18n, fees.limits(item.product)))
    return with_menu(i18n, f"{bold(goods(i18n, item))}\n↳ {problem}", i18n.get("bad-what"))


def rate_text(currency: Currency, locale: str) -> str:
    """“1 USD = 96.5 RUB”."""
    rate = number_text(currency.rate, locale)
    return f"1{NBSP}{currency.base} = {rate}{NBSP}{currency.code}"


def rate_warning(i18n: I18n, currency: Currency | None, quote: Quote | None, now: datetime) -> str:
    """What is wrong with the reseller's rate; empty: nothing."""
    if currency and quote and quote.price is None:
        return i18n.get("rate-unknown", currency=currency.code)
    if currency and currency.is_old(now):
        return i18n.get("rate-old", rate=rate_text(currency, i18n.locale))
    return ""


def currency(i18n: I18n, present: Currency | None, now: datetime) -> Screen:
    if present is None:
        return with_menu(i18n, i18n.get("currency-none"), how_to_set(i18n))
    text = i18n.get(
        "currency",
        rate=bold(rate_text(present, i18n.locale)),
        step=bold(currency_text(present.step, present.code, i18n.locale)),
        time=date_time(i18n, present.set_at),
    )
    still = button(i18n.get("button-rate-again"), MenuCallback(target="rate", arg=pack(present, present)))
    warning = rate_warning(i18n, present, None, now)
    rows: Rows = ((still,),) if warning else ()
    return with_menu(i18n, *filter(None, (text, warning, how_to_set(i18n))), rows=rows)


def how_to_set(i18n: I18n) -> str:
    return i18n.get("currency-how", first=code(EXAMPLES[0]), second=code(EXAMPLES[1]), off=code("/currency off"))


def which_rate(i18n: I18n, candidates: Sequence[Currency], far_from: Currency | None, now: Currency | None) -> Screen:
    """Asks once more for a rate that can be read in several ways, or that is far from the former one (`far_from`).
    `now`: the present one."""
    sure = i18n.get("rate-sure", former=bold(rate_text(far_from, i18n.locale))) if far_from else None
    words = sure or i18n.get("rate-which")
    rows = [
        (button(rate_text(each, i18n.locale), MenuCallback(target="rate", arg=pack(each, now))),) for each in candidates
    ]
    rows.append((button(i18n.get("button-rate-keep"), MenuCallback(target="currency")),))
    return with_menu(i18n, words, rows=tuple(rows))


def price_list(i18n: I18n, prices: Iterable[tuple[Goods, Quote]]) -> Screen:
    """The text for clients: no cost, and in the reseller's currency alone if there is one."""
    lines: dict[Product, list[str]] = {product: [] for product in Product}
    for item, quote in prices:
        price = money(i18n, round_price_up(quote.retail))
        if quote.price is not None:
            price = currency_text(quote.price, quote.code, i18n.locale)
        lines[item.product].append(i18n.get("card-quote", goods=goods(i18n, item), price=bold(price)))
    heads = {Product.STARS: "⭐ <b>Telegram Stars</b>", Product.PREMIUM: "🎁 <b>Telegram Premium</b>"}
    return Screen("\n\n".join("\n".join([heads[product], *rows]) for product, rows in lines.items() if rows))


def price_list_note(i18n: I18n, terms: Terms, warning: str) -> Screen:
    """For the reseller, above the list: how the prices were made."""
    percent = percent_text(terms.markup.percent, i18n.locale)
    text = i18n.get("price-list", margin=bold(percent))
    if terms.currency:
        text += "\n" + isolated(rate_text(terms.currency, i18n.locale))
    change = button(i18n.get("button-currency"), MenuCallback(target="currency"))
    return with_menu(i18n, *filter(None, (text, warning)), beside=(change,))


def pack(new: Currency, former: Currency | None) -> str:
    """The rate of a button, and when the rate on its screen was set: an older button sets none."""
    return f"{new.code}_{new.rate:f}_{new.base}_{new.step:f}_{_since(former)}"


def unpack(arg: str, former: Currency | None, now: datetime) -> Currency | None:
    """None for what `pack` would not write, and for a button older than the present rate."""
    words = arg.split("_")
    if len(words) != 5 or words[4] != _since(former):
        return None
    found = Currency.parse(f"{words[0]} {words[1]} per {words[2]} / {words[3]}", now)
    return next((each for each in found if f"{each.rate:f}" == words[1]), None)


def _since(currency: Currency | None) -> str:
    return str(int(currency.set_at.timestamp())) if currency else "0"
