"""Stop words: they tell a language, and which words of a question matter. They are indexed like all words."""

from collections.abc import Sequence
from functools import cache

from index.text.languages.word_lists import read_word_lists

_LISTS = "stop_words.txt"


def stop_words(language: str | None) -> frozenset[str]:
    """The folded stop words of a language; none for a language without a list."""
    return read_word_lists(_LISTS).get(language or "", frozenset())


def languages_with(word: str) -> Sequence[str]:
    """The languages that have the folded word among their stop words."""
    return _languages().get(word, ())


@cache
def _languages() -> dict[str, list[str]]:
    languages: dict[str, list[str]] = {}
    for language, listed in read_word_lists(_LISTS).items():
        for word in listed:
            languages.setdefault(word, []).append(language)
    return languages
