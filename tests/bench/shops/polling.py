"""The habit of the field: each open order is asked for in turn, as often as the rate allows.

    python -m tests.bench.shops.polling <url> <number of orders> <calls a second>

Says an empty line when it begins, then each order that it finds paid, and when.
"""

import asyncio
import os
import sys

import uvloop
from pydantic import SecretStr

from bot.partner.client import PartnerClient
from bot.partner.http import open_http
from bot.partner.statuses import OrderStatus
from tests.bench.haste import Haste
from tests.bench.stubs import KEY

FIRST_ID = 10421


async def main(url: str, orders: int, rate: int) -> None:
    haste, seen = Haste.of(os.environ), set[int]()
    async with open_http(f"{url}/api/v1", SecretStr(KEY)) as http:
        partner = PartnerClient(http)
        print(flush=True)
        due = haste.now().timestamp()
        while True:
            for id in range(FIRST_ID, FIRST_ID + orders):
                due += 1 / rate
                await haste.sleep(max(0.0, due - haste.now().timestamp()))
                order = await partner.order(str(id))
                if order.status is not OrderStatus.PENDING_PAYMENT and id not in seen:
                    seen.add(id)
                    print(id, haste.now().isoformat(), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
