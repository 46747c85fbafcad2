"""What documents have alike: the whole text, of which one speaks, or lines that a folder's pages share."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, ScalarSelect, func, select, update

from index.model import ChangeKind, DocumentId, Part, SourceId, SourceKind
from index.store.corpus.tables import changes, documents, meta, sources
from index.store.database import upsert

_CURSOR: Final = "shared_lines_cursor"
_PAGES: Final = (".html", ".htm")
_FIGURES: Final = re.compile(r"\d{2,}")


def fingerprint(title: str, text: str, *, is_named_by_file: bool = False) -> str:
    """The same for two documents only if they differ in nothing but white space.

    The title belongs to it, unless the text begins with it, since two lists may differ in nothing but the
    year or the name above them. Of a title that is but the file's name only its figures count, such as a
    year: a copy has another name.
    """
    words = " ".join(text.split())
    above = " ".join(_FIGURES.findall(title) if is_named_by_file else title.split())
    whole = words if words.startswith(above.rstrip("…")) else f"{above} {words}"
    return hashlib.sha256(whole.encode()).hexdigest()


def speaker() -> ScalarSelect[SourceId]:
    """The source that has the newest copy of a text of a row of sources: itself, if no other has the same."""
    own, copy = documents.alias(), documents.alias()
    copies = select(copy.c.source_id).join_from(own, copy, copy.c.fingerprint == own.c.fingerprint)
    newest_first = (func.coalesce(copy.c.published, "").desc(), copy.c.added_at.desc(), copy.c.id.desc())
    ours = copies.where(own.c.source_id == sources.c.id).correlate(sources)
    return ours.order_by(*newest_first).limit(1).scalar_subquery()


def speakers_of_copies(connection: Connection) -> dict[SourceId, SourceId]:
    """By each source with a text that another document has too, the source that has the newest copy."""
    copy = documents.alias()
    shared = select(copy.c.fingerprint).group_by(copy.c.fingerprint).having(func.count() > 1)
    ours = select(documents.c.source_id).where(documents.c.fingerprint.in_(shared))
    wanted = select(sources.c.id, speaker().label("speaker")).where(sources.c.id.in_(ours))
    return {row.id: row.speaker for row in connection.execute(wanted)}


class Stored(NamedTuple):
    """A page with the lines that it was known to share, and what tells whether its text is still that."""

    id: DocumentId
    shared: frozenset[str]
    fingerprint: str


class Page(NamedTuple):
    """A page with its text."""

    stored: Stored
    text: str
    parts: tuple[Part, ...]


class Place(NamedTuple):
    """Where a page is, and whether its folder has to be counted anew."""

    locator: str
    id: DocumentId
    is_touched: bool


class Uncounted(NamedTuple):
    """All pages of the watched folders in the order of their names, up to a change."""

    places: Sequence[Place]
    cursor: int


def uncounted(connection: Connection) -> Uncounted | None:
    """The pages, all of them touched where something was removed; None when nothing has changed."""
    cursor = int(connection.scalar(select(meta.c.value).where(meta.c.key == _CURSOR)) or 0)
    since = select(changes).where(changes.c.id > cursor, changes.c.kind != ChangeKind.RENEWED).subquery()
    newest = connection.scalar(select(func.max(since.c.id)))
    if newest is None:
        return None
    changed = set(connection.scalars(select(since.c.source_id)))
    is_any_gone = ChangeKind.REMOVED in connection.scalars(select(since.c.kind).distinct()).all()
    files = select(sources.c.id, sources.c.locator, documents.c.id.label("document")).join(documents)
    rows = connection.execute(files.where(sources.c.kind == SourceKind.FILE).order_by(sources.c.locator))
    places = [
        Place(row.locator, row.document, is_any_gone or row.id in changed)
        for row in rows
        if row.locator.lower().endswith(_PAGES)
    ]
    return Uncounted(places, newest)


def read_pages(connection: Connection, ids: Collection[DocumentId]) -> list[Page]:
    """The pages with these ids, in no order."""
    columns = (documents.c.id, documents.c.text, documents.c.parts, documents.c.shared_lines)
    rows = connection.execute(select(*columns, documents.c.fingerprint).where(documents.c.id.in_(ids)))
    return [
        Page(
            Stored(row.id, frozenset(row.shared_lines), row.fingerprint),
            row.text,
            tuple(Part.from_row(*stored) for stored in row.parts),
        )
        for row in rows
    ]


def put_shared(connection: Connection, found: Mapping[Stored, frozenset[str]], cursor: int) -> None:
    """Remember what each page shares with its folder, and let those be analysed anew that share other lines.

    A page that has changed since it was read waits for the count that its change brings.
    """
    for page, lines in found.items():
        if lines != page.shared:
            this = (documents.c.id == page.id, documents.c.fingerprint == page.fingerprint)
            other = {"shared_lines": sorted(lines), "analysis_version": 0}
            source_id = connection.scalar(
                update(documents).where(*this).values(other).returning(documents.c.source_id)
            )
            dropped = sources.c.dropped_words + _words(lines) - _words(page.shared)
            connection.execute(update(sources).where(sources.c.id == source_id).values(dropped_words=dropped))
    upsert(connection, meta, {"key": _CURSOR, "value": str(cursor)}, key=["key"], update=["value"])


def _words(lines: Collection[str]) -> int:
    return sum(len(line.split()) for line in lines)
