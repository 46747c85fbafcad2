"""When a source on the web is to be looked at again. Pure.

After the rules of feed readers: no sooner than its owner wants, than the site says, and than failures advise.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(hours=24)
MOST_FAILURES: Final = 10
"""In a row; after these nobody looks at the source until it is refreshed by hand."""

_MAX_AGE: Final = re.compile(r"max-age=(\d{1,9})")


def next_check(
    now: datetime, usual: timedelta, headers: Mapping[str, str], *, keep_minutes: int | None = None
) -> datetime:
    """When to look again after an answer: at most a day later, at least `usual`."""
    wishes = [usual, timedelta(minutes=min(keep_minutes or 0, 1440)), _kept_for(headers, now)]
    return now + max(usual, min(max(wishes), LONGEST))


def next_try(
    now: datetime, usual: timedelta, failures: int, headers: Mapping[str, str] | None = None
) -> datetime | None:
    """When to look again after `failures` in a row: later each time; None when it is time to give up."""
    if failures >= MOST_FAILURES:
        return None
    waited: timedelta = min(usual * 2 ** min(failures - 1, 10), LONGEST)
    asked = retry_after(headers or {}, now)
    return now + max(usual, waited, min(asked, LONGEST))


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the site wants to be left alone: seconds or a date."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return timedelta(seconds=min(int(said), 10**7))
    return max(timedelta(0), _moment(said, now) - now)


def is_never_kept(headers: Mapping[str, str]) -> bool:
    """Whether the site says that what it sends is old at once, so that asking for changes only is no use."""
    return headers.get("expires", "").strip() == "0"


def _kept_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    found = _MAX_AGE.search(headers.get("cache-control", "").lower())
    if found:
        return timedelta(seconds=int(found[1]))
    return max(timedelta(0), _moment(headers.get("expires", ""), now) - now)


def _moment(text: str, otherwise: datetime) -> datetime:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return otherwise
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
