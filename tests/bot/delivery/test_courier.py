"""What becomes of a planned delivery: sent once, waited with, given up or dropped, but never forgotten."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import subscriptions
from bot.chats import profiles
from bot.delivery import ledger
from bot.delivery.chat_moves import forget_chat
from bot.delivery.courier import LEASE, SENDS_IN_FLIGHT
from bot.sending.limits import Lane
from bot.sending.outcomes import Failed, Gone, Moved, RetryAfter, Unknown
from bot.subscriptions import Destination, Schedule, destinations
from index import SourceId
from tests.bot.announcements.test_announcer import FERRY, QUESTION
from tests.bot.announcing import open_world
from tests.bot.delivering import Deliveries

INVISIBLE = dict.fromkeys(map(ord, "\u2068\u2069"))


@pytest.fixture
def deliveries(tmp_path: Path) -> Iterator[Deliveries]:
    with open_world(tmp_path) as world:
        world.announce()
        yield Deliveries(world)


def test_each_subscriber_gets_the_news_once_in_the_slow_lane(deliveries: Deliveries) -> None:
    for chat_id in range(1, 30):
        deliveries.world.follow(chat_id)
    deliveries.announce()
    attempts = deliveries.deliver()
    assert sorted(each.chat_id for each in attempts) == list(range(1, 30))
    assert {each.lane for each in attempts} == {Lane.BULK}
    assert "tidal power law" in attempts[0].message.html
    assert deliveries.deliver(after_seconds=100) == []
    assert deliveries.states() == {"sent": 29}


def test_what_waited_comes_as_one_message(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.announce("ferry.md", FERRY)
    [attempt] = deliveries.deliver()
    assert "2 new texts" in attempt.message.html
    assert deliveries.states() == {"sent": 2}


def test_a_topic_gets_its_news_in_the_topic_and_silent_ones_without_sound(deliveries: Deliveries) -> None:
    topic = deliveries.world.follow(-5, thread_id=7).destination
    schedule = Schedule(silent=True)
    deliveries.world.write(lambda c: destinations.choose(c, topic, schedule))
    deliveries.announce()
    [attempt] = deliveries.deliver()
    assert (attempt.chat_id, attempt.thread_id, attempt.silent) == (-5, 7, True)


def test_a_standing_question_ends_when_its_answer_arrived(deliveries: Deliveries) -> None:
    question = deliveries.world.ask_about(1, QUESTION, standing=True)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [RetryAfter(5)]
    deliveries.deliver()
    assert deliveries.world.database.read(lambda c: subscriptions.find(c, question.id)) is not None
    [attempt] = deliveries.deliver(after_seconds=5)
    assert (
        "<b>Fishing boats must keep a distance of 400 metres from each turbine.</b>" in attempt.message.html
    )
    assert deliveries.world.database.read(lambda c: subscriptions.find(c, question.id)) is None


def test_the_wait_that_telegram_asks_for_is_kept_in_the_database(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.world.follow(2)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [RetryAfter(10_072)]
    assert len(deliveries.deliver()) == 2
    deliveries.announce("ferry.md", FERRY)
    assert [each.chat_id for each in deliveries.deliver()] == [2]
    assert deliveries.deliver(after_seconds=10_000) == []
    [attempt] = deliveries.deliver(after_seconds=100)
    assert attempt.chat_id == 1
    assert deliveries.world.database.read(ledger.count_possible_repeats) == 0


def test_news_planned_after_the_wait_was_asked_for_waits_as_well(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [RetryAfter(30)]
    deliveries.deliver()
    deliveries.announce("ferry.md", FERRY)
    attempts = deliveries.deliver(after_seconds=1)
    assert attempts == []
    assert len(deliveries.deliver(after_seconds=30)) == 1


def test_a_lost_answer_is_tried_again_later_and_counted(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Unknown("timed out")]
    deliveries.deliver()
    assert deliveries.deliver(after_seconds=29) == []
    assert len(deliveries.deliver(after_seconds=2)) == 1
    assert deliveries.world.database.read(ledger.count_possible_repeats) == 1


def test_what_is_lost_again_and_again_is_given_up_until_the_owner_retries(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Unknown("timed out")] * 4
    for _ in range(10):
        deliveries.deliver(after_seconds=600)
    assert len(deliveries.messenger.attempts) == 4
    assert deliveries.states() == {"dead": 1}
    deliveries.world.write(lambda c: ledger.revive_dead(c, now=deliveries.now))
    assert len(deliveries.deliver()) == 1
    assert deliveries.states() == {"sent": 1}


def test_a_message_that_telegram_refuses_is_not_tried_again(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Failed("message is too long")]
    deliveries.deliver()
    assert deliveries.deliver(after_seconds=100_000) == []
    [letter] = deliveries.world.database.read(lambda c: ledger.dead_letters(c, limit=5))
    assert letter.reason == "message is too long"


def test_a_chat_that_is_gone_hears_nothing_until_it_returns(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    question = deliveries.world.ask_about(1, QUESTION, standing=True)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Gone("bot was blocked by the user")]
    deliveries.deliver()
    deliveries.announce("ferry.md", FERRY)
    assert deliveries.deliver(after_seconds=1000) == []
    deliveries.world.write(lambda c: profiles.mark_present(c, 1))
    deliveries.announce("more.md", "Fishing boats must now keep 900 metres from every tidal turbine.")
    [attempt] = deliveries.deliver()
    assert question.text.split("?")[0] in attempt.message.html


def test_a_group_that_became_a_supergroup_is_followed_there(deliveries: Deliveries) -> None:
    deliveries.world.follow(-5)
    deliveries.announce()
    deliveries.messenger.outcomes[-5] = [Moved(-1005)]
    assert [each.chat_id for each in deliveries.deliver()] == [-5, -1005]
    assert deliveries.states() == {"sent": 1}
    deliveries.announce("ferry.md", FERRY)
    assert [each.chat_id for each in deliveries.deliver()] == [-1005]


def test_who_unsubscribes_or_mutes_gets_nothing_that_waited(deliveries: Deliveries) -> None:
    gone, muting = deliveries.world.follow(1), deliveries.world.follow(2)
    deliveries.announce()
    source = deliveries.world.library.sources()[0].id
    deliveries.world.write(lambda c: subscriptions.remove(c, gone.id))
    deliveries.world.write(lambda c: destinations.mute(c, muting.destination, SourceId(source)))
    assert deliveries.deliver() == []
    assert deliveries.states() == {"cancelled": 2}


def test_a_source_removed_meanwhile_is_not_told(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.world.remove("law.md")
    assert deliveries.deliver() == []


def test_a_forgotten_chat_leaves_nothing_and_gets_nothing(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.world.write(lambda c: forget_chat(c, 1))
    assert deliveries.deliver() == []
    assert deliveries.states() == {}
    assert deliveries.world.database.read(lambda c: subscriptions.find_all(c, Destination(1))) == ()


def test_nothing_comes_in_quiet_hours_that_are_newer_than_the_plan(deliveries: Deliveries) -> None:
    own, other = (deliveries.world.follow(-5, thread_id=each).destination for each in (7, 8))
    deliveries.announce()
    hour, after = deliveries.now.time(), (deliveries.now + timedelta(hours=1)).time()
    quiet = Schedule(quiet=(hour.replace(second=0, microsecond=0), after.replace(second=0, microsecond=0)))
    deliveries.world.write(lambda c: destinations.choose(c, own, quiet))
    assert [each.thread_id for each in deliveries.deliver()] == [other.thread]
    assert deliveries.deliver(after_seconds=1800) == []
    assert [each.thread_id for each in deliveries.deliver(after_seconds=1800)] == [own.thread]


def test_groups_that_wait_for_their_own_turn_slow_nobody_down(deliveries: Deliveries) -> None:
    groups = range(-10, 0)
    for chat_id in (*groups, 1):
        deliveries.world.follow(chat_id)
    deliveries.messenger.outcomes = {chat_id: [RetryAfter(40, is_busy=True)] for chat_id in groups}
    deliveries.announce()
    deliveries.deliver()
    assert deliveries.states() == {"sent": 1, "planned": 10}
    deliveries.deliver(after_seconds=40)
    assert deliveries.states() == {"sent": 11}


def test_after_a_crash_only_what_was_under_way_is_sent_again(deliveries: Deliveries) -> None:
    for chat_id in range(1, 101):
        deliveries.world.follow(chat_id)
    deliveries.announce()
    sending = 0

    async def crash(chat_id: int) -> None:
        nonlocal sending
        sending += 1
        if sending == 40:
            task = asyncio.current_task()
            assert task is not None
            task.add_done_callback(lambda done: done.exception())  # the test looks at it
            raise KeyboardInterrupt
        if sending > 40:
            await asyncio.Event().wait()

    deliveries.messenger.before = crash
    with pytest.raises(KeyboardInterrupt):
        deliveries.deliver()
    deliveries.messenger.before = None
    deliveries.deliver()
    deliveries.deliver(after_seconds=LEASE.total_seconds())
    told = [each.chat_id for each in deliveries.messenger.attempts]
    assert set(told) == set(range(1, 101))
    assert len(told) - 100 <= SENDS_IN_FLIGHT
