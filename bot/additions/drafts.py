"""Table: what owners have handed over and been shown a preview of, until they decide or it expires."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, Text, delete, select

from index import UtcDateTime, upsert

LASTS: Final = timedelta(days=1)
"""How long a preview waits for a decision."""

metadata = MetaData()

drafts = Table(
    "drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("locator", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text),
    Column("url", Text),
    Column("published", String),
    Column("question", Text),
    Column("channel_id", BigInteger),
    Column("until", UtcDateTime, nullable=False, index=True),
)


class DraftKind(StrEnum):
    """What was handed over."""

    PAGE = "page"
    FILE = "file"
    POST = "post"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that may become a source.

    A page or feed is known by its address, the `locator`; a file by Telegram's id of it, the `locator`, and
    its `name`; a post by its address, with the `name` of its channel, its `text` and its day; a channel by
    its title, the `name`, and its address. `question` are words that could be asked instead. `channel_id` is
    set where the whole channel could be a source.
    """

    id: str
    chat_id: int
    kind: DraftKind
    locator: str
    name: str
    until: datetime
    text: str | None = None
    url: str | None = None
    published: str | None = None
    question: str | None = None
    channel_id: int | None = None


def keep(connection: Connection, draft: Draft) -> None:
    """Keep the draft, in the place of one with the same id."""
    row = asdict(draft)
    upsert(connection, drafts, row, key=["id"], update=row.keys() - {"id"})


def find(connection: Connection, draft_id: str, chat_id: int, *, now: datetime) -> Draft | None:
    """The draft with this id, if it waits in that chat."""
    wanted = select(drafts).where(drafts.c.id == draft_id, drafts.c.chat_id == chat_id, drafts.c.until > now)
    row = connection.execute(wanted).mappings().first()
    return None if row is None else Draft(**{**row, "kind": DraftKind(row["kind"])})


def drop(connection: Connection, draft_id: str) -> None:
    """It is decided."""
    connection.execute(delete(drafts).where(drafts.c.id == draft_id))


def prune(connection: Connection, *, now: datetime) -> None:
    """Forget what nobody decided on."""
    connection.execute(delete(drafts).where(drafts.c.until <= now))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(drafts).where(drafts.c.chat_id == chat_id))
