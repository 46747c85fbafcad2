"""Questions that nothing answered, for the gap list."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give unanswered questions a table."""
    op.create_table(
        "unanswered",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("words", sa.String, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False, index=True),
    )
