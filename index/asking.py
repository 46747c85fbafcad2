"""From a question's text to an Answer, over any engine and any store of passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.answering.answers import make_answer
from index.engines import Engine, Query
from index.model import Answer, Candidate, Filter, PassageId
from index.questions.completion import complete
from index.questions.glossary import Glossary
from index.questions.parsing import LONGEST
from index.questions.understanding import understand
from index.ranking.dates import order_by_date, with_asked_dates
from index.ranking.order import rank
from index.ranking.weighing import weigh

Fetch = Callable[[Sequence[PassageId]], Sequence[Candidate]]

CANDIDATES = 50
"""How many passages an engine brings; the right one is among them for .98 to 1.0 of the questions."""


def ask(
    text: str,
    engine: Engine,
    fetch: Fetch,
    *,
    limit: int = 3,
    within: Filter = Filter(),
    languages: Iterable[str] | None = None,
    previous: str | None = None,
    unfinished: bool = False,
    glossary: Glossary | None = None,
) -> Answer:
    """Answer `text` with up to `limit` quotes, best first.

    `fetch` turns ids into candidates, in any order, leaving out what is gone. `languages` are those of the
    corpus. `previous` is the question asked before in the same chat: a text that refers back keeps its topic.
    When `unfinished`, the last word is still being typed, and words that begin with it count as it.
    `glossary` tells synonyms and translations (None: the packaged one).
    """
    question = understand(text, engine, languages=languages, previous=previous, glossary=glossary)
    if unfinished:
        question = complete(question, engine, fetch, within)
    query = Query(question.terms, question.phrases, question.excluded)
    hits = engine.search(query, max(CANDIDATES, limit), within)
    keeps_to_it = bool(hits)
    if not hits and question.phrases:
        hits = engine.search(replace(query, phrases=()), max(CANDIDATES, limit), within)
    found = fetch([hit.passage_id for hit in hits]) if hits else []
    frequencies = engine.frequencies({*question.terms})
    asked = weigh(question, frequencies, engine.size())
    dated = order_by_date(asked, rank(asked, with_asked_dates(question, found)))
    answer = make_answer(asked, dated, frequencies, limit, keeps_to_it=keeps_to_it)
    return replace(answer, question=text[:LONGEST])
