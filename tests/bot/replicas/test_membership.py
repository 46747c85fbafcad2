"""Several replicas on a real PostgreSQL: who lives, who leads, who takes over."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from bot import inbox
from bot.inbox import Received
from bot.migrations import HEAD
from bot.replicas.claims import LostClaimError, SharedClaims
from bot.replicas.heirs import GRACE_SECONDS, Heirs
from bot.replicas.membership import DELIVERIES, Membership, new_replica
from bot.replicas.replica import NotLeadingError
from index import Database, open_database
from tests.postgres import Server

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


class Member:
    """One of the replicas in this process."""

    def __init__(self, url: str) -> None:
        self.database: Database = open_database(url, heads={"bot": HEAD})
        self.replica = new_replica(self.database)
        self.membership = Membership(self.database, self.replica)
        self.claims = SharedClaims(self.database, self.replica)

    @property
    def leads(self) -> bool:
        return self.replica.standing.leads

    def lose_connection(self, postgres: Server) -> None:
        """The server ends the connection that holds the locks."""
        postgres.execute(f"SELECT pg_terminate_backend({self.membership._session_id})")

    async def end(self) -> None:
        await self.membership.end()
        self.database.close()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - the threads ring no bell
            await asyncio.sleep(0.02)


@pytest.fixture
async def two(postgres_url: str) -> AsyncIterator[tuple[Member, Member]]:
    """Two that serve; the first leads."""
    members = []
    for _ in range(2):
        member = Member(postgres_url)
        members.append(member)
        await member.membership.connected()
        await member.membership.serve()
    first, second = members
    await until(lambda: len(first.replica.standing.live) == len(second.replica.standing.live) == 2)
    yield first, second
    await asyncio.gather(first.end(), second.end())


async def test_one_leads_and_each_knows_the_other(two: tuple[Member, Member]) -> None:
    first, second = two
    assert (first.leads, second.leads) == (True, False)
    assert first.replica.standing.live == second.replica.standing.live
    assert sorted((first.replica.share, second.replica.share)) == [(0, 2), (1, 2)]


async def test_who_has_lost_the_connection_leads_no_more_and_may_write_nothing_as_leader(
    two: tuple[Member, Member], postgres: Server
) -> None:
    first, second = two
    first.database.write(first.membership.check_leads)
    with pytest.raises(NotLeadingError):
        second.database.write(second.membership.check_leads)
    before = first.membership._session_id
    first.lose_connection(postgres)
    await until(lambda: first.leads != second.leads and first.membership._session_id not in (None, before))
    leader, follower = (first, second) if first.leads else (second, first)
    leader.database.write(leader.membership.check_leads)
    with pytest.raises(NotLeadingError):
        follower.database.write(follower.membership.check_leads)
    await until(lambda: len(first.replica.standing.live) == 2)


async def test_a_follower_leads_as_soon_as_the_leader_has_ended(two: tuple[Member, Member]) -> None:
    first, second = two
    await first.membership.end()
    await until(lambda: second.leads)
    assert second.replica.standing.live == (second.replica.number,)


async def test_what_is_called_out_is_heard_by_whom_it_is_for(two: tuple[Member, Member]) -> None:
    first, second = two
    first.membership.call_couriers()
    async with asyncio.timeout(60):
        assert await first.membership.words.get() == DELIVERIES
        assert await second.membership.words.get() == DELIVERIES
    updates = [Received(n, n, "message", "{}", datetime.now(UTC)) for n in range(1, 11)]
    own = first.database.write(lambda c: first.claims.assign(c, inbox.add(c, updates)))
    async with asyncio.timeout(60):
        heard = {int(word) for word in (await second.membership.words.get()).split()}
    assert heard == {each.queue for each in updates} - {each.queue for each in own}
    assert sorted(second.database.read(second.claims.left)) == sorted(heard)


async def test_queues_of_the_dead_go_to_the_living_after_a_grace_and_not_while_they_live(
    two: tuple[Member, Member],
) -> None:
    first, second = two
    updates = [Received(n, n, "message", "{}", datetime.now(UTC)) for n in range(1, 11)]
    first.database.write(lambda c: first.claims.assign(c, inbox.add(c, updates)))
    theirs = second.database.read(second.claims.left)
    heirs, now = Heirs(first.database, first.replica, first.claims), time.monotonic()
    await heirs.look(now)
    await heirs.look(now + 100)
    assert second.database.read(second.claims.left) == theirs

    await second.membership.end()
    await until(lambda: first.replica.standing.live == (first.replica.number,))
    await heirs.look(now)
    await heirs.look(now + GRACE_SECONDS / 2)
    assert second.database.read(second.claims.left) == theirs
    await heirs.look(now + GRACE_SECONDS)
    assert len(first.database.read(first.claims.left)) == 10
    with pytest.raises(LostClaimError):
        second.database.write(lambda c: second.claims.check(c, theirs[0]))


async def test_what_waits_and_is_nobodys_is_handled_too(two: tuple[Member, Member]) -> None:
    first, second = two
    updates = [Received(n, n, "message", "{}", datetime.now(UTC)) for n in range(1, 11)]
    first.database.write(lambda c: inbox.add(c, updates))
    await Heirs(first.database, first.replica, first.claims).look(time.monotonic())
    mine, theirs = first.database.read(first.claims.left), second.database.read(second.claims.left)
    assert sorted([*mine, *theirs]) == list(range(1, 11))
    assert mine
    assert theirs
