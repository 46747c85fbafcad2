"""Words that occur in no source are taken for the nearest that do: typing errors, other scripts. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from index.model import Question, Word
from index.questions.compounds import split
from index.questions.spelling.edits import ONE_LETTER, SWAPPED, edits, has_vowel, mistyped
from index.questions.spelling.likeness import Vocabulary, like_terms, of_other_script
from index.text.analysis import LONGEST_TERM, fold, stem, stem_all, stop_words
from index.text.languages.common_words import common_words
from index.text.languages.scripts import language_of_word

WEIGHT = 0.8
"""What a word counts when only something like it was found."""

MOST_WORDS = 6
"""Unknown words of a question that are looked up; one with more is no question about these sources."""

MOST_COMPARED = 2
"""Unknown words compared with all terms that begin alike; later ones are with those that sound alike."""

SHORTEST, LONGEST = 4, 24
"""Letters of a word whose typing errors are sought."""

AMONG_FIRST = 3
"""Words of a question among which its question word is."""

_QUESTION_WORDS = (
    "when", "where", "what", "which", "whose",
    "когда", "сколько", "почему", "какой", "какая", "какие", "зачем",
)  # fmt: skip

SHORTEST_OF_COMMON = 11
"""Letters of what may be common words without a space; a shorter one is a word like `goldfish`."""

SHORT_PART = 4
"""Letters of a part that must be a common word as it stands."""

_MOST_BY_LENGTH = {3: 0.5, 4: 0.8, 5: 1.0, 6: 1.3, 7: 1.3, 8: 1.8}
"""What an error may cost in a word of so many letters: in a short one chance makes it like another."""


def with_spelling(question: Question, vocabulary: Vocabulary) -> Question:
    """Give each word that occurs nowhere the nearest terms that do occur as its others.

    A word that is several, written as one, becomes these.
    """
    known = vocabulary.frequencies(question.terms)
    words: list[Word] = []
    looked_up = 0
    for word in question.words:
        is_known = any(known[term] for term in word.terms)
        if word.akin or is_known or looked_up == MOST_WORDS:
            words.append(word)
        else:
            looked_up += 1
            words += _read(word, question.language, vocabulary, compares=looked_up <= MOST_COMPARED)
    return replace(question, words=tuple(words)) if looked_up else question


def with_question_word(question: Question, vocabulary: Vocabulary) -> str:
    """The question's text with a question word put right that is misspelt near its beginning: `wen did …`"""
    known = vocabulary.frequencies(question.terms)
    for word in question.words[:2]:
        typed = fold(word.text)
        start = question.text.find(word.text)
        is_first = start >= 0 and question.text[:start].count(" ") < AMONG_FIRST
        if is_first and not any(known[term] for term in word.terms) and not is_common(typed, None):
            for meant in _QUESTION_WORDS:
                if typed[:1] == meant[:1] and len(typed) >= SHORTEST - 1 and edits(typed, meant, 1) == 1:
                    return question.text[:start] + meant + question.text[start + len(word.text) :]
    return question.text


def with_other_scripts(question: Question, vocabulary: Vocabulary) -> Question:
    """Give each name that occurs the terms of the other script that sound the same, which count as it."""
    names = [word for word in question.words if word.exact and not word.taken and word.text.isalpha()]
    alike = {word.term: of_other_script(word.term, vocabulary)[:2] for word in names[:MOST_WORDS]}
    if not any(alike.values()):
        return question
    return replace(
        question,
        words=tuple(
            replace(word, others=tuple(dict.fromkeys((*word.others, *alike.get(word.term, ())))))
            for word in question.words
        ),
    )


def _read(word: Word, language: str | None, vocabulary: Vocabulary, *, compares: bool) -> list[Word]:
    """The word taken for others, or for several; itself if nothing is like it."""
    typed, term = (word.taken[0], word.taken[0]) if word.taken else (fold(word.text), word.term)
    if not SHORTEST <= len(typed) <= LONGEST_TERM or any(letter.isdigit() for letter in typed):
        return [word]
    is_right = is_common(typed, language)
    if is_right and (meant := _swapped(typed, language, vocabulary, is_name=word.exact)):
        return [_taken_for(word, meant)]
    if not is_right:
        meant = _nearest(_by_typing_errors(typed, language, vocabulary, is_name=word.exact), vocabulary)
        if meant:
            abroad = _most_frequent(of_other_script(term, vocabulary), vocabulary)
            return [_taken_for(word, [*meant, *abroad[:1]])]
        if parts := _split(typed, language, vocabulary):
            return [_taken_for(word, [part]) for part in parts]
    is_name = word.exact or word.text.istitle()
    alike = like_terms(term[:LONGEST], vocabulary, is_name=is_name, is_right=is_right, compares=compares)
    # A stem may lack the end of a name: Гузнов is the term гузн, but sounds like Guznov.
    taken = _nearest(dict(alike), vocabulary) or _most_frequent(
        of_other_script(typed, vocabulary), vocabulary
    )
    return [_taken_for(word, taken[:2]) if taken else word]


