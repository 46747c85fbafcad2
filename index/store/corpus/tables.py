"""The tables of index/."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from index.store.database import UtcDateTime, meta, metadata

__all__ = [
    "changes",
    "documents",
    "kept_questions",
    "meta",
    "metadata",
    "page_states",
    "passages",
    "removed_sources",
    "sources",
    "supersessions",
    "terms",
    "validity",
    "vocabulary",
]


def _description() -> list[Column[Any]]:
    """What is told of a document and, when it has but one, of its source."""
    return [
        Column("title", String, nullable=False),
        Column("url", String),
        Column("publisher", String),
        Column("published", String),
        Column("language", String),
        Column("tags", JSON, nullable=False),
    ]


sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("locator", String, nullable=False, unique=True),
    *_description(),
    Column("size", BigInteger),
    Column("mtime_ns", BigInteger),
    Column("digest", String),
    Column("checked_at", UtcDateTime),
    Column("error", String),
    Column("next_check_at", UtcDateTime, index=True),  # of what is on the web; NULL: not any more
    Column("validators", JSON),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("warnings", JSON, nullable=False, server_default=text("'[]'")),
    Column("dropped_words", Integer, nullable=False, server_default=text("0")),
    Column("removed_at", UtcDateTime),  # set: the owner wants it away until its content changes
    Index("ix_sources_published", "published"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", String, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    *_description(),
    Column("text", Text, nullable=False),
    Column("retells", Boolean, nullable=False),
    Column("marks", JSON, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("names", JSON, nullable=False, server_default=text("'[]'")),
    Column("by_owner", Boolean, nullable=False, server_default=false()),
    Column("shared_lines", JSON, nullable=False, server_default=text("'[]'")),  # with the pages of its folder
    Column("places", JSON, nullable=False, server_default=text("'[]'")),
    Column("added_at", UtcDateTime, nullable=False, index=True),
    Column("analysis_version", Integer, nullable=False, server_default=text("1"), index=True),
    Column("fingerprint", String, nullable=False, server_default=text("''"), index=True),
    Column("passages", Integer, nullable=False, server_default=text("0")),  # that it has
    Index("ix_documents_language", "language"),
    Index("ix_documents_newest", "published", "added_at"),
    Index("ix_documents_source_id", "source_id", "passages"),  # what lists of sources tell, without the texts
)

passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("roles", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("language", String, index=True),  # set: another than the document's
    Column("statistics", Text, nullable=False),
    UniqueConstraint("document_id", "position"),
)

validity = Table(
    "validity",
    metadata,
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("valid_until", String, nullable=False),
    Column("last_day", String, nullable=False, index=True),  # that it may mean
    Column("reminded", Boolean, nullable=False, server_default=false()),
)

supersessions = Table(
    "supersessions",
    metadata,
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("target", String, primary_key=True, index=True),  # an id, an address, or the place of a file
)

page_states = Table(
    "page_states",
    metadata,
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("looked_at", UtcDateTime, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    Column("lost", JSON, nullable=False),  # the sentences of the document that its page no longer has
)

removed_sources = Table(
    "removed_sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("kept", Text, nullable=False),  # the rows of all tables, to be put back as they were
    Column("removed_at", UtcDateTime, nullable=False),
)

vocabulary = Table(
    "vocabulary",
    metadata,
    Column("root", String, primary_key=True),
    Column("term", String, primary_key=True),
    sqlite_with_rowid=False,
)

terms = Table(
    "terms",
    metadata,
    Column("term", String().with_variant(String(collation="C"), "postgresql"), primary_key=True),
    Column("passages", Integer, nullable=False),  # that it occurs in; nothing here until it is counted
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("document_id", String, nullable=False),
    Column("gone_passages", JSON, nullable=False),  # what an engine must forget, when the rows are no more
    Column("at", UtcDateTime, nullable=False),
    Column("first", Boolean, nullable=False, server_default=false()),  # of the first texts of a feed
    sqlite_autoincrement=True,  # an id that is used again would hide a change from those who follow the log
)

kept_questions = Table(
    "kept_questions",
    metadata,
    Column("key", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("document_id", String, nullable=False),  # of a document that may be gone by now
    Column("passage", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("liked", Boolean, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    Column("previous", Text),
    Column("tags", JSON, nullable=False),
    Column("source_id", String),  # of the only source asked, which may be gone by now
)
