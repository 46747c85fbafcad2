"""Whatever a batch holds, nothing in it keeps the rest back, and no chat stops the others."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot import inbox
from bot.inbox import Received, Record
from bot.logs.meters import Meters
from bot.receiving.addressing import Me
from bot.receiving.queues import MOST_IN_MEMORY
from bot.receiving.updates import Intake
from bot.receiving.worker import Worker
from index import Database
from tests.bot.samples import NOON
from tests.databases import open_current

ME = Me(id=999, username="FootnoteBot", commands=frozenset({"ask"}))


class Reception:
    """An intake and its worker, which notes what it handles."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.handled: list[Received] = []
        self.holding = asyncio.Event()
        self.worker = Worker(database, self._handle, self._give_up)
        self.meters = Meters()
        self.intake = Intake(database, self.worker, ME, self.meters)

    async def _handle(self, received: Received) -> Record:
        await self.holding.wait()
        self.handled.append(received)
        return Record()

    async def _give_up(self, received: Received) -> None: ...

    async def finish(self) -> list[int]:
        """Handle all that waits; return the ids in the order in which they were handled."""
        self.holding.set()
        async with asyncio.timeout(20):
            while self.database.read(inbox.waiting):  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.01)
        return [each.update_id for each in self.handled]


@pytest.fixture
async def reception(tmp_path: Path) -> AsyncIterator[Reception]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    reception = Reception(database)
    yield reception
    await reception.worker.stop(1)
    database.close()


def message(number: int, chat_id: int = 5, text: str = "hello", **more: Any) -> dict[str, Any]:
    chat, ann = {"id": chat_id, "type": "private"}, {"id": chat_id, "is_bot": False, "first_name": "Ann"}
    content = {"message_id": number, "date": 0, "chat": chat, "from": ann, "text": text, **more}
    return {"update_id": number, "message": content}


def deep() -> Any:
    nested: Any = "x"
    for _ in range(100_000):
        nested = [nested]
    return nested


ODD: list[Any] = [
    message(2, text="half a character: \ud83d"),
    message(2, text="\x00\ud800\udc00\udfff", caption="\udead"),
    message(2, chat_id=10**30),
    message(2, message_id=10**30),
    message(2, sticker=deep()),
    message(2, text=7),  # type: ignore[arg-type]
    message(2) | {"update_id": 10**30},
    message(2) | {"update_id": True},
    {"update_id": 2, "message": None},
    {"update_id": 2, "message": []},
    {"update_id": 2, "edited_message": {"edit_date": "x", "date": {}, "chat": 5}},
    {"update_id": 2, "callback_query": {"from": {"id": "five"}}},
    {"update_id": 2, "inline_query": {}},
    {"update_id": 2},
    {},
    None,
    "update",
    [[]],
    7,
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
async def test_whatever_is_in_a_batch_the_rest_of_it_is_handled(reception: Reception, odd: Any) -> None:
    await reception.intake.receive([message(1), odd, message(3, chat_id=6)])
    assert {1, 3} <= set(await reception.finish())


async def test_half_a_character_is_replaced_and_the_rest_of_the_text_is_asked(reception: Reception) -> None:
    await reception.intake.receive([message(1, text="mining \ud83d\ude00 \ud83d law")])
    await reception.finish()
    assert '"text": "mining 😀 \ufffd law"' in reception.handled[0].payload


async def test_no_nul_reaches_a_handler_and_no_other_sign_moves(reception: Reception) -> None:
    await reception.intake.receive([message(1, text="\0\0a\\\0 \\u0000")])
    await reception.finish()
    assert json.loads(reception.handled[0].payload)["message"]["text"] == "\1\1a\\\1 \\u0000"


async def test_what_is_left_out_is_counted(reception: Reception) -> None:
    await reception.intake.receive([None, "update", message(1)])
    count = reception.meters.registry.get_sample_value("footnote_updates_total", {"outcome": "left out"})
    assert count == 2


async def test_a_chat_with_any_number_of_updates_stops_nobody_and_they_keep_their_order(
    reception: Reception,
) -> None:
    many = MOST_IN_MEMORY * 3
    async with asyncio.timeout(10):  # nothing is handled meanwhile: no room is ever waited for
        for first in range(1, many, 100):
            await reception.intake.receive(
                [message(number) for number in range(first, min(first + 100, many))]
            )
    held = sum(len(queue.updates) for queue in reception.worker._queues.values())
    assert held <= MOST_IN_MEMORY
    await reception.intake.receive([message(many, chat_id=6)])
    handled = await reception.finish()
    assert handled.index(many) < 5
    assert [number for number in handled if number != many] == list(range(1, many))


async def test_what_was_left_from_before_is_handled_in_order_before_what_comes(reception: Reception) -> None:
    left = [Received(number, 5, "message", "{}", NOON) for number in range(1, MOST_IN_MEMORY + 20)]
    reception.database.write(lambda connection: inbox.add(connection, left))
    await reception.intake.resume()
    await reception.intake.receive([message(1000)])
    assert await reception.finish() == [*range(1, MOST_IN_MEMORY + 20), 1000]
