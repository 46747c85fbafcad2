"""Updates: a name for what comes of each, and what came of the change that it asked for."""

from base64 import b32encode
from secrets import token_bytes

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Let an update know what its answer is called, and whether its change has been made."""
    op.add_column("inbox", sa.Column("ticket", sa.String, nullable=False, server_default=""))
    op.add_column("inbox", sa.Column("result", sa.String))
    connection = op.get_bind()
    inbox = sa.table("inbox", sa.column("update_id"), sa.column("state"), sa.column("ticket"))
    for update_id in connection.scalars(sa.select(inbox.c.update_id).where(inbox.c.state != "done")).all():
        ticket = b32encode(token_bytes(10)).decode().lower()
        connection.execute(sa.update(inbox).where(inbox.c.update_id == update_id).values(ticket=ticket))
