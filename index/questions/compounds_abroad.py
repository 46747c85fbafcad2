"""Compounds that no source has, found by the translations of their parts. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from index.model import Question, Word
from index.questions.synonyms import Frequencies, Thesaurus
from index.text.analysis import fold, stem

COMPOUNDING = frozenset({"de"})
"""Languages of the glossary that write several nouns as one word."""

FEWEST_LETTERS = 3
"""Of a part."""

LONGEST = 40
"""Letters of a word that is looked at."""

MOST_PARTS = 4

MOST_LOOKED_AT = 12
"""Words of a question that are taken apart: more that no source has make no question."""

_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What may stand between two parts: `Mitglied-s-beitrag`."""


def with_compounds_abroad(
    question: Question, thesaurus: Thesaurus, engine: Frequencies, languages: Collection[str]
) -> Question:
    """Give a compound that no source has in any form the translations of its parts, a word a part.

    Only where the glossary has all of its parts and a source has one of them at least: `Mitgliedsbeitrag` is
    looked for as member and fee.
    """
    language, abroad = question.language, [one for one in languages if one != question.language]
    if language not in COMPOUNDING or not abroad:
        return question

    @cache
    def translations(part: str) -> tuple[str, ...]:
        return thesaurus.translations(stem(part, language), language, abroad)

    looked_at = _lacking(question, engine)[:MOST_LOOKED_AT]
    words: list[Word] = []
    for word in question.words:
        is_compound = word in looked_at
        parts = parts_of(fold(word.text), lambda part: bool(translations(part))) if is_compound else ()
        told = [translations(part) for part in parts]
        known = engine.frequencies(dict.fromkeys(chain.from_iterable(told))) if parts else {}
        if not any(known.values()):
            words.append(word)
            continue
        meant = replace(word, akin=(), exact=False, weight=word.weight / len(parts))
        for part, terms in zip(parts, told, strict=True):
            held = tuple(term for term in terms if known.get(term))
            words.append(replace(meant, term=stem(part, language), others=held, taken=held))
    return replace(question, words=tuple(words))


def _lacking(question: Question, engine: Frequencies) -> list[Word]:
    """The words that no source has in any form."""
    forms = [(*word.terms, *word.akin) for word in question.words]
    known = engine.frequencies(dict.fromkeys(chain.from_iterable(forms)))
    return [
        word
        for word, terms in zip(question.words, forms, strict=True)
        if not any(known.get(term) for term in terms)
    ]


def parts_of(word: str, is_word: Callable[[str], bool]) -> Sequence[str]:
    """The two or more parts of a folded compound that `is_word` accepts, fewest first; none if it is none.

    Of as many parts those with the longest last one, which says what it is.
    """
    if not word.isalpha() or len(word) > LONGEST:
        return ()
    for most in range(2, MOST_PARTS + 1):
        if parts := _split(word, is_word, most):
            return parts
    return ()


def _split(word: str, is_word: Callable[[str], bool], most: int) -> tuple[str, ...]:
    for start in range(FEWEST_LETTERS, len(word) - FEWEST_LETTERS + 1):
        last = word[start:]
        if not is_word(last):
            continue
        for link in _LINKS:
            before = word[:start].removesuffix(link) if word[:start].endswith(link) else ""
            if len(before) < FEWEST_LETTERS:
                continue
            if is_word(before):
                return (before, last)
            if most > 2 and (more := _split(before, is_word, most - 1)):
                return (*more, last)
    return ()
