"""The schema of bot/: what the migrations make is what the code expects."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from bot.answers import records, votes
from bot.migrations import HEAD
from index import open_database
from index.store.connecting import connect
from tests.bot.tables import all_tables

INDEX_TABLES = {
    "changes",
    "documents",
    "kept_questions",
    "meta",
    "passages",
    "removed_sources",
    "sources",
    "terms",
    "vocabulary",
    "page_states",
    "supersessions",
    "validity",
}


def test_the_version_expected_is_the_newest_there_is() -> None:
    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/f.db"
    open_database(url, heads={"bot": HEAD}).close()
    engine = connect(url, 10)
    made = inspect(engine)
    declared = all_tables()
    for table in declared:
        columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        own = (each for each in made.get_indexes(table.name) if "duplicates_constraint" not in each)
        indexes = {index["name"] for index in own}
        assert indexes == {index.name for index in table.indexes}
        keys = made.get_pk_constraint(table.name)["constrained_columns"]
        assert keys == [column.name for column in table.primary_key]
    known = {table.name for table in declared}
    assert known | {"bot_version", "index_version"} == set(made.get_table_names()) - INDEX_TABLES
    engine.dispose()


@pytest.mark.sqlite
def test_votes_from_before_questions_were_kept_stand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/f.db"
    open_database(url, heads={"bot": "0004"}).close()
    with closing(sqlite3.connect(tmp_path / "f.db")) as old:
        answer = "'old', 5, NULL, 1, 2, 'en', '{}', '2026-11-01 12:00:00', 0, 0, NULL, NULL"
        old.execute(f"INSERT INTO answers VALUES ({answer})")
        old.execute("INSERT INTO votes VALUES ('old', 7, 1, '2026-11-01 12:00:00')")
        old.commit()
    database = open_database(url, heads={"bot": HEAD})
    vote = database.read(lambda connection: votes.find(connection, "old", 7))
    source_id = database.read(lambda connection: connection.scalar(select(records.answers.c.source_id)))
    database.close()
    assert source_id is None
    assert vote is not None
    assert (vote.useful, vote.top, vote.kept_as, vote.kept_on_request) == (True, 0, None, False)
