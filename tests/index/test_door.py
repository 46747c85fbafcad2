"""The door of index/: every name leads somewhere, and opening it costs nothing."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import index

DOOR = Path(index.__file__)


@pytest.mark.parametrize("name", index.__all__)
def test_every_name_leads_to_what_is_called_so(name: str) -> None:
    value = getattr(index, name)
    assert getattr(value, "__name__", name) == name
    assert name in dir(index)


def test_types_are_checked_against_the_same_names() -> None:
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    checked = [alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(checked) == sorted(index.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        index.no_such_thing  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, index; print(*[name for name in sys.modules if name.startswith('index.')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=DOOR.parents[1], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("", "")
