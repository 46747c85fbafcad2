"""Sources on the web: when they are looked at again, and which changes are the first of a source."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what tells when and how a source on the web is looked at again."""
    op.add_column("sources", sa.Column("next_check_at", sa.DateTime(timezone=True)))
    op.add_column("sources", sa.Column("validators", sa.JSON))
    op.add_column("sources", sa.Column("failures", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_sources_next_check_at", "sources", ["next_check_at"])
    op.add_column("changes", sa.Column("first", sa.Boolean, nullable=False, server_default=sa.false()))
