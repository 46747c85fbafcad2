"""In how many passages a term occurs is told by the database, and is true after whatever has changed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from index.model import Document, DocumentId, ReadingNotes, SourceId, Statistics
from index.sources.ingest import analyse_document
from index.store.corpus import documents, sources
from index.store.corpus import given as handed_over
from index.store.corpus.following.stored_terms import StoredTerms
from index.store.corpus.sources import Stamp
from index.store.corpus.tables import passages, terms
from index.store.database import Database
from tests.databases import open_current

NOW = datetime(2024, 8, 8, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_current(f"sqlite:///{tmp_path}/footnote.db")) as opened:
        yield opened


def put(database: Database, name: str, text: str) -> None:
    document = Document(DocumentId(name), SourceId(name), f"About {name}", text, language="en")
    database.write(
        partial(
            sources.put_read,
            locator=f"{name}.md",
            stamp=Stamp(1, 2),
            digest="",
            head=document.head,
            read=[(document, analyse_document(document))],
            notes=ReadingNotes(),
            at=NOW,
        )
    )


def remove(database: Database, name: str) -> None:
    database.write(partial(sources.remove, source_id=SourceId(name), at=NOW, leave_mark=False))


def kept(database: Database) -> dict[str, int]:
    def read(connection: Connection) -> dict[str, int]:
        return {row.term: row.passages for row in connection.execute(select(terms)) if row.passages}

    return database.read(read)


def true_counts(database: Database) -> Counter[str]:
    def read(connection: Connection) -> Counter[str]:
        stored = connection.scalars(select(passages.c.statistics))
        return Counter(term for one in stored for term in {*Statistics.from_text(one).vocabulary.split()})

    return database.read(read)


def test_nothing_is_counted_before_an_engine_wants_it(database: Database) -> None:
    put(database, "mining", "The mining law bans crypto mining.")
    assert kept(database) == {}


def test_what_was_there_is_counted_once_and_what_comes_later_too(database: Database) -> None:
    put(database, "mining", "The mining law bans crypto mining.")
    counted = StoredTerms(database)
    counted.count()
    counted.count()
    put(database, "bank", "The bank likes no mining.")
    assert counted.frequencies(["mine", "bank", "nothing"]) == {"mine": 2, "bank": 1}
    assert kept(database) == true_counts(database)


def test_a_change_that_fails_leaves_the_counts_as_they_were(database: Database) -> None:
    StoredTerms(database).count()
    put(database, "mining", "The mining law.")
    before = kept(database)

    def fail(connection: Connection) -> None:
        documents.remove(connection, SourceId("mining"), [DocumentId("mining")], NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.write(fail)
    assert kept(database) == before


def test_a_source_put_back_counts_again(database: Database) -> None:
    StoredTerms(database).count()
    put(database, "mining", "The mining law bans crypto mining.")
    before = kept(database)
    withdraw = partial(handed_over.remove_for_now, source_id=SourceId("mining"), at=NOW, leave_mark=False)
    database.write(withdraw)
    assert kept(database) == {}
    database.write(partial(handed_over.restore, source_id=SourceId("mining"), at=NOW))
    assert kept(database) == before != {}


def test_words_with_a_beginning_come_most_frequent_first(database: Database) -> None:
    counted = StoredTerms(database)
    counted.count()
    put(database, "a", "mint банк")
    put(database, "b", "mint mine банка")
    put(database, "c", "mine mint mist")
    remove(database, "c")
    assert counted.words("mi", 5) == ["mint", "mine"]
    assert counted.words("mi", 1) == ["mint"]
    assert counted.words("бан", 5) == ["банк"]
    assert counted.words("mis", 5) == []


TEXTS = st.lists(st.sampled_from(["law", "bank", "mining", "tax", "банк", "право"]), max_size=8).map(" ".join)
STEPS = st.lists(st.tuples(st.sampled_from("abc"), st.one_of(st.none(), TEXTS)), min_size=1, max_size=10)


@settings(max_examples=15)
@given(steps=STEPS, counted_after=st.integers(0, 5))
def test_the_counts_are_true_after_any_changes(
    steps: list[tuple[str, str | None]], counted_after: int
) -> None:
    with TemporaryDirectory() as folder, closing(open_current(f"sqlite:///{folder}/f.db")) as database:
        for number, (name, text) in enumerate(steps):
            if number == counted_after:
                StoredTerms(database).count()
            if text is None:
                remove(database, name)
            else:
                put(database, name, text)
        StoredTerms(database).count()
        assert kept(database) == true_counts(database)
