"""`python -m bot` runs the bot, `python -m bot check` examines a configuration."""

import asyncio
import gc
import os
import sys


def main(words: list[str]) -> int:
    import uvloop  # here, so that a start can say how it wants to import (below)

    from bot.config import ConfigError, load_settings
    from bot.doctor import check
    from bot.runner import run

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        if words == ["check"]:
            return 0 if runner.run(check(print)) else 1
        if words:
            sys.stderr.write("usage: python -m bot [check]\n")
            return 2
        try:
            settings = load_settings()
        except ConfigError as error:
            sys.stderr.write(f"{error}\n")
            return os.EX_CONFIG  # a supervisor can tell it from a crash: a restart changes nothing
        runner.run(run(settings))
    return 0


if __name__ == "__main__":
    gc.disable()  # until all is built (run.py): what is imported stays, and collections would search it for nothing
    sys.exit(main(sys.argv[1:]))
