"""A question whose last word is still being typed: the word is taken for every word that begins with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.engines import Engine, Query
from index.model import Candidate, Filter, PassageId, Question, Word
from index.text.analysis import fold, stem

FEWEST_LETTERS = 2
"""Of a word that is completed: fewer begin too many words."""

_LOOKED_AT = 50
_MOST_TERMS = 32
_MOST_COMPLETIONS = 8
_SHORTEST_STEM = 3
_LONGEST_ENDING = 5
_LAST_WORD = re.compile(r"[^\W_]+$")

Fetch = Callable[[Sequence[PassageId]], Sequence[Candidate]]


def complete(question: Question, engine: Engine, fetch: Fetch, within: Filter = Filter()) -> Question:
    """The question with its last word completed, unless a space follows it or nothing begins with it."""
    begun = _last_word(question.text)
    typed = next((word for word in question.words if fold(word.text) == begun), None)
    if typed is None or len(begun) < FEWEST_LETTERS:
        return question
    # An engine has stems, which need not begin as their words do (mini… → mining → mine): ask for all that
    # may be meant, and look into the passages for what begins as typed.
    others = [term for word in question.words if word is not typed for term in word.terms]
    query = Query(
        [*others, *_possible_terms(begun, engine)], excluded=question.excluded, unwanted=question.unwanted
    )
    hits = engine.search(query, _LOOKED_AT, within)
    candidates = fetch([hit.passage_id for hit in hits]) if hits else []
    completions = _completions(begun, candidates)
    if not completions:
        return question
    is_whole = engine.frequencies([typed.term])[typed.term] > 0
    terms = tuple(dict.fromkeys([*([typed.term] if is_whole else []), *completions]))
    completed = replace(typed, term=terms[0], others=terms[1:])
    if typed.taken:  # as long as it was not finished it seemed to be an error
        completed = replace(completed, taken=(), akin=(), weight=1.0)
    words = tuple(completed if word is typed else word for word in question.words)
    return replace(question, words=_distinct(words))


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text)
    return fold(match[0]) if match else ""


def _possible_terms(begun: str, engine: Engine) -> list[str]:
    """The terms of which some word may begin like this."""
    longer = [*engine.words(begun, _MOST_TERMS)]
    if len(begun) > _SHORTEST_STEM:
        longer += engine.words(begun[:-1], _MOST_TERMS)
    shorter = [begun[:end] for end in range(max(_SHORTEST_STEM, len(begun) - _LONGEST_ENDING), len(begun))]
    return list(dict.fromkeys([*longer, *shorter]))


def _completions(begun: str, candidates: Iterable[Candidate]) -> list[str]:
    """The terms of the words in these passages that begin like this, the most frequent first."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(begun)}[^\W_]*")
    found = Counter(
        stem(word, candidate.document.language)
        for candidate in candidates
        for word in pattern.findall(fold(f"{candidate.document.title}\n{candidate.passage.text}"))
    )
    return [term for term, _ in found.most_common(_MOST_COMPLETIONS)]


def _distinct(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Each word once: a completion may be one that was typed before."""
    return tuple({word.terms: word for word in reversed(words)}.values())[::-1]
