"""How many questions a day brought, and how often each source answered."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Give days and sources a table each to be counted in."""
    op.create_table(
        "days",
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
    )
    op.create_table(
        "source_tallies",
        sa.Column("source_id", sa.String, primary_key=True),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("alone", sa.Integer, nullable=False),
    )
