"""The HTTP side of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.playground.server.faults import Fault, FaultKind, Faults
from bot.playground.server.methods import call, method_named
from bot.playground.server.parameters import Parameters, Upload
from bot.playground.server.refusals import RefusedError, bad_request
from bot.playground.server.state import State

MOST_FORM_BYTES = 60 << 20


class _BrokenOff(Response):
    """An answer that ends before it is complete, so that the connection breaks."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


class BotApi:
    """The Bot API of one bot over HTTP, with the faults that tests order."""

    def __init__(self, state: State, faults: Faults | None = None) -> None:
        self.state = state
        self.faults = faults or Faults()

    def routes(self) -> list[Route]:
        """The routes to mount at the root of an application."""
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download),
        ]

    async def _call(self, request: Request) -> Response:
        try:
            self._check_token(request.path_params["token"])
            method = method_named(request.path_params["method"])
            given = await _parameters(request)
            fault = self.faults.take(method, given)
            before = await _before(fault) if fault else None
            if before is not None:
                return before
            result = await self._updates(given) if method == "getUpdates" else call(self.state, method, given)
        except RefusedError as refusal:
            return _refusal(refusal)
        if fault is not None and fault.kind is FaultKind.LOSE_ANSWER:
            return _BrokenOff()
        return JSONResponse({"ok": True, "result": result})

    async def _updates(self, given: Parameters) -> list[dict[str, Any]]:
        if given.has("allowed_updates"):
            self.state.updates.allowed = tuple(given.array("allowed_updates"))
        limit = given.number("limit", 100)
        return await self.state.updates.take(given.number("offset"), limit, given.number("timeout"))

    async def _download(self, request: Request) -> Response:
        try:
            self._check_token(request.path_params["token"])
        except RefusedError as refusal:
            return _refusal(refusal)
        for file in self.state.files.values():
            if file.path == request.path_params["path"]:
                return Response(file.content, media_type="application/octet-stream")
        return _refusal(RefusedError(404, "Not Found"))

    def _check_token(self, token: str) -> None:
        if ":" not in token:
            raise RefusedError(401, "Unauthorized: invalid token specified")
        if token != self.state.token:
            raise RefusedError(401, "Unauthorized")


async def _before(fault: Fault) -> Response | None:
    """What a fault answers in place of the method; None when the method's turn comes."""
    if fault.kind in (FaultKind.DELAY, FaultKind.HANG):
        await asyncio.sleep(fault.seconds)
    if fault.kind in (FaultKind.LOSE_REQUEST, FaultKind.HANG):
        return _BrokenOff()
    if fault.kind is FaultKind.STATUS:
        return Response(fault.body, status_code=fault.status)
    return None


async def _parameters(request: Request) -> Parameters:
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        try:
            values |= json.loads(await request.body() or b"{}")
        except (ValueError, TypeError):
            raise bad_request("can't parse request: JSON object expected") from None
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_part_size=MOST_FORM_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    values[name] = value
                else:
                    media_type = value.content_type or "application/octet-stream"
                    files[name] = Upload(value.filename or name, media_type, await value.read())
    return Parameters(values, files)


def _refusal(refusal: RefusedError) -> JSONResponse:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return JSONResponse(body, status_code=refusal.status)
