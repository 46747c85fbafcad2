"""What is stored comes back as it was, and the log tells an engine all it needs."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from index.engines import PassageFacts, admits
from index.model import (
    BlockKind,
    Candidate,
    ChangeKind,
    Document,
    DocumentId,
    Filter,
    Mark,
    PageState,
    Part,
    PartialDate,
    Passage,
    PassageId,
    ReadingNotes,
    SourceId,
    Span,
)
from index.sources.ingest import analyse_document
from index.store.corpus import changes, documents, sources
from index.store.corpus.candidates import Candidates, find_candidates
from index.store.corpus.following.news import News
from index.store.corpus.listing import newest, seen
from index.store.corpus.sources import Stamp
from index.store.corpus.validity.page_states import put_state
from index.store.database import Database, open_database
from tests.index.news import news_of

START = datetime(2024, 8, 8, 12, tzinfo=UTC)
DOCUMENT = Document(
    id=DocumentId("mining"),
    source_id=SourceId("law"),
    title="The mining law",
    text="\n\n".join(
        f"Paragraph {number}. " + "Many words follow here. " * 40 for number in range(5)
    ).strip(),
    url="https://example.org/law",
    publisher="The Gazette",
    published=PartialDate(2024, 8),
    language="en",
    tags=("law", "mining"),
    retells=True,
    marks=(Mark(10, "the mining law"),),
    parts=(
        Part(Span(0, 12), BlockKind.HEADING, 2),
        Part(Span(13, 4_872), BlockKind.PARAGRAPH, 0, (Span(14, 20), Span(23, 30))),
    ),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def put(database: Database, document: Document, *, hour: int = 0) -> ChangeKind | None:
    return database.write(
        partial(
            sources.put_read,
            locator=f"{document.source_id}.md",
            stamp=Stamp(1, 2),
            digest="",
            head=document.head,
            read=[(document, analyse_document(document))],
            notes=ReadingNotes(),
            at=START + timedelta(hours=hour),
        )
    )


def passages_of(database: Database, document: Document) -> list[Passage]:
    ids = [passage.id for passage, _ in analyse_document(document)]
    found = [database.read(partial(documents.find_passage, passage_id=one)) for one in ids]
    return [passage for passage in found if passage is not None]


def test_a_document_comes_back_as_it_was(database: Database) -> None:
    assert put(database, DOCUMENT) is ChangeKind.ADDED
    assert database.read(partial(documents.find, document_id=DOCUMENT.id)) == DOCUMENT
    assert passages_of(database, DOCUMENT) == [passage for passage, _ in analyse_document(DOCUMENT)]
    assert database.read(partial(documents.find, document_id=DocumentId("none"))) is None


def test_candidates_bring_all_that_ranking_needs(database: Database) -> None:
    put(database, DOCUMENT)
    analysed = {one.id: (one, statistics.to_text()) for one, statistics in analyse_document(DOCUMENT)}
    found = database.read(partial(find_candidates, ids=[*analysed, PassageId("gone")]))

    assert {one.passage.id: (one.passage, one.statistics.to_text()) for one in found} == analysed
    assert {one.document for one in found} == {DOCUMENT.head}
    assert database.read(partial(find_candidates, ids=[])) == ()
    ids = [DOCUMENT.id, DocumentId("gone")]
    assert database.read(lambda connection: Candidates().at(connection).documents(ids)) == (DOCUMENT,)


def test_kept_candidates_are_as_stored_after_every_change(database: Database) -> None:
    kept = Candidates()
    put(database, DOCUMENT)
    ids = [passage.id for passage, _ in analyse_document(DOCUMENT)]

    def found() -> tuple[Candidate, ...]:
        return database.read(lambda connection: kept.at(connection).candidates(ids))

    assert found() == found() == database.read(partial(find_candidates, ids=ids)) != ()
    put(database, replace(DOCUMENT, title="Another title", url="https://site.test/other"), hour=2)
    ids = [passage.id for passage, _ in analyse_document(replace(DOCUMENT, title="Another title"))]
    assert {one.document.title for one in found()} == {"Another title"}
    put_gone_page = partial(put_state, document_id=DOCUMENT.id, at=START, is_gone=True)
    database.write(put_gone_page)
    assert {one.document.page for one in found()} == {PageState(is_gone=True)}
    remove = partial(documents.remove, source_id=DOCUMENT.source_id, ids=[DOCUMENT.id], at=START)
    database.write(remove)
    assert found() == ()


def test_neighbours_are_those_of_the_same_document(database: Database) -> None:
    put(database, DOCUMENT)
    put(database, replace(DOCUMENT, id=DocumentId("other"), source_id=SourceId("other")))
    stored = passages_of(database, DOCUMENT)
    assert len(stored) >= 3

    def around(passage: Passage) -> list[Passage]:
        return list(database.read(partial(documents.neighbours, passage_id=passage.id)))

    assert around(stored[0]) == stored[:2]
    assert around(stored[1]) == stored[:3]
    assert around(stored[-1]) == stored[-2:]
    assert database.read(partial(documents.neighbours, passage_id=PassageId("gone"))) == ()


def test_the_latest_documents_come_first_and_an_edit_makes_none_new(database: Database) -> None:
    for hour, name in enumerate("abc"):
        put(database, replace(DOCUMENT, id=DocumentId(name), source_id=SourceId(name)), hour=hour)
    put(database, replace(DOCUMENT, id=DocumentId("a"), source_id=SourceId("a"), title="Edited"), hour=9)

    def names(limit: int, offset: int = 0) -> str:
        found = database.read(partial(newest.latest, limit=limit, offset=offset))
        return "".join(document.id for document in found)

    assert (names(2), names(2, 2)) == ("cb", "a")


def test_the_log_grows_by_what_changes_and_only_by_that(database: Database) -> None:
    edited = replace(DOCUMENT, title="Edited")
    assert put(database, DOCUMENT) is ChangeKind.ADDED
    assert put(database, DOCUMENT) is None
    assert put(database, edited) is ChangeKind.CHANGED
    database.write(partial(sources.remove, source_id=DOCUMENT.source_id, at=START, leave_mark=False))
    put(database, DOCUMENT)

    log = database.read(partial(changes.list_after, after=0, limit=10))
    kinds = [change.kind for change in log]
    assert kinds == [ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED, ChangeKind.ADDED]
    assert [change.id for change in log] == sorted({change.id for change in log})
    assert {(change.source_id, change.document_id) for change in log} == {
        (SourceId("law"), DocumentId("mining"))
    }
    assert database.read(partial(changes.list_after, after=log[1].id, limit=1)) == (log[2],)


def test_an_id_of_the_log_is_never_used_again(database: Database) -> None:
    put(database, DOCUMENT)
    (last,) = database.read(partial(changes.list_after, after=0, limit=10))
    database.write(lambda connection: connection.exec_driver_sql("DELETE FROM changes"))
    put(database, replace(DOCUMENT, title="Edited"))

    (next_one,) = database.read(partial(changes.list_after, after=0, limit=10))
    assert next_one.id > last.id


def test_an_engine_follows_the_log_from_any_place(database: Database) -> None:
    put(database, DOCUMENT)
    everything = news_of(database, None)
    assert everything is not None
    added = list(everything.added)
    assert [entry.id for entry in added] == [p.id for p in passages_of(database, DOCUMENT)]
    assert added[0].facts == PassageFacts(SourceId("law"), ("law", "mining"), "en", PartialDate(2024, 8))
    assert everything.languages == {"en"}
    assert news_of(database, everything.cursor) is None

    shorter = replace(DOCUMENT, text=DOCUMENT.text[:600], language="de")
    put(database, shorter)
    edit = news_of(database, everything.cursor)
    assert edit is not None
    kept = {passage.id for passage in passages_of(database, shorter)}
    assert {entry.id for entry in edit.added} == kept
    assert set(edit.removed) == {entry.id for entry in everything.added} - kept
    assert edit.languages == {"de", "en"}  # the text is English all the same

    database.write(partial(sources.remove, source_id=DOCUMENT.source_id, at=START, leave_mark=False))
    removal = news_of(database, edit.cursor)
    assert removal is not None
    assert (removal.added, set(removal.removed)) == ([], kept)


def test_an_empty_corpus_is_news_to_a_new_engine_only(database: Database) -> None:
    assert news_of(database, None) == News([], [], True, 0, frozenset())
    assert news_of(database, 0) is None


def test_lists_are_filtered_as_engines_filter(database: Database) -> None:
    facts = {
        DocumentId(f"d{number}"): PassageFacts(
            SourceId(f"s{number}"), tags, language, PartialDate.parse(published) if published else None
        )
        for number, (tags, language, published) in enumerate(
            product(
                [(), ("law",), ("law", "draft%")],
                [None, "en", "ru"],
                [None, "2023", "2024", "2024-02", "2024-02-29", "2024-03-01"],
            )
        )
    }
    for id_, one in facts.items():
        document = replace(DOCUMENT, id=id_, source_id=one.source_id, text="Text.", marks=())
        put(database, replace(document, tags=one.tags, language=one.language, published=one.published))

    days = [None, date(2024, 1, 1), date(2024, 2, 29), date(2024, 12, 31)]
    for tags, languages, first, last in product([(), ("draft%", "x")], [(), ("ru",)], days, days):
        within = Filter(frozenset(), frozenset(tags), frozenset(languages), first, last)
        expected = {id_ for id_, one in facts.items() if admits(within, one)}
        found = database.read(partial(newest.latest, limit=99, within=within))
        assert {document.id for document in found} == expected
        sources_found = database.read(partial(seen.list_all, within=within))
        assert {source.id for source in sources_found} == {facts[id_].source_id for id_ in expected}
    two = Filter(sources=frozenset({SourceId("s1"), SourceId("s2")}))
    assert len(database.read(partial(newest.latest, limit=99, within=two))) == 2
    assert len(database.read(partial(seen.list_all, within=two))) == 2


def test_sources_are_counted_and_removed_with_all_they_have(database: Database) -> None:
    put(database, DOCUMENT)
    (source,) = database.read(seen.list_all)
    assert (source.documents, source.passages) == (1, len(passages_of(database, DOCUMENT)))
    assert (source.title, source.url, source.published) == (DOCUMENT.title, DOCUMENT.url, DOCUMENT.published)
    assert database.read(partial(seen.find, source_id=source.id)) == source

    remove = partial(sources.remove, source_id=source.id, at=START, leave_mark=True)
    assert database.write(remove)
    assert not database.write(remove)
    assert database.read(partial(seen.find, source_id=source.id)) is None
    assert database.read(seen.list_all) == ()
    assert passages_of(database, DOCUMENT) == []
