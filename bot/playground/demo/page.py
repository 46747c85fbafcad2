"""The page over HTTP: its files, the stream of events, and what people do on it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.demo.actions import act, attach
from bot.playground.demo.scene import Scene
from bot.playground.demo.view import happened, whole
from bot.playground.server.refusals import RefusedError, bad_request
from bot.playground.server.state import Event, Json, State

FILES = Path(__file__).parent / "page"
HEARTBEAT_SECONDS = 15.0
MOST_FILE_BYTES = 20 << 20

Extra = Callable[[Json], Awaitable[Json]]


class Page:
    """The page of one scene. `extras` are its host's actions: about the bot's process, its ranking."""

    def __init__(self, state: State, scene: Scene, extras: Mapping[str, Extra]) -> None:
        self._state = state
        self._scene = scene
        self._extras = extras
        self._streams: set[asyncio.Queue[Json | None]] = set()
        state.watch(self._pass_on)

    def routes(self) -> list[BaseRoute]:
        """The routes to mount at the root of an application."""
        return [
            Route("/", self._index),
            Route("/events", self._events),
            Route("/do/{name}", self._do, methods=["POST"]),
            Route("/attach", self._attach, methods=["POST"]),
            Route("/pictures/{id}", self._picture),
            Mount("/page", StaticFiles(directory=FILES)),
        ]

    def close(self) -> None:
        """End all streams."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def _index(self, _request: Request) -> Response:
        return FileResponse(FILES / "index.html")

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            event: Json | None = whole(self._state, self._scene) | await self._extras["standing"]({})
            while event is not None:
                yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
                event = await _next_or_heartbeat(stream)
                while event == {}:
                    yield ": still here\n\n"
                    event = await _next_or_heartbeat(stream)
        finally:
            self._streams.discard(stream)

    def _pass_on(self, event: Event) -> None:
        if self._streams:
            seen = happened(event)
            for stream in self._streams:
                stream.put_nowait(seen)

    async def _do(self, request: Request) -> Response:
        name = request.path_params["name"]
        try:
            asked = await _object(request)
            extra = self._extras.get(name)
            return JSONResponse(await extra(asked) if extra else act(self._state, name, asked))
        except RefusedError as refusal:
            return JSONResponse({"error": refusal.description}, status_code=refusal.status)

    async def _picture(self, request: Request) -> Response:
        file = self._state.files.get(request.path_params["id"])
        if file is None or not file.media_type.startswith("image/png"):
            return Response(status_code=404)
        return Response(file.content, media_type=file.media_type)

    async def _attach(self, request: Request) -> Response:
        content = b""
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_FILE_BYTES:
                return JSONResponse({"error": "Files of up to 20 MB can be sent."}, status_code=413)
        try:
            asked = dict(request.query_params)
            return JSONResponse(attach(self._state, asked, asked.get("name") or "file", content))
        except RefusedError as refusal:
            return JSONResponse({"error": refusal.description}, status_code=refusal.status)


async def _next_or_heartbeat(stream: asyncio.Queue[Json | None]) -> Json | None:
    """The next event, None at the end, {} when nothing happened for a while."""
    try:
        return await asyncio.wait_for(stream.get(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return {}


async def _object(request: Request) -> Json:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise bad_request("JSON expected")
    try:
        asked = json.loads(await request.body())
    except ValueError:
        raise bad_request("JSON expected") from None
    if not isinstance(asked, dict):
        raise bad_request("an object expected")
    return asked
