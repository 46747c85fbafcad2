"""The terms of the corpus by the root of their sound, and its languages as an index knows them."""

import sqlalchemy as sa
from alembic import op

from index.model import Statistics
from index.store.corpus.following.vocabulary import put_terms

revision = "0012"
down_revision = "0011"

_AT_ONCE = 500


def upgrade() -> None:
    """Add the vocabulary with the terms of the passages that are there, and what finds languages quickly."""
    op.create_table(
        "vocabulary",
        sa.Column("root", sa.String, primary_key=True),
        sa.Column("term", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_documents_language", "documents", ["language"])
    op.create_index("ix_passages_language", "passages", ["language"])
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT statistics FROM passages"))
    while batch := rows.fetchmany(_AT_ONCE):
        put_terms(connection, [Statistics.from_text(row.statistics) for row in batch])
