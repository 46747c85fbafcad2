"""The parts of documents: headings, lists, tables, code."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Let documents bear their parts, and let all files be read again, as what is stored has none."""
    op.add_column("documents", sa.Column("parts", sa.JSON, nullable=False, server_default="[]"))
    op.execute("UPDATE sources SET mtime_ns = NULL, digest = NULL WHERE removed_at IS NULL")
