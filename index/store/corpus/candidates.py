"""Candidates as stored: passages with what ranking needs, read past SQLAlchemy's types and without texts."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
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
    type_coerce,
)

from index.model import (
    Candidate,
    DocumentHead,
    DocumentId,
    PartialDate,
    Passage,
    PassageId,
    Role,
    Span,
    Statistics,
)
from index.store.corpus.tables import documents, passages
from index.store.corpus.validity.outdated import outdated_among
from index.store.corpus.validity.page_states import states_among

_ROLES = {role.value: role for role in Role}
_OF_PASSAGES = ("id", "position", "start", "text", "sentences", "roles", "headings", "language", "statistics")
_OF_DOCUMENTS = ("id", "source_id", "title", "url", "publisher", "published", "language", "tags", "by_owner")
_OF_COPIES = ("fingerprint", "added_at")

_HAS_PLACES: ColumnElement[bool] = cast(documents.c.places, String) != literal_column("'[]'")
"""Told by the database: the places themselves may be many, and are rarely needed."""


def find_candidates(connection: Connection, ids: Collection[PassageId]) -> tuple[Candidate, ...]:
    """The passages with all that ranking needs, in no order; those that are gone are left out.

    Of documents with the same text only the newest one's are among them.
    """
    if not ids:
        return ()
    names = {f"id_{number}": one for number, one in enumerate(ids)}
    text, order = _statement(connection.dialect, len(names))
    rows = connection.exec_driver_sql(text, tuple(names[name] for name in order)).all()
    heads: dict[str, DocumentHead] = {}
    ages: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        fingerprint, age = _fingerprint_and_age(row)
        ages[fingerprint] = max(age, ages.get(fingerprint, age))
    speaking = (row for row in rows if (seen := _fingerprint_and_age(row))[1] == ages[seen[0]])
    found = [_candidate(row[: -len(_OF_COPIES)], heads) for row in speaking]
    told = _with_standing(connection, heads.values())
    return tuple(replace(one, document=told[one.document.id]) if told else one for one in found)


def _with_standing(connection: Connection, heads: Collection[DocumentHead]) -> dict[DocumentId, DocumentHead]:
    """The heads, by their ids, with whether they are valid and their pages there; none where all are."""
    outdated = outdated_among(connection, heads, datetime.now(UTC).date())
    pages = states_among(connection, [head.id for head in heads])
    if not (outdated or pages):
        return {}
    told = {}
    for head in heads:
        why, until = outdated.get(head.id, (None, None))
        told[head.id] = replace(head, outdated=why, valid_until=until, page=pages.get(head.id))
    return told


def find_heads(connection: Connection, ids: Collection[DocumentId]) -> dict[DocumentId, DocumentHead]:
    """What is told of each of these documents beside its text; those that are gone are left out."""
    columns: list[ColumnElement[Any]] = [type_coerce(documents.c[n], String) for n in _OF_DOCUMENTS]
    rows = connection.execute(select(*columns, _HAS_PLACES).where(documents.c.id.in_(ids)))
    return {head.id: head for head in map(_head, rows)}


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> tuple[str, Sequence[str]]:
    """The statement for so many ids as the driver takes it, and which parameter is which."""
    of_passages, of_documents, of_copies = (
        [type_coerce(table.c[name], String) for name in names]
        for table, names in (
            (passages, _OF_PASSAGES),
            (documents, _OF_DOCUMENTS),
            (documents, _OF_COPIES),
        )
    )
    columns: list[ColumnElement[Any]] = [*of_passages, *of_documents, _HAS_PLACES, *of_copies]
    wanted = passages.c.id.in_([bindparam(f"id_{number}") for number in range(count)])
    compiled = select(*columns).join_from(passages, documents).where(wanted).compile(dialect=dialect)
    return str(compiled), tuple(getattr(compiled, "positiontup", None) or ())


def _fingerprint_and_age(row: Sequence[Any]) -> tuple[str, tuple[str, str, str]]:
    """What a document has in common with its copies, and what tells which of them is the newest."""
    of_document = row[len(_OF_PASSAGES) :]
    fingerprint, added_at = of_document[-len(_OF_COPIES) :]
    return fingerprint, (of_document[_OF_DOCUMENTS.index("published")] or "", added_at, of_document[0])


def _candidate(row: Sequence[Any], heads: dict[str, DocumentHead]) -> Candidate:
    id_, position, start, text, sentences, roles, headings, language, statistics, *of_document = row
    head = heads.get(of_document[0])
    if head is None:
        head = heads[of_document[0]] = _head(of_document)
    passage = Passage(
        id=id_,
        document_id=head.id,
        position=position,
        span=Span(start, start + len(text)),
        text=text,
        sentences=tuple(Span(*one) for one in json.loads(sentences)),
        roles=tuple(_ROLES[role] for role in roles),
        headings=tuple(json.loads(headings)) if headings != "[]" else (),
        language=language,
    )
    return Candidate(passage, head, Statistics.from_text(statistics))


def _head(row: Sequence[Any]) -> DocumentHead:
    id_, source_id, title, url, publisher, published, language, tags, by_owner, has_places = row
    date = published and PartialDate.parse(published)
    all_tags = tuple(json.loads(tags))
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
