"""What bot/ keeps of people: updates to be handled, answers given and votes on them, chats."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("queue", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", UtcDateTime),
        sa.Column("reason", sa.String),
    )
    op.create_index("ix_inbox_state", "inbox", ["state", "received_at", "update_id"])
    op.create_table(
        "answers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("question_message_id", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("given_at", UtcDateTime, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
    )
    op.create_index("ix_answers_given_at", "answers", ["given_at"])
    op.create_index("ix_answers_question", "answers", ["chat_id", "question_message_id"])
    op.create_table(
        "votes",
        sa.Column("answer_id", sa.String, sa.ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", sa.BigInteger, primary_key=True),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("voted_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String),
        sa.Column("gone_at", UtcDateTime),
        sa.Column("gone_reason", sa.String),
    )
