"""Common words: one that no source has is rightly spelt all the same."""

from collections import defaultdict
from functools import cache

from index.text.languages.word_lists import read_word_lists


def common_words(language: str | None, beginning: str) -> tuple[str, ...]:
    """Common folded words of a language, names among them, with these first two letters.

    None for a language without a list.
    """
    return tuple(_by_beginning(language).get(beginning, ()))


@cache
def _by_beginning(language: str | None) -> dict[str, list[str]]:
    words = defaultdict(list)
    for word in sorted(read_word_lists("common_words.txt").get(language or "", ())):
        words[word[:2]].append(word)
    return words
