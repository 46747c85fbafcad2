"""In how many passages each term occurs, where the engine leaves that to the corpus."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the counts of terms, which are empty until they are wanted."""
    by_code_point = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "terms",
        sa.Column("term", by_code_point, primary_key=True),
        sa.Column("passages", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
