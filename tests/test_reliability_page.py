"""docs/reliability.md: each row of its tables names tests, and those that it names exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> list[str]:
    lines = [line for line in PAGE.splitlines() if line.startswith("|")]
    return [line for line in lines if not line.startswith(("|---", "| Telegram's answer", "| What happens"))]


def test_each_row_names_a_test() -> None:
    assert len(rows()) > 20
    assert [row for row in rows() if not NAMED.search(row)] == []


def test_the_tests_that_are_named_exist() -> None:
    missing = []
    for path, name in sorted(set(NAMED.findall(PAGE))):
        tree = ast.parse((ROOT / "tests" / "bot" / path).read_text(encoding="utf-8"))
        if name not in {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }:
            missing.append(f"{path}::{name}")
    assert missing == []
