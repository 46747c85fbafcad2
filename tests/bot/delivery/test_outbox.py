"""Deliveries: none is lost, none is handed out twice, and a settled one stays settled."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.chats import barriers
from bot.delivery import ledger, outbox, waits
from bot.delivery.deliveries import Delivery, Planned, metadata
from index import Database, open_database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/footnote.db")
    database.write(metadata.create_all)
    database.write(barriers.metadata.create_all)
    yield database
    database.close()


def plan(
    database: Database, *chat_ids: int, announcement: int = 1, thread: int | None = None, at: datetime = NOON
) -> int:
    planned = [Planned(chat_id, thread, f"news {announcement}", at) for chat_id in chat_ids]
    return database.write(lambda connection: outbox.plan(connection, announcement, planned, at=NOON))


def claim(database: Database, *, now: datetime = NOON) -> tuple[Delivery, ...]:
    return database.write(lambda connection: outbox.claim(connection, now=now, lease=LEASE))


def states(database: Database) -> dict[str, int]:
    return database.read(ledger.count_by_state)


def test_planning_twice_is_harmless(database: Database) -> None:
    assert plan(database, 1, 2) == 2
    assert plan(database, 1, 2, 3) == 1
    assert states(database) == {"planned": 3}


def test_topics_of_a_chat_are_places_of_their_own(database: Database) -> None:
    plan(database, -7)
    plan(database, -7, thread=5)
    assert states(database) == {"planned": 2}


def test_more_rows_than_one_statement_takes(database: Database) -> None:
    assert plan(database, *range(1, 5001)) == 5000


def test_what_waits_can_be_brought_forward_in_one_place_and_never_put_back(database: Database) -> None:
    for thread in (None, 5):
        plan(database, -7, thread=thread, at=NOON + HOUR)
    plan(database, -7, announcement=2, thread=5, at=NOON)
    database.write(lambda c: waits.bring_forward(c, -7, 5, to=NOON + SECOND))
    assert [each.announcement_id for each in claim(database)] == [2]
    sooner = claim(database, now=NOON + LEASE)
    assert [(each.announcement_id, each.thread_id) for each in sooner] == [(1, 5), (2, 5)]


def test_a_pause_is_kept_by_what_is_brought_forward(database: Database) -> None:
    plan(database, 1, at=NOON + HOUR)
    database.write(lambda c: waits.pause_chat(c, 1, until=NOON + 2 * SECOND))
    database.write(lambda c: waits.bring_forward(c, 1, None, to=NOON))
    assert database.read(outbox.next_due_at) == NOON + 2 * SECOND


def test_what_is_due_is_handed_out_once_in_order(database: Database) -> None:
    plan(database, 2, at=NOON + SECOND)
    plan(database, 1, 3)
    later = NOON + 2 * SECOND
    chats = [claimed[0].chat_id for claimed in iter(lambda: claim(database, now=later), ())]
    assert chats == [1, 3, 2]


def test_each_share_of_the_chats_is_claimed_by_its_own_alone(database: Database) -> None:
    chats = [*range(1, 21), *range(-20, 0)]
    plan(database, *chats)
    shares: list[list[int]] = []
    for number in range(3):
        share, taken = (number, 3), []
        while claimed := database.write(lambda c: outbox.claim(c, now=NOON, lease=LEASE, share=share)):  # noqa: B023
            taken += [each.chat_id for each in claimed]
        assert database.read(lambda c: outbox.next_due_at(c, share)) == NOON + LEASE  # noqa: B023
        shares.append(taken)
    assert sorted(chat for share in shares for chat in share) == sorted(chats)
    assert all(shares)


def test_what_is_not_due_waits(database: Database) -> None:
    plan(database, 1, at=NOON + SECOND)
    assert claim(database) == ()
    assert database.read(outbox.next_due_at) == NOON + SECOND


def test_a_chat_gets_all_that_waits_for_it_at_once(database: Database) -> None:
    for announcement in (1, 2, 3):
        plan(database, 1, announcement=announcement)
    assert [each.content for each in claim(database)] == ["news 1", "news 2", "news 3"]


def test_topics_are_claimed_apart_and_a_chat_never_twice_at_a_time(database: Database) -> None:
    plan(database, -7, thread=5)
    plan(database, -7, thread=6)
    first = claim(database)
    assert [each.thread_id for each in first] == [5]
    assert claim(database) == ()
    database.write(lambda connection: outbox.settle_sent(connection, first, 10, at=NOON))
    assert [each.thread_id for each in claim(database)] == [6]


def test_a_claim_that_is_never_settled_comes_back_after_its_lease(database: Database) -> None:
    plan(database, 1)
    claim(database)
    assert claim(database, now=NOON + LEASE - SECOND) == ()
    [again] = claim(database, now=NOON + LEASE)
    assert again.attempts == 2
    database.write(lambda connection: outbox.settle_sent(connection, [again], 10, at=NOON))
    assert database.read(ledger.count_possible_repeats) == 1


def test_an_attempt_that_certainly_failed_is_not_counted(database: Database) -> None:
    plan(database, 1)
    first = claim(database)
    until = NOON + 30 * SECOND
    database.write(
        lambda connection: outbox.postpone(connection, first, until=until, reason="wait", counted=False)
    )
    assert claim(database, now=until - SECOND) == ()
    [again] = claim(database, now=until)
    assert again.attempts == 1


def test_a_paused_chat_waits_with_all_its_deliveries_while_others_go_on(database: Database) -> None:
    plan(database, 1, 2)
    until = NOON + 9 * SECOND
    database.write(lambda connection: waits.pause_chat(connection, 1, until=until))
    plan(database, 1, announcement=2)
    assert [each.chat_id for each in claim(database)] == [2]
    assert claim(database) == ()
    assert len(claim(database, now=until)) == 2


def test_what_was_cancelled_while_claimed_stays_cancelled(database: Database) -> None:
    plan(database, 1)
    claimed = claim(database)
    database.write(lambda connection: outbox.cancel(connection, 1, reason="left", at=NOON))
    database.write(
        lambda connection: outbox.postpone(connection, claimed, until=NOON, reason="", counted=True)
    )
    assert states(database) == {"cancelled": 1}
    assert claim(database) == ()


def test_cancelling_a_topic_leaves_the_others(database: Database) -> None:
    plan(database, -7, thread=5)
    plan(database, -7, thread=6)
    assert database.write(lambda connection: outbox.cancel(connection, -7, 5, reason="closed", at=NOON)) == 1
    assert [each.thread_id for each in claim(database)] == [6]


def test_a_moved_chat_keeps_its_deliveries_and_has_none_twice(database: Database) -> None:
    plan(database, -7, -100)
    plan(database, -7, announcement=2)
    database.write(lambda connection: outbox.move_chat(connection, -7, -100))
    assert [(each.chat_id, each.announcement_id) for each in claim(database)] == [(-100, 1), (-100, 2)]
    assert claim(database) == ()


def test_dead_letters_are_told_and_tried_again(database: Database) -> None:
    plan(database, 1)
    claimed = claim(database)
    database.write(lambda connection: outbox.settle_dead(connection, claimed, "too long", at=NOON))
    [letter] = database.read(lambda connection: ledger.dead_letters(connection, limit=10))
    assert (letter.chat_id, letter.reason) == (1, "too long")
    assert database.write(lambda connection: ledger.revive_dead(connection, now=NOON)) == 1
    assert len(claim(database)) == 1


def test_a_message_is_found_again_with_all_that_it_told(database: Database) -> None:
    plan(database, 1)
    plan(database, 1, announcement=2)
    claimed = claim(database)
    database.write(lambda connection: outbox.settle_sent(connection, claimed, 44, at=NOON))
    found = database.read(lambda connection: ledger.find_sent(connection, 1, 44))
    assert [each.content for each in found] == ["news 1", "news 2"]
    assert database.read(lambda connection: ledger.find_sent(connection, 2, 44)) == ()


def test_pruning_forgets_what_was_settled_and_nothing_else(database: Database) -> None:
    plan(database, 1, 2)
    claimed = claim(database)
    database.write(lambda connection: outbox.settle_sent(connection, claimed, 44, at=NOON))
    assert database.write(lambda connection: ledger.prune(connection, before=NOON)) == 0
    assert database.write(lambda connection: ledger.prune(connection, before=NOON + SECOND)) == 1
    assert states(database) == {"planned": 1}


def test_a_forgotten_chat_leaves_no_trace(database: Database) -> None:
    plan(database, 1, 2)
    claim(database)
    database.write(lambda connection: outbox.forget_chat(connection, 1))
    assert states(database) == {"planned": 1}


CLAIM_ALL = """
import sys
from datetime import UTC, datetime, timedelta
from bot.delivery import outbox
from index import open_database

