"""Words that mean the same: the synonyms of a language, and what a word is called in another one.

A file `<language>.txt` has a group of synonyms a line: `ban, forbid, outlaw`. A file
`<language>-<language>.txt` has translations: `ban, forbid = запрет, запретить`. The first word of a side
carries the meaning, later ones are further from it. `#` begins a comment.

Words and phrases are asked for and told as terms, that is as stems. The terms of a phrase are joined by a
space: `United Kingdom` is `unit kingdom`. Its stop words are left out if two other words remain.
"""

import logging
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from index.questions.glossary.glossary_file import GlossaryFile, Related, open_glossary_file
from index.settings import Settings
from index.text.languages.scripts import language_of_word

__all__ = ["MOST_RELATED", "Glossary", "open_glossary", "read_glossary"]

logger = logging.getLogger(__name__)

MOST_RELATED = 24
"""Terms told of one, nearest first."""

_MOST_KEPT = 10_000

_PACKAGED = ("en.txt", "ru.txt", "en-ru.txt", "de-en.txt")


@dataclass(frozen=True)
class Glossary:
    """The owner's glossary files and those of the package; the latter are read when first asked for."""

    files: tuple[GlossaryFile, ...]
    _told: dict[Hashable, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def synonyms(self, term: str, language: str | None) -> tuple[str, ...]:
        """At most MOST_RELATED other terms of the same language, nearest first.

        `term` stands in a text of `language` (ISO 639-1; None: unknown), so that a Latin word of a Russian
        text has English synonyms.
        """
        if (known := self._told.get(key := (term, language))) is not None:
            return known
        read_as = language_of_word(term, language)
        alike = [found for file in self.files if file.languages == (read_as,) for found in file.related(term)]
        return self._keep(key, _nearest(term, alike))

    def translations(
        self, term: str, language: str | None, into: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """At most MOST_RELATED terms of others (`into`; None: any), nearest first; `term` as for synonyms."""
        key = (term, language, None if into is None else frozenset(into))
        if (known := self._told.get(key)) is not None:
            return known
        read_as = language_of_word(term, language)
        abroad = [
            found
            for file in self.files
            if len(file.languages) == 2 and read_as in file.languages
            if into is None or not {*file.languages}.isdisjoint({*into} - {read_as})
            for found in file.related(term, file.languages.index(read_as))
        ]
        return self._keep(key, _nearest(term, abroad))

    def _keep(self, key: Hashable, told: tuple[str, ...]) -> tuple[str, ...]:
        """Common words are asked for again and again."""
        if len(self._told) >= _MOST_KEPT:
            self._told.clear()
        self._told[key] = told
        return told


def read_glossary(extra: Iterable[Path] = ()) -> Glossary:
    """The glossary; at the same distance the words of `extra` files come before those of the package.

    The last part of a file's name tells its language: `de.txt`, `medicine.en-ru.txt`. A line that is not of
    the format is left out, with a warning that names file and line. Raises SettingsError when one of `extra`
    cannot be read or its name tells no language.
    """
    owned = tuple(open_glossary_file(path) for path in extra)
    for broken in (message for file in owned for message in file.check()):
        logger.warning("%s (the line is left out)", broken)
    return Glossary(owned + _packaged_files())


@cache
def _packaged_files() -> tuple[GlossaryFile, ...]:
    return tuple(open_glossary_file(files(__package__).joinpath(name)) for name in _PACKAGED)


def _nearest(term: str, found: Sequence[Related]) -> tuple[str, ...]:
    if not found:  # most phrases
        return ()
    terms = (other for _, other in sorted(found, key=lambda related: related.distance))
    return tuple(dict.fromkeys(other for other in terms if other != term))[:MOST_RELATED]


def open_glossary(settings: Settings) -> Glossary:
    """The glossary with the owner's files in DATA_DIR/glossary; SettingsError tells what is wrong in one."""
    return read_glossary(sorted((settings.data_dir / "glossary").glob("*.txt")))
