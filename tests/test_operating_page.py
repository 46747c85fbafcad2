"""docs/operating.md: what it says of a message of the bot, the bot does say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
CODE = "".join(
    path.read_text(encoding="utf-8") for name in ("bot", "index") for path in (ROOT / name).rglob("*.py")
)
OTHERS = ("certificate has expired", "Address already in use")
"""What the system says."""


def messages() -> list[str]:
    """The messages in the first column of the table of cures."""
    table = PAGE[PAGE.index("| it says | cure |") :]
    cells = [line.split(" | ")[0] for line in table.splitlines()[2:] if line.startswith("| `")]
    return [cell.removeprefix("| ").strip("`") for cell in cells]


def test_there_are_many() -> None:
    assert len(messages()) > 20


@pytest.mark.parametrize("message", messages())
def test_a_message_with_a_cure_is_one_of_ours(message: str) -> None:
    for other in OTHERS:
        message = message.replace(other, "…")
    pieces = [piece.strip(" ;:=") for piece in re.split("…", message)]
    # A setting's name is made of that of its field.
    assert [piece for piece in pieces if piece not in CODE and piece.lower() not in CODE] == []
