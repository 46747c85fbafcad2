"""What an owner is told of a file that was read, and what a document is called beside its title."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make room for both, and let all files be read again, as much is read otherwise now."""
    op.add_column("sources", sa.Column("warnings", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("sources", sa.Column("dropped_words", sa.Integer, nullable=False, server_default="0"))
    op.add_column("documents", sa.Column("names", sa.JSON, nullable=False, server_default="[]"))
    op.execute("UPDATE sources SET mtime_ns = NULL, digest = NULL WHERE removed_at IS NULL")
