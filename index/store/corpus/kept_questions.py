"""Questions that are kept to be asked again, with the quote that was liked or not."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import Connection, RowMapping, delete, func, select

from index.model import KeptQuestion
from index.store.corpus.tables import kept_questions
from index.store.database import upsert


def keep_question(connection: Connection, question: KeptQuestion) -> None:
    """Keep the question, in the place of one with the same key."""
    row = {**asdict(question), "tags": sorted(question.tags)}
    upsert(connection, kept_questions, row, key=["key"], update=[name for name in row if name != "key"])


def find_kept(connection: Connection, key: str) -> KeptQuestion | None:
    """The question kept under this key."""
    row = connection.execute(select(kept_questions).where(kept_questions.c.key == key)).mappings().first()
    return None if row is None else _question(row)


def list_kept(connection: Connection) -> tuple[KeptQuestion, ...]:
    """All kept questions, the oldest first."""
    wanted = select(kept_questions).order_by(kept_questions.c.kept_at, kept_questions.c.key)
    return tuple(_question(row) for row in connection.execute(wanted).mappings())


def count_kept(connection: Connection) -> int:
    """How many questions are kept."""
    return connection.scalar(select(func.count()).select_from(kept_questions)) or 0


def let_go(connection: Connection, keys: Collection[str]) -> None:
    """Forget the questions kept under these keys."""
    connection.execute(delete(kept_questions).where(kept_questions.c.key.in_(keys)))


def _question(row: RowMapping) -> KeptQuestion:
    return KeptQuestion(**{**row, "tags": frozenset(row["tags"])})
