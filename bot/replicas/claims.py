"""Which queues of updates are this replica's to handle, seen from whoever keeps and handles updates."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from sqlalchemy import Connection

from bot import inbox
from bot.inbox import Received
from bot.replicas.membership import channel_of
from bot.replicas.replica import Replica
from bot.replicas.sharing import keeper_of
from index import Database, call_out

_MOST_AT_ONCE: Final = 300
"""Queues named in what is called out, which may have 7,999 bytes."""


class LostClaimError(Exception):
    """The queue is another replica's by now, which handles what waits in it."""


class Claims(Protocol):
    """What a replica must know of queues; all but `left` is for transactions that write."""

    def assign(self, connection: Connection, new: Sequence[Received]) -> list[Received]:
        """See to it that these, just kept, are handled; return those that are this replica's to handle."""

    def check(self, connection: Connection, queue: int) -> None:
        """Raise LostClaimError unless the queue is this replica's."""

    def give_back(self, connection: Connection, queue: int) -> None:
        """Nothing of the queue is held here any more: let go of it, unless something waits in it."""

    def waiting_in(self, connection: Connection, queue: int, limit: int) -> list[Received]:
        """The first updates in the queue, as far as they are this replica's to handle."""

    def left(self, connection: Connection) -> list[int]:
        """The queues of this replica, those of before among them."""


class SoleClaims:
    """Nobody else is on the database: all queues are this bot's."""

    def assign(self, connection: Connection, new: Sequence[Received]) -> list[Received]:  # noqa: ARG002
        """All of them."""
        return list(new)

    def check(self, connection: Connection, queue: int) -> None:
        """Nothing to be afraid of."""

    def give_back(self, connection: Connection, queue: int) -> None:
        """Nobody to give it to."""

    def waiting_in(self, connection: Connection, queue: int, limit: int) -> list[Received]:
        """All that waits there."""
        return inbox.waiting_in(connection, queue, limit=limit)

    def left(self, connection: Connection) -> list[int]:
        """All queues in which anything waits, the one that has waited longest first."""
        return inbox.waiting_queues(connection)


class SharedClaims:
    """Each queue in which anything waits is one replica's, until nothing does."""

    def __init__(self, database: Database, replica: Replica) -> None:
        self._database = database
        self._replica = replica

    def assign(self, connection: Connection, new: Sequence[Received]) -> list[Received]:
        """Those of its own queues; others hear of theirs. What is nobody's goes to who keeps the chat."""
        live = self._replica.standing.live or (self._replica.number,)
        wanted = {each.queue: keeper_of(each.queue, live) for each in new}
        found = inbox.enlist(connection, wanted)
        self._tell_owners(connection, found)
        return [each for each in new if found[each.queue] == self._replica.number]

    def check(self, connection: Connection, queue: int) -> None:
        """Raise LostClaimError unless the table says that the queue is this replica's."""
        if not inbox.is_owned_by(connection, queue, self._replica.number):
            raise LostClaimError

    def give_back(self, connection: Connection, queue: int) -> None:
        """The queue is nobody's, unless something waits in it."""
        inbox.give_back(connection, queue, self._replica.number)

    def waiting_in(self, connection: Connection, queue: int, limit: int) -> list[Received]:
        """What waits in the queue; nothing when it is another replica's."""
        return inbox.waiting_for(connection, queue, self._replica.number, limit=limit)

    def left(self, connection: Connection) -> list[int]:
        """The queues that the table says are this replica's."""
        return inbox.owned_by(connection, self._replica.number)

    def take_over(self, connection: Connection, queues: Sequence[int]) -> None:
        """Give these queues, whose owners are gone, to those who live."""
        live = self._replica.standing.live or (self._replica.number,)
        given = {queue: keeper_of(queue, live) for queue in queues}
        inbox.reassign(connection, given)
        self._tell_owners(connection, given, also_itself=True)

    def _tell_owners(
        self, connection: Connection, given: dict[int, int], *, also_itself: bool = False
    ) -> None:
        for owner in sorted(set(given.values())):
            if owner == self._replica.number and not also_itself:
                continue
            theirs = [str(queue) for queue, whose in given.items() if whose == owner]
            for some in _in_parts(theirs):
                call_out(connection, channel_of(self._database, owner), " ".join(some))


def _in_parts(queues: Sequence[str]) -> Iterator[Sequence[str]]:
    return (queues[start : start + _MOST_AT_ONCE] for start in range(0, len(queues), _MOST_AT_ONCE))
