"""What surrounds every handler. `bot/app.py` adds the middlewares in this order, the outermost first:

outage       without Redis no other one works, so it answers by itself
session      takes the chat's lock, drops a duplicate, and loads the chat's state, which all below read
throttling   refuses what comes too fast, before it costs a look-up
blocklist    stops people whom the admins have blocked
access       in a shop for resellers, stops everybody else
errors       makes a sentence of what a handler raises; inside the session, so that the state is still stored
chat action  shows that the bot is at work while a handler is slow
timing       measures the handler alone
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
