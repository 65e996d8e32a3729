"""Prices and limits: the TON rate, the fees, an estimate."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator

from bot.partner.answers import Answer, ParseContext
from bot.partner.fields import Lenient, Money, NoneIfInvalid, PositiveCount, Price, PriceNames, Utc, WireNames
from bot.partner.goods import Goods, Product
from bot.partner.order import AMOUNT_NAMES, product_of

MAX_PERIODS = 12
"""Periods of Premium that are sold: each has a button and a price of its own."""

PREMIUM_MONTHS = (3, 6, 12)
"""The periods of Premium that the provider's page names: used where the fees tell none."""


class TonRate(Answer):
    bare = "ton_usd"
    ton_usd: Annotated[Price, WireNames("ton_usd rate usd price price_usd")]
    updated_at: Lenient[Utc] = None


def _months(value: Any) -> Any:
    """Months as numbers, also out of objects that hold one."""
    names = AMOUNT_NAMES[Product.PREMIUM]
    rows = value if isinstance(value, list) else []
    return [next((row[name] for name in names if name in row), row) if isinstance(row, dict) else row for row in rows]


class Fees(Answer):
    """Limits and service fees (percent); None where the partner tells none that can be read."""

    stars_min: Annotated[Lenient[PositiveCount], WireNames("stars.min_quantity stars.min min_stars stars_min")] = None
    stars_max: Annotated[Lenient[PositiveCount], WireNames("stars.max_quantity stars.max max_stars stars_max")] = None
    months: Annotated[
        tuple[PositiveCount, ...],
        BeforeValidator(_months),
        NoneIfInvalid,
        AfterValidator(lambda months: tuple(dict.fromkeys(months or PREMIUM_MONTHS))[:MAX_PERIODS]),
        WireNames(
            "premium.months premium.durations premium.periods premium.options premium.available_months premium.plans "
            "premium_months premium_durations months"
        ),
    ] = PREMIUM_MONTHS
    stars_fee_percent: Annotated[
        Lenient[Money], WireNames("stars.fee_percent stars_fee_percent service_fee_percent")
    ] = None
    premium_fee_percent: Annotated[
        Lenient[Money], WireNames("premium.fee_percent premium_fee_percent service_fee_percent")
    ] = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        if isinstance(data, list):  # one row for each product
            data = {product: row for row in data if isinstance(row, dict) and (product := product_of(row))}
        fees = super().read(data if isinstance(data, dict) else {}, context)
        crossed = fees.stars_min and fees.stars_max and fees.stars_min > fees.stars_max
        return fees.model_copy(update={"stars_min": None, "stars_max": None}) if crossed else fees

    def sell(self, goods: Goods) -> bool:
        """Whether the amount is within the limits that are known."""
        if goods.product is Product.PREMIUM:
            return not self.months or goods.amount in self.months
        return (self.stars_min or 1) <= goods.amount and (self.stars_max is None or goods.amount <= self.stars_max)

    def limits(self, product: Product) -> str:
        return ", ".join(map(str, self.months)) if product is Product.PREMIUM else f"{self.stars_min}–{self.stars_max}"


class Estimate(Answer):
    """What an order would cost now, in TON. Only the create fixes the price."""

    bare = "price_ton"
    price_ton: Annotated[
        Price,
        PriceNames(
            "price_ton amount_ton total_ton total_price_ton cost_ton ton_price ton_amount ton "
            "price total cost amount price_nano price_nanoton amount_nano"
        ),
    ]
