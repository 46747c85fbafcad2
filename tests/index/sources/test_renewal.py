"""What is stored is analysed anew when the analysis has changed, and engines hear of it."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from index.errors import DatabaseError
from index.model import PassageId
from index.sources import files
from index.sources.renewal import renew
from index.store.corpus import changes, documents
from index.store.corpus.candidates import find_candidates
from index.store.corpus.following.news import News
from index.store.corpus.tables import passages
from index.store.database import Database, open_database
from index.text.analysis import ANALYSIS_VERSION
from tests.index.news import news_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "mining.txt").write_text("The President signed the mining law.")
    return folder


def test_a_new_analysis_renews_the_passages_and_only_engines_hear_of_it(tmp_path: Path, folder: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        assert renew(database)
        files.sync(database, folder)
        before, cursor = _stored(database), _everything(database).cursor
        database.write(partial(_as_of_old, statistics=" \n@\n else "))

        assert renew(database)
        assert _stored(database) == before
        assert database.read(partial(changes.list_after, after=cursor, limit=9)) == ()
        news = news_of(database, cursor)
        assert news is not None
        assert {entry.id for entry in news.added} == set(before)
        assert (news.removed, news.is_whole) == ([], False)

        assert renew(database)
        assert news_of(database, news.cursor) is None


def test_passages_that_are_cut_in_another_way_are_told_to_engines(tmp_path: Path, folder: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        files.sync(database, folder)
        before, cursor = _stored(database), _everything(database).cursor
        database.write(partial(_as_of_old, statistics=""))
        database.write(lambda c: c.execute(update(passages).values(id="old")))

        assert renew(database)
        news = news_of(database, cursor)
        assert news is not None
        assert news.removed == ["old"]
        assert _stored(database) == before


def test_a_renewal_goes_on_where_it_was_left(tmp_path: Path, folder: Path) -> None:
    for number in range(50):
        (folder / f"{number}.txt").write_text(f"Text number {number} about mining.")
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        files.sync(database, folder)
        before = _stored(database)
        database.write(partial(_as_of_old, statistics=" \n@\n else "))

        told: list[tuple[int, int]] = []
        assert not renew(database, seconds=0)
        assert 0 < database.read(documents.count_outdated) < 51
        assert renew(database, lambda done, total: told.append((done, total)))
        assert told[-1] == (told[0][1], told[0][1])
        assert _stored(database) == before


def test_texts_analysed_by_a_newer_version_are_left_alone(tmp_path: Path, folder: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        files.sync(database, folder)
        database.write(partial(changes.put_text_version, version=ANALYSIS_VERSION + 1))
        before = _stored(database)
        with pytest.raises(DatabaseError, match=f"newer version.*{ANALYSIS_VERSION + 1}"):
            renew(database)
        assert _stored(database) == before


def _as_of_old(connection: Connection, statistics: str) -> None:
    connection.execute(update(passages).values(statistics=statistics))
    connection.exec_driver_sql("UPDATE documents SET analysis_version = 1")


def _everything(database: Database) -> News:
    news = news_of(database, None)
    assert news is not None
    return news


def _stored(database: Database) -> dict[PassageId, str]:
    ids = [entry.id for entry in _everything(database).added]
    found = database.read(partial(find_candidates, ids=ids))
    return {one.passage.id: one.statistics.to_text() for one in found}
