"""Words that mean the same: the synonyms of a language, and what a word is called in another one.

A file of `<language>.txt` has a group of synonyms a line: `ban, forbid, outlaw`. One of
`<language>-<language>.txt` has translations: `ban, forbid = запрет, запретить`. The first word of a side
carries the meaning, later ones are further from it. `#` begins a comment.

Words and phrases are told and found as terms, stems as the index has them. Those of a phrase are joined by
a space and leave out stop words: `Great Britain` is `great britain`, `United Kingdom` is `unit kingdom`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from index.analysis import analyse, fold, stem, stop_words
from index.errors import SettingsError
from index.languages.scripts import language_of_word

__all__ = ["MOST_RELATED", "Glossary", "read_glossary"]

MOST_RELATED = 8
"""Terms that are told of one: what stands further off in the files costs more precision than it finds."""

MOST_WORDS_OF_A_PHRASE = 5

_PACKAGED = ("en.txt", "ru.txt", "en-ru.txt")
_FILE_NAME = re.compile(r"(?:.+\.)?(?P<first>[a-z]{2})(?:-(?P<second>[a-z]{2}))?\.txt")

# Stemmers of other languages may take away the beginning of a word.
_KEEP_THE_INITIAL = frozenset({"en", "ru"})

_Side = tuple[str, ...]
_Place = tuple[int, int]  # a line and a position within its side


@dataclass(frozen=True)
class Glossary:
    """The glossaries that ship with it and those of the owner, read when a language is first asked for."""

    _sources: tuple["_Source", ...]

    def synonyms(self, term: str, language: str | None) -> tuple[str, ...]:
        """At most MOST_RELATED other terms of the same language, nearest first.

        `term` is a term that stands in a text of `language` (ISO 639-1; None: unknown), or several joined by
        a space. A Latin word in a Russian text is an English one.
        """
        read_as = language_of_word(term, language)
        return _nearest(term, (source.related(term, 0, 0) for source in self._sources if source.languages == (read_as,)))

    def translations(self, term: str, language: str | None) -> tuple[str, ...]:
        """At most MOST_RELATED terms of other languages, nearest first; `term` as for synonyms."""
        read_as = language_of_word(term, language)
        found = (
            source.related(term, side, 1 - side)
            for source in self._sources
            if len(source.languages) == 2
            for side in (0, 1)
            if source.languages[side] == read_as
        )
        return _nearest(term, found)


def read_glossary(extra: Iterable[Path] = ()) -> Glossary:
    """The glossary, with the owner's files before those that ship with it.

    The language is the last part of a file's name: `de.txt`, `medicine.en-ru.txt`. Raises SettingsError,
    with file and line, for a file that cannot be read or does not have the format.
    """
    owned = tuple(_Source(path, _languages_of(path)) for path in extra)
    for source in owned:
        source.check()
    return Glossary(owned + _packaged_sources())


@dataclass(frozen=True)
class _Source:
    """One file: its sides are of one language (synonyms) or of two (translations)."""

    path: Traversable
    languages: tuple[str, ...]
    _terms: dict[tuple[int, str], dict[str, list[_Place]]] = field(default_factory=dict, compare=False, repr=False)

    def check(self) -> None:
        """Read the file now; raises SettingsError if it is broken."""
        assert self._lines is not None

    def related(self, term: str, side: int, other: int) -> Iterator[tuple[int, str]]:
        """What `other` sides of the term's lines say, with the distance from their meaning."""
        for line, position in self._places_of(term, side):
            for place, phrase in enumerate(self._lines[line][other]):
                yield max(position, place), _to_terms(phrase, self.languages[other])

    @cached_property
    def _lines(self) -> list[tuple[_Side, ...]]:
        return list(_read_lines(self.path, len(self.languages)))

    def _places_of(self, term: str, side: int) -> list[_Place]:
        """Only the words with the term's initial are stemmed: that is faster than reading the file."""
        initial = self._initial(term, side)
        terms = self._terms.get((side, initial))
        if terms is None:
            terms = {}
            for line, position in self._by_initial[side].get(initial, ()):
                phrase = self._lines[line][side][position]
                terms.setdefault(_to_terms(phrase, self.languages[side]), []).append((line, position))
            self._terms[side, initial] = terms
        return terms.get(term, [])

    @cached_property
    def _by_initial(self) -> tuple[dict[str, list[_Place]], ...]:
        """A phrase stands under the initials of all its words, as the first may be a stop word."""
        initials: tuple[dict[str, list[_Place]], ...] = tuple({} for _ in self.languages)
        for line, sides in enumerate(self._lines):
            for side, phrases in enumerate(sides):
                places = initials[side]
                for position, phrase in enumerate(phrases):
                    for initial in {self._initial(word, side) for word in phrase.split()}:
                        places.setdefault(initial, []).append((line, position))
        return initials

    def _initial(self, word: str, side: int) -> str:
        return _fold_letter(word[:1]) if self.languages[side] in _KEEP_THE_INITIAL else ""
