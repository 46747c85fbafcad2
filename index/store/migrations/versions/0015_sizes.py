"""What lists of sources and of new texts tell, where it is found without reading the texts."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Count the passages of each document once: from now on whoever stores them says how many."""
    op.add_column("documents", sa.Column("passages", sa.Integer, nullable=False, server_default="0"))
    own = "SELECT count(*) FROM passages WHERE passages.document_id = documents.id"
    op.execute(f"UPDATE documents SET passages = ({own})")  # noqa: S608 - no value is in it
    op.drop_index("ix_documents_source_id", "documents")
    op.create_index("ix_documents_source_id", "documents", ["source_id", "passages"])
    op.create_index("ix_documents_newest", "documents", ["published", "added_at"])
    op.create_index("ix_sources_published", "sources", ["published"])
