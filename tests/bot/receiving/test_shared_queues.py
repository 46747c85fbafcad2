"""A worker that is one of several: it handles its own queues, gives them back, and lets lost ones go."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import inbox
from bot.inbox import Received, Record
from bot.receiving.worker import Worker
from bot.replicas.claims import SharedClaims
from bot.replicas.replica import Replica, Standing
from index import Database
from tests.databases import open_current

ANN, BEN = 11, 12
ME, YOU = 5, 9


class Post:
    """A worker of the replica ME, whose handler waits for `open`; nobody else is alive."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.begun: list[int] = []
        self.written: list[int] = []
        self.open = asyncio.Event()
        replica = Replica(ME)
        replica.stand(Standing((ME,), is_present=True, leads=True))
        self.claims = SharedClaims(database, replica)
        self.worker = Worker(database, self._handle, self._give_up, claims=self.claims)

    async def _handle(self, received: Received) -> Record:
        self.begun.append(received.update_id)
        await self.open.wait()
        record = Record()
        record.then(lambda: self.written.append(received.update_id))
        return record

    async def _give_up(self, _received: Received) -> None: ...

    def arrive(self, *updates: tuple[int, int]) -> None:
        """Updates, by id and queue, arrive here."""
        received = [Received(id_, queue, "message", "{}", datetime.now(UTC)) for id_, queue in updates]
        mine = self.database.write(lambda c: self.claims.assign(c, inbox.add(c, received)))
        self.worker.add(mine)

    async def until_waiting(self, *left: int) -> None:
        """Wait until exactly these updates wait in the inbox."""
        async with asyncio.timeout(20):
            while [each.update_id for each in self.database.read(inbox.waiting)] != list(left):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def until_begun(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.begun) < count:  # noqa: ASYNC110 - the handler rings no bell
                await asyncio.sleep(0.005)

    async def until_free(self) -> None:
        """Wait until the worker holds nothing."""
        async with asyncio.timeout(20):
            while self.worker.holds(ANN) or self.worker.holds(BEN):  # noqa: ASYNC110
                await asyncio.sleep(0.005)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    post = Post(database)
    yield post
    await post.worker.stop(1)
    database.close()


async def test_a_queue_is_given_back_with_its_last_update(post: Post) -> None:
    post.open.set()
    post.arrive((1, ANN), (2, ANN), (3, BEN))
    await post.until_waiting()
    assert post.database.read(inbox.owners) == frozenset()
    assert post.begun.index(1) < post.begun.index(2)


async def test_what_arrives_while_the_last_one_is_handled_keeps_the_queue(post: Post) -> None:
    post.arrive((1, ANN))
    await post.until_begun(1)
    post.arrive((2, ANN))
    post.open.set()
    await post.until_waiting()
    assert post.begun == [1, 2]
    assert post.database.read(inbox.owners) == frozenset()


async def test_of_a_queue_that_is_lost_nothing_is_written_and_nothing_more_begun(post: Post) -> None:
    post.arrive((1, ANN), (2, ANN))
    await post.until_begun(1)
    post.database.write(lambda c: inbox.reassign(c, {ANN: YOU}))
    post.open.set()
    await post.until_free()
    await post.until_waiting(1, 2)
    assert (post.begun, post.written) == ([1], [])


async def test_a_pause_begins_nothing_and_then_only_what_is_still_its_own(post: Post) -> None:
    post.open.set()
    post.worker.pause()
    post.arrive((1, ANN), (2, BEN))
    post.database.write(lambda c: inbox.reassign(c, {ANN: YOU}))
    await asyncio.sleep(0)
    assert post.begun == []
    post.worker.go_on(post.database.read(post.claims.left))
    await post.until_waiting(1)
    await post.until_free()
    assert post.begun == [2]


async def test_a_queue_it_hears_of_that_another_replica_has_is_left_alone(post: Post) -> None:
    post.open.set()
    post.worker.pause()
    post.arrive((1, ANN))
    post.database.write(lambda c: inbox.reassign(c, {ANN: YOU}))
    post.worker.go_on([ANN])
    await post.until_free()
    await post.until_waiting(1)
    assert post.begun == []


async def test_a_queue_in_which_nothing_waits_any_more_is_given_back_when_heard_of(post: Post) -> None:
    post.database.write(lambda c: inbox.enlist(c, {ANN: ME}))
    post.worker.resume([ANN])
    await post.until_free()
    assert post.database.read(inbox.owners) == frozenset()
