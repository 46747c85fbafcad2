"""By which version of the analysis the passages of each document were made."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take all documents for analysed by the first version."""
    op.add_column(
        "documents", sa.Column("analysis_version", sa.Integer, nullable=False, server_default=sa.text("1"))
    )
    op.create_index("ix_documents_analysis_version", "documents", ["analysis_version"])
