"""The server over HTTP, as python-telegram-bot uses it."""

import asyncio
from pathlib import Path

import httpx
import pytest
from telegram import Bot, InputFile, ReplyParameters
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, TimedOut

from tests.telegram import Telegram


def _bot(telegram: Telegram, token: str | None = None) -> Bot:
    return Bot(
        token or telegram.token,
        base_url=f"{telegram.address}/bot",
        base_file_url=f"{telegram.address}/file/bot",
    )


async def test_python_telegram_bot_accepts_it() -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        chat = telegram.private(telegram.user("Ann", language="ru"))
        chat.say("/start")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.effective_user is not None
        assert update.effective_user.language_code == "ru"
        sent = await bot.send_message(
            chat.id,
            "<b>hi</b>",
            parse_mode="HTML",
            reply_parameters=ReplyParameters(update.message.message_id),
        )
        assert (await chat.expect("hi")).id == sent.message_id
        assert telegram.calls("sendMessage")[0]["given"]["reply_parameters"] == {"message_id": 1}


async def test_files_go_up_and_down(tmp_path: Path) -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        chat = telegram.private(telegram.user("Ann"))
        sent = await bot.send_document(chat.id, InputFile(b"\x00\xff words", "Отчёт.txt"), caption="read")
        assert sent.document is not None
        assert sent.document.file_name == "Отчёт.txt"
        file = await sent.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"\x00\xff words"


async def test_errors_arrive_as_those_of_telegram() -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        chat = telegram.private(telegram.user("Ann"))
        with pytest.raises(BadRequest, match="Can't parse entities"):
            await bot.send_message(chat.id, "<h1>", parse_mode="HTML")
        chat.place_bot("kicked")
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(chat.id, "hi")
        with pytest.raises(InvalidToken):
            async with _bot(telegram, "1:wrong"):
                pass


async def test_a_second_poller_is_told() -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        first = asyncio.create_task(bot.get_updates(timeout=50))
        await telegram.until(lambda: telegram.state.updates.polls)
        await bot.get_me()
        async with _bot(telegram) as second:
            await second.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await first


async def test_faults() -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        chat = telegram.private(telegram.user("Ann"))
        telegram.fault("lose_request", "sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "one")
        assert chat.from_bot() == []
        telegram.fault("lose_answer", "sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "two")
        assert [message.text for message in chat.from_bot()] == ["two"]
        telegram.fault("status", status=502)
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "three")
        hanging = telegram.fault("hang", "sendMessage", seconds=0.3)
        with pytest.raises(TimedOut):
            await bot.send_message(chat.id, "four", read_timeout=0.1)
        assert hanging.hit.is_set()


async def test_unknown_methods_and_odd_spellings() -> None:
    async with Telegram() as telegram, httpx.AsyncClient() as client:
        base = f"{telegram.address}/bot{telegram.token}"
        assert (await client.get(f"{base}/noSuchMethod")).json()["error_code"] == 404
        assert (await client.get(f"{base}/GETME")).json()["ok"] is True
        answer = await client.post(f"{base}/sendMessage", json={"chat_id": 42, "text": "x"})
        assert answer.json() == {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}


async def test_for_a_while_it_answers_nothing_but_errors() -> None:
    async with Telegram() as telegram, _bot(telegram) as bot:
        chat = telegram.private(telegram.user("Ann"))
        chat.say("/start")
        telegram.outage(seconds=0.3)
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(chat.id, "hi")
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.get_updates()
        await asyncio.sleep(0.35)
        assert (await bot.send_message(chat.id, "hi")).text == "hi"
