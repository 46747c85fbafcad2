"""The lines that a page shares with most pages of its folder."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make room for them; they are counted at the next look at the folder."""
    op.add_column("documents", sa.Column("shared_lines", sa.JSON, nullable=False, server_default="[]"))
