"""Phrases in the terms of a passage: whether terms stand in a row. Pure."""

import re
from collections.abc import Callable, Sequence

from index.engines import Query, Stored
from index.model import SAME_PLACE, SENTENCE_END, Hit

_IN_A_ROW = (
    rf"(?:{SAME_PLACE} \S+ )*?"
    rf"(?:{SAME_PLACE} |(?:{SENTENCE_END} )*(?:\S+ {SAME_PLACE} )*?)"
)  # what may lie between: the rest of the place, then later in it, or in the next one


def holder(query: Query) -> Callable[[str, str], bool]:
    """What tells of a title and a body in terms (see Statistics) whether the phrases of a query admit them.

    Each wanted one is in one of them, none of the others in either. The next term of a phrase stands in the
    next place, or after its neighbour in the same one: `half empty` and `half-empty` are found in each other.
    """
    wanted, unwanted = map(_seekers, (query.phrases, query.unwanted))

    def holds(title: str, body: str) -> bool:
        def has(seeker: re.Pattern[str]) -> bool:
            return bool(seeker.search(title) or seeker.search(body))

        return all(map(has, wanted)) and not any(map(has, unwanted))

    return holds


def admitted_hits(hits: Sequence[Hit], query: Query, stored: Stored) -> list[Hit]:
    """Those hits, in their order, whose stored terms the phrases of the query admit; all without phrases."""
    if not query.has_phrases:
        return list(hits)
    texts, holds = stored.texts([hit.passage_id for hit in hits]), holder(query)
    return [hit for hit in hits if hit.passage_id in texts and holds(*texts[hit.passage_id])]


def _seekers(phrases: Sequence[Sequence[str]]) -> list[re.Pattern[str]]:
    return [re.compile(f" {_IN_A_ROW.join(f'{re.escape(term)} ' for term in one)}") for one in phrases]
