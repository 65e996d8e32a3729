"""What surrounds every handler, from the outside in: outage, session, throttling, blocklist, access, errors,
chat action, timing.

A middleware that ends an update by itself returns the Outcome; a handler returns nothing.
"""

from bot.telegram.middlewares.access import AccessMiddleware
from bot.telegram.middlewares.blocklist import BlocklistMiddleware
from bot.telegram.middlewares.chat_action import ChatActionMiddleware
from bot.telegram.middlewares.errors import ErrorsMiddleware
from bot.telegram.middlewares.outage import OutageMiddleware
from bot.telegram.middlewares.session import SessionMiddleware
from bot.telegram.middlewares.throttling import ThrottlingMiddleware
from bot.telegram.middlewares.timing import TimingMiddleware

__all__ = [
    "AccessMiddleware",
    "BlocklistMiddleware",
    "ChatActionMiddleware",
    "ErrorsMiddleware",
    "OutageMiddleware",
    "SessionMiddleware",
    "ThrottlingMiddleware",
    "TimingMiddleware",
]
