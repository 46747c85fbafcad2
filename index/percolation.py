"""New passages → which of many stored queries they meet: a search turned round. Pure.

A query waits under its rarest words only. One that wants `k` of its `n` words cannot be met by a passage that
has none of the `n - k + 1` rarest, so a passage looks at few queries however many are stored.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from index.model import Document
from index.questions.parsing import parse_question
from index.text.analysis import ANALYSIS_VERSION, analyse, fold, stem
from index.text.languages.stop_words import stop_words
from index.text.passages import split_passages

MOST_WORDS = 64
"""Words of a stored query that count; who names more is met by the first ones."""


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """What a passage must have: `required` of the words, each in any of its terms, and none of `excluded`."""

    words: tuple[tuple[str, ...], ...]
    required: int
    excluded: tuple[str, ...] = ()

    def met_by(self, terms: frozenset[str]) -> bool:
        """Whether a passage with these terms is what the query waits for."""
        if not terms.isdisjoint(self.excluded):
            return False
        missing_allowed = len(self.words) - self.required
        for word in self.words:
            if terms.isdisjoint(word):
                missing_allowed -= 1
                if missing_allowed < 0:
                    return False
        return True

    def to_json(self) -> str:
        """A compact text that `from_json` reads."""
        return json.dumps([ANALYSIS_VERSION, self.words, self.required, self.excluded], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "StoredQuery | None":
        """Read what `to_json` wrote; None when terms are made in another way since then."""
        version, words, required, excluded = json.loads(text)
        if version != ANALYSIS_VERSION:
            return None
        return cls(tuple(tuple(word) for word in words), required, tuple(excluded))


@dataclass(slots=True, eq=False)
class _Entry:
    query: StoredQuery
    ids: list[int] = field(default_factory=list)


def store_query(text: str, *, share: float = 1.0) -> StoredQuery | None:
    """The query that is met by a passage with at least that share (0..1) of the content words of `text`.

    `-word` excludes. None when there are no content words.
    """
    question = parse_question(text)
    idle = stop_words(question.language or "")
    wanted = [word for word in question.words if fold(word.text) not in idle][:MOST_WORDS]
    if not wanted:
        return None
    words = tuple(_alternatives(word.text, word.terms) for word in wanted)
    return StoredQuery(words, max(1, ceil(len(words) * share)), question.excluded)


def document_terms(document: Document) -> tuple[frozenset[str], ...]:
    """The terms of each passage of a document, with those of its title."""
    text, language = document.text, document.language
    return tuple(
        passage_terms(cut.span.of(text), " ".join((document.title, *cut.headings)), language)
        for cut in split_passages(text, language, document.parts)
    )


def passage_terms(text: str, title: str, language: str | None) -> frozenset[str]:
    """All terms of a passage and of what heads it, also as they are in a text of unknown language.

    A stored query is too short to tell German from English: both sides have the terms of their script, too.
    """
    terms = {*analyse(title, language), *analyse(text, language)}
    terms.update(analyse(title, None), analyse(text, None))
    return frozenset(terms)


class Percolator:
    """Stored queries under ids of their owner. Equal queries cost one."""

    def __init__(self) -> None:
        self._entries: dict[StoredQuery, _Entry] = {}
        self._by_id: dict[int, _Entry] = {}
        self._waiting: dict[str, list[_Entry]] = {}
        self._commonness: Counter[str] = Counter()
        self._terms: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def add(self, query_id: int, query: StoredQuery) -> None:
        """Store a query; an id known already gets the new one."""
        self.discard(query_id)
        entry = self._entries.get(query) or self._new_entry(query)
        entry.ids.append(query_id)
        self._by_id[query_id] = entry

    def discard(self, query_id: int) -> None:
        """Forget a query, if it is stored."""
        entry = self._by_id.pop(query_id, None)
        if entry is None:
            return
        entry.ids.remove(query_id)
        if not entry.ids:
            self._drop_entry(entry)

    def percolate(self, passages: Sequence[frozenset[str]]) -> set[int]:
        """The ids of the queries that at least one of the passages, each given as its terms, meets."""
        seen: set[_Entry] = set()
        met: set[int] = set()
        for term in frozenset().union(*passages):
            for entry in self._waiting.get(term, ()):
                if entry not in seen:
                    seen.add(entry)
                    if any(entry.query.met_by(terms) for terms in passages):
                        met.update(entry.ids)
        return met

    def _new_entry(self, query: StoredQuery) -> _Entry:
        words = tuple(tuple(self._terms.setdefault(term, term) for term in word) for word in query.words)
        entry = _Entry(StoredQuery(words, query.required, query.excluded))
        self._entries[entry.query] = entry
        for term in set(_rarest(entry.query, self._commonness)):
            self._waiting.setdefault(term, []).append(entry)
        self._commonness.update({term for word in words for term in word})
        return entry

    def _drop_entry(self, entry: _Entry) -> None:
        del self._entries[entry.query]
        terms = {term for word in entry.query.words for term in word}
        self._commonness.subtract(terms)
        for term in terms & self._waiting.keys():
            self._waiting[term] = [other for other in self._waiting[term] if other is not entry]


def _rarest(query: StoredQuery, commonness: Counter[str]) -> Iterator[str]:
    """The terms of which a passage must have one to meet the query."""
    needed = len(query.words) - query.required + 1
    by_commonness = sorted(query.words, key=lambda word: sum(commonness[term] for term in word))
    for word in by_commonness[:needed]:
        yield from word


def _alternatives(typed: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The terms of a word in its question's language and in the language that its script stands for."""
    return tuple(dict.fromkeys((*terms, stem(fold(typed), None))))
