"""Requests to Telegram with little in between: what is sent takes most of an answer's time."""

import json
import select
import ssl
import time
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode
from urllib.request import getproxies

import httpcore
import httpx
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest, RequestData

_SURELY_OPEN_SECONDS: Final = 1.0
_NAMED: Final = frozenset({"message_id", "date", "chat"})


class QuietRequest(HTTPXRequest):
    """Over httpx; what is not JSON is not logged, for it may be half of what somebody has asked."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as an object; raises TelegramError when it is none."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("the server's answer is no JSON") from None
        if not isinstance(answer, dict):
            raise TelegramError("the server's answer is no object")
        return answer


class DirectRequest(QuietRequest):
    """Posts fields over httpcore; files, and everything where there is a proxy, over httpx as usual.

    Of a message sent it tells where it stands and no more: to read the rest costs as much as to send it.
    """

    def __init__(self, connections: int, *, seconds: float, connect_seconds: float) -> None:
        super().__init__(
            connections,
            read_timeout=seconds,
            write_timeout=seconds,
            connect_timeout=connect_seconds,
            pool_timeout=seconds,
        )
        self._limits = {"read": seconds, "write": seconds, "connect": connect_seconds, "pool": seconds}
        self._pool: httpcore.AsyncConnectionPool | None = None
        if not {"http", "https", "all"} & getproxies().keys():
            self._pool = _open_pool(connections, httpx.create_ssl_context())

    async def shutdown(self) -> None:
        """Let go of all connections."""
        if self._pool is not None:
            await self._pool.aclose()
        await super().shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; raises TimedOut or NetworkError from httpcore's errors."""
        if self._pool is None or (request_data is not None and request_data.contains_files):
            return await super().do_request(url, method, request_data, *timeouts, **named)
        fields = urlencode(request_data.json_parameters if request_data else {})
        headers = [("User-Agent", self.USER_AGENT), ("Content-Type", "application/x-www-form-urlencoded")]
        limits = {"timeout": self._limits}
        try:
            answer = await self._pool.request(
                method, url, headers=headers, content=fields.encode(), extensions=limits
            )
        except httpcore.TimeoutException as error:
            raise TimedOut(f"{type(error).__name__}: {error}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        return answer.status, answer.content

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer; of a message in it only where it stands."""
        answer = QuietRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and result.keys() >= _NAMED:
            answer["result"] = {name: result[name] for name in _NAMED}
        return answer


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is asked whether the other side has closed it only when it has been idle.

    httpcore asks each idle connection at each request, at the cost of several system calls.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._socket = stream.get_extra_info("socket")
        self._used_at = time.monotonic()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        self._used_at = time.monotonic()
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable":
            return self._stream.get_extra_info(info)
        if time.monotonic() - self._used_at < _SURELY_OPEN_SECONDS or self._socket is None:
            return False
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(0))


class _Backend(httpcore.AnyIOBackend):
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await super().connect_tcp(host, port, timeout, local_address, socket_options))


def _open_pool(connections: int, context: ssl.SSLContext) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=context,
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=60.0,
        network_backend=_Backend(),
    )
