"""What most pages of a folder have alike is furniture of the folder: counted when one of them has changed."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from index.model import DocumentId
from index.sources.shared_lines import folders_of, is_within, lines_at_edges, shared_lines
from index.store.corpus.copies import Stored, put_shared, read_pages, uncounted
from index.store.database import Database

_READ_AT_ONCE: Final = 100


def count_shared_lines(database: Database) -> None:
    """Count the lines of the folders whose pages have changed since the last count; cheap when none has.

    Pages that share other lines now are left to be analysed anew. What was counted is the same whenever it is
    done, and in whatever order the pages came.
    """
    waiting = database.read(uncounted)
    if waiting is None:
        return
    found: dict[Stored, frozenset[str]] = {}
    ids = {place.locator: place.id for place in waiting.places}
    touched = [place.locator for place in waiting.places if place.is_touched]
    for folder, locators in folders_of(ids).items():
        if any(is_within(locator, folder) for locator in touched):
            found |= _counted(database, [ids[locator] for locator in locators])
    database.write(partial(put_shared, found=found, cursor=waiting.cursor))


def _counted(database: Database, ids: Sequence[DocumentId]) -> dict[Stored, frozenset[str]]:
    """The lines that each page of a folder shares with most of it."""
    stored: dict[DocumentId, Stored] = {}
    lines: dict[str, frozenset[str]] = {}
    for start in range(0, len(ids), _READ_AT_ONCE):
        some = ids[start : start + _READ_AT_ONCE]
        pages = {page.stored.id: page for page in database.read(partial(read_pages, ids=some))}
        for page in (pages[id_] for id_ in some if id_ in pages):
            stored[page.stored.id] = page.stored
            lines[page.stored.id] = lines_at_edges(page.text, page.parts)
    return {stored[DocumentId(id_)]: shared for id_, shared in shared_lines(lines).items()}
