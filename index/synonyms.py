"""Other words for those of a question: synonyms, and translations into other languages. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Protocol

from index.model import Question, Word


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
    """Give each word what else the sources call it: synonyms, and translations into their other languages."""
    language = question.language
    abroad = any(other != language for other in languages)
    found: list[tuple[Word, tuple[str, ...], tuple[str, ...]]] = []
    for word in question.words:
        akin = () if word.exact else thesaurus.synonyms(word.term, language)
        found.append((word, akin, thesaurus.translations(word.term, language) if abroad else ()))
    known = engine.frequencies({term for _, akin, translated in found for term in (*akin, *translated)})
    return replace(
        question,
        words=tuple(
            replace(
                word,
                others=(*word.others, *(term for term in translated if known[term])),
                akin=tuple(term for term in akin if known[term] and term not in word.terms),
            )
            for word, akin, translated in found
        ),
    )
