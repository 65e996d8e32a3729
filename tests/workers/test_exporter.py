"""Exports: a file for an admin, tried again until it is sent or nobody is there to get it."""

from datetime import timedelta

from bot.operations.exports import Export
from tests.support.shop import IVAN, Shop


async def test_an_export_for_an_admin_who_has_blocked_the_bot_ends(still: Shop) -> None:
    """It would read the partner's whole list every 20 seconds for ever."""
    exporter, day = still.services.exporter, still.clock().date()
    await exporter.request(Export(IVAN, 1, "en", "orders", day - timedelta(days=1), day))
    (claim,) = await exporter.queue.claim(1)
    await still.world("block", {"user": IVAN})
    await exporter._handle(claim)
    assert not await exporter.queue.size()
