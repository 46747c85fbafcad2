"""A page of the list of sources, whose cost is that of the page; what is counted is counted in an index."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, String, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from index.model import Filter, Listing, Source, SourceId, SourcePage
from index.store.corpus.filtering import admitted, elements
from index.store.corpus.listing.seen import count_with_texts, counted, has_texts, source_of
from index.store.corpus.tables import documents, sources

_IDS_AT_ONCE: Final = 500


def find_page(
    connection: Connection, listing: Listing, within: Filter, *, limit: int, offset: int
) -> SourcePage:
    """Up to `limit` of the sources that `within` admits and `listing` wants, by locator, after `offset`."""
    wanted = _wanted(listing, within)
    if listing.words:
        ids = list(_with_words(connection, wanted, listing.words.casefold().split()))
        these = ids[offset : offset + limit]
        found: list[Source] = []
        for first in range(0, len(these), _IDS_AT_ONCE):
            found += _read(connection, [sources.c.id.in_(these[first : first + _IDS_AT_ONCE])])
        return SourcePage(tuple(found), len(ids))
    shown = tuple(_read(connection, wanted, limit, offset))
    return SourcePage(shown, *_count(connection, listing, within, wanted))


def count_tags(
    connection: Connection, *, with_texts: bool = False, within: Filter = Filter()
) -> dict[str, int]:
    """How many admitted sources, or of them those with texts, have each tag; the commonest first."""
    tag = elements(sources.c.tags, joins_implicitly=True)
    number = func.count().label("number")
    tagged = [*_wanted(Listing(with_texts=with_texts), within), cast(sources.c.tags, String) != "[]"]
    wanted = select(tag.c.value, number).select_from(sources, tag).where(*tagged).group_by(tag.c.value)
    rows = connection.execute(wanted.order_by(number.desc(), tag.c.value))
    return {row.value: row.number for row in rows}


def _wanted(listing: Listing, within: Filter) -> list[ColumnElement[bool]]:
    wanted = [sources.c.removed_at.is_(None), *admitted(sources, within)]
    if listing.tag is not None:
        wanted += admitted(sources, Filter(tags=frozenset([listing.tag])))
    if listing.failing:
        wanted.append(sources.c.error.is_not(None))
    return [*wanted, has_texts()] if listing.with_texts else wanted


def _read(
    connection: Connection, wanted: list[ColumnElement[bool]], limit: int | None = None, offset: int = 0
) -> list[Source]:
    found = counted().where(*wanted).order_by(sources.c.locator).limit(limit).offset(offset)
    return [source_of(row) for row in connection.execute(found).mappings()]


def _with_words(
    connection: Connection, wanted: list[ColumnElement[bool]], words: list[str]
) -> Iterator[SourceId]:
    """The sources that have all of these in what names them, in the order of the list."""
    named = ("id", "title", "publisher", "locator", "url", "tags")
    columns = [sources.c[name] for name in named]
    for *names, tags in connection.execute(select(*columns).where(*wanted).order_by(sources.c.locator)):
        name = " ".join([*filter(None, names), *tags]).casefold()
        if all(word in name for word in words):
            yield SourceId(names[0])


def _count(
    connection: Connection, listing: Listing, within: Filter, wanted: list[ColumnElement[bool]]
) -> tuple[int, int]:
    """How many sources there are, and how many passages they have."""
    passages = select(func.coalesce(func.sum(documents.c.passages), 0))
    if listing == Listing(with_texts=True) and not within:  # of all that is there
        return count_with_texts(connection), int(connection.scalar(passages) or 0)
    number = connection.scalar(select(func.count()).select_from(sources).where(*wanted)) or 0
    joined = sources.join(documents, documents.c.source_id == sources.c.id)
    is_all = listing == Listing() and not within
    of_these = passages if is_all else passages.select_from(joined).where(*wanted)
    return number, int(connection.scalar(of_these) or 0)
