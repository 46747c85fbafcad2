"""Of what was given up, what the owner has been told."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Let the owner be told once of what was given up from now on."""
    for table in ("inbox", "deliveries"):
        op.add_column(table, sa.Column("told_at", UtcDateTime))
    op.execute("UPDATE inbox SET told_at = received_at WHERE state = 'dead'")
    op.execute("UPDATE deliveries SET told_at = settled_at WHERE state = 'dead'")
