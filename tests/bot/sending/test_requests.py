"""Requests over real connections: what arrives, what is told of the answer, and what errors mean."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TelegramError

from bot.sending.outcomes import RetryAfter, Unknown
from bot.sending.requests import DirectRequest, QuietRequest
from bot.sending.telegram_errors import outcome_of
from tests.expired import expired_server
from tests.overheard import LOGGED

SENT = {
    "message_id": 7,
    "date": 0,
    "chat": {"id": 5, "type": "private"},
    "text": "Hello",
    "reply_to_message": {"message_id": 6, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "Who?"},
}
Answer = Callable[[str, bytes], Awaitable[bytes]]


def ok(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


@asynccontextmanager
async def server(answer: Answer, *, close: bool = False) -> AsyncIterator[str]:
    """A server that answers each request so; with `close` it ends the connection afterwards unannounced."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path, length = head.split()[1].decode(), 0
                for line in head.lower().splitlines():
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                body = await answer(path, await reader.readexactly(length))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
                if close:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = running.sockets[0].getsockname()
    try:
        yield f"http://{host}:{port}/bot"
    finally:
        running.close()


@asynccontextmanager
async def bot_at(url: str, *, seconds: float = 5.0) -> AsyncIterator[Bot]:
    request = DirectRequest(2, seconds=seconds, connect_seconds=5.0)
    await request.initialize()
    try:
        yield Bot("1:x", base_url=url, request=request)
    finally:
        await request.shutdown()


async def test_a_message_arrives_whole_and_only_where_it_stands_is_told() -> None:
    got: list[tuple[str, dict[str, list[str]]]] = []

    async def answer(path: str, body: bytes) -> bytes:
        got.append((path, parse_qs(body.decode())))
        return ok(SENT)

    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("🔔", callback_data="x")]])
    async with server(answer) as url, bot_at(url) as bot:
        sent = [await bot.send_message(5, "Привет & 🙂", reply_markup=buttons) for _ in range(3)]
    assert [each.message_id for each in sent] == [7, 7, 7]
    assert sent[0].reply_to_message is None
    path, fields = got[0]
    assert path == "/bot1:x/sendMessage"
    assert fields["text"] == ["Привет & 🙂"]
    assert json.loads(fields["reply_markup"][0]) == {
        "inline_keyboard": [[{"text": "🔔", "callback_data": "x"}]]
    }


async def test_files_are_sent_as_well() -> None:
    got: list[bytes] = []

    async def answer(_path: str, body: bytes) -> bytes:
        got.append(body)
        return ok(SENT)

    async with server(answer) as url, bot_at(url) as bot:
        await bot.send_document(5, b"all that is kept", filename="data.json")
    assert b"all that is kept" in got[0]


async def test_a_connection_closed_while_it_was_idle_is_not_used_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.sending.requests._SURELY_OPEN_SECONDS", 0.0)

    async def answer(_path: str, _body: bytes) -> bytes:
        return ok(SENT)

    async with server(answer, close=True) as url, bot_at(url) as bot:
        for _ in range(3):
            assert (await bot.send_message(5, "Hello")).message_id == 7
            await asyncio.sleep(0.05)


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with server(_never) as url:
        pass
    async with bot_at(url) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(5, "Hello")
    assert isinstance(outcome_of(caught.value), RetryAfter)


async def test_without_an_answer_nobody_knows_whether_it_was_sent() -> None:
    async with server(_never) as url, bot_at(url, seconds=0.1) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(5, "Hello")
    assert isinstance(outcome_of(caught.value), Unknown)


@pytest.mark.parametrize("kind", [QuietRequest, DirectRequest])
def test_half_an_answer_is_an_error_and_in_no_log(kind: type[QuietRequest]) -> None:
    before = len(LOGGED)
    with pytest.raises(TelegramError, match="no JSON"):
        kind.parse_json_payload(b'{"ok": true, "result": [{"message": {"text": "who owns the windmill')
    assert "windmill" not in "".join(LOGGED[before:])


async def _never(_path: str, _body: bytes) -> bytes:
    await asyncio.sleep(30)
    return b""


async def test_over_an_expired_certificate_nothing_is_sent_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with expired_server(tmp_path) as (port, trusted):
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        async with bot_at(f"https://localhost:{port}/bot") as bot:
            with pytest.raises(NetworkError, match="certificate has expired") as problem:
                await bot.send_message(5, "Hello")
    assert isinstance(outcome_of(problem.value), RetryAfter)
