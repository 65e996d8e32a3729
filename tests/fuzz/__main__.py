"""Random updates, many of them: see `updates.py` and `run.py`.

    make fuzz [SEED=7] [UPDATES=100000]

It prints a report and exits with code 1 if an update was unhandled, the bot was deaf, the log showed what people have
written, or a request did not conform to the Bot API.
"""

import argparse
import asyncio
import logging
import secrets
import sys

from bot import logs
from tests.fuzz.run import fuzz
from tests.support import privacy, speed
from tests.support.engines import open_engine


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(seed: int, number: int) -> int:
    async with open_engine("single") as engine:
        report = await fuzz(engine.url, seed, number, tell)
    tell("\n".join(report.lines()))
    return 0 if report.is_clean else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--updates", type=int, default=100_000)
    chosen = parser.parse_args()
    logs.set_up(level="DEBUG", format="json", secrets=privacy.FAKE_SECRETS)
    logging.getLogger().handlers[0].setLevel(logging.CRITICAL + 1)  # `run.py` reads the lines
    with speed.cached_ssl_context():
        sys.exit(asyncio.run(main(chosen.seed, chosen.updates)))
