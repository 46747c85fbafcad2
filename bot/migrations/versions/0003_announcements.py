"""What bot/ keeps of subscribers: subscriptions, when they hear, announcements and their deliveries."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of subscribers, of announcements, and of what people are about to do."""
    _make_subscriptions()
    _make_destinations()
    _make_announcements()
    _make_deliveries()
    _make_intents()


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("query", sa.Text),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("subscriber_id", sa.BigInteger, nullable=False),
        sa.Column("question_message_id", sa.BigInteger),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("told_document_id", sa.String),
        sa.Column("told_sentence", sa.Text),
        sa.Column("answered_at", UtcDateTime),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.UniqueConstraint("chat_id", "thread_id", "kind", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_kind", "subscriptions", ["kind", "key"])
    op.create_index("ix_subscriptions_told", "subscriptions", ["told_document_id"])


def _make_destinations() -> None:
    op.create_table(
        "destinations",
        *_place(),
        sa.Column("rhythm", sa.String, nullable=False),
        sa.Column("hour", sa.String, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("quiet_from", sa.String),
        sa.Column("quiet_to", sa.String),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("time_zone", sa.String, nullable=False),
    )
    op.create_table(
        "closed_topics",
        *_place(),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_table("mutes", *_place(), sa.Column("source_id", sa.String, primary_key=True))


def _make_announcements() -> None:
    op.create_table(
        "announcer",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("documents", sa.Text, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("planned_chat_id", sa.BigInteger),
        sa.Column("planned_thread_id", sa.BigInteger),
        sa.Column("planned", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "known_articles",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("known_at", UtcDateTime, nullable=False),
    )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.String),
        sa.Column("planned_at", UtcDateTime, nullable=False),
        sa.Column("settled_at", UtcDateTime),
        sa.UniqueConstraint("announcement_id", "chat_id", "thread_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_due", "deliveries", ["due_at"])
    op.create_index("ix_deliveries_chat", "deliveries", ["chat_id", "thread_id"])
    op.create_index("ix_deliveries_settled", "deliveries", ["settled_at"])
    op.create_table(
        "pauses",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_index("ix_pauses_until", "pauses", ["until"])


def _make_intents() -> None:
    op.create_table(
        "scopes",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("source_id", sa.String, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
    op.create_table(
        "offers",
        sa.Column("answer_id", sa.String, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )


def _place() -> list[sa.Column[int]]:
    names = ("chat_id", "thread_id")
    return [sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False) for name in names]
