"""Files that are gone all at once may lie on a drive that is not there: their sources stay for a while."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from index.model import SourceId
from index.store.corpus.losses import Loss, find_loss, put_loss
from index.store.database import Database

KEPT_FOR: Final = timedelta(hours=1)
FEWEST_KNOWN: Final = 5
"""A folder of fewer sources may lose more than half of them, though not two or more and all that it has."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Sources that stay although their files are gone, and until when."""

    ids: frozenset[SourceId]
    until: datetime

    def told(self, known: int) -> str:
        """What an owner is told of it, in one line."""
        return (
            f"{len(self.ids)} of the {known} sources in the folder are gone at once. Is a drive not there, "
            f"or SEEDS_DIR another? They are kept until {self.until:%Y-%m-%d %H:%M} UTC; "
            "`python -m index refresh --force` removes them now."
        )


def keep_lost(
    database: Database, gone: Collection[SourceId], known: int, *, is_emptied: bool, force: bool = False
) -> Kept | None:
    """Which of the sources that are `gone` from a folder of `known` ones are not to be removed yet.

    A loss is judged apart from what was kept before it, so that one more file that is deleted is removed.
    With `force` none is kept. What is kept is remembered for those who look after us.
    """
    before = database.read(find_loss)
    now = datetime.now(UTC)
    kept = _judge(frozenset() if force else frozenset(gone), known, before, now, is_emptied=is_emptied)
    if kept != before:
        ids, noticed_at = (kept.ids, kept.noticed_at) if kept else ((), now)
        database.write(partial(put_loss, ids=ids, noticed_at=noticed_at))
    return None if kept is None else Kept(kept.ids, kept.noticed_at + KEPT_FOR)


def _judge(
    gone: frozenset[SourceId], known: int, before: Loss | None, now: datetime, *, is_emptied: bool
) -> Loss | None:
    earlier = before.ids & gone if before else frozenset()
    latest = gone - earlier
    is_over = before is not None and now >= before.noticed_at + KEPT_FOR
    kept = frozenset() if is_over else earlier
    if _is_suspicious(len(latest), known - len(earlier), is_emptied=is_emptied):
        kept |= latest
    if not kept:
        return None
    return Loss(kept, before.noticed_at if before and kept & before.ids else now)


def _is_suspicious(lost: int, known: int, *, is_emptied: bool) -> bool:
    return lost > 1 and (is_emptied or (known >= FEWEST_KNOWN and lost * 2 > known))
