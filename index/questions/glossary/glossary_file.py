"""A glossary file: which words stand in a line with a term, and how near."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import NamedTuple

from index.errors import SettingsError
from index.questions.glossary.lines import Sides, broken_lines, read_lines, split_line
from index.text.analysis import analyse, fold, stem, stop_words

_NAME = re.compile(r"(?:.+\.)?([a-z]{2})(?:-([a-z]{2}))?\.txt")

# The stemmers of other languages may take away the beginning of a word.
_KEEP_THE_BEGINNING = frozenset({"en", "ru"})

_LinesOfTerms = dict[str, list[int]]


class Related(NamedTuple):
    """A term, and how far it and the one asked for are from the meaning of their line; 0: they carry it."""

    distance: int
    term: str


@dataclass(frozen=True)
class GlossaryFile:
    """A file of one language (a line is a group of synonyms) or two (a line has a side for each)."""

    path: Traversable
    languages: tuple[str, ...]
    _found: dict[tuple[str, int], _LinesOfTerms] = field(default_factory=dict, compare=False, repr=False)
    _terms: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    _sides: dict[int, Sides] = field(default_factory=dict, compare=False, repr=False)

    def check(self) -> list[str]:
        """Leave out the lines that are not of the format, and tell of each `file:line: what is wrong`.

        Raises SettingsError if the file cannot be read.
        """
        broken = list(broken_lines(self._lines, len(self.languages)))
        for number, _ in broken:
            self._lines[number - 1] = ""
        return [f"{self.path}:{number}: {wrong}" for number, wrong in broken]

    def related(self, term: str, side: int = 0) -> Sequence[Related]:
        """What stands in the lines that have `term` on `side`: on the other side, if there is one."""
        lines = self._lines_of_terms(self._beginning(term, side), side).get(term)
        return [*self._related(term, lines, side)] if lines else ()

    def _related(self, term: str, lines: Iterable[int], side: int) -> Iterator[Related]:
        other = len(self.languages) - 1 - side
        for number in lines:
            position = self._terms_of_line(number, side).index(term)
            for place, meant in enumerate(self._terms_of_line(number, other)):
                yield Related(max(position, place), meant)

    @cached_property
    def _lines(self) -> list[str]:
        return read_lines(self.path)

    @cached_property
    def _lines_by_beginning(self) -> dict[str, list[int]]:
        numbers = defaultdict(list)
        for number, line in enumerate(self._lines):
            for word in line.split():
                numbers[word[:2]].append(number)
                numbers[word[0]].append(number)
            if line:
                numbers[""].append(number)
        return numbers

    def _lines_of_terms(self, beginning: str, side: int) -> _LinesOfTerms:
        """The terms of a side with this beginning: a question needs few of a file's words stemmed."""
        if (beginning, side) not in self._found:
            found: _LinesOfTerms = defaultdict(list)
            for number in dict.fromkeys(self._lines_by_beginning.get(beginning, ())):
                for phrase in self._sides_of_line(number)[side]:
                    if phrase.startswith(beginning) or f" {beginning}" in phrase:
                        found[self._term(phrase, side)].append(number)
            self._found[beginning, side] = {
                term: numbers for term, numbers in found.items() if self._beginning(term, side) == beginning
            }
        return self._found[beginning, side]

    def _sides_of_line(self, number: int) -> Sides:
        if number not in self._sides:  # as many beginnings lead to a line as it has words
            self._sides[number] = split_line(self._lines[number])
        return self._sides[number]

    def _terms_of_line(self, number: int, side: int) -> tuple[str, ...]:
        """The terms of one side of a line: common words are asked for again and again."""
        if (number, side) not in self._terms:
            phrases = self._sides_of_line(number)[side]
            self._terms[number, side] = tuple(self._term(phrase, side) for phrase in phrases)
        return self._terms[number, side]

    def _beginning(self, term: str, side: int) -> str:
        """What a word keeps when it is stemmed; of a short one only the initial: dying is the term die."""
        if self.languages[side] not in _KEEP_THE_BEGINNING:
            return ""
        return term[:2] if len(term) > 3 else term[:1]

    def _term(self, phrase: str, side: int) -> str:
        language = self.languages[side]
        if phrase.isalpha():
            return stem(fold(phrase), language)
        words = phrase.split()
        telling = [word for word in words if fold(word) not in stop_words(language)]
        if len(telling) < 2:
            telling = words  # or else set up would be the term of set
        # A compound is its whole, as a word of a question is.
        return " ".join(terms[0] for word in telling if (terms := analyse(word, language)))


def open_glossary_file(path: Traversable) -> GlossaryFile:
    """The file, not read yet; raises SettingsError if its name does not tell the language."""
    named = _NAME.fullmatch(path.name)
    if named is None:
        raise SettingsError(
            f"{path}: a glossary is named after its language, as in medicine.en.txt or medicine.en-ru.txt"
        )
    return GlossaryFile(path, tuple(language for language in named.groups() if language))
