"""Where parts of a document can be opened: the pages of a PDF, the messages of a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make room for them; no document has any yet."""
    op.add_column("documents", sa.Column("places", sa.JSON, nullable=False, server_default="[]"))
