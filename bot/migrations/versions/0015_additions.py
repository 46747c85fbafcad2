"""What owners hand over in the chat, and the answers that they write themselves."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Give drafts and own answers a table each."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("published", sa.String),
        sa.Column("question", sa.Text),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("until", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "own_answers",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer_message_id", sa.BigInteger),
        sa.Column("asked_at", UtcDateTime, nullable=False, index=True),
    )
