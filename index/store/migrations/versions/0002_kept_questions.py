"""Questions that are kept to be asked again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Give kept questions a table."""
    op.create_table(
        "kept_questions",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("passage", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("liked", sa.Boolean, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous", sa.Text),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("source_id", sa.String),
    )
