"""Several replicas count an asker's questions together, as one alone does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chats import allowances
from bot.chats.allowances import SharedQuota
from bot.chats.quota import Bucket, Quota, Verdict
from index import Database
from tests.databases import open_current

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANN = ("person", 11)


class Two:
    """Two replicas that count in one database, by clocks that the test moves."""

    def __init__(self, database: Database, per_minute: int) -> None:
        self.now = NOON
        self.replicas = [SharedQuota(per_minute, database, lambda: self.now) for _ in range(2)]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    yield database
    database.close()


async def test_what_is_asked_of_either_counts_for_both(database: Database) -> None:
    two = Two(database, 4)
    verdicts = [await two.replicas[number % 2].ask(ANN) for number in range(7)]
    assert verdicts == [Verdict.ALLOWED] * 4 + [Verdict.FIRST_REFUSAL] + [Verdict.REFUSED] * 2
    assert await two.replicas[1].ask(("group", 11)) is Verdict.ALLOWED
    two.now += timedelta(seconds=60)
    assert [await two.replicas[number % 2].ask(ANN) for number in range(4)] == [Verdict.ALLOWED] * 4


async def test_a_question_that_is_tried_again_is_counted_once(database: Database) -> None:
    (one, other), _ = Two(database, 2).replicas, None
    assert [await one.ask(ANN, of=7) for _ in range(5)] == [Verdict.ALLOWED] * 5
    assert await other.ask(ANN, of=8) is Verdict.ALLOWED
    assert await other.ask(ANN, of=9) is Verdict.FIRST_REFUSAL


async def test_whoever_asks_no_more_is_forgotten(database: Database) -> None:
    two = Two(database, 4)
    await two.replicas[0].ask(ANN)
    await two.replicas[0].ask(("person", 12))
    database.write(lambda c: allowances.forget_chat(c, 12))
    columns = allowances.allowances.select()
    assert [row.asker_id for row in database.read(lambda c: c.execute(columns).all())] == [11]
    database.write(lambda c: allowances.prune(c, before=NOON + timedelta(seconds=1)))
    assert database.read(lambda c: c.execute(columns).all()) == []


async def test_no_limit_costs_no_row(database: Database) -> None:
    assert await Two(database, 0).replicas[0].ask(ANN) is Verdict.ALLOWED
    assert database.read(lambda c: c.execute(allowances.allowances.select()).all()) == []


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 3)), max_size=30))
def test_a_bucket_is_that_of_one_who_counts_alone(asked: list[tuple[float, int]]) -> None:
    now = 0.0
    quota, bucket = Quota(5, lambda: now), Bucket(5, 0.0)
    for pause, times in asked:
        now += pause
        for _ in range(times):
            alone, together = quota.take("ann"), bucket.take(5, now)
            assert (alone is Verdict.ALLOWED) == (together is Verdict.ALLOWED)


def test_a_clock_that_goes_back_fills_nothing_and_silences_nobody() -> None:
    bucket = Bucket(1, 1000.0)
    assert bucket.take(1, 1000.0) is Verdict.ALLOWED
    assert bucket.take(1, 1001.0) is Verdict.FIRST_REFUSAL
    assert bucket.take(1, 500.0) is Verdict.FIRST_REFUSAL
