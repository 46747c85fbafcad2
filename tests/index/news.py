"""What an engine would be told, read to the end."""

from dataclasses import replace

from sqlalchemy import Connection

from index.store.corpus.following.news import News, since
from index.store.database import Database


def news_of(database: Database, cursor: int | None) -> News | None:
    def read(connection: Connection) -> News | None:
        found = since(connection, cursor)
        return found and replace(found, added=list(found.added))

    return database.read(read)
