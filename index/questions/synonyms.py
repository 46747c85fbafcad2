"""Other words for those of a question: synonyms, and translations into other languages. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple, Protocol

from index.model import Question, Word
from index.questions.families import family

MOST_HELD = 8
"""Other words of one that the sources have: what is further off harms more than it finds."""

LONGEST_PHRASE = 3
"""Words of a question that may be a phrase of the glossary."""

LONGEST_ABBREVIATION = 5
"""Letters of a name in capitals that has synonyms, as no other name does: `US`, `ОПЕК`."""


class Frequencies(Protocol):
    """The part of an engine that knows how often terms occur."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term occurs."""


class Thesaurus(Protocol):
    """A glossary."""

    def synonyms(self, term: str, language: str | None) -> tuple[str, ...]:
        """Other terms of the same language, nearest first."""

    def translations(
        self, term: str, language: str | None, into: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """Terms of other languages (None: any), nearest first."""


def with_synonyms(
    question: Question, thesaurus: Thesaurus, engine: Frequencies, languages: Collection[str]
) -> Question:
    """Give each word what else the sources call it: synonyms, and translations into their other languages.

    A word taken for another has those of the other, and the words of a phrase what the phrase is called. A
    word that is in no source, nor anything else for it but a phrase, becomes the words of that phrase.
    """
    related = _related(question, thesaurus, [one for one in languages if one != question.language])
    terms = {term for one in related for found in one for term in found}
    known = engine.frequencies({*question.terms, *(part for term in terms for part in term.split())})
    words = (_with_known(*one, known) for one in zip(question.words, related, strict=True))
    return replace(question, words=tuple(one for found in words for one in found))


class _Related(NamedTuple):
    """The synonyms and the translations of a word, nearest first, as terms; a phrase has spaces."""

    akin: tuple[str, ...]
    translated: tuple[str, ...]


def _related(question: Question, thesaurus: Thesaurus, abroad: Collection[str]) -> list[_Related]:
    language, words = question.language, question.words
    found = []
    for word in words:
        meant = word.taken or (word.term,)
        kin = () if word.exact else tuple(one for term in meant for one in family(term, language))
        akin = (
            ()
            if word.exact and not _is_abbreviation(word.text)
            else (*kin, *(one for term in (*meant, *kin) for one in thesaurus.synonyms(term, language)))
        )
        told_abroad = (thesaurus.translations(term, language, abroad) for term in (*meant, *kin) if abroad)
        found.append(_Related(akin, tuple(chain.from_iterable(told_abroad))))
    for size in range(2, LONGEST_PHRASE + 1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(word.term for word in words[start : start + size])
            # Another phrase for the phrase would be looked for as often as it has words.
            akin, translated = (
                tuple(one for one in told(phrase, language) if " " not in one)
                for told in (thesaurus.synonyms, partial(thesaurus.translations, into=abroad))
            )
            for i in range(start, start + size) if akin or translated else ():
                # A phrase means more than its words do, so what it is called comes first.
                of_words = found[i]
                found[i] = _Related(akin + of_words.akin, of_words.translated)
                if abroad:
                    found[i] = _Related(found[i].akin, translated + of_words.translated)
    return found


def _is_abbreviation(text: str) -> bool:
    """Whether a word is short and all of capitals; a shouted question has no exact words."""
    return text.isalpha() and text.isupper() and 1 < len(text) <= LONGEST_ABBREVIATION


def _with_known(word: Word, related: _Related, known: Mapping[str, int]) -> list[Word]:
    """The word with what the sources have, or the words of a phrase that they have instead."""
    translations = [term for term in related.translated if known.get(term)][:MOST_HELD]
    synonyms = [term for term in related.akin if known.get(term) and term not in word.terms][:MOST_HELD]
    phrases = [
        parts
        for term in (*related.translated, *related.akin)
        if len(parts := term.split()) > 1 and all(known[part] for part in parts)
    ]
    is_found = translations or synonyms or any(known[term] for term in word.terms)
    if phrases and not is_found:
        weight = word.weight / len(phrases[0])
        return [
            replace(word, others=(part,), taken=(part,), exact=False, weight=weight) for part in phrases[0]
        ]
    rarest = [min(parts, key=lambda part: known[part]) for parts in phrases[:1]]
    akin = [one for one in (*synonyms, *rarest) if one not in word.terms and one not in translations]
    return [
        replace(
            word,
            others=tuple(dict.fromkeys((*word.others, *translations))),
            taken=tuple(dict.fromkeys((*word.taken, *translations))) if word.taken else (),
            akin=tuple(dict.fromkeys(akin))[:MOST_HELD],
        )
    ]
