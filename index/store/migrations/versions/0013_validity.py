"""Until when documents are valid, which others they supersede, and what became of their pages."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Give each a table; files whose heads say something of it are read again when they change."""
    of_document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "validity",
        sa.Column("document_id", sa.String, of_document, primary_key=True),
        sa.Column("valid_until", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False, index=True),
        sa.Column("reminded", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    of_document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "supersessions",
        sa.Column("document_id", sa.String, of_document, primary_key=True),
        sa.Column("target", sa.String, primary_key=True, index=True),
    )
    of_document = sa.ForeignKey("documents.id", ondelete="CASCADE")
    op.create_table(
        "page_states",
        sa.Column("document_id", sa.String, of_document, primary_key=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_gone", sa.Boolean, nullable=False),
        sa.Column("lost", sa.JSON, nullable=False),
    )
    op.execute("UPDATE sources SET mtime_ns = NULL, digest = NULL WHERE removed_at IS NULL AND kind = 'file'")