def _swapped(typed: str, language: str | None, vocabulary: Vocabulary, *, is_name: bool) -> list[str]:
    """What a word that is right but in no source becomes with two letters swapped: sing, signed for sign.

    Both stand in the stem: with a letter of the ending, planets would be a plant.
    """
    found = _by_typing_errors(typed, language, vocabulary, is_name=is_name)
    letters = sorted(stem(typed, language))
    swapped = {term: cost for term, cost in found.items() if cost == SWAPPED and sorted(term) == letters}
    return _nearest(swapped, vocabulary)


def _nearest(found: Mapping[str, float], vocabulary: Vocabulary) -> list[str]:
    """Up to two terms at the smallest distance, the most frequent first."""
    smallest = min(found.values(), default=0.0)
    return _most_frequent([term for term, away in found.items() if away == smallest], vocabulary)[:2]


def _taken_for(word: Word, terms: list[str]) -> Word:
    return replace(word, others=(*word.others, *terms), taken=tuple(terms), weight=WEIGHT)


def _most_frequent(terms: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    passages = vocabulary.frequencies(terms)
    return sorted(passages, key=lambda term: (-passages[term], term))


def is_common(word: str, language: str | None) -> bool:
    """Whether a folded word is among the common ones, in any form."""
    spoken = language_of_word(word, language)
    return word in stop_words(spoken) or stem(word, spoken) in _common_terms(spoken, word[:2])


@lru_cache(maxsize=1 << 11)
def _common_terms(language: str | None, beginning: str) -> frozenset[str]:
    """The terms of the common words that begin so: a question needs few of them stemmed."""
    return frozenset(stem(word, language) for word in common_words(language, beginning))


def _by_typing_errors(
    typed: str, language: str | None, vocabulary: Vocabulary, *, is_name: bool
) -> dict[str, float]:
    """The known terms one typing error away, each with its cost."""
    if len(typed) > LONGEST:
        return {}
    cheap = list(mistyped(typed, _most(typed, is_name)))
    terms = stem_all([other for other, _ in cheap], language)
    idle = stop_words(language)
    costs: dict[str, float] = {}
    for term, (other, cost) in zip(terms, cheap, strict=True):
        if cost <= SWAPPED or other not in idle:
            costs[term] = min(cost, costs.get(term, cost))
    known = vocabulary.frequencies(costs)
    return {term: cost for term, cost in costs.items() if known[term] and _may_be_meant(term, typed, is_name)}


def _may_be_meant(term: str, typed: str, is_name: bool) -> bool:
    """Not where the error made an ending of a name: Hastings is no typing error of hasten."""
    is_ending = typed.startswith(term[:-1]) and len(typed) - len(term) > 2
    return len(term) > 2 and not (is_name and is_ending)


def _most(typed: str, is_name: bool) -> float:
    return _MOST_BY_LENGTH[min(len(typed), 8) - is_name] if has_vowel(typed) else ONE_LETTER


def _split(typed: str, language: str | None, vocabulary: Vocabulary) -> list[str]:
    """The terms of the words that were written as one."""
    spoken = language_of_word(typed, language)

    def tells(part: str) -> bool:
        term = stem(part, spoken)
        occurs = vocabulary.frequencies([term])[term] > 0
        if len(part) <= SHORT_PART:
            return occurs and part in common_words(spoken, part[:2])
        if is_common(part, spoken):
            return occurs or len(typed) >= SHORTEST_OF_COMMON
        return occurs and len(term) >= SHORT_PART

    parts = split(typed, tells, stop_words(spoken).__contains__)
    if len(typed) < SHORTEST_OF_COMMON and all(is_common(part, spoken) for part in parts):
        return []
    return list(dict.fromkeys(stem(part, spoken) for part in parts))
