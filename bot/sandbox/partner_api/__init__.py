"""A stand-in for the partner API: all 17 endpoints with true behaviour, reached over real HTTP.

    web.run_app(create_app(World(settings=WorldSettings(keys=("osk_test_mine",)))))

What is where:

    settings   how the world behaves, all of it changeable while it runs
    market     what is sold, to whom, for how much: pure functions of settings and time
    ledger     what one key owns: orders, money, remembered answers
    world      time, keys, the life of an order, payments: the domain, without HTTP
    faults     how calls go wrong on demand
    cases      odd answers by name, each of one or more faults
    reading    JSON values into dataclass fields
    wire       exact JSON, the envelope, errors
    middlewares, api    the partner's side of HTTP, under /api/v1
    control    the hand that moves the world, under /control
    contract   /openapi.json and its page, /docs
"""

from aiohttp import web

from . import contract
from .api import PartnerApi
from .control import Control
from .settings import WorldSettings
from .wire import dated, enveloped
from .world import World

__all__ = ["World", "WorldSettings", "create_app", "mount"]


def mount(app: web.Application, world: World) -> None:
    """Adds `/api/v1`, `/control`, `/openapi.json` and `/docs` to an application that serves other things too."""
    contract.add_routes(app)
    app.add_subapp("/api/v1", _in_time_of(world, PartnerApi(world).application()))
    app.add_subapp("/control", _in_time_of(world, Control(world).application()))


def create_app(world: World) -> web.Application:
    """The stand-in partner by itself; paths outside its two prefixes get the envelope as well."""
    app = _in_time_of(world, web.Application(middlewares=[enveloped]))
    mount(app, world)
    return app


def _in_time_of(world: World, app: web.Application) -> web.Application:
    """Every answer's Date is the world's, so that clients can read the partner's own time."""
    app.on_response_prepare.append(dated(world.now))
    return app
