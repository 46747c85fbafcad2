"""Table: codes, each of which lets one person in, or makes one the owner, once and for a while.

Only a digest is kept: whoever reads a copy of the database cannot use what is in it.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_hex
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, delete, insert, or_, update

from index import UtcDateTime

metadata = MetaData()

codes = Table(
    "codes",
    metadata,
    Column("digest", String, primary_key=True),
    Column("purpose", String, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_by", BigInteger),
)

_BYTES: Final = 12


class Purpose(StrEnum):
    """What a code is good for."""

    CLAIM = "claim"
    INVITE = "invite"


LASTS: Final = {Purpose.CLAIM: timedelta(minutes=10), Purpose.INVITE: timedelta(days=7)}


def make(connection: Connection, purpose: Purpose, *, now: datetime) -> str:
    """A new code: 24 letters a-f and digits."""
    code = token_hex(_BYTES)
    row = {"digest": _digest(code), "purpose": purpose, "expires_at": now + LASTS[purpose]}
    connection.execute(insert(codes).values(row))
    return code


def redeem(connection: Connection, code: str, purpose: Purpose, person_id: int, *, now: datetime) -> bool:
    """Use the code up; False when there is none of that purpose that this person may still use."""
    mine = or_(codes.c.used_by.is_(None), codes.c.used_by == person_id)
    good = (codes.c.digest == _digest(code), codes.c.purpose == purpose, codes.c.expires_at > now, mine)
    used = connection.execute(update(codes).where(*good).values(used_by=person_id))
    return used.rowcount == 1


def drop(connection: Connection, purpose: Purpose) -> None:
    """Make all codes of that purpose worthless."""
    connection.execute(delete(codes).where(codes.c.purpose == purpose))


def prune(connection: Connection, *, now: datetime) -> None:
    """Forget the codes whose time is over."""
    connection.execute(delete(codes).where(codes.c.expires_at <= now))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Forget who has used a code, and the code with it."""
    connection.execute(delete(codes).where(codes.c.used_by == chat_id))


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
