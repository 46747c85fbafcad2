"""When a source on the web is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from index.sources.web.schedule import LONGEST, MOST_FAILURES, is_never_kept, next_check, next_try

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
USUAL = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 15),
        ({"cache-control": "public, max-age=3600"}, 60),
        ({"cache-control": "max-age=60"}, 15),
        ({"cache-control": "no-cache"}, 15),
        ({"expires": "Sun, 29 Nov 2026 14:00:00 GMT"}, 120),
        ({"expires": "0"}, 15),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 15),
        ({"cache-control": "max-age=999999999"}, 24 * 60),
        ({"cache-control": "max-age=x", "expires": "yesterday"}, 15),
    ],
)
def test_the_site_may_ask_for_longer_but_not_for_sooner(headers: dict[str, str], minutes: int) -> None:
    assert next_check(NOW, USUAL, headers) == NOW + timedelta(minutes=minutes)


def test_a_feed_may_ask_for_longer_too() -> None:
    assert next_check(NOW, USUAL, {}, keep_minutes=90) == NOW + timedelta(minutes=90)
    assert next_check(NOW, USUAL, {}, keep_minutes=10**6) == NOW + LONGEST


def test_an_owner_who_wants_it_rarely_gets_it_rarely() -> None:
    assert next_check(NOW, timedelta(days=7), {}) == NOW + timedelta(days=7)


def test_failures_are_tried_again_later_and_later_and_at_last_not_at_all() -> None:
    waits = [next_try(NOW, USUAL, failures) for failures in range(1, MOST_FAILURES + 1)]
    assert waits[0] == NOW + USUAL
    assert waits[-1] is None
    told = [wait for wait in waits if wait is not None]
    assert told == sorted(told)
    assert told[-1] <= NOW + LONGEST


@pytest.mark.parametrize("said", ["7200", "Sun, 29 Nov 2026 14:00:00 GMT"])
def test_a_site_that_wants_to_be_left_alone_is(said: str) -> None:
    assert next_try(NOW, USUAL, 1, {"retry-after": said}) == NOW + timedelta(hours=2)


def test_what_is_never_kept_is_asked_for_whole() -> None:
    assert is_never_kept({"expires": "0"})
    assert not is_never_kept({"expires": "Sun, 29 Nov 2026 14:00:00 GMT"})
