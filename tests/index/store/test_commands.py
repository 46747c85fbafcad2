"""A copy of a database on PostgreSQL is made by its own tools: the commands are told, and no password."""

from pathlib import Path

import pytest

from index.errors import DatabaseError
from index.store.backups import back_up, restore

URL = "postgresql+psycopg://ann:hunter2@db.example:5433/foot?sslmode=require&password=hunter2"
ADDRESS = "'postgresql://ann@db.example:5433/foot?sslmode=require'"


def test_a_backup_names_the_command_that_makes_it() -> None:
    with pytest.raises(DatabaseError) as caught:
        back_up(URL, Path("my copy.dump"))
    assert f"\npg_dump --format=custom --file='my copy.dump' {ADDRESS}" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_restoration_names_the_commands_that_do_it_and_renew_the_generation() -> None:
    with pytest.raises(DatabaseError) as caught:
        restore(Path("copy.dump"), URL)
    told = str(caught.value)
    assert f"--dbname={ADDRESS} copy.dump && psql {ADDRESS} --command=" in told
    assert "generation" in told
    assert "hunter2" not in told
