"""What was acknowledged is there when the power is back, whatever was under way."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import inbox
from bot.delivery import outbox
from bot.delivery.deliveries import Planned, deliveries
from bot.inbox import Received
from index import open_database
from tests.databases import open_current
from tests.simulation.power import Power, watched_power

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
CHATS = range(100, 105)
MOST_CUTS = 25


pytestmark = pytest.mark.sqlite


@pytest.fixture
def power() -> Iterator[Power]:
    """The power of this machine, if its SQLite can be watched."""
    try:
        with watched_power() as watched:
            yield watched
    except OSError as error:
        pytest.skip(f"this Python's SQLite cannot be watched: {error}")


@pytest.mark.parametrize("seed", range(8))
def test_what_was_acknowledged_outlives_the_power(tmp_path: Path, power: Power, seed: int) -> None:
    chance = random.Random(seed)
    database = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    questions: list[int] = []
    announcements: list[int] = []
    try:
        for number in range(1, chance.randint(5, 40)):
            if chance.random() < 0.5:
                received = Received(number, 5, "message", "{}" * chance.randint(1, 3000), NOON)
                database.write(lambda c: inbox.add(c, [received]))  # noqa: B023
                questions.append(number)
            else:
                planned = [Planned(chat, 0, "news", NOON) for chat in CHATS]
                database.write(lambda c: outbox.plan(c, number, planned, at=NOON))  # noqa: B023
                announcements.append(number)
            if chance.random() < 0.5:
                check(power, tmp_path / f"after-{number}", chance, questions, announcements)
    finally:
        database.close()
    assert power.syncs > 0


def test_the_power_may_go_in_the_middle_of_a_write(tmp_path: Path, power: Power) -> None:
    database = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    announcements: list[int] = []
    cuts: list[tuple[Path, list[int]]] = []
    done = threading.Event()

    def cut_again_and_again() -> None:
        chance = random.Random(5)
        while not done.is_set() and len(cuts) < MOST_CUTS:
            acknowledged = list(announcements)
            folder = tmp_path / f"cut-{len(cuts)}"
            folder.mkdir()
            power.cut(tmp_path / "footnote.db", chance, folder)
            cuts.append((folder, acknowledged))

    cutting = threading.Thread(target=cut_again_and_again)
    cutting.start()
    try:
        for number in range(1, 60):
            planned = [Planned(chat, 0, "news" * 300, NOON) for chat in CHATS]
            database.write(lambda c: outbox.plan(c, number, planned, at=NOON))  # noqa: B023
            announcements.append(number)
    finally:
        done.set()
        cutting.join()
        database.close()
    assert cuts
    for folder, acknowledged in cuts:
        _, found = left_in(folder / "footnote.db")
        assert {*acknowledged} <= found.keys()
        assert set(found.values()) <= {len(CHATS)}, "one was planned by half"


def check(
    power: Power, folder: Path, chance: random.Random, questions: list[int], announcements: list[int]
) -> None:
    """Cut the power now, and look what there is."""
    folder.mkdir()
    power.cut(folder.parent / "footnote.db", chance, folder)
    kept, planned = left_in(folder / "footnote.db")
    assert {*questions} <= kept
    assert planned == dict.fromkeys(announcements, len(CHATS))
    open_database(f"sqlite:///{folder / 'footnote.db'}").close()


def left_in(file: Path) -> tuple[set[int], dict[int, int]]:
    """The questions, and how many deliveries each announcement has; the database is whole."""
    by_announcement = f"SELECT announcement_id, count(*) FROM {deliveries.name} GROUP BY announcement_id"
    with closing(sqlite3.connect(file)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = {row[0] for row in found.execute("SELECT update_id FROM inbox")}
        return kept, dict(found.execute(by_announcement).fetchall())


def test_without_a_sync_a_commit_is_lost_and_that_is_seen(tmp_path: Path, power: Power) -> None:
    file, lost = tmp_path / "careless.db", 0
    with closing(sqlite3.connect(file, isolation_level=None)) as careless:
        careless.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE t (x)")
        careless.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        careless.execute("INSERT INTO t VALUES (1)")
        for seed in range(10):
            folder = tmp_path / f"after-{seed}"
            folder.mkdir()
            power.cut(file, random.Random(seed), folder)
            with closing(sqlite3.connect(folder / file.name)) as found:
                lost += found.execute("SELECT count(*) FROM t").fetchone() == (0,)
    assert lost > 0
