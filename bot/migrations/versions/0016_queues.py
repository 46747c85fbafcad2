"""Which replica handles which queue of updates, where several share the database."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Give owned queues a table."""
    op.create_table(
        "queues",
        sa.Column("queue", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("owner", sa.Integer, nullable=False, index=True),
    )
