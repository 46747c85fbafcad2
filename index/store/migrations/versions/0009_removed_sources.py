"""Sources that an owner has removed and may want back, and texts that the owner has written."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Give removed sources a table, and mark none of the texts known so far as the owner's."""
    op.create_table(
        "removed_sources",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kept", sa.Text, nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("documents", sa.Column("by_owner", sa.Boolean, nullable=False, server_default=sa.false()))
