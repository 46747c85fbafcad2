"""Which answers to kept questions the owner knows to have changed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Give them a table."""
    op.create_table(
        "changed_answers",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("shown", sa.String, nullable=False),
    )
