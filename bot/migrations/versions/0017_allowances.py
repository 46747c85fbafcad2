"""How much each asker may still ask in this minute, where several replicas count together."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Give allowances a table."""
    op.create_table(
        "allowances",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("asker_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tokens", sa.Float, nullable=False),
        sa.Column("filled_at", UtcDateTime, nullable=False, index=True),
        sa.Column("told_at", UtcDateTime),
    )
