"""The history of the schema of index/, and how a database is brought up to date with any package's history.

Alembic is imported only when a migration is due: reading a version costs one SELECT.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from index.errors import DatabaseError
from index.store.connecting import backend_of, writing

HEAD: Final = "0015"

_FOLDERS: Final = {"index": "index.store:migrations"}
"""Where a package's history lies, unless it is its folder `migrations`."""


def migrate(engine: Engine, heads: Mapping[str, str]) -> None:
    """Bring the tables of each package in `heads` to the version named there, all in one transaction.

    A package keeps its history in its folder `migrations`; versions are numbers of four digits. Raises
    DatabaseError, and changes nothing, when the database is newer or the migration would break a reference.
    """
    if is_current(engine, heads):
        return
    backend = backend_of(engine.dialect.name)
    with writing(engine).execution_options(migrates=True).connect() as connection:
        backend.prepare_migration(connection)
        connection.detach()  # closed at the end, so that nobody inherits it as it is prepared
        with connection.begin():
            if not _are_current(connection, heads):  # another process may have been faster
                make(connection, heads)
                backend.check_migration(connection)


def is_current(engine: Engine, heads: Mapping[str, str]) -> bool:
    """Whether nothing is to be migrated; raises DatabaseError when the database is newer."""
    with engine.begin() as connection:
        return _are_current(connection, heads)


def _are_current(connection: Connection, heads: Mapping[str, str]) -> bool:
    found = {package: _version(connection, package) for package in heads}
    for package, version in found.items():
        if version is not None and version > heads[package]:
            raise DatabaseError(
                f"the database was written by a newer version of Footnote (its {package} tables are at "
                f"{version}, known here is {heads[package]}): install that one, or restore an older backup"
            )
    return found == dict(heads)


def _version(connection: Connection, package: str) -> str | None:
    table = f"{package}_version"
    if not inspect(connection).has_table(table):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {table}"))  # noqa: S608 - a package's name
    return None if found is None else str(found)


def make(connection: Connection, heads: Mapping[str, str]) -> None:
    """Bring the tables to these versions in the transaction of a connection that is prepared for it."""
    from alembic import command
    from alembic.config import Config

    for package, head in heads.items():
        config = Config()
        config.set_main_option("script_location", _FOLDERS.get(package, f"{package}:migrations"))
        config.attributes.update(connection=connection, version_table=f"{package}_version")
        command.upgrade(config, head)
