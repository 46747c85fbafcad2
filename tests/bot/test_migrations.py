"""The schema of bot/: what the migrations make is what the code expects."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from bot import (
    announcement_log,
    chats,
    conversations,
    destinations,
    inbox,
    intents,
    outbox,
    subscriptions,
    tags,
    unanswered,
)
from bot.migrations import HEAD
from index import open_database


def test_the_version_expected_is_the_newest_there_is() -> None:
    config = Config()
    config.set_main_option("script_location", "bot:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/f.db"
    open_database(url, heads={"bot": HEAD}).close()
    engine = create_engine(url)
    made = inspect(engine)
    keepers = (
        announcement_log, chats, conversations, destinations, inbox, intents, outbox, subscriptions, tags,
        unanswered,
    )  # fmt: skip
    for keeper in keepers:
        for table in keeper.metadata.tables.values():
            columns = {column["name"]: column["nullable"] for column in made.get_columns(table.name)}
            assert columns == {column.name: column.nullable for column in table.columns}
            indexes = {index["name"] for index in made.get_indexes(table.name)}
            assert indexes == {index.name for index in table.indexes}
            keys = made.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
    engine.dispose()
