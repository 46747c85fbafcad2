"""What the sentences of passages are, and the headings above them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let passages bear roles, headings and a language of their own; those stored are analysed anew."""
    op.add_column("passages", sa.Column("roles", sa.Text, nullable=False, server_default=""))
    op.add_column("passages", sa.Column("headings", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("passages", sa.Column("language", sa.String))
