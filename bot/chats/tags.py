"""Table: which sources a group or one of its topics sees: those with one of these tags."""

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from index import upsert

metadata = MetaData()

chat_tags = Table(
    "chat_tags",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),  # 0: the whole chat
    Column("tag", String, primary_key=True),
)


def find_chosen(connection: Connection, chat_id: int, thread_id: int | None) -> frozenset[str]:
    """The tags chosen for just this topic, or for the whole chat; none: all sources are seen."""
    return frozenset(connection.scalars(select(chat_tags.c.tag).where(*_of(chat_id, thread_id))))


def find_seen(connection: Connection, chat_id: int, thread_id: int | None) -> frozenset[str]:
    """The tags that count in this topic: its own, else those of the chat; none: all sources are seen."""
    own = find_chosen(connection, chat_id, thread_id)
    return own or (find_chosen(connection, chat_id, None) if thread_id else own)


def toggle(connection: Connection, chat_id: int, thread_id: int | None, tag: str) -> None:
    """Choose the tag, or no longer."""
    is_it = (*_of(chat_id, thread_id), chat_tags.c.tag == tag)
    if not connection.execute(delete(chat_tags).where(*is_it)).rowcount:
        row = {"chat_id": chat_id, "thread_id": thread_id or 0, "tag": tag}
        connection.execute(insert(chat_tags).values(row))


def choose_all(connection: Connection, chat_id: int, thread_id: int | None) -> None:
    """See all sources."""
    connection.execute(delete(chat_tags).where(*_of(chat_id, thread_id)))


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """What one chat sees, another sees."""
    rows = connection.execute(select(chat_tags).where(chat_tags.c.chat_id == old_chat_id)).mappings().all()
    if rows:
        moved = [{**row, "chat_id": new_chat_id} for row in rows]
        upsert(connection, chat_tags, moved, key=[column.name for column in chat_tags.primary_key])
        forget_chat(connection, old_chat_id)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(chat_tags).where(chat_tags.c.chat_id == chat_id))


def _of(chat_id: int, thread_id: int | None) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return chat_tags.c.chat_id == chat_id, chat_tags.c.thread_id == (thread_id or 0)
