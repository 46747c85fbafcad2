"""Updates posted to us: refused unread, kept before they are acknowledged."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import NetworkError

from bot.web.webhook import LARGEST_BODY, Webhook, secret_from
from index import DatabaseError

URL = "https://bot.example.org/footnote/updates"
SECRET = "s3cret"
UPDATE = {"update_id": 1, "message": {"text": "hi"}}


class Telegram(Bot):
    """Takes the address of a webhook, after it has failed a few times."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__("1:offline")
        self._failures = [failures]
        self._told: list[dict[str, Any]] = []

    @property
    def told(self) -> list[dict[str, Any]]:
        return self._told

    async def set_webhook(self, url: str, **fields: Any) -> bool:  # type: ignore[override]
        if self._failures[0]:
            self._failures[0] -= 1
            raise NetworkError("no network")
        self._told.append({"url": url, **fields})
        return True


class Receiver:
    """Keeps updates, or cannot."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.broken = False

    async def receive(self, batch: list[Any]) -> None:
        if self.broken:
            raise DatabaseError("disk full")
        self.kept += batch


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def client(receiver: Receiver) -> AsyncIterator[httpx.AsyncClient]:
    webhook = Webhook(Telegram(), URL, SECRET, receiver.receive)
    transport = httpx.ASGITransport(Starlette(routes=[webhook.route()]))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def post(
    client: httpx.AsyncClient, content: bytes | AsyncIterator[bytes], *, secret: str = SECRET, **headers: str
) -> int:
    sent = {"X-Telegram-Bot-Api-Secret-Token": secret, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return (await client.post("/footnote/updates", content=content, headers=sent)).status_code


async def test_an_update_is_kept_before_it_is_acknowledged(
    client: httpx.AsyncClient, receiver: Receiver
) -> None:
    assert await post(client, json.dumps(UPDATE).encode()) == 200
    assert receiver.kept == [UPDATE]
    with_charset = await post(
        client, json.dumps(UPDATE).encode(), Content_Type="application/json; charset=utf-8"
    )
    assert with_charset == 200


async def test_what_cannot_be_kept_is_left_with_telegram(
    client: httpx.AsyncClient, receiver: Receiver
) -> None:
    receiver.broken = True
    assert await post(client, json.dumps(UPDATE).encode()) == 500


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x"])
async def test_whoever_does_not_know_the_secret_is_refused_unread(
    client: httpx.AsyncClient, receiver: Receiver, secret: str
) -> None:
    async def body() -> AsyncIterator[bytes]:
        read.append(True)
        yield b"{}"

    read: list[bool] = []
    asked_for: list[bool] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def noting() -> Any:
            asked_for.append(True)
            return await receive()

        webhook = Webhook(Telegram(), URL, SECRET, receiver.receive)
        await Starlette(routes=[webhook.route()])(scope, noting, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as strangers:
        assert await post(strangers, body(), secret=secret) == 403
    assert (asked_for, receiver.kept) == ([], [])


async def test_a_large_body_is_not_read_to_its_end(client: httpx.AsyncClient, receiver: Receiver) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 10 * LARGEST_BODY:
            read += 1 << 16
            yield b" " * (1 << 16)

    assert await post(client, endless()) == 413
    assert await post(client, b"{}", Content_Length=str(LARGEST_BODY + 1)) == 413
    assert receiver.kept == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, receiver: Receiver, body: bytes) -> None:
    assert await post(client, body) == 400
    assert receiver.kept == []


@pytest.mark.parametrize("length", ["many", "-1", "1e9"])
async def test_a_length_that_is_none_does_no_harm(
    client: httpx.AsyncClient, receiver: Receiver, length: str
) -> None:
    assert await post(client, json.dumps(UPDATE).encode(), Content_Length=length) in {200, 400}


async def test_telegram_is_told_the_address_until_it_takes_it() -> None:
    telegram = Telegram(failures=1)
    webhook = Webhook(telegram, URL, SECRET, Receiver().receive)
    running = asyncio.create_task(webhook.run())
    async with asyncio.timeout(5):
        while webhook.heard_at is None:  # noqa: ASYNC110 - a webhook tells nobody when it is set
            await asyncio.sleep(0.01)
    running.cancel()
    [told] = telegram.told
    assert (told["url"], told["secret_token"]) == (URL, SECRET)
    assert "message" in told["allowed_updates"]


def test_the_secret_is_the_same_at_every_start_and_tells_nothing_of_the_token() -> None:
    token = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
    assert secret_from(token) == secret_from(token) != secret_from(token + "x")
    assert token not in secret_from(token)
