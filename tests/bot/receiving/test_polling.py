"""The poller against a Telegram that misbehaves."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.receiving.polling import Poller, TokenRefusedError
from index import DatabaseError
from tests.bot.virtual_time import run_in_virtual_time

Reply = tuple[int, bytes] | Exception


def batch(*ids: int) -> Reply:
    return 200, json.dumps({"ok": True, "result": [{"update_id": id_} for id_ in ids]}).encode()


def refused(status: int, description: str, **parameters: int) -> Reply:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return status, json.dumps(body).encode()


class ScriptedUpdates(BaseRequest):
    """Answers getUpdates with these replies, then with nothing for ever; keeps the offsets and the times."""

    def __init__(self, *replies: Reply, then: Reply | None = None) -> None:
        self._replies = iter(replies)
        self._then = then
        self.offsets: list[str | None] = []
        self.times: list[float] = []
        self.drained = asyncio.Event()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        fields = parse_qs(urlsplit(url).query)
        self.offsets.append(fields.get("offset", [None])[0])
        self.times.append(asyncio.get_running_loop().time())
        reply = next(self._replies, self._then)
        if reply is None:
            self.drained.set()
            await asyncio.Event().wait()
        if isinstance(reply, Exception):
            raise reply
        assert reply is not None
        return reply


def poll(*replies: Reply, failures: int = 0) -> tuple[ScriptedUpdates, list[list[int]]]:
    """Poll until the replies are used up; `failures` batches at first cannot be kept."""
    kept: list[list[int]] = []
    left = failures

    async def receive(raws: list[Any]) -> None:
        nonlocal left
        if left and raws:
            left -= 1
            raise DatabaseError("disk full")
        kept.append([raw["update_id"] for raw in raws])

    async def scenario() -> ScriptedUpdates:
        telegram = ScriptedUpdates(*replies)
        polling = asyncio.create_task(Poller(telegram, "http://x/bot1:x", receive).run())
        await telegram.drained.wait()
        polling.cancel()
        return telegram

    return run_in_virtual_time(scenario), kept


def test_a_batch_is_confirmed_by_the_request_after_it_was_kept() -> None:
    telegram, kept = poll(batch(5, 6), batch(7))
    assert telegram.offsets == [None, "7", "8"]
    assert kept == [[5, 6], [7]]


def test_once_all_is_confirmed_no_offset_hides_ids_that_begin_anew() -> None:
    telegram, _ = poll(batch(900), batch(), batch(17))
    assert telegram.offsets == [None, "901", None, "18"]


def test_a_batch_that_could_not_be_kept_stays_with_telegram() -> None:
    telegram, kept = poll(batch(5), batch(5), failures=1)
    assert telegram.offsets == [None, None, "6"]
    assert kept == [[5]]


@pytest.mark.parametrize(
    "trouble",
    [
        (502, b"<html>Bad Gateway</html>"),
        (200, b"<html>"),
        (200, b'{"ok": true}'),
        (200, b'{"ok": true, "result": {}}'),
        (200, b"[]"),
        refused(401, "Unauthorized"),
        refused(404, "Not Found"),
        refused(409, "Conflict: terminated by other getUpdates request"),
        httpx.ConnectError("no network"),
        httpx.ReadTimeout("silence"),
    ],
)
def test_trouble_is_outlived_and_nothing_is_skipped(trouble: Reply) -> None:
    telegram, kept = poll(batch(5), trouble, trouble, trouble, batch(6))
    assert telegram.offsets == [None, "6", "6", "6", "6", "7"]
    assert kept == [[5], [6]]


def test_tries_grow_apart_to_half_a_minute_and_are_quick_again_after_a_success() -> None:
    trouble = httpx.ConnectError("no network")
    telegram, _ = poll(*[trouble] * 12, batch(), trouble, batch())
    gaps = [later - earlier for earlier, later in zip(telegram.times, telegram.times[1:], strict=False)]
    assert max(gaps) <= 30
    assert gaps[:12] == sorted(gaps[:12])
    assert gaps[13] < 5


def test_telegrams_own_wait_is_kept() -> None:
    telegram, _ = poll(refused(429, "Too Many Requests", retry_after=77), batch())
    assert telegram.times[1] >= 77


def test_a_token_refused_for_five_minutes_ends_the_polling() -> None:
    async def scenario() -> float:
        telegram = ScriptedUpdates(batch(), then=refused(401, "Unauthorized"))

        async def receive(_raws: list[Any]) -> None:
            return

        with pytest.raises(TokenRefusedError):
            await Poller(telegram, "http://x/bot1:x", receive).run()
        return asyncio.get_running_loop().time()

    assert 300 <= run_in_virtual_time(scenario) <= 340


def test_a_conflict_names_both_causes_and_what_helps(caplog: pytest.LogCaptureFixture) -> None:
    poll(refused(409, "Conflict: terminated by other getUpdates request"))
    assert "another program polls" in caplog.text
    assert "@BotFather" in caplog.text
    assert "webhook" in caplog.text


class OneConnection(ScriptedUpdates):
    """A way to Telegram whose only connection stays in use when a request is cut short, until renewed."""

    def __init__(self, *replies: Reply) -> None:
        super().__init__(*replies)
        self._in_use = False

    async def shutdown(self) -> None:
        self._in_use = False

    async def do_request(self, *given: Any, **more: Any) -> tuple[int, bytes]:
        if self._in_use:
            raise TimedOut("all connections are occupied")
        self._in_use = True
        answer = await super().do_request(*given, **more)
        self._in_use = False
        return answer


async def test_whoever_was_cut_short_in_a_request_polls_again() -> None:
    kept: list[list[int]] = []

    async def receive(raws: list[Any]) -> None:
        kept.append([raw["update_id"] for raw in raws])

    telegram = OneConnection(batch(1), None, batch(2))  # type: ignore[arg-type]
    poller = Poller(telegram, "http://x/bot1:x", receive)
    for _ in range(2):
        telegram.drained.clear()
        polling = asyncio.create_task(poller.run())
        async with asyncio.timeout(20):
            await telegram.drained.wait()
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    assert kept == [[1], [2]]
    assert telegram.offsets == [None, "2", None, "3"]
