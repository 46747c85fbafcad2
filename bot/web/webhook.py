"""Telegram's updates as they are posted to us: kept before they are acknowledged."""

import asyncio
import hashlib
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from telegram.error import TelegramError

from bot.receiving.polling import BACKOFF_SECONDS
from bot.receiving.sorting import ALLOWED_UPDATES
from index import DatabaseError

logger = logging.getLogger(__name__)

LARGEST_BODY: Final = 1 << 20
MOST_CONNECTIONS: Final = 20
_HEARD_SECONDS: Final = 30.0
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class Webhook:
    """Hands each update posted to `url` to `receive`, which returns once it is kept.

    Whoever does not know the secret is refused before a byte of the body is read. When the update cannot be
    kept Telegram is told so, and posts it again.
    """

    def __init__(
        self, bot: Bot, url: str, secret: str, receive: Callable[[list[Any]], Awaitable[None]]
    ) -> None:
        self.heard_at: float | None = None
        self._bot = bot
        self._url = url
        self._secret = secret
        self._receive = receive

    async def run(self) -> None:
        """Tell Telegram where to post updates, again until it takes that; then be there for ever."""
        failures = 0
        while not await self._set():
            pause = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)]
            failures += 1
            await asyncio.sleep(pause)
        while (
            True
        ):  # a quiet webhook is nothing wrong: that Telegram knows the address is all there is to know
            self.heard_at = time.monotonic()
            await asyncio.sleep(_HEARD_SECONDS)

    async def _set(self) -> bool:
        try:
            await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=MOST_CONNECTIONS,
            )
        except TelegramError as error:
            logger.warning("The webhook is not set, trying again: %s", error)
            return False
        logger.info("Telegram posts updates to %s", self._url)
        return True

    def route(self) -> Route:
        """Where updates are taken: the path of the address that Telegram is told."""
        return Route(urlsplit(self._url).path or "/", self._take, methods=["POST"])

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response("wrong secret\n", 403)
        try:
            update = json.loads(await _body(request))
        except _TooLargeError:
            return Response("the body is larger than 1 MiB\n", 413)
        except ClientDisconnect:
            return Response(status_code=400)
        except (ValueError, RecursionError):
            return Response("no JSON\n", 400)
        try:
            await self._receive([update])
        except DatabaseError as error:
            logger.error("An update cannot be kept, Telegram will post it again: %s", error)
            return Response("cannot be kept now\n", 500)
        return Response(status_code=200)


class _TooLargeError(Exception):
    """The body is larger than any update."""


async def _body(request: Request) -> bytes:
    if int(request.headers.get("Content-Length", "0")) > LARGEST_BODY:
        raise _TooLargeError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _TooLargeError
    return bytes(body)


def secret_from(token: str) -> str:
    """A secret for the webhook that is the same at every start and tells nothing of the token."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
