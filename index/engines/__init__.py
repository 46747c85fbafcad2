"""Engines bring the passages that may answer: each is a copy of the corpus' terms that can be thrown away."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Filter, PartialDate, PassageId, SourceId


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """What a Filter looks at; `published` None matches no filter by date."""

    source_id: SourceId
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as an engine is given it: `terms` in their order, repeated as often as they count."""

    id: PassageId
    terms: Sequence[str]
    facts: PassageFacts


def admits(within: Filter, facts: PassageFacts) -> bool:
    """Whether a passage with these facts may be found; a partial date counts when it can lie in the range."""
    if within.sources and facts.source_id not in within.sources:
        return False
    if within.tags and within.tags.isdisjoint(facts.tags):
        return False
    if within.languages and facts.language not in within.languages:
        return False
    if within.published_from is None and within.published_to is None:
        return True
    if facts.published is None:
        return False
    after = within.published_from is None or facts.published.last_day() >= within.published_from
    before = within.published_to is None or facts.published.first_day() <= within.published_to
    return after and before
