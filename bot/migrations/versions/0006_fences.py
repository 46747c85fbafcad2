"""The number of a delivery's claim, and when its place wants to hear of it."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Let each claim of a delivery be told from the one before."""
    op.add_column("deliveries", sa.Column("fence", sa.Integer, nullable=False, server_default="0"))
    long_ago = sa.text(
        "'2026-01-01 00:00:00'"
    )  # a column that must have a value needs one for the rows there are
    op.add_column("deliveries", sa.Column("wanted_at", UtcDateTime, nullable=False, server_default=long_ago))
    op.execute("UPDATE deliveries SET wanted_at = coalesce(due_at, planned_at)")
