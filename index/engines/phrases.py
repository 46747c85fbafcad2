"""Phrases in the terms of a passage: whether terms stand in a row. Pure."""

import re
from collections.abc import Callable, Sequence

from index.engines import Query
from index.model import SAME_PLACE, SENTENCE_END

_IN_A_ROW = (
    rf"(?:{SAME_PLACE} \S+ )*?"
    rf"(?:{SAME_PLACE} |(?:{SENTENCE_END} )*(?:\S+ {SAME_PLACE} )*?)"
)  # what may lie between: the rest of the place, then later in it, or in the next one


def holder(query: Query) -> Callable[[str, str], bool]:
    """What tells of a title and a body in terms (see Statistics) whether the phrases of a query admit them.

    Each wanted one is in one of them, none of the others in either. The next term of a phrase stands in the
    next place, or after its neighbour in the same one: `half empty` and `half-empty` are found in each other.
    """
    wanted, unwanted = _patterns(query.phrases), _patterns(query.unwanted)
    return lambda title, body: (
        all(one.search(title) or one.search(body) for one in wanted)
        and not any(one.search(title) or one.search(body) for one in unwanted)
    )


def _patterns(phrases: Sequence[Sequence[str]]) -> list[re.Pattern[str]]:
    return [re.compile(f" {_IN_A_ROW.join(f'{re.escape(term)} ' for term in one)}") for one in phrases]
