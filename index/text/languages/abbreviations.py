"""Abbreviations whose full stop rarely ends a sentence, and the words that start one nevertheless."""

from typing import NamedTuple

from index.text.languages.word_lists import read_word_lists


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
