"""What has become of documents since they were read: no longer valid, or their pages not as they were."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from index.model import DocumentHead, DocumentId, Outdated, PartialDate
from index.store.corpus.tables import changes, documents, page_states, supersessions, validity
from index.store.corpus.validity.outdated import superseded_among
from index.store.corpus.validity.page_states import read_state
from index.store.straight import Straight, as_text, straight

_AT_ONCE = 10


class Look(NamedTuple):
    """The last change of the corpus, and whether there is anything to tell of the standing of documents."""

    newest: int
    has_states: bool
    supersedes: bool

    @classmethod
    def at(cls, connection: Connection) -> Self:
        """What a read sees; one short statement."""
        newest, has_states, supersedes = _look(connection.dialect).run(connection, {}).one()
        return cls(newest or 0, bool(has_states), bool(supersedes))

    def with_standing(
        self, connection: Connection, heads: Collection[DocumentHead]
    ) -> dict[DocumentId, DocumentHead]:
        """The heads of those that are outdated, or whose pages are not as they were, by their ids."""
        known = {head.id: head for head in heads}
        superseded = superseded_among(connection, heads) if self.supersedes and known else frozenset()
        changed = {id_: replace(known[id_], outdated=Outdated.SUPERSEDED) for id_ in superseded}
        return changed | _of_states(connection, known | changed) if self.has_states and known else changed


def _of_states(
    connection: Connection, heads: dict[DocumentId, DocumentHead]
) -> dict[DocumentId, DocumentHead]:
    ids = [*heads]
    count = -(-len(ids) // _AT_ONCE) * _AT_ONCE  # few different statements, each made once
    names = {f"id_{number}": ids[min(number, len(ids) - 1)] for number in range(count)}
    today = datetime.now(UTC).date().isoformat()
    changed = {}
    for row in _states(connection.dialect, count).run(connection, names):
        id_, is_gone, lost, valid_until, last_day = row
        head, page = heads[id_], read_state(is_gone, lost)
        if last_day is not None and last_day < today:
            head = replace(head, outdated=Outdated.EXPIRED, valid_until=PartialDate.parse(valid_until))
        if page or head is not heads[id_]:
            changed[id_] = replace(head, page=page)
    return changed


@lru_cache(maxsize=4)
def _look(dialect: Dialect) -> Straight:
    tells = exists(select(page_states.c.document_id)) | exists(select(validity.c.document_id))
    newest = select(func.max(changes.c.id)).scalar_subquery()
    columns: list[ColumnElement[Any]] = [newest, tells, exists(select(supersessions.c.target))]
    return straight(select(*columns), dialect)


@lru_cache(maxsize=64)
def _states(dialect: Dialect, count: int) -> Straight:
    columns = (page_states.c.is_gone, page_states.c.lost, validity.c.valid_until, validity.c.last_day)
    wanted = documents.c.id.in_([bindparam(f"id_{number}") for number in range(count)])
    says_nothing = cast(page_states.c.lost, String) == literal_column("'[]'")
    tells = or_(page_states.c.is_gone, ~says_nothing, validity.c.document_id.is_not(None))
    statement = (
        select(documents.c.id, *map(as_text, columns))
        .outerjoin_from(documents, page_states, page_states.c.document_id == documents.c.id)
        .outerjoin(validity, validity.c.document_id == documents.c.id)
        .where(wanted, tells)
    )
    return straight(statement, dialect)
