"""Other words for those of a question: synonyms, and translations into other languages. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from index.model import Question, Word

MOST_HELD = 8
"""Other words of one that the sources have: what is further off harms more than it finds."""


class Frequencies(Protocol):
    """The part of an engine that knows how often terms occur."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term occurs."""


class Thesaurus(Protocol):
    """A glossary."""

    def synonyms(self, term: str, language: str | None) -> tuple[str, ...]:
        """Other terms of the same language, nearest first."""

    def translations(self, term: str, language: str | None) -> tuple[str, ...]:
        """Terms of other languages, nearest first."""


def with_synonyms(
    question: Question, thesaurus: Thesaurus, engine: Frequencies, languages: Collection[str]
) -> Question:
    """Give each word what else the sources call it: synonyms, and translations into their other languages.

    A word taken for another has those of the other.
    """
    language = question.language
    abroad = any(other != language for other in languages)
    found: list[tuple[Word, list[str], list[str]]] = []
    for word in question.words:
        meant = word.taken or (word.term,)
        akin = [] if word.exact else [one for term in meant for one in thesaurus.synonyms(term, language)]
        translated = [one for term in meant for one in thesaurus.translations(term, language)]
        found.append((word, akin, translated if abroad else []))
    known = engine.frequencies({term for _, akin, translated in found for term in (*akin, *translated)})
    return replace(question, words=tuple(_related(*one, known) for one in found))


def _related(word: Word, akin: Sequence[str], translated: Sequence[str], known: Mapping[str, int]) -> Word:
    translations = [term for term in translated if known[term]][:MOST_HELD]
    synonyms = [term for term in akin if known[term] and term not in word.terms][:MOST_HELD]
    return replace(
        word,
        others=tuple(dict.fromkeys((*word.others, *translations))),
        taken=tuple(dict.fromkeys((*word.taken, *translations))) if word.taken else (),
        akin=tuple(dict.fromkeys(synonyms)),
    )
