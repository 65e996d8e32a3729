"""TON and nanotons, exactly."""

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

NANO = 10**9
"""Nanotons in one TON."""

NANOTON = Decimal("1e-9")
"""One nanoton in TON: no amount is finer."""

# Wide enough for all TON there are; a digit that would be dropped is an error.
_EXACT = Context(prec=40, Emin=-40, Emax=40, traps=[Inexact, InvalidOperation, Overflow])


def to_nano(ton: Decimal) -> int:
    """TON as integer nanotons. Raises ValueError where they are not exact (a tenth decimal place, infinity)."""
    try:
        return int(ton.scaleb(9, _EXACT).to_integral_exact(context=_EXACT))
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"{ton} TON is not a whole number of nanotons") from error
