"""Places that cannot be written to for a while: what they miss waits, and comes in one message later."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.chats import barriers, profiles
from bot.delivery import ledger, life, outbox, waits
from bot.delivery.chat_moves import move_chat
from bot.delivery.courier import KEPT, LEASE
from bot.delivery.deliveries import deliveries as table
from bot.delivery.notices import TOLD_AFTER, Notices
from bot.delivery.settling import settle
from bot.sending.outcomes import Barred, Failed, Gone, RetryAfter, Sent
from bot.subscriptions import Rhythm, Schedule, destinations
from tests.bot.announcements.test_announcer import FERRY, QUESTION
from tests.bot.announcing import open_world
from tests.bot.delivering import TEXTS, Attempt, Deliveries

NO_RIGHTS = Barred("not enough rights to send text messages to the chat")
CLOSED = Barred("TOPIC_CLOSED", is_topic=True)
DELETED = Barred("message thread not found", is_topic=True, is_deleted=True)
MORE = "Lighthouse keepers must answer letters within a week."
DAY_SECONDS = 24 * 3600


@pytest.fixture
def deliveries(tmp_path: Path) -> Iterator[Deliveries]:
    with open_world(tmp_path) as world:
        world.announce()
        yield Deliveries(world)


def refuse(deliveries: Deliveries, chat_id: int, *outcomes: Barred | Sent | Gone) -> None:
    deliveries.messenger.outcomes[chat_id] = list(outcomes)


def deliver_for(deliveries: Deliveries, seconds: float) -> list[Attempt]:
    """Deliver whenever something is due, for so long."""
    end, attempts = deliveries.now + timedelta(seconds=seconds), []
    while deliveries.now < end:
        attempts += deliveries.deliver(after_seconds=5)
    return attempts


async def _owners() -> list[int]:
    return [99]


def tell_due(
    deliveries: Deliveries, *, after: timedelta = timedelta(), kept: timedelta = TOLD_AFTER
) -> list[Attempt]:
    """What is told of what cannot be delivered."""
    before = len(deliveries.messenger.attempts)
    world, messenger = deliveries.world, deliveries.messenger
    notices = Notices(world.database, messenger, TEXTS, owners=_owners, language="en", kept=kept)
    asyncio.run(notices.tell_due(deliveries.now + after))
    return messenger.attempts[before:]


def test_what_fell_into_a_refusal_comes_soon_and_with_what_came_later(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    assert len(deliveries.deliver()) == 1
    deliveries.announce("ferry.md", FERRY)
    assert deliveries.deliver() == []
    [attempt] = deliver_for(deliveries, 20)
    assert "2 new texts" in attempt.message.html
    assert deliveries.states() == {"sent": 2}
    assert deliveries.world.database.read(barriers.find_all) == ()
    deliveries.announce("more.md", MORE)
    assert len(deliveries.deliver()) == 1


def test_a_place_is_tried_ever_more_rarely_while_nothing_gets_through(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.world.follow(-100, thread_id=7)
    deliveries.announce()
    refuse(deliveries, -100, *[NO_RIGHTS] * 50)
    tries = deliver_for(deliveries, 3600)
    assert 5 <= len(tries) <= 8
    assert deliveries.states() == {"planned": 2}


def test_a_night_costs_nothing(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100, thread_id=7)
    question = deliveries.world.ask_about(-100, QUESTION, standing=True)
    deliveries.announce()
    refuse(deliveries, -100, *[CLOSED] * 11)
    for _ in range(12):
        deliveries.deliver(after_seconds=3600)
    last = deliveries.messenger.attempts[-2:]
    assert {each.thread_id for each in last} == {7, None}
    assert deliveries.states() == {"sent": 2}
    assert question.text.split("?")[0] in next(each for each in last if not each.thread_id).message.html


def test_nothing_is_kept_for_ever_but_a_waiting_question_waits_on(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.world.ask_about(-100, QUESTION, standing=True)
    deliveries.announce()
    refuse(deliveries, -100, *[NO_RIGHTS] * 30)
    for _ in range(3 * 24):
        deliveries.deliver(after_seconds=3600)
    assert deliveries.states() == {"cancelled": 1}
    deliveries.messenger.outcomes.clear()
    deliveries.announce("more.md", "Fishing boats must now keep 900 metres from every tidal turbine.")
    for _ in range(25):
        deliveries.deliver(after_seconds=3600)
    assert "How far" in deliveries.messenger.attempts[-1].message.html


def test_a_closed_general_closes_general_alone(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.world.follow(-100, thread_id=7)
    deliveries.announce()
    refuse(deliveries, -100, CLOSED)
    assert [each.thread_id for each in deliveries.deliver()] == [None, 7]
    deliveries.announce("ferry.md", FERRY)
    assert [each.thread_id for each in deliveries.deliver()] == [7]
    [general] = deliver_for(deliveries, 15)
    assert general.thread_id is None
    assert "2 new texts" in general.message.html


def test_a_message_that_gets_through_releases_all_but_what_stands_by_itself(deliveries: Deliveries) -> None:
    for thread_id in (0, 7, 8):
        deliveries.world.follow(-100, thread_id=thread_id)
    deliveries.announce()
    refuse(deliveries, -100, CLOSED, NO_RIGHTS)
    deliveries.deliver()
    deliveries.world.write(lambda c: life.note_written(c, -100, 7, at=deliveries.now))
    assert sorted(each.thread_id or 0 for each in deliveries.deliver()) == [7, 8]


def test_a_sign_of_life_has_it_tried_at_once(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    refuse(deliveries, -100, *[NO_RIGHTS] * 6)
    deliver_for(deliveries, 1800)
    deliveries.messenger.outcomes.clear()
    assert deliveries.deliver(after_seconds=60) == []
    deliveries.world.write(lambda c: life.note_sign(c, -100, None, at=deliveries.now))
    assert len(deliveries.deliver()) == 1


def test_a_sign_of_life_brings_no_digest_before_its_hour(deliveries: Deliveries) -> None:
    there = deliveries.world.follow(-100).destination
    hour = (deliveries.now + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0).time()
    daily = Schedule(Rhythm.DAILY, hour)
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    deliveries.deliver()
    deliveries.world.write(lambda c: destinations.choose(c, there, daily))
    deliveries.announce("ferry.md", FERRY)
    deliveries.world.write(lambda c: life.note_sign(c, -100, None, at=deliveries.now, asked=True))
    [attempt] = deliveries.deliver()
    assert "new texts" not in attempt.message.html
    assert deliveries.states() == {"sent": 1, "planned": 1}


def test_a_farewell_ends_what_waits_and_leaves_no_barrier(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    refuse(deliveries, 1, NO_RIGHTS, Gone("bot was blocked by the user"))
    deliver_for(deliveries, 20)
    assert deliveries.states() == {"cancelled": 1}
    assert deliveries.world.database.read(barriers.find_all) == ()
    chat = deliveries.world.database.read(lambda c: profiles.find(c, 1))
    assert chat.gone_reason == "bot was blocked by the user"


def test_a_group_that_moved_finds_nothing_in_its_way(deliveries: Deliveries) -> None:
    deliveries.world.follow(-5)
    deliveries.announce()
    refuse(deliveries, -5, NO_RIGHTS)
    deliveries.deliver()
    waits_until = deliveries.now + timedelta(seconds=2)
    deliveries.world.write(lambda c: waits.pause_chat(c, -5, until=waits_until))
    deliveries.world.write(lambda c: move_chat(c, -5, -1005))
    assert deliveries.deliver() == []
    assert [each.chat_id for each in deliveries.deliver(after_seconds=2)] == [-1005]


def test_news_claimed_just_before_a_group_moved_reach_it_there(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    database, now = deliveries.world.database, deliveries.now
    claimed = database.write(lambda c: outbox.claim(c, now=now, lease=LEASE))
    database.write(lambda c: move_chat(c, -100, -1001234567890))
    database.write(lambda c: settle(c, claimed, None, (), now=now, kept=KEPT))
    assert [each.chat_id for each in deliveries.deliver()] == [-1001234567890]


def test_news_planned_for_a_group_that_had_just_moved_reach_it_there(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    deliveries.world.database.write(lambda c: move_chat(c, -100, -1001234567890))
    rename = update(table).values(chat_id=-100)
    deliveries.world.database.write(lambda c: c.execute(rename) and None)
    assert [each.chat_id for each in deliveries.deliver()] == [-1001234567890]


def test_who_has_set_it_up_is_told_once_after_a_day(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)  # by the person 100
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    deliveries.deliver()
    assert tell_due(deliveries, after=TOLD_AFTER - timedelta(minutes=1)) == []
    [told] = tell_due(deliveries, after=TOLD_AFTER)
    assert told.chat_id == 100
    assert "not enough rights" in told.message.html
    assert tell_due(deliveries, after=2 * TOLD_AFTER) == []


def test_where_nobody_can_be_told_the_owner_is(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    refuse(deliveries, 100, Gone("bot was blocked by the user"))
    deliveries.deliver()
    assert [each.chat_id for each in tell_due(deliveries, after=TOLD_AFTER)] == [100, 99]


def test_somebody_is_told_before_what_is_kept_for_less_than_a_day_is_lost(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    deliveries.deliver()
    hour = timedelta(hours=1)
    assert tell_due(deliveries, after=hour / 2, kept=hour) == []
    [told] = tell_due(deliveries, after=hour, kept=hour)
    assert "for a day" not in told.message.html


def test_what_telegram_does_not_take_is_told_later(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100)
    deliveries.announce()
    refuse(deliveries, -100, NO_RIGHTS)
    deliveries.messenger.outcomes[100] = [RetryAfter(30)]
    deliveries.messenger.outcomes[99] = [RetryAfter(30)]
    deliveries.deliver()
    assert len(tell_due(deliveries, after=TOLD_AFTER)) == 2
    assert [each.chat_id for each in tell_due(deliveries, after=TOLD_AFTER)] == [100]
    assert tell_due(deliveries, after=TOLD_AFTER) == []


def test_what_was_given_up_is_told_later_when_telegram_does_not_take_it(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Failed("message is too long")]
    deliveries.messenger.outcomes[99] = [RetryAfter(30)]
    deliveries.deliver()
    assert len(tell_due(deliveries)) == 1
    [told] = tell_due(deliveries)
    assert "One announcement" in told.message.html
    assert tell_due(deliveries) == []


@pytest.mark.parametrize("refusal", [DELETED, CLOSED])
def test_news_for_a_topic_of_a_private_chat_come_to_the_chat_once_it_has_none(
    deliveries: Deliveries, refusal: Barred
) -> None:
    deliveries.world.follow(1, thread_id=7)
    deliveries.announce()
    refuse(deliveries, 1, refusal)
    assert [each.thread_id for each in deliveries.deliver()] == [7, None]
    assert deliveries.states() == {"sent": 1}
    assert deliveries.world.database.read(barriers.find_all) == ()
    assert tell_due(deliveries, after=TOLD_AFTER) == []


def test_a_topic_gone_for_good_is_told_at_once_and_once(deliveries: Deliveries) -> None:
    deliveries.world.follow(-100, thread_id=7)
    deliveries.announce()
    refuse(deliveries, -100, *[DELETED] * 5)
    deliveries.deliver()
    [told] = tell_due(deliveries)
    assert "“Team -100”" in plain(told)
    deliver_for(deliveries, 120)
    assert tell_due(deliveries, after=3 * TOLD_AFTER) == []


def plain(attempt: Attempt) -> str:
    return attempt.message.html.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def test_what_was_given_up_is_told_the_owner_once_and_again_when_tried_in_vain(
    deliveries: Deliveries,
) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    for _ in range(2):
        deliveries.messenger.outcomes[1] = [Failed("message is too long")]
        deliveries.deliver()
        [told] = tell_due(deliveries)
        assert told.chat_id == 99
        assert "One announcement" in told.message.html
        assert "<code>message is too long</code>" in told.message.html
        assert "/retry" in told.message.html
        assert tell_due(deliveries) == []
        deliveries.world.write(lambda c: ledger.revive_dead(c, now=deliveries.now))
