"""Table: the queues in which updates wait, and which replica handles each, where several share the inbox.

A queue has its row as long as anything waits in it. The replica named there alone handles what is in the
queue, in order; all that is done here is done in transactions that write, one at a time.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, delete, select

from bot.inbox.updates import IS_WAITING, Received, inbox, waiting_in
from index import upsert

metadata = MetaData()

queues = Table(
    "queues",
    metadata,
    Column("queue", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", Integer, nullable=False, index=True),
)


def enlist(connection: Connection, wanted: Mapping[int, int]) -> dict[int, int]:
    """Give each queue to the replica wanted for it, unless it has one; return the owner of each."""
    if not wanted:
        return {}
    rows = [{"queue": queue, "owner": owner} for queue, owner in wanted.items()]
    upsert(connection, queues, rows, key=["queue"])
    found = connection.execute(select(queues).where(queues.c.queue.in_(list(wanted))))
    return {row.queue: row.owner for row in found}


def reassign(connection: Connection, wanted: Mapping[int, int]) -> None:
    """Give each queue to that replica, whoever had it."""
    rows = [{"queue": queue, "owner": owner} for queue, owner in wanted.items()]
    if rows:
        upsert(connection, queues, rows, key=["queue"], update=["owner"])


def owned_by(connection: Connection, owner: int) -> list[int]:
    """The queues of a replica."""
    return list(connection.scalars(select(queues.c.queue).where(queues.c.owner == owner)))


def is_owned_by(connection: Connection, queue: int, owner: int) -> bool:
    """Whether the queue is this replica's."""
    wanted = select(queues.c.queue).where(queues.c.queue == queue, queues.c.owner == owner)
    return connection.scalar(wanted) is not None


def waiting_for(connection: Connection, queue: int, owner: int, *, limit: int) -> list[Received]:
    """The first updates that wait in the queue, oldest first; none when it is not this replica's."""
    return waiting_in(connection, queue, limit=limit) if is_owned_by(connection, queue, owner) else []


def give_back(connection: Connection, queue: int, owner: int) -> None:
    """Let go of a queue of this replica, unless something waits in it."""
    waits = select(inbox.c.update_id).where(IS_WAITING, inbox.c.queue == queue)
    ours = (queues.c.queue == queue, queues.c.owner == owner)
    connection.execute(delete(queues).where(*ours, ~waits.exists()))


def owners(connection: Connection) -> frozenset[int]:
    """All replicas that have queues."""
    return frozenset(connection.scalars(select(queues.c.owner).distinct()))


def of_owners(connection: Connection, gone: Collection[int]) -> list[int]:
    """The queues of any of these replicas."""
    return list(connection.scalars(select(queues.c.queue).where(queues.c.owner.in_(gone))))


def unowned(connection: Connection) -> list[int]:
    """Queues in which something waits, and which no replica has."""
    has_owner = select(queues.c.queue).where(queues.c.queue == inbox.c.queue)
    found = select(inbox.c.queue).where(IS_WAITING, ~has_owner.exists()).distinct()
    return list(connection.scalars(found))
