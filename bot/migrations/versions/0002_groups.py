"""How groups want the bot to behave, and what its answers there need to be kept with them."""

import sqlalchemy as sa
from alembic import op

from index import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let chats choose more, and answers be compact, named and recognised."""
    op.add_column("chats", sa.Column("length", sa.String, nullable=False, server_default="short"))
    op.add_column("chats", sa.Column("askers", sa.String, nullable=False, server_default="everybody"))
    op.add_column("chats", sa.Column("mentions", sa.Boolean, nullable=False, server_default=sa.true()))
    op.add_column("chats", sa.Column("quiet", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("chats", sa.Column("greeted_at", UtcDateTime))
    op.add_column("answers", sa.Column("compact", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("answers", sa.Column("asked_by", sa.String))
    op.add_column("answers", sa.Column("words", sa.String))
    op.create_index("ix_answers_words", "answers", ["chat_id", "words"])
    op.create_table(
        "chat_tags",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tag", sa.String, primary_key=True),
    )
