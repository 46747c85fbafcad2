"""Abbreviations whose full stop rarely ends a sentence, and the words that start one nevertheless."""

from functools import cache
from typing import NamedTuple

from index.text.languages.word_lists import read_word_lists

LONGEST_INITIALS = 4
"""Letters of an abbreviation with inner stops: `z.B.`, `т.е.`"""


class Abbreviations(NamedTuple):
    """What is known of full stops in a language; all in lower case, without stops."""

    always: frozenset[str]
    """Words that are abbreviations wherever they stand before a stop."""
    before_numbers: frozenset[str]
    """Words that are abbreviations only when a number follows."""
    closing: frozenset[str]
    """Abbreviations that may end a sentence when a starter follows."""
    starters: frozenset[str]
    """Words that seldom follow an abbreviation inside a sentence."""


def abbreviations(language: str | None) -> Abbreviations:
    """The abbreviations of a language; of one without a list, the English ones."""
    lists = read_word_lists("abbreviations.txt")
    name = language if language in lists else "en"
    none: frozenset[str] = frozenset()
    return Abbreviations(
        lists[name],
        lists.get(f"{name} before numbers", none),
        lists.get(f"{name} closing", none),
        lists.get(f"{name} starters", none),
    )


def is_abbreviation_anywhere(word: str) -> bool:
    """Whether a word before a stop, as written, is an abbreviation in any language."""
    name = word.replace(".", "").casefold()
    return name in _all() or ("." in word and len(name) <= LONGEST_INITIALS)


def is_unit(word: str, language: str | None) -> bool:
    """Whether a word before a stop is a unit after which a capital letter begins a sentence.

    Not where any noun has a capital letter.
    """
    return language != "de" and word.casefold() in read_word_lists("abbreviations.txt")["units"]


@cache
def _all() -> frozenset[str]:
    lists = read_word_lists("abbreviations.txt")
    names = [name for name in lists if not name.endswith(("starters", "closing", "units"))]
    return frozenset().union(*(lists[name] for name in names))
