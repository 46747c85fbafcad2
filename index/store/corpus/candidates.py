"""Candidates as stored: passages with what ranking needs, read past SQLAlchemy's types and without texts."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import starmap
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    String,
    bindparam,
    cast,
    literal_column,
    select,
)
from sqlalchemy.types import TypeEngine

from index.model import (
    Candidate,
    Document,
    DocumentHead,
    DocumentId,
    PartialDate,
    Passage,
    PassageId,
    Role,
    Span,
    Statistics,
)
from index.store.corpus.documents import document_of
from index.store.corpus.tables import documents, passages
from index.store.corpus.validity.standing import Look
from index.store.kept import Kept
from index.store.straight import Straight, as_text, straight

_ROLES = {role.value: role for role in Role}
_OF_PASSAGES = ("id", "position", "start", "text", "sentences", "roles", "headings", "language", "statistics")
_OF_DOCUMENTS = ("id", "source_id", "title", "url", "publisher", "published", "language", "tags", "by_owner")
_OF_COPIES = ("fingerprint", "added_at")
_NOT_OF_WHOLES = {"added_at", "analysis_version", "fingerprint"}
_OF_WHOLES = {column.name: column.type for column in documents.c if column.name not in _NOT_OF_WHOLES}
_AT_ONCE: Final = 10
_MOST_PASSAGES: Final = 3_000
"""Kept with what was found out about them: some 30 MB in the largest corpus."""

_MOST_TEXT: Final = 2_000_000
"""Code points of the documents kept."""

_HAS_PLACES: ColumnElement[bool] = cast(documents.c.places, String) != literal_column("'[]'")
"""Told by the database: the places themselves may be many, and are rarely needed."""


class _Stored(NamedTuple):
    """A candidate, what its document has in common with its copies, and what tells which is the newest."""

    candidate: Candidate
    fingerprint: str
    age: tuple[str, str, str]


class Candidates:
    """Keeps the candidates and whole documents that were read last, until the log of changes grows.

    For any thread.
    """

    def __init__(self) -> None:
        self.passages: Kept[PassageId, _Stored] = Kept(_MOST_PASSAGES)
        self.documents: Kept[DocumentId, Document] = Kept(_MOST_TEXT, lambda one: len(one.text))

    def at(self, connection: Connection) -> "Snapshot":
        """Read them in the transaction of a connection."""
        return Snapshot(connection, self)


class Snapshot:
    """Reads candidates and whole documents in one transaction, which sees one state of the database."""

    def __init__(self, connection: Connection, kept: Candidates) -> None:
        self._connection, self._kept = connection, kept

    @cached_property
    def _look(self) -> Look:
        return Look.at(self._connection)

    def candidates(self, ids: Collection[PassageId]) -> tuple[Candidate, ...]:
        """The passages with all that ranking needs, by their ids; those that are gone are left out.

        Of documents with the same text only the newest one's are among them.
        """
        look, connection = self._look, self._connection
        found = self._kept.passages.find(look.newest, ids, partial(_read, connection))
        ages: dict[str, tuple[str, str, str]] = {}
        for one in found.values():
            ages[one.fingerprint] = max(one.age, ages.get(one.fingerprint, one.age))
        by_id = (found[id_] for id_ in sorted(found))
        speaking = [one.candidate for one in by_id if one.age == ages[one.fingerprint]]
        heads = {one.document.id: one.document for one in speaking}
        standing = look.with_standing(connection, heads.values())
        return tuple(_with_head(one, standing.get(one.document.id)) for one in speaking)

    def documents(self, ids: Collection[DocumentId]) -> tuple[Document, ...]:
        """The documents with their whole texts, in no order; those that are gone are left out."""
        read = partial(_read_documents, self._connection)
        return tuple(self._kept.documents.find(self._look.newest, ids, read).values())


def find_candidates(connection: Connection, ids: Collection[PassageId]) -> tuple[Candidate, ...]:
    """What `Snapshot.candidates` finds, with nothing kept."""
    return Candidates().at(connection).candidates(ids)


def _with_head(candidate: Candidate, head: DocumentHead | None) -> Candidate:
    return candidate if head is None else replace(candidate, document=head)


def _read(connection: Connection, ids: Sequence[PassageId]) -> dict[PassageId, _Stored]:
    count = -(-len(ids) // _AT_ONCE) * _AT_ONCE  # few different statements, each made once
    padded = [*ids, *[ids[0]] * (count - len(ids))]
    names = {f"id_{number}": one for number, one in enumerate(padded)}
    heads: dict[DocumentId, DocumentHead] = {}
    stored = {}
    for row in _statement(connection.dialect, count).run(connection, names):
        of_document = row[len(_OF_PASSAGES) : -len(_OF_COPIES)]
        fingerprint, added_at = row[-len(_OF_COPIES) :]
        head = heads.get(of_document[0]) or heads.setdefault(of_document[0], _head(of_document))
        published = of_document[_OF_DOCUMENTS.index("published")] or ""
        stored[row[0]] = _Stored(_candidate(row, head), fingerprint, (published, added_at, head.id))
    return stored


def _read_documents(connection: Connection, ids: Sequence[DocumentId]) -> dict[DocumentId, Document]:
    names = {f"id_{number}": id_ for number, id_ in enumerate(ids)}
    rows = _of_documents(connection.dialect, len(names)).run(connection, names)
    typed = (map(_typed, _OF_WHOLES.values(), row) for row in rows)
    return {one.id: one for one in (document_of(dict(zip(_OF_WHOLES, row, strict=True))) for row in typed)}


def _typed(type_: TypeEngine[Any], value: Any) -> Any:
    if isinstance(type_, JSON):
        return json.loads(value) if value != "[]" else []
    return bool(value) if isinstance(type_, Boolean) else value


def find_heads(connection: Connection, ids: Collection[DocumentId]) -> dict[DocumentId, DocumentHead]:
    """What is told of each of these documents beside its text; those that are gone are left out."""
    columns = [as_text(documents.c[name]) for name in _OF_DOCUMENTS]
    rows = connection.execute(select(*columns, _HAS_PLACES).where(documents.c.id.in_(ids)))
    return {head.id: head for head in map(_head, rows)}


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> Straight:
    """The statement for so many ids."""
    of_passages = [as_text(passages.c[name]) for name in _OF_PASSAGES]
    of_documents, of_copies = (
        [as_text(documents.c[name]) for name in names] for names in (_OF_DOCUMENTS, _OF_COPIES)
    )
    columns: list[ColumnElement[Any]] = [*of_passages, *of_documents, _HAS_PLACES, *of_copies]
    wanted = passages.c.id.in_([bindparam(f"id_{number}") for number in range(count)])
    return straight(select(*columns).join_from(passages, documents).where(wanted), dialect)


@lru_cache(maxsize=64)
def _of_documents(dialect: Dialect, count: int) -> Straight:
    wanted = documents.c.id.in_([bindparam(f"id_{number}") for number in range(count)])
    return straight(select(*(as_text(documents.c[name]) for name in _OF_WHOLES)).where(wanted), dialect)


def _candidate(row: Sequence[Any], head: DocumentHead) -> Candidate:
    id_, position, start, text, sentences, roles, headings, language, statistics = row[: len(_OF_PASSAGES)]
    passage = Passage(
        id=id_,
        document_id=head.id,
        position=position,
        span=Span(start, start + len(text)),
        text=text,
        sentences=tuple(starmap(Span, json.loads(sentences))),
        roles=tuple(map(_ROLES.__getitem__, roles)),
        headings=tuple(json.loads(headings)) if headings != "[]" else (),
        language=language,
    )
    return Candidate(passage, head, Statistics.from_text(statistics))


def _head(row: Sequence[Any]) -> DocumentHead:
    id_, source_id, title, url, publisher, published, language, tags, by_owner, has_places = row
    date = published and PartialDate.parse(published)
    all_tags = tuple(json.loads(tags)) if tags != "[]" else ()
    return DocumentHead(
        id_,
        source_id,
        title,
        url,
        publisher,
        date,
        language,
        all_tags,
        bool(by_owner),
        has_places=bool(has_places),
    )
