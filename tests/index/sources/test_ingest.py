"""Documents become passages with lasting ids, and are analysed anew when the analysis has changed."""

from contextlib import closing
from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.model import Document, DocumentId, SourceId
from index.sources import files
from index.sources.ingest import analyse_document, renew, short_id
from index.store.corpus import changes, documents
from index.store.database import Database, open_database

TEXTS = st.text(st.sampled_from("ab .\n«Дж»,日本…"), max_size=400)


def document(text: str, language: str | None = "en") -> Document:
    return Document(DocumentId("d"), SourceId("s"), "Title", text, language=language)


@given(TEXTS)
def test_passages_are_slices_of_the_text_and_sentences_slices_of_passages(text: str) -> None:
    seen = []
    for position, (passage, _) in enumerate(analyse_document(document(text))):
        assert passage.position == position
        assert passage.span.of(text) == passage.text
        assert all(sentence.of(passage.text).strip() for sentence in passage.sentences)
        assert passage.document_id == "d"
        seen.append(passage.id)
    assert len(set(seen)) == len(seen)
    assert all(one.isalnum() and one.islower() and len(one) <= 40 for one in seen)


def test_equal_passages_of_one_document_have_ids_of_their_own() -> None:
    paragraph = "The same words again and again. " * 30
    analysed = analyse_document(document("\n\n".join([paragraph.strip()] * 4)))
    assert len({passage.text for passage, _ in analysed}) < len(analysed)
    assert len({passage.id for passage, _ in analysed}) == len(analysed)


def test_ids_are_the_beginning_of_the_digest_in_base32() -> None:
    assert short_id("mining.txt") == "gye7isi7ldmx"
    assert short_id("mining.txt", length=3) == "gye"
    assert short_id("a", "b") != short_id("b", "a")


def test_a_new_analysis_renews_the_passages_without_a_change_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "mining.txt").write_text("The President signed the mining law.")
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        assert not renew(database)
        files.sync(database, tmp_path)
        before = _log_and_statistics(database)
        database.write(lambda connection: connection.exec_driver_sql("UPDATE passages SET statistics = ''"))
        assert not renew(database)

        database.write(partial(changes.put_text_version, version="of old"))
        assert renew(database)
        assert _log_and_statistics(database) == before
        assert not renew(database)


def _log_and_statistics(database: Database) -> tuple[object, object]:
    (only,) = database.read(partial(documents.latest, limit=2))
    ids = [passage.id for passage, _ in analyse_document(only)]
    found = database.read(partial(documents.candidates, ids=ids))
    statistics = {one.passage.id: one.statistics.to_json() for one in found}
    return database.read(partial(changes.list_after, after=0, limit=9)), statistics
