"""The contract for machines and for people: `/openapi.json`, and a page at `/docs` that tries it out."""

from pathlib import Path

from aiohttp import web

_FOLDER = Path(__file__).parent
NO_STORE = {"Cache-Control": "no-store"}
ONLY_OURS = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'"
)


def add_routes(app: web.Application) -> None:
    app.router.add_get("/openapi.json", _contract)
    app.router.add_get("/docs", _page)


async def _contract(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_FOLDER / "openapi.json", headers=NO_STORE | {"Access-Control-Allow-Origin": "*"})


async def _page(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_FOLDER / "docs.html", headers=NO_STORE | {"Content-Security-Policy": ONLY_OURS})
