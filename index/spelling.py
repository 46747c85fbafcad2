"""Words that occur in no source are taken for the nearest that do: typing errors, other scripts. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from index.model import Question, Word
from index.transliteration import consonants, is_cyrillic, sound, to_latin

WEIGHT = 0.8
"""What a word counts when only something like it was found."""

MOST_WORDS = 6
"""Unknown words of a question that are looked up; one with more is no question about these sources."""

MOST_TERMS = 2000
"""Terms with one beginning that are compared."""

_BEGINNINGS = {
    "a": "aаэ", "b": "bб", "c": "cksкцс", "d": "dд", "e": "eеэ", "f": "fфp", "g": "ghгх", "h": "hkgхгк",
    "i": "iyjий", "j": "jyizжйдюя", "k": "kcqhкх", "l": "lл", "m": "mм", "n": "nн", "o": "oо",
    "p": "pпф", "q": "qkк", "r": "rр", "s": "szcсшщз", "t": "tтц", "u": "uyуюв", "v": "vwвф",
    "w": "wvву", "x": "xkzкх", "y": "yijйюяиу", "z": "zsjзцж", "а": "аa", "б": "бb", "в": "вvw",
    "г": "гgh", "д": "дdj", "е": "еэeyj", "ж": "жjzg", "з": "зzs", "и": "иiyj", "й": "йyji",
    "к": "кkcq", "л": "лl", "м": "мm", "н": "нn", "о": "оo", "п": "пp", "р": "рr", "с": "сsc",
    "т": "тt", "у": "уuw", "ф": "фfp", "х": "хhkg", "ц": "цctz", "ч": "чc", "ш": "шs", "щ": "щs",
    "э": "эea", "ю": "юyju", "я": "яyj",
}  # fmt: skip


class Vocabulary(Protocol):
    """The part of an engine that knows which terms occur."""

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each term occurs."""

    def words(self, prefix: str, limit: int) -> list[str]:
        """The most frequent terms that begin so."""


def with_spelling(question: Question, vocabulary: Vocabulary) -> Question:
    """Give each word that occurs nowhere the nearest terms that do occur as its others."""
    known = vocabulary.frequencies(question.terms)
    unknown = [
        word for word in question.words if not word.akin and not any(known[term] for term in word.terms)
    ][:MOST_WORDS]
    if not unknown:
        return question
    nearest = {word.term: tuple(_nearest(word.term, vocabulary)) for word in unknown}
    return replace(
        question, words=tuple(_corrected(word, nearest.get(word.term, ())) for word in question.words)
    )


def _corrected(word: Word, nearest: tuple[str, ...]) -> Word:
    if not nearest:
        return word
    return replace(word, others=(*word.others, *nearest), taken=nearest, weight=WEIGHT)


def _nearest(term: str, vocabulary: Vocabulary) -> list[str]:
    """Up to two terms at the smallest distance, the most frequent first."""
    best: list[str] = []
    smallest = 10.0
    for other in _alike(term, vocabulary):
        away = _distance(term, other)
        if away < smallest:
            smallest, best = away, [other]
        elif away == smallest and away < 10 and len(best) < 2:
            best.append(other)
    return best


def _alike(term: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Terms of a like length that share most of their letters, whatever the script."""
    if len(term) < 4 or any(letter.isdigit() for letter in term):
        return
    letters = set(to_latin(term))
    shortest, longest = max(3, len(term) - 3), len(term) + 3
    for beginning in _BEGINNINGS.get(term[0], term[0]):
        for other in vocabulary.words(beginning, MOST_TERMS):
            if shortest <= len(other) <= longest and len(letters.symmetric_difference(to_latin(other))) <= 4:
                yield other


def _distance(term: str, other: str) -> float:
    """How far a term is from another: 0 sounds the same, 1 and 2 letters differ; 10 is another word."""
    mine, theirs = sound(term), sound(other)
    if mine == theirs:
        return 0.0
    allowed = 1 if len(mine) < 7 else 2
    same_script = is_cyrillic(term) == is_cyrillic(other)
    away = edits(term, other, allowed) if same_script else allowed + 1
    away = min(away, edits(mine, theirs, allowed))
    if away <= allowed and (len(mine) > 4 or term[-1] == other[-1]):
        return float(away)
    skeleton = consonants(term)
    if len(skeleton) >= 4 and skeleton == consonants(other):
        return 2.5
    shared = len(term) if other.startswith(term) else len(other) if term.startswith(other) else 0
    return 3.0 if same_script and shared >= 5 else 10.0


def edits(some: str, other: str, limit: int) -> int:
    """Letters to insert, delete, change or swap with the next one; limit + 1 when there are more."""
    if abs(len(some) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(some, 1):
        following = [i]
        for j, there in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and some[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return row[-1]
