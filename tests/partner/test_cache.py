"""What the partner asks for things is asked for once by all who want it at the same time, and again when it is old."""

import asyncio
import subprocess
import sys
from decimal import Decimal

from bot.partner.cache import PriceCache
from tests.bench.stubs import StubPartner, partner_over
from tests.support.shop import MovingClock


async def test_fees_and_rate_are_asked_for_once_by_many_and_again_when_old() -> None:
    clock, transport = MovingClock(), StubPartner()
    http, partner = partner_over(transport)
    async with http:
        pricing = PriceCache(partner, clock=clock)
        await asyncio.gather(*(pricing.fees() for _ in range(20)), *(pricing.usd(Decimal(1)) for _ in range(20)))
        assert transport.calls == 2
        clock.advance(seconds=59)
        await pricing.usd(Decimal(1))
        assert transport.calls == 2
        clock.advance(minutes=6)
        await asyncio.gather(pricing.fees(), pricing.usd(Decimal(1)), pricing.fees(), pricing.usd(Decimal(2)))
        assert transport.calls == 4


def test_a_start_imports_nothing_that_only_draws_plots() -> None:
    program = "import sys, bot.__main__, bot.runner; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
