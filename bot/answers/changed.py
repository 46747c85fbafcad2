"""Table: changed answers, which of them the owner has been told of, so that each is told once."""

from collections.abc import Collection, Mapping
from hashlib import blake2b

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, select

from index import Repetition, upsert

metadata = MetaData()

changed_answers = Table(
    "changed_answers",
    metadata,
    Column("key", String, primary_key=True),
    Column("shown", String, nullable=False),
)


def shown_now(repetition: Repetition) -> str:
    """A fingerprint of what is shown first now."""
    answer = repetition.answer
    first = answer.quotes[0] if answer.answered else None
    told = f"{first.document_id} {first.highlight.of(first.text)}" if first else ""
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def find_told(connection: Connection) -> Mapping[str, str]:
    """What was shown when the owner was told, by the key of the kept question."""
    return {row.key: row.shown for row in connection.execute(select(changed_answers))}


def note_told(connection: Connection, shown: Mapping[str, str]) -> None:
    """The owner has been told of these."""
    for key, now in shown.items():
        upsert(connection, changed_answers, {"key": key, "shown": now}, key=["key"], update=["shown"])


def forget_but(connection: Connection, keys: Collection[str]) -> None:
    """Forget all but these, whose answers are still other than they were."""
    known = set(connection.scalars(select(changed_answers.c.key)))
    connection.execute(delete(changed_answers).where(changed_answers.c.key.in_(known - {*keys})))
