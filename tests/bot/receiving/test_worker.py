"""The worker on a real inbox: order, fairness, tries, and a stop."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot import inbox
from bot.inbox import Received, Record, State
from bot.receiving.worker import UnreadableError, Worker
from bot.sending.outcomes import PostponedError
from index import Database
from tests.databases import open_current

ANN, BEN = 1, 2
Handle = Callable[[Received], Awaitable[None]]


class Bench:
    """A worker whose handler is a function of the test, and what came of it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.handled: list[int] = []
        self.given_up: list[int] = []
        self._next_id = 0

    def worker(
        self,
        handle: Callable[[Received], Awaitable[None]] | None = None,
        *,
        slots: int = 8,
        wait: Callable[[Received], float] = lambda _received: 0.0,
    ) -> Worker:
        async def note(received: Received) -> Record:
            if handle is not None:
                await handle(received)
            self.handled.append(received.update_id)
            return Record()

        async def give_up(received: Received) -> None:
            self.given_up.append(received.update_id)

        return Worker(self.database, note, give_up, wait=wait, slots=slots, retry_seconds=(0.01, 0.01))

    async def arrive(self, worker: Worker, *queues: int) -> list[int]:
        received = []
        for queue in queues:
            self._next_id += 1
            received.append(Received(self._next_id, queue, "message", "{}", datetime.now(UTC)))
        await self.database.write_async(lambda connection: inbox.add(connection, received))
        worker.add(received)
        return [each.update_id for each in received]

    def state(self, update_id: int) -> tuple[State, int, str | None]:
        columns = (inbox.inbox.c.state, inbox.inbox.c.attempts, inbox.inbox.c.reason)
        where = inbox.inbox.c.update_id == update_id
        state, attempts, reason = self.database.read(lambda c: c.execute(select(*columns).where(where)).one())
        return State(state), attempts, reason

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not true():  # noqa: ASYNC110 - the database rings no bell
                await asyncio.sleep(0.005)

    async def until_done(self, *update_ids: int) -> None:
        for each in update_ids:
            await self.until(lambda: self.state(each)[0] is not State.WAITING)  # noqa: B023 - until it is so


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    yield Bench(database)
    database.close()


async def test_each_chat_is_served_in_order_and_one_at_a_time(bench: Bench) -> None:
    order: dict[int, list[int]] = defaultdict(list)
    busy: set[int] = set()

    async def handle(received: Received) -> None:
        assert received.queue not in busy
        busy.add(received.queue)
        await asyncio.sleep(0.002 * (received.update_id % 3))
        busy.remove(received.queue)
        order[received.queue].append(received.update_id)

    ids = await bench.arrive(worker := bench.worker(handle), *[ANN, BEN, 3, ANN, BEN, ANN] * 5)
    await bench.until_done(*ids)
    assert [sorted(served) for served in order.values()] == list(order.values())
    assert sorted(bench.handled) == ids
    await worker.stop(1)


async def test_a_chat_with_many_updates_lets_others_go_first(bench: Bench) -> None:
    async def handle(_received: Received) -> None:
        await asyncio.sleep(0.001)

    worker = bench.worker(handle, slots=2)
    many = await bench.arrive(worker, *[ANN] * 100)
    [one] = await bench.arrive(worker, BEN)
    await bench.until_done(*many, one)
    assert bench.handled.index(one) < 5


async def test_a_failing_update_is_tried_three_times_then_dead_and_the_next_is_served(bench: Bench) -> None:
    tried = []

    async def handle(received: Received) -> None:
        tried.append(received.update_id)
        if received.update_id == 1:
            raise ValueError("a bug")

    bad, good = await bench.arrive(bench.worker(handle), ANN, ANN)
    await bench.until_done(bad, good)
    assert tried == [bad, bad, bad, good]
    assert bench.state(bad) == (State.DEAD, 3, "ValueError")
    assert bench.given_up == [bad]


async def test_what_fails_once_is_answered_by_the_second_try(bench: Bench) -> None:
    async def handle(received: Received) -> None:
        if received.attempts == 0:
            raise ConnectionError

    [update] = await bench.arrive(bench.worker(handle), ANN)
    await bench.until_done(update)
    assert bench.handled == [update]
    assert bench.given_up == []
    assert bench.state(update)[0] is State.DONE


async def test_the_unreadable_is_set_aside_at_once_and_nobody_is_told(bench: Bench) -> None:
    async def handle(_received: Received) -> None:
        raise UnreadableError("no chat")

    [update] = await bench.arrive(bench.worker(handle), ANN)
    await bench.until_done(update)
    assert bench.state(update) == (State.DEAD, 1, "UnreadableError: no chat")
    assert bench.given_up == []


