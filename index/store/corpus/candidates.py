"""Candidates as stored: passages with what ranking needs, read past SQLAlchemy's types and without texts."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, starmap
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    String,
    bindparam,
    cast,
    literal_column,
    select,
)

from index.model import (
    Candidate,
    DocumentHead,
    DocumentId,
    Outdated,
    PartialDate,
    Passage,
    PassageId,
    Role,
    Span,
    Statistics,
)
from index.store.corpus.tables import documents, page_states, passages, supersessions, validity
from index.store.corpus.validity.outdated import superseded_among
from index.store.corpus.validity.page_states import read_state
from index.store.straight import Straight, as_text, straight

_ROLES = {role.value: role for role in Role}
_OF_PASSAGES = ("id", "position", "start", "text", "sentences", "roles", "headings", "language", "statistics")
_OF_DOCUMENTS = ("id", "source_id", "title", "url", "publisher", "published", "language", "tags", "by_owner")
_OF_COPIES = ("fingerprint", "added_at")
_OF_PAGES = ("is_gone", "lost")
_OF_VALIDITY = ("valid_until", "last_day")
_OF_HEADS = len(_OF_DOCUMENTS) + 1
_STANDING_AT = len(_OF_PASSAGES) + _OF_HEADS + len(_OF_COPIES)

_HAS_PLACES: ColumnElement[bool] = cast(documents.c.places, String) != literal_column("'[]'")
"""Told by the database: the places themselves may be many, and are rarely needed."""


def find_candidates(connection: Connection, ids: Collection[PassageId]) -> tuple[Candidate, ...]:
    """The passages with all that ranking needs, in no order; those that are gone are left out.

    Of documents with the same text only the newest one's are among them.
    """
    if not ids:
        return ()
    names = {f"id_{number}": one for number, one in enumerate(ids)}
    rows = _statement(connection.dialect, len(names)).run(connection, names).all()
    ages: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        fingerprint, age = _fingerprint_and_age(row)
        ages[fingerprint] = max(age, ages.get(fingerprint, age))
    speaking = [row for row in rows if (seen := _fingerprint_and_age(row))[1] == ages[seen[0]]]
    heads = _heads(connection, speaking)
    return tuple(_candidate(row, heads[row[len(_OF_PASSAGES)]]) for row in speaking)


def _heads(connection: Connection, rows: Sequence[Sequence[Any]]) -> dict[DocumentId, DocumentHead]:
    """The heads of the documents, by their ids, with whether they are valid and their pages there."""
    of_documents = {row[len(_OF_PASSAGES)]: row[len(_OF_PASSAGES) :] for row in rows}
    heads = {id_: _head(row[:_OF_HEADS]) for id_, row in of_documents.items()}
    supersedes = bool(rows) and rows[0][-1]
    superseded = superseded_among(connection, heads.values()) if supersedes else frozenset()
    today = datetime.now(UTC).date().isoformat()
    for id_, row in of_documents.items():
        is_gone, lost, valid_until, last_day, _ = row[_STANDING_AT - len(_OF_PASSAGES) :]
        why: Outdated | None = Outdated.SUPERSEDED if id_ in superseded else None
        until = None
        if last_day is not None and last_day < today:
            why, until = Outdated.EXPIRED, PartialDate.parse(valid_until)
        page = read_state(is_gone, lost)
        if why or page:
            heads[id_] = replace(heads[id_], outdated=why, valid_until=until, page=page)
    return heads


def find_heads(connection: Connection, ids: Collection[DocumentId]) -> dict[DocumentId, DocumentHead]:
    """What is told of each of these documents beside its text; those that are gone are left out."""
    columns = [as_text(documents.c[name]) for name in _OF_DOCUMENTS]
    rows = connection.execute(select(*columns, _HAS_PLACES).where(documents.c.id.in_(ids)))
    return {head.id: head for head in map(_head, rows)}


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> Straight:
    """The statement for so many ids."""
    of_passages, of_documents, *others = (
        [as_text(table.c[name]) for name in names]
        for table, names in (
            (passages, _OF_PASSAGES),
            (documents, _OF_DOCUMENTS),
            (documents, _OF_COPIES),
            (page_states, _OF_PAGES),
            (validity, _OF_VALIDITY),
        )
    )
    columns: list[ColumnElement[Any]] = [*of_passages, *of_documents, _HAS_PLACES, *chain(*others)]
    wanted = passages.c.id.in_([bindparam(f"id_{number}") for number in range(count)])
    statement = (
        select(*columns, select(supersessions.c.target).exists())
        .join_from(passages, documents)
        .outerjoin(page_states, page_states.c.document_id == documents.c.id)
        .outerjoin(validity, validity.c.document_id == documents.c.id)
        .where(wanted)
    )
    return straight(statement, dialect)


def _fingerprint_and_age(row: Sequence[Any]) -> tuple[str, tuple[str, str, str]]:
    """What a document has in common with its copies, and what tells which of them is the newest."""
    of_document = row[len(_OF_PASSAGES) : _STANDING_AT]
    fingerprint, added_at = of_document[-len(_OF_COPIES) :]
    return fingerprint, (of_document[_OF_DOCUMENTS.index("published")] or "", added_at, of_document[0])


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
