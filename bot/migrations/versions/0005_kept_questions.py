"""What a vote was about, the question kept with it, and the only source that was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let a vote know its passage and the key of its question, and an answer its source."""
    op.add_column("votes", sa.Column("top", sa.Integer, nullable=False, server_default="0"))
    op.add_column("votes", sa.Column("kept_as", sa.String))
    op.add_column(
        "votes", sa.Column("kept_on_request", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("answers", sa.Column("source_id", sa.String))
