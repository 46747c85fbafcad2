"""Places that cannot be written to for now, instead of topics that are closed for good."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let what is closed be tried again."""
    op.create_table(
        "barriers",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("probes", sa.Integer, nullable=False),
        sa.Column("tried_at", UtcDateTime, nullable=False),
        sa.Column("probe_at", UtcDateTime, nullable=False),
        sa.Column("for_good", sa.Boolean, nullable=False),
        sa.Column("told_at", UtcDateTime),
    )
    op.execute(
        "INSERT INTO barriers SELECT chat_id, thread_id, closed_at, reason, 1, closed_at, closed_at, "
        "false, closed_at FROM closed_topics"
    )
    op.drop_table("closed_topics")
