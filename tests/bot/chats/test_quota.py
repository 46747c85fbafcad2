from hypothesis import given
from hypothesis import strategies as st

from bot.chats.quota import Quota, Verdict
from tests.bot.clock import Clock


def test_a_minutes_worth_may_come_at_once_and_then_one_notice() -> None:
    quota, verdicts = Quota(3, clock := Clock()), []
    for i in range(6):
        clock.now = 100 + i / 10
        verdicts.append(quota.take("ann"))
    assert verdicts == [Verdict.ALLOWED] * 3 + [Verdict.FIRST_REFUSAL] + [Verdict.REFUSED] * 2


def test_after_a_minute_all_is_allowed_again() -> None:
    quota = Quota(2, clock := Clock())
    for _ in range(5):
        quota.take("ann")
    clock.now = 60
    assert [quota.take("ann") for _ in range(3)] == [Verdict.ALLOWED] * 2 + [Verdict.FIRST_REFUSAL]


def test_who_goes_on_asking_too_much_hears_it_once_a_minute() -> None:
    quota = Quota(20, clock := Clock())
    notices = [
        clock.now for clock.now in range(600) for _ in range(5) if quota.take("ann") is Verdict.FIRST_REFUSAL
    ]
    assert len(notices) == 10


def test_people_do_not_share_their_limit() -> None:
    quota = Quota(1, Clock())
    assert quota.take("ann") is Verdict.ALLOWED
    assert quota.take("bob") is Verdict.ALLOWED
    assert quota.take("ann") is Verdict.FIRST_REFUSAL


def test_a_group_may_ask_more() -> None:
    quota = Quota(2, Clock())
    assert [quota.take("group", times=3) for _ in range(7)].count(Verdict.ALLOWED) == 6


def test_a_question_tried_again_is_counted_once_and_its_verdict_stands() -> None:
    quota = Quota(2, Clock())
    assert [quota.take("ann", of=1) for _ in range(9)] == [Verdict.ALLOWED] * 9
    assert [quota.take("ann", of=each) for each in (2, 3, 3, 4)] == [
        Verdict.ALLOWED,
        Verdict.FIRST_REFUSAL,
        Verdict.FIRST_REFUSAL,
        Verdict.REFUSED,
    ]
    assert quota.take("ben", of=3) is Verdict.ALLOWED


def test_zero_is_no_limit() -> None:
    quota = Quota(0, Clock())
    assert {quota.take("ann") for _ in range(1000)} == {Verdict.ALLOWED}


@given(st.lists(st.floats(0, 50), max_size=80), st.integers(1, 30))
def test_never_more_than_two_minutes_worth_within_a_minute(waits: list[float], limit: int) -> None:
    quota, allowed = Quota(limit, clock := Clock()), []
    for wait in waits:
        clock.now += wait / limit
        if quota.take("ann") is Verdict.ALLOWED:
            allowed.append(clock.now)
    assert len(allowed) >= min(limit, len(waits)), "a minute's worth is allowed at once"
    assert all(sum(start <= at < start + 60 for at in allowed) <= 2 * limit for start in allowed)
