"""Lines that most pages of a folder begin or end with: menus and tag lines, told by counting. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from index.model import BlockKind, Part

FEWEST_PAGES: Final = 3
"""Pages that have to have a line before it is one of the folder."""

MOST_WORDS_OF_A_MENU: Final = 4
"""Words of a line without a figure that tells nothing; another stays in the first page that has it."""

EDGE_PARTS: Final = 20
"""Parts at the beginning and at the end of a page that are looked at."""

_MAY_BE: Final = {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.CONTENTS}
_LABELLED: Final = re.compile(r"[^:]{1,40}:\s+\S")
_SAYS_SOMETHING: Final = re.compile(r"[\d@]")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:page|seite|página|pagina|страница|стр)\b\.?\s*\d+(?:\s*(?:/|of|von|de|di|из)\s*\d+)?\W*",
    re.IGNORECASE,
)


def folders_of(locators: Iterable[str]) -> dict[str, list[str]]:
    """The pages of each folder, by name; those of a folder of few are counted as of the folder above it."""
    folders: dict[str, list[str]] = {}
    for locator in locators:
        folders.setdefault(_above(locator), []).append(locator)
    known = {one for folder in folders for one in (folder, *_all_above(folder))}
    for folder in sorted(known, key=lambda one: (-one.count("/"), one)):
        if folder and len(folders.get(folder, ())) < FEWEST_PAGES:
            folders.setdefault(_above(folder), []).extend(folders.pop(folder, ()))
    return {folder: sorted(pages) for folder, pages in folders.items() if pages}


def is_within(locator: str, folder: str) -> bool:
    """Whether a file is in a folder or in one below it; the name of the outermost folder is empty."""
    return not folder or locator.startswith(f"{folder}/")


def lines_at_edges(text: str, parts: Sequence[Part]) -> frozenset[str]:
    """The lines near the beginning and the end of a page that its folder may share."""
    edges = [*islice(parts, EDGE_PARTS), *islice(reversed(parts), EDGE_PARTS)]
    return frozenset(line for part in edges for line in _lines(text, part))


def shared_lines(pages: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Which of its `lines_at_edges` each page of a folder, in their order, shares with most of the others.

    A line that may be sought, as it is long or has a figure in it, is left to the first page that has it; one
    with a label (`Status: open`) to all.
    """
    counts = Counter(line for lines in pages.values() for line in lines)
    least = max(FEWEST_PAGES, len(pages) // 2 + 1)
    shared = {line for line, count in counts.items() if count >= least and not _LABELLED.match(line)}
    told: set[str] = set()
    found = {}
    for page, lines in pages.items():
        own = shared.intersection(lines)
        found[page] = frozenset(line for line in own if line in told or _is_of_a_menu(line))
        told |= own
    return found


def without_shared(text: str, parts: Sequence[Part], shared: Collection[str]) -> Sequence[Part]:
    """The parts without those at the beginning and the end that have shared lines only, and their headings.

    All parts, where nothing else is left.
    """
    if not shared:
        return parts
    kept = parts[_end_of_run(text, parts, shared) :]
    kept = kept[: len(kept) - _begin_of_foot(text, kept, shared)]
    return kept or parts


def _end_of_run(text: str, parts: Sequence[Part], shared: Collection[str]) -> int:
    """How many parts the run of shared lines has that a page begins with."""
    end = 0
    for number, part in enumerate(parts, 1):
        if _is_shared(text, part, shared):
            end = number
        elif part.kind is not BlockKind.HEADING or " ".join(part.span.of(text).split()) not in shared:
            break
    return end


def _begin_of_foot(text: str, parts: Sequence[Part], shared: Collection[str]) -> int:
    """How many parts the run has that a page ends with; a shared heading above it goes too."""
    count = 0
    for part in reversed(parts):
        is_head = count and part.kind is BlockKind.HEADING and part.span.of(text) in shared
        if not is_head and not _is_shared(text, part, shared):
            break
        count += 1
    return count


def _is_shared(text: str, part: Part, shared: Collection[str]) -> bool:
    return part.kind in _MAY_BE and all(line in shared for line in _lines(text, part))


def _lines(text: str, part: Part) -> Iterable[str]:
    if part.kind not in {*_MAY_BE, BlockKind.HEADING}:
        return ()
    lines = (" ".join(line.split()) for line in part.span.of(text).split("\n"))
    return ["[Page]" if _PAGE_NUMBER.fullmatch(line) else line for line in lines if line]


def _is_of_a_menu(line: str) -> bool:
    return len(line.split()) <= MOST_WORDS_OF_A_MENU and not _SAYS_SOMETHING.search(line)


def _above(locator: str) -> str:
    return locator.rpartition("/")[0]


def _all_above(folder: str) -> Iterable[str]:
    while folder:
        folder = _above(folder)
        yield folder
