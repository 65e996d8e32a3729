"""What surrounds every handler, from the outside in: outage, session, throttling, blocklist, access, errors, timing.

A middleware that ends an update by itself returns the Outcome; a handler returns nothing.
"""

from bot.telegram.middlewares.access import Access
from bot.telegram.middlewares.blocklist import Welcome
from bot.telegram.middlewares.errors import Troubles
from bot.telegram.middlewares.outage import Outage
from bot.telegram.middlewares.session import Doors
from bot.telegram.middlewares.throttling import Throttle
from bot.telegram.middlewares.timing import Timing

__all__ = ["Access", "Doors", "Outage", "Throttle", "Timing", "Troubles", "Welcome"]
