"""Table: tallies, how many questions a day brought and how often each source answered; of whom nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, delete, select, update

from index import Answer, SourceId, upsert

metadata = MetaData()

days = Table(
    "days",
    metadata,
    Column("day", String, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
)

source_tallies = Table(
    "source_tallies",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("alone", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class SourceTally:
    """How often a source had the best passage; `alone`: of these, how often no other source had one."""

    answered: int
    alone: int


def note(connection: Connection, answer: Answer, *, at: datetime) -> None:
    """Count a question by its answer."""
    day = {"day": at.date().isoformat(), "answered": 0, "refused": 0}
    upsert(connection, days, day, key=["day"])
    column = days.c.answered if answer.answered else days.c.refused
    connection.execute(update(days).where(days.c.day == day["day"]).values({column: column + 1}))
    if answer.answered:
        source_id = answer.quotes[0].source_id
        row = {"source_id": source_id, "answered": 0, "alone": 0}
        upsert(connection, source_tallies, row, key=["source_id"])
        grown = {
            "answered": source_tallies.c.answered + 1,
            "alone": source_tallies.c.alone + int(hangs_on_one(answer)),
        }
        connection.execute(
            update(source_tallies).where(source_tallies.c.source_id == source_id).values(grown)
        )


def hangs_on_one(answer: Answer) -> bool:
    """Whether without its source the question would have no answer: all quotes that would do are from it."""
    source_id = answer.quotes[0].source_id
    return not any(quote.source_id != source_id and quote.confidence >= 0.5 for quote in answer.quotes)


def by_day(connection: Connection, since: date) -> Mapping[date, tuple[int, int]]:
    """How many questions were answered and how many were not on each day from that one on."""
    rows = connection.execute(select(days).where(days.c.day >= since.isoformat()))
    return {date.fromisoformat(row.day): (row.answered, row.refused) for row in rows}


def by_source(connection: Connection) -> Mapping[SourceId, SourceTally]:
    """What each source that has ever answered has answered."""
    rows = connection.execute(select(source_tallies))
    return {SourceId(row.source_id): SourceTally(row.answered, row.alone) for row in rows}


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget the days before that one."""
    connection.execute(delete(days).where(days.c.day < before.date().isoformat()))