async def test_a_postponed_update_holds_up_its_chat_only_and_is_no_failure(bench: Bench) -> None:
    async def handle(received: Received) -> None:
        if received.update_id == 1 and received.not_before is None:
            raise PostponedError(0.05)

    updates = await bench.arrive(bench.worker(handle), ANN, ANN, BEN)
    await bench.until_done(*updates)
    assert bench.handled == [3, 1, 2]
    assert bench.state(1) == (State.DONE, 0, None)


async def test_a_postponed_update_is_not_tried_early_after_a_restart(bench: Bench) -> None:
    async def handle(_received: Received) -> None:
        raise PostponedError(3600)

    await bench.arrive(first := bench.worker(handle), ANN)
    await bench.until(lambda: bench.database.read(inbox.waiting)[0].not_before is not None)
    await first.stop(0)
    bench.worker().add(bench.database.read(inbox.waiting))
    await asyncio.sleep(0.05)
    assert bench.handled == []


async def test_a_chat_that_may_get_nothing_yet_takes_no_slot_from_others(bench: Bench) -> None:
    seconds = {ANN: 3600.0}
    worker = bench.worker(slots=1, wait=lambda received: seconds.get(received.queue, 0.0))
    waiting, *others = await bench.arrive(worker, ANN, BEN, BEN, 3)
    await bench.until_done(*others)
    await worker.stop(3600)
    assert bench.handled == [2, 4, 3]
    assert [each.update_id for each in bench.database.read(inbox.waiting)] == [waiting]


async def test_a_chat_that_may_get_something_again_is_served(bench: Bench) -> None:
    ends_at = datetime.now(UTC) + timedelta(seconds=0.05)
    worker = bench.worker(wait=lambda _received: (ends_at - datetime.now(UTC)).total_seconds())
    await bench.until_done(*await bench.arrive(worker, ANN, ANN))
    assert bench.handled == [1, 2]
    assert datetime.now(UTC) >= ends_at


async def test_a_stop_lets_the_current_update_end_and_leaves_the_rest(
    bench: Bench,
) -> None:
    async def handle(_received: Received) -> None:
        await asyncio.sleep(0.05)

    worker = bench.worker(handle)
    first, second = await bench.arrive(worker, ANN, ANN)
    await asyncio.sleep(0.01)
    await worker.stop(5)
    assert bench.handled == [first]
    assert [each.update_id for each in bench.database.read(inbox.waiting)] == [second]


async def test_what_takes_too_long_to_stop_is_cut_and_waits_for_the_next_start(
    bench: Bench,
) -> None:
    async def handle(_received: Received) -> None:
        await asyncio.sleep(60)

    worker = bench.worker(handle)
    [update] = await bench.arrive(worker, ANN)
    await asyncio.sleep(0.01)
    await worker.stop(0.05)
    assert [each.update_id for each in bench.database.read(inbox.waiting)] == [update]


async def test_what_an_update_leaves_behind_is_written_with_its_end_and_told_after(bench: Bench) -> None:
    seen: list[State] = []

    async def handle(received: Received) -> Record:
        record = Record()
        record.add(lambda connection: inbox.note_result(connection, received.update_id, "done"))
        record.then(lambda: seen.append(bench.state(received.update_id)[0]))
        return record

    worker = Worker(bench.database, handle, _give_up)
    [update] = await bench.arrive(worker, ANN)
    await bench.until(lambda: bool(seen))
    assert seen == [State.DONE]
    assert bench.database.read(lambda c: inbox.find_result(c, update)) == "done"


async def test_what_cannot_be_written_does_not_hold_up_what_comes_after(bench: Bench) -> None:
    async def handle(received: Received) -> Record:
        record = Record()
        if received.update_id == 1:
            record.add(lambda connection: connection.execute(insert(inbox.inbox).values(update_id=1)))
        return record

    worker = Worker(bench.database, handle, _give_up)
    updates = await bench.arrive(worker, ANN, ANN)
    await bench.until_done(*updates)
    assert [bench.state(each)[0] for each in updates] == [State.DONE, State.DONE]


async def _give_up(_received: Received) -> None: ...


async def test_the_time_of_a_put_off_update_is_kept(bench: Bench) -> None:
    later = datetime.now(UTC) + timedelta(seconds=0.05)
    waiting = Received(1, ANN, "message", "{}", datetime.now(UTC), attempts=1, not_before=later)
    await bench.database.write_async(lambda connection: inbox.add(connection, [waiting]))
    bench.worker().add([waiting])
    await bench.until_done(1)
    assert datetime.now(UTC) >= later
