"""Ranked passages to an Answer: quotes with sentence and link, the confidence, what was not found. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from index.analysis import stem, tokenize
from index.confidence import confidence
from index.links import link_to
from index.model import Answer, Match, Quote, Span
from index.ranking import Ranked
from index.sentences import choose
from index.weighing import Asked, Wanted

MOST_UNSURE = 0.49
"""The confidence where a quoted phrase is missing, or a question says nothing: never an answer."""


def make_answer(
    asked: Asked,
    ranked: Sequence[Ranked],
    frequencies: Mapping[str, int],
    limit: int,
    *,
    by_date: bool = False,
    keeps_to_it: bool = True,
) -> Answer:
    """The first `limit` of the ranked passages as quotes, and how likely the first one answers.

    `by_date` says that dates decided which is first; `keeps_to_it` that passages hold every quoted phrase.
    """
    question = asked.question
    sure = confidence(asked, ranked)
    unknown = [one for one in asked.wanted if not any(frequencies.get(term, 0) for term in _own(one))]
    if question.idle:
        keeps_to_it, unknown = False, []
    quotes = tuple(_quote(asked, one, frequencies) for one in ranked[:limit])
    return Answer(
        question=question.text,
        confidence=round(sure if keeps_to_it else min(sure, MOST_UNSURE), 4),
        unknown_terms=tuple(one.word.text for one in unknown),
        quotes=quotes,
        searched=asked.size,
        searched_for=tuple(_searched_for(unknown, quotes)),
        about=question.about,
        by_date=by_date,
        earlier=_earlier(asked, ranked, frequencies) if by_date and question.latest else None,
    )


def _own(wanted: Wanted) -> tuple[str, ...]:
    """The terms that are the word itself, not what was taken for it."""
    return wanted.terms[:1] if wanted.word.taken else wanted.terms


def _quote(asked: Asked, one: Ranked, frequencies: Mapping[str, int]) -> Quote:
    candidate = one.candidate
    passage, document = candidate.passage, candidate.document
    highlight, _ = choose(asked, passage, candidate.statistics)
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
        found = next((term for term in (*wanted.terms, *wanted.word.akin) if term in held), None)
        if found is not None:
            share = round(wanted.idf / asked.mass, 4)
            matches.append(Match(wanted.word.text, found, frequencies.get(found, 0), share))
    return tuple(matches)


def _searched_for(unknown: Sequence[Wanted], quotes: Sequence[Quote]) -> Iterator[tuple[str, str]]:
    """Words taken for others, with the other as the quotes write it."""
    for wanted in unknown:
        written = (
            token.span.of(text)
            for quote in quotes
            for text in (quote.text, quote.title)
            for token in tokenize(text)
            if stem(token.text, quote.language) in wanted.word.taken
        )
        found = next(written, None) if wanted.word.taken else None
        if found is not None:
            yield wanted.word.text, found


def _earlier(asked: Asked, ranked: Sequence[Ranked], frequencies: Mapping[str, int]) -> Quote | None:
    """The newest passage of another document that is older than the first, among the next best."""
    first = ranked[0].candidate.document
    if first.published is None:
        return None
    older = [
        (published.last_day(), one)
        for one in ranked[1:6]
        if (published := one.candidate.document.published)
        and published.last_day() < first.published.first_day()
    ]
    if not older:
        return None
    return _quote(asked, max(older, key=lambda dated: dated[0])[1], frequencies)
