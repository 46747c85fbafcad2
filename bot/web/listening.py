"""The web application served inside the running event loop, on the address of the settings."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from index import FootnoteError


class PortInUseError(FootnoteError):
    """The address of the settings cannot be listened at."""


class _Server(uvicorn.Server):
    """Leaves signals to whoever started it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises PortInUseError with the settings' names and the reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise PortInUseError(
            f"HTTP_HOST={host} HTTP_PORT={port}: {error.strerror or error}; "
            "choose another port, or 0 for no HTTP server"
        ) from None


async def serve(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until cancelled, then let the requests under way end."""
    # asyncio sets this only for sockets made with an explicit protocol; without it an answer waits 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
