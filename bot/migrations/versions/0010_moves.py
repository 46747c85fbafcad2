"""Groups that have become supergroups."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Give moves a table."""
    op.create_table(
        "moves",
        sa.Column("old_chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("new_chat_id", sa.BigInteger, nullable=False),
        sa.Column("moved_at", UtcDateTime, nullable=False),
    )
