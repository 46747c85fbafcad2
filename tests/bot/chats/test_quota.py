from hypothesis import given
from hypothesis import strategies as st

from bot.chats.quota import Quota, Verdict


def test_a_minutes_worth_may_come_at_once_and_then_one_notice() -> None:
    quota = Quota(3)
    verdicts = [quota.take("ann", now=100 + i / 10) for i in range(6)]
    assert verdicts == [Verdict.ALLOWED] * 3 + [Verdict.FIRST_REFUSAL] + [Verdict.REFUSED] * 2


def test_after_a_minute_all_is_allowed_again() -> None:
    quota = Quota(2)
    for _ in range(5):
        quota.take("ann", now=0)
    assert [quota.take("ann", now=60) for _ in range(3)] == [Verdict.ALLOWED] * 2 + [Verdict.FIRST_REFUSAL]


def test_who_goes_on_asking_too_much_hears_it_once_a_minute() -> None:
    quota = Quota(20)
    notices = [
        now for now in range(600) for _ in range(5) if quota.take("ann", now=now) is Verdict.FIRST_REFUSAL
    ]
    assert len(notices) == 10


def test_people_do_not_share_their_limit() -> None:
    quota = Quota(1)
    assert quota.take("ann", now=0) is Verdict.ALLOWED
    assert quota.take("bob", now=0) is Verdict.ALLOWED
    assert quota.take("ann", now=0) is Verdict.FIRST_REFUSAL


def test_a_group_may_ask_more() -> None:
    quota = Quota(2)
    assert [quota.take("group", now=0, times=3) for _ in range(7)].count(Verdict.ALLOWED) == 6


def test_a_question_tried_again_is_counted_once_and_its_verdict_stands() -> None:
    quota = Quota(2)
    assert [quota.take("ann", now=0, of=1) for _ in range(9)] == [Verdict.ALLOWED] * 9
    assert [quota.take("ann", now=0, of=each) for each in (2, 3, 3, 4)] == [
        Verdict.ALLOWED,
        Verdict.FIRST_REFUSAL,
        Verdict.FIRST_REFUSAL,
        Verdict.REFUSED,
    ]
    assert quota.take("ben", now=0, of=3) is Verdict.ALLOWED


def test_zero_is_no_limit() -> None:
    quota = Quota(0)
    assert {quota.take("ann", now=0) for _ in range(1000)} == {Verdict.ALLOWED}


@given(st.lists(st.floats(0, 50), max_size=80), st.integers(1, 30))
def test_never_more_than_two_minutes_worth_within_a_minute(waits: list[float], limit: int) -> None:
    quota, now, allowed = Quota(limit), 0.0, []
    for wait in waits:
        now += wait / limit
        if quota.take("ann", now=now) is Verdict.ALLOWED:
            allowed.append(now)
    assert len(allowed) >= min(limit, len(waits)), "a minute's worth is allowed at once"
    assert all(sum(start <= at < start + 60 for at in allowed) <= 2 * limit for start in allowed)
