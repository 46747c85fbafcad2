"""The file: JSON, an object a line, each with one key that tells what it holds. Pure.

The first line is `{"footnote": 1}`, the version of the format. Then come `source` lines, each followed by
the `document` lines of its texts, then `question` and `file` lines: kept questions, and the owner's lists of
words.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from index.errors import SourceError
from index.model import Document, KeptQuestion, Source

VERSION: Final = 1
_ID: Final = re.compile(r"[a-z0-9]{1,40}")
_PATH: Final = re.compile(r"(?:glossary|talk)/\w[\w.-]{0,100}\.txt")


@dataclass(frozen=True, slots=True)
class WordFile:
    """A list of words of the owner's: `path` is relative to DATA_DIR, in `glossary/` or `talk/`."""

    path: str
    text: str


Item = Source | Document | KeptQuestion | WordFile

_KINDS: Final[dict[str, type]] = {
    "source": Source,
    "document": Document,
    "question": KeptQuestion,
    "file": WordFile,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


def first_line() -> str:
    """What a file begins with."""
    return json.dumps({"footnote": VERSION}) + "\n"


def write_line(item: Item) -> str:
    """One of the lines that follow."""
    name = _NAMES[type(item)]
    told = _adapter(name).dump_python(item, mode="json")
    return json.dumps({name: told}, ensure_ascii=False) + "\n"


def read_lines(name: str, lines: Iterator[bytes]) -> Iterator[Item]:
    """What the file of that name holds; SourceError names the first line that is not of the format."""
    _check_version(name, next(lines, b""))
    for number, line in enumerate(lines, 2):
        if line.strip():
            yield _read_line(f"{name}:{number}", line)


def _check_version(name: str, line: bytes) -> None:
    try:
        header = json.loads(line)
        version = header["footnote"]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise SourceError(name, "is no library that was exported from Footnote") from None
    if version != VERSION:
        raise SourceError(name, f"was exported by a newer version of Footnote (its format is {version})")


def _read_line(where: str, line: bytes) -> Item:
    try:
        ((name, told),) = json.loads(line).items()
        item: Item = _adapter(name).validate_json(json.dumps(told))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = _first_of(error) if isinstance(error, ValidationError) else "is not understood"
        raise SourceError(where, reason) from None
    if not _is_sound(item):
        raise SourceError(where, "has an id or a path that is none of Footnote's")
    return item


def _first_of(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _is_sound(item: Item) -> bool:
    match item:
        case WordFile():
            return _PATH.fullmatch(item.path) is not None and ".." not in item.path
        case KeptQuestion():
            return _ID.fullmatch(item.key) is not None
        case Document():
            return all(_ID.fullmatch(each) for each in (item.id, item.source_id))
    return _ID.fullmatch(item.id) is not None


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[name])
