"""docs/reliability.md: each row of its tables names tests, and those that it names exist."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> list[str]:
    lines = [line for line in PAGE.splitlines() if line.startswith("|")]
    heads = ("|---", "| Telegram's answer", "| What happens", "| # |")
    return [line for line in lines if not line.startswith(heads)]


def found_at(path: str) -> Path:
    """The file of a test, whose path may leave out `tests/bot/`."""
    of_bot = ROOT / "tests" / "bot" / path
    return of_bot if of_bot.exists() else ROOT / "tests" / path


def test_each_row_names_a_test() -> None:
    assert len(rows()) > 20
    assert [row for row in rows() if not NAMED.search(row)] == []


def test_every_fault_has_its_row_in_order() -> None:
    numbers = [int(found[1]) for line in rows() if (found := re.match(r"\| (\d+) \|", line))]
    numbers = numbers[numbers.index(1) :]  # before them stand numbers of HTTP
    assert numbers == list(range(1, 69))


def test_the_tests_that_are_named_exist() -> None:
    missing = []
    for path, name in sorted(set(NAMED.findall(PAGE))):
        tree = ast.parse(found_at(path).read_text(encoding="utf-8"))
        if name not in {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }:
            missing.append(f"{path}::{name}")
    assert missing == []
