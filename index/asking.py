"""From a question's text to an Answer, over any engine and any store of passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index.answering.answers import FindDocuments, make_answer
from index.answering.confidence import confidence
from index.engines import Engine, Query
from index.engines.known_terms import KnownTerms
from index.model import Answer, Filter, Question
from index.questions.completion import Fetch, complete
from index.questions.glossary import Glossary
from index.questions.parsing import LONGEST
from index.questions.talk import Heard, TalkTable, read_talk
from index.questions.truecasing import truecased
from index.questions.understanding import understand
from index.ranking.dates import Dated, order_by_date, valid_first, with_asked_dates
from index.ranking.order import rank
from index.ranking.overview import one_each
from index.ranking.weighing import weigh

CANDIDATES = 50
"""How many passages an engine brings; the right one is among them for .98 to 1.0 of the questions."""


def ask(
    text: str,
    engine: Engine,
    fetch: Fetch,
    *,
    documents: FindDocuments | None = None,
    limit: int = 3,
    within: Filter = Filter(),
    languages: Iterable[str] | None = None,
    previous: str | None = None,
    unfinished: bool = False,
    glossary: Glossary | None = None,
    talk: TalkTable | None = None,
) -> Answer:
    """Answer `text` with up to `limit` quotes, best first; where it is talk, say so and quote nothing.

    `fetch` turns ids into candidates, in any order, leaving out what is gone, and `documents` into whole
    documents (None: no quote has a link). `languages` are those of the
    corpus. `previous` is the question asked before in the same chat: a text that refers back keeps its topic.
    When `unfinished`, the last word is still being typed, and words that begin with it count as it.
    `glossary` tells synonyms and translations, `talk` what asks nothing (None: the packaged ones).
    """
    written, spoken = text[:LONGEST], frozenset(languages or ())
    heard = Heard(written) if unfinished else (talk or read_talk()).hear(written)
    if heard.talk:
        return Answer(written, 0.0, (), (), searched=engine.size(), talk=heard.talk)

    def answer(one: Heard, before: str | None, most: int) -> Answer:
        known = KnownTerms(engine)
        question = understand(one.question, known, languages=languages, previous=before, glossary=glossary)
        if unfinished:
            question = complete(question, engine, fetch, within)
        found = _answer(
            question, engine, known, fetch, most, within, documents=documents, overview=one.overview
        )
        lacks = spoken and question.language not in spoken and not found.answered
        return replace(found, lacking=question.language) if lacks else found

    first = answer(heard, previous, limit)
    if heard.second is None:
        return replace(first, question=written)
    second = answer(Heard(heard.second), heard.question, limit)
    if second.answered and not first.answered:
        return replace(second, question=written, about=None, second=heard.question)
    quote = second.quotes[0] if second.answered else None
    return replace(first, question=written, second=heard.second, second_quote=quote)


def _answer(
    question: Question,
    engine: Engine,
    known: KnownTerms,
    fetch: Fetch,
    limit: int,
    within: Filter,
    *,
    documents: FindDocuments | None,
    overview: bool,
) -> Answer:
    query = Query(question.terms, question.phrases, question.excluded, question.unwanted)
    hits = engine.search(query, max(CANDIDATES, limit), within)
    keeps_to_it = bool(hits)
    if not hits and question.phrases:
        hits = engine.search(replace(query, phrases=()), max(CANDIDATES, limit), within)
    found = fetch([hit.passage_id for hit in hits])
    frequencies = known.frequencies({*question.terms})
    question = truecased(question, ((one.document.language, one.passage.text) for one in found))
    asked = weigh(question, frequencies, engine.size())
    ranked = rank(asked, with_asked_dates(question, found))
    sure = confidence(asked, ranked) if overview else None
    dated = Dated(one_each(question, ranked, limit)) if overview else order_by_date(asked, ranked)
    dated = replace(dated, ranked=valid_first(asked, dated.ranked))
    answer = make_answer(
        asked, dated, frequencies, limit, documents=documents, keeps_to_it=keeps_to_it, sure=sure
    )
    return replace(answer, overview=overview)
