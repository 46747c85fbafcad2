"""What tells that two documents have the same text."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the fingerprint of each document, and make it for those that are there."""
    op.add_column("documents", sa.Column("fingerprint", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    made = sa.text("UPDATE documents SET fingerprint = :fingerprint WHERE id = :id")
    for id_ in connection.scalars(sa.text("SELECT id FROM documents")).all():
        one = connection.execute(
            sa.text("SELECT title, text FROM documents WHERE id = :id"), {"id": id_}
        ).one()
        words, above = " ".join(one.text.split()), " ".join(one.title.split())
        whole = words if words.startswith(above.rstrip("…")) else f"{above} {words}"
        fingerprint = hashlib.sha256(whole.encode()).hexdigest()
        connection.execute(made, {"id": id_, "fingerprint": fingerprint})
    op.create_index("ix_documents_fingerprint", "documents", ["fingerprint"])
