"""`python -m bot.sandbox demo|telegram|partner-api|servers`: the stand-ins, with or without the bot."""

import argparse
import asyncio

from bot.sandbox import demo

COMMANDS = {
    "demo": (demo.demo, 8080, "the whole shop: stand-in Telegram with a web chat, stand-in partner, the bot"),
    "telegram": (demo.telegram, 8090, "your own bot inside Telegram (BOT_TOKEN from .env) with play orders"),
    "partner-api": (demo.partner, 8090, "the stand-in partner API alone"),
    "servers": (demo.servers, 8080, "stand-in Telegram and partner without the bot"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, port, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--port", type=int, default=port, help=f"the first port to try ({port})")
    asked = parser.parse_args()
    asyncio.run(COMMANDS[asked.command][0](asked.port))


if __name__ == "__main__":
    main()
