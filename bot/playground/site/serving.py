"""The site over HTTP, on a loopback address of its own that the demo's bot alone may fetch from."""

from collections.abc import Callable
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.server.listening import Listener
from bot.playground.site.pages import PAGES, feed_xml, front_html, page_html

HOST: Final = "127.0.0.2"


class Site:
    """A listening site; `address` is where it is."""

    def __init__(self) -> None:
        routes = [
            Route("/", self._serving(front_html, "text/html")),
            Route("/feed.xml", self._serving(feed_xml, "application/rss+xml")),
            *(Route(page.path, self._serving(_drawing(page.path), "text/html")) for page in PAGES),
        ]
        self._listener = Listener(Starlette(routes=routes), host=HOST)
        self.address = f"http://{HOST}:{self._listener.port}"

    async def start(self) -> None:
        """Serve from now on."""
        await self._listener.start()

    async def stop(self) -> None:
        """End it."""
        await self._listener.stop()

    def _serving(self, draw: Callable[[str], str], kind: str) -> Callable[[Request], Response]:
        return lambda _request: Response(draw(self.address), media_type=kind)


def open_site() -> Site | None:
    """The site on a free port; None on a machine that has no second loopback address."""
    try:
        return Site()
    except OSError:
        return None


def _drawing(path: str) -> Callable[[str], str]:
    page = next(page for page in PAGES if page.path == path)
    return lambda address: page_html(page, address)
