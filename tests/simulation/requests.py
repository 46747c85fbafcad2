"""One process's way to Telegram: what it asks travels, arrives or not, and is heard of or not."""

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from tests.simulation.chats import Json, Message
from tests.simulation.telegram import RefusedError

if TYPE_CHECKING:
    from tests.simulation.process import Process

PATIENCE_SECONDS: Final = 20.0
"""How long the bot waits for Telegram's word."""

_LONG_POLL_SECONDS: Final = 50.0


@dataclass
class Request:
    """Something that a process has asked of Telegram, and how far it and the answer have come.

    `cut_at` is when whoever asked was cancelled before.
    """

    at: float
    process: int
    method: str
    given: Json
    arrived_at: float | None = None
    heard_at: float | None = None
    cut_at: float | None = None
    message: Message | None = None
    refusal: str | None = None

    @property
    def chat_id(self) -> int | None:
        chat_id = self.given.get("chat_id")
        return None if chat_id is None else int(chat_id)

    @property
    def is_send(self) -> bool:
        return self.method == "sendMessage"


@dataclass(frozen=True)
class Fate:
    """What becomes of a request.

    `refusal` is Telegram's, whatever the chat would say. `slow` are seconds on its way. Where it is not
    `connected` it never leaves; else it `arrives` or not, and its answer `returns` or not, and may be a
    server's `error` that says nothing of the message. The process `dies` at that point of its way.
    """

    refusal: RefusedError | None = None
    slow: float = 0.0
    connected: bool = True
    arrives: bool = True
    returns: bool = True
    error: int | None = None
    dies: str | None = None  # "before", "arrived", "heard"


WELL: Final = Fate()


class Way(BaseRequest):
    """What the bot sends goes this way."""

    def __init__(self, process: "Process") -> None:
        self._process = process

    @property
    def read_timeout(self) -> float | None:
        return PATIENCE_SECONDS

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named_timeouts: Any,
    ) -> tuple[int, bytes]:
        name = urlsplit(url).path.rpartition("/")[2]
        if name == "getUpdates":
            return await self._poll(parse_qs(urlsplit(url).query))
        given: Json = dict(request_data.parameters) if request_data else {}
        process = self._process
        if "My" in name:  # menus: nobody's story
            return 200, json.dumps({"ok": True, "result": process.telegram.call(name, given)}).encode()
        request = process.note_request(name, given)
        try:
            return await self._ask(request)
        except asyncio.CancelledError:
            if process.is_alive:
                request.cut_at = process.loop.time()
            raise

    async def _ask(self, request: Request) -> tuple[int, bytes]:
        """Meet the request's fate; return the status and body that are heard."""
        process = self._process
        fate = process.fate_of(request)
        if fate.dies == "before":
            process.die("before a request leaves")
        if not fate.connected:
            raise NetworkError("httpx.ConnectError: no route") from httpx.ConnectError("no route")
        answer = await self._travel(request, fate)
        if not fate.returns:
            await asyncio.sleep(max(0.0, request.at + PATIENCE_SECONDS - process.loop.time()))
            raise TimedOut from httpx.ReadTimeout("")
        await asyncio.sleep(process.travel_time())
        if fate.dies == "heard":
            request.heard_at = process.loop.time()
            process.die("when an answer is heard")
        if fate.error is not None:
            return fate.error, b'{"ok": false, "error_code": 500, "description": "Internal Server Error"}'
        request.heard_at = process.loop.time()
        return answer

    async def _travel(self, request: Request, fate: Fate) -> tuple[int, bytes]:
        """Let it arrive, if it does, even when nobody waits for that any more."""
        process = self._process
        answer = (500, b"")
        process.on_the_way.append(request)
        try:
            await asyncio.sleep(process.travel_time() + fate.slow)
        except asyncio.CancelledError:
            if process.is_alive and fate.arrives and process.chance.random() < 0.5:
                process.arrive(request, fate)
            raise
        finally:
            if request in process.on_the_way:
                process.on_the_way.remove(request)
        if fate.arrives:
            answer = process.arrive(request, fate)
        if fate.dies == "arrived":
            process.die("when a request has arrived")
        return answer

    async def _poll(self, fields: dict[str, list[str]]) -> tuple[int, bytes]:
        process = self._process
        telegram = process.telegram
        await asyncio.sleep(process.travel_time())
        process.check_poll()
        offset = fields.get("offset")
        telegram.confirm(int(offset[0]) if offset else None)
        if not telegram.waiting:
            somebody_wrote = asyncio.Event()
            telegram.on_update = somebody_wrote.set
            try:
                await asyncio.wait_for(somebody_wrote.wait(), _LONG_POLL_SECONDS)
            except TimeoutError:
                pass
            finally:
                telegram.on_update = lambda: None
        await asyncio.sleep(process.travel_time())
        return 200, json.dumps({"ok": True, "result": telegram.waiting[:100]}).encode()