database = open_database(sys.argv[1])
now, lease = datetime(2026, 11, 22, 12, tzinfo=UTC), timedelta(seconds=60)
while claimed := database.write(lambda connection: outbox.claim(connection, now=now, lease=lease)):
    database.write(lambda connection: outbox.settle_sent(connection, claimed, 1, at=now))
    print(claimed[0].chat_id)
database.close()
"""


@pytest.mark.system
def test_two_processes_on_one_file_share_the_work(database: Database) -> None:
    plan(database, *range(1, 201))
    command = [sys.executable, "-c", CLAIM_ALL, database.url]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [worker.communicate(timeout=60)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0]
    sent = [int(line) for output in outputs for line in output.split()]
    assert sorted(sent) == list(range(1, 201))
    assert states(database) == {"sent": 200}


END = NOON + LEASE
"""When what was claimed at noon can be claimed anew."""


def settle_sent(connection: Connection, claimed: Sequence[Delivery]) -> None:
    outbox.settle_sent(connection, claimed, 44, at=END)


def settle_dead(connection: Connection, claimed: Sequence[Delivery]) -> None:
    outbox.settle_dead(connection, claimed, "too long", at=END)


def settle_cancelled(connection: Connection, claimed: Sequence[Delivery]) -> None:
    outbox.settle_cancelled(connection, claimed, "not wanted", at=END)


def postpone(connection: Connection, claimed: Sequence[Delivery]) -> None:
    outbox.postpone(connection, claimed, until=END, reason="wait", counted=False)


def put_off(connection: Connection, claimed: Sequence[Delivery]) -> None:
    outbox.put_off(connection, claimed, until=END, reason="quiet hours")


WAYS_TO_END = [settle_sent, settle_dead, settle_cancelled, postpone, put_off]


@pytest.mark.parametrize("end", WAYS_TO_END)
def test_whoever_comes_late_says_nothing_of_what_was_claimed_anew(
    database: Database, end: Callable[[Connection, Sequence[Delivery]], None]
) -> None:
    plan(database, 1)
    late = claim(database)
    rescued = claim(database, now=END)
    assert [each.id for each in rescued] == [each.id for each in late]
    database.write(lambda connection: end(connection, late))
    assert states(database) == {"claimed": 1}
    assert claim(database, now=END + LEASE - SECOND) == ()
    database.write(lambda connection: outbox.settle_sent(connection, rescued, 45, at=END))
    [found] = database.read(lambda connection: ledger.find_sent(connection, 1, 45))
    assert found.attempts == 2


@pytest.mark.parametrize("end", WAYS_TO_END)
def test_a_claim_that_nobody_took_over_can_be_ended_after_its_lease(
    database: Database, end: Callable[[Connection, Sequence[Delivery]], None]
) -> None:
    plan(database, 1)
    late = claim(database)
    database.write(lambda connection: end(connection, late))
    assert states(database).keys() != {"claimed"}


def test_a_claim_made_between_two_others_is_the_only_one_that_counts(database: Database) -> None:
    plan(database, 1)
    first = claim(database)
    database.write(lambda connection: postpone(connection, first))
    second = claim(database, now=END)
    database.write(lambda connection: settle_dead(connection, first))
    assert states(database) == {"claimed": 1}
    database.write(lambda connection: settle_sent(connection, second))
    assert states(database) == {"sent": 1}
