"""Ranked passages to an Answer: quotes with sentence and link, the confidence, what was not found. Pure."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product, repeat

from index.answering.confidence import MOST_UNSURE, confidence
from index.answering.links import link_to, page_number, page_of
from index.answering.repeats import SECTION, without_repeats
from index.model import (
    Answer,
    Candidate,
    Document,
    DocumentHead,
    DocumentId,
    Lost,
    Match,
    Passage,
    Quote,
    Span,
)
from index.ranking.dates import Dated
from index.ranking.order import Ranked, points
from index.ranking.sentences import choose
from index.ranking.weighing import Asked, Wanted
from index.text.analysis import stem, tokenize

FindDocuments = Callable[[Collection[DocumentId]], Iterable[Document]]
"""Turns ids into whole documents, in any order, leaving out what is gone."""

MOST_RATED = 5
"""Quotes that have a confidence of their own; nobody is shown more of them."""

_LONGEST_WORD = 30
"""Letters; what is longer and has no space is a text of a script without spaces."""


def make_answer(
    asked: Asked,
    dated: Dated,
    frequencies: Mapping[str, int],
    limit: int,
    *,
    documents: FindDocuments | None = None,
    keeps_to_it: bool = True,
    sure: float | None = None,
) -> Answer:
    """The first `limit` of the passages as quotes, and how likely the first one answers.

    `documents` finds the whole documents of quotes with an address or pages, for links and page numbers;
    without them a link leads to the page as it is. `keeps_to_it` says that the passages hold every quoted
    phrase. `sure` is how likely the first one answers where that is known already.
    """
    question, ranked = asked.question, without_repeats(dated.ranked)
    sure = confidence(asked, ranked) if sure is None else sure
    unknown = [one for one in asked.wanted if not any(frequencies.get(term, 0) for term in _own(one))]
    if question.idle:
        keeps_to_it, unknown = False, []
    rated = ranked[1 : min(limit, MOST_RATED)]
    likely = [sure, *(confidence(asked, [one, *(o for o in ranked if o is not one)]) for one in rated)]
    if not keeps_to_it:
        likely = [min(each, MOST_UNSURE) for each in likely]
    each = zip(ranked[:limit], chain(likely, repeat(0.0)), strict=False)
    shown = [*ranked[:limit], *filter(None, [dated.earlier])]
    heads = [one.candidate.document for one in shown]
    wholes = _wholes({head.id for head in heads if head.url or head.has_places}, documents)
    quotes = tuple(_quote(asked, one, frequencies, wholes, round(its, 4)) for one, its in each)
    return Answer(
        question=question.text,
        confidence=round(likely[0], 4),
        unknown_terms=tuple(dict.fromkeys(one.word.text for one in unknown)),
        quotes=quotes,
        searched=asked.size,
        searched_for=tuple(_searched_for(unknown, ranked[:limit])),
        about=question.about,
        by_date=dated.by_date,
        earlier=_quote(asked, dated.earlier, frequencies, wholes) if dated.earlier else None,
    )


def _own(wanted: Wanted) -> tuple[str, ...]:
    """The terms that are the word itself, not what was taken for it."""
    return wanted.terms[:1] if wanted.word.taken else wanted.terms


def _wholes(ids: Collection[DocumentId], find: FindDocuments | None) -> dict[DocumentId, Document]:
    return {one.id: one for one in find(ids)} if find is not None and ids else {}


def _quote(
    asked: Asked,
    one: Ranked,
    frequencies: Mapping[str, int],
    wholes: Mapping[DocumentId, Document],
    likely: float = 0.0,
) -> Quote:
    candidate = one.candidate
    passage, document = candidate.passage, candidate.document
    highlight = choose(asked, passage, candidate.statistics).span
    in_document = Span(passage.span.start + highlight.start, passage.span.start + highlight.end)
    whole = wholes.get(document.id)
    lost = _lost(document, in_document)
    return Quote(
        passage_id=passage.id,
        document_id=document.id,
        source_id=document.source_id,
        score=round(one.score, 4),
        text=passage.text,
        language=document.language,
        highlight=highlight,
        link=None if lost else link_to(whole, in_document) if whole else page_of(document.url),
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        retold=whole is not None and whole.retells,
        by_owner=document.by_owner,
        outdated=document.outdated,
        valid_until=document.valid_until,
        lost=lost,
        sentences=passage.sentences,
        matches=_matches(asked, one, frequencies),
        features=one.features,
        points=points(one),
        confidence=likely,
        heading=_heading(passage, document.title),
        page=page_number(whole, in_document) if whole else None,
    )


def _lost(document: DocumentHead, sentence: Span) -> Lost | None:
    """Whether the page of a document is gone, or has lost the sentence."""
    if document.page is None:
        return None
    if document.page.is_gone:
        return Lost.GONE
    is_lost = any(span.start < sentence.end and sentence.start < span.end for span in document.page.lost)
    return Lost.CHANGED if is_lost else None


def _heading(passage: Passage, title: str) -> str | None:
    """The nearest heading above a passage, unless it says what the title says."""
    nearest = passage.headings[-1] if passage.headings else None
    return nearest if nearest is not None and _plain(nearest) != _plain(title) else None


def _plain(title: str) -> str:
    """Its words without the number of a section."""
    return " ".join(token.text for token in tokenize(SECTION.sub("", title)))


def _matches(asked: Asked, one: Ranked, frequencies: Mapping[str, int]) -> tuple[Match, ...]:
    """The question's words that the passage or its title holds, with their share of the question's weight."""
    statistics = one.candidate.statistics
    matches = []
    for wanted in asked.wanted:
        found = next(filter(statistics.holds, (*wanted.terms, *wanted.word.akin)), None)
        if found is not None:
            share = round(wanted.idf / asked.mass, 4)
            written = _as_written(found, one.candidate)
            matches.append(Match(wanted.word.text, written, frequencies.get(found, 0), share))
    return tuple(matches)


def _searched_for(unknown: Sequence[Wanted], ranked: Sequence[Ranked]) -> Iterator[tuple[str, str]]:
    """Words taken for others, with the others as the first passage that has one writes it."""
    found: dict[str, list[str]] = {}
    for wanted in unknown:
        for one, term in product(ranked, wanted.word.taken):
            statistics = one.candidate.statistics
            if statistics.holds(term):
                found.setdefault(wanted.word.text, []).append(_as_written(term, one.candidate))
                break
    yield from ((typed, " ".join(meant)) for typed, meant in found.items())


def _as_written(term: str, candidate: Candidate) -> str:
    """A term as the passage writes it first, else its title; as it is where neither does, as a date added."""
    passage, document, statistics = candidate.passage, candidate.document, candidate.statistics
    text = "\n".join((document.title, *passage.headings))
    sentence = next((i for i, said in enumerate(statistics.sentences) if f" {term} " in said), None)
    if sentence is not None:
        text = passage.sentences[sentence].of(passage.text)
    # Most words begin as their stem does: that spares tokenising the whole sentence.
    for word in text.split():
        if term[:2] in word.lower() and len(word) <= _LONGEST_WORD:
            for token in tokenize(word):
                if stem(token.text, document.language) == term:
                    return token.span.of(word)
    return _forms(text, document.language).get(term, term)


@lru_cache(maxsize=16)
def _forms(text: str, language: str | None) -> Mapping[str, str]:
    """The terms of a text, each as the text writes it first."""
    return {stem(token.text, language): token.span.of(text) for token in reversed(tokenize(text))}
