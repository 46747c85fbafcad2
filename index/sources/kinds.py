"""The kinds of files that are read, told by their names: how large they may be, and who reads them. Pure."""

import re
from pathlib import PurePath
from typing import Final

TEXTS: Final = (
    ".adoc", ".csv", ".eml", ".htm", ".html", ".markdown", ".md", ".org", ".rst", ".tsv", ".txt",
)  # fmt: skip
BINARIES: Final = (".docx", ".epub", ".pdf", ".pptx", ".xlsx", ".zip")
ENDINGS: Final = tuple(sorted((*TEXTS, *BINARIES)))

_CHAT_EXPORT: Final = re.compile(r"result(?:[ _-]?\(?\d{1,4}\)?)?\.json")

LARGEST_TEXT_BYTES: Final = 10_000_000
LARGEST_BINARY_BYTES: Final = 50_000_000


def is_readable(name: str) -> bool:
    """Whether a name says that the file can be read; of JSON only the export of a chat, `result.json`."""
    return name.lower().endswith(ENDINGS) or is_chat_export(name)


def is_chat_export(name: str) -> bool:
    """Whether a file is called as Telegram Desktop calls the export of a chat."""
    lower = name.lower()
    return lower.endswith(".json") and _CHAT_EXPORT.fullmatch(PurePath(lower).name) is not None


def is_binary(name: str) -> bool:
    """Whether a file is of a kind whose reader may need long, or fail badly."""
    return name.lower().endswith(BINARIES) or is_chat_export(name)


def largest_bytes(name: str) -> int:
    """How large a file of that name may be."""
    return LARGEST_BINARY_BYTES if is_binary(name) else LARGEST_TEXT_BYTES
