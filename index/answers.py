"""Ranked passages to an Answer: quotes with their sentence and link, the confidence, what was not found. Pure."""

import math
from collections.abc import Mapping, Sequence

from index.links import link_to
from index.model import Answer, Match, Quote, Span
from index.ranking import Ranked
from index.sentences import best_sentence
from index.weighing import Asked

CONFIDENCE: Mapping[str, float] = {
    "bias": -5.0,
    "topic": 3.0,
    "sentences": 3.0,
    "similar": 3.0,
    "missing": 1.0,
    "stems": 2.0,
}


def make_answer(asked: Asked, ranked: Sequence[Ranked], frequencies: Mapping[str, int], limit: int, *, by_date: bool = False) -> Answer:
    """The first `limit` of the ranked passages as quotes, and how likely the first one answers."""
    question = asked.question
    unknown = tuple(
        wanted.word.text
        for wanted in asked.wanted
        if not any(frequencies.get(term, 0) for term in wanted.terms)
    )
    quotes = tuple(_quote(asked, one, frequencies) for one in ranked[:limit])
    return Answer(
        question=question.text,
        confidence=round(confidence(asked, ranked), 4),
        unknown_terms=unknown,
        quotes=quotes,
        searched=asked.size,
    )


def confidence(asked: Asked, ranked: Sequence[Ranked]) -> float:
    """The probability (0..1) that the first passage answers; 0 without passages."""
    if not ranked:
        return 0.0
    features = ranked[0].features
    mix = sum(weight * features[name] if name != "bias" else weight for name, weight in CONFIDENCE.items())
    return 1 / (1 + math.exp(-mix))


def _quote(asked: Asked, one: Ranked, frequencies: Mapping[str, int]) -> Quote:
    candidate = one.candidate
    passage, document = candidate.passage, candidate.document
    highlight = best_sentence(asked, passage, candidate.statistics)
    in_document = Span(passage.span.start + highlight.start, passage.span.start + highlight.end)
    return Quote(
        passage_id=passage.id,
        document_id=document.id,
        source_id=document.source_id,
        score=round(one.score, 4),
        text=passage.text,
        language=document.language,
        highlight=highlight,
        link=link_to(document, in_document),
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        retold=document.retells,
        sentences=passage.sentences,
        matches=_matches(asked, one, frequencies),
        features=one.features,
    )


def _matches(asked: Asked, one: Ranked, frequencies: Mapping[str, int]) -> tuple[Match, ...]:
    """The question's words that the passage or its title holds, with their share of the question's weight."""
    statistics = one.candidate.statistics
    held = {*statistics.places, *statistics.title}
    matches = []
    for wanted in asked.wanted:
        found = next((term for term in wanted.terms if term in held), None)
        if found is not None:
            share = round(wanted.idf / asked.mass, 4)
            matches.append(Match(wanted.word.text, found, frequencies.get(found, 0), share))
    return tuple(matches)
