"""Who owns the bot by a link, who is let in, and the codes of such links."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Give owners, guests and codes a table each."""
    op.create_table(
        "owners",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("claimed_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "admissions",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("admitted_at", UtcDateTime),
        sa.Column("told_at", UtcDateTime),
    )
    op.create_table(
        "codes",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("used_by", sa.BigInteger),
    )
