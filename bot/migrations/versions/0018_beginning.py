"""How far the announcer's first run has come, which goes on after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Whoever has a cursor has had its first run."""
    op.add_column("announcer", sa.Column("known_to", sa.BigInteger))
