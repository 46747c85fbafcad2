"""All tables that the code of bot/ declares, found by looking into every module."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData, Table

BOT = Path(__file__).parents[2] / "bot"


def all_tables() -> list[Table]:
    """Every table of every module whose docstring begins with "Table:"."""
    found: dict[str, Table] = {}
    for path in sorted(BOT.rglob("*.py")):
        if path.read_text(encoding="utf-8").startswith('"""Table:'):
            module = import_module(".".join(path.relative_to(BOT.parent).with_suffix("").parts))
            if isinstance(metadata := getattr(module, "metadata", None), MetaData):
                found.update(metadata.tables)
    return list(found.values())
