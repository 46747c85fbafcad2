"""Updates: of which message, with which words, of which album; offers to follow: to whom."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Let an update know what it is a version or a part of, and make offers anew for one person each."""
    op.add_column("inbox", sa.Column("subject", sa.BigInteger))
    op.add_column("inbox", sa.Column("words", sa.String))
    op.add_column("inbox", sa.Column("bundle", sa.String))
    for name, columns, condition in (
        ("ix_inbox_waiting", ["queue", "received_at", "update_id"], "state = 'waiting'"),
        ("ix_inbox_subject", ["queue", "subject"], "subject IS NOT NULL"),
        ("ix_inbox_bundle", ["queue", "bundle"], "bundle IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(name, "inbox", columns, sqlite_where=where, postgresql_where=where)
    # Nobody knows to whom those of the last day were made; whoever presses again gets a new one.
    op.drop_table("offers")
    op.create_table(
        "offers",
        sa.Column("answer_id", sa.String, primary_key=True),
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
    )
