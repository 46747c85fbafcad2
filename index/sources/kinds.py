"""The kinds of files that are read, told by their names: how large they may be, and who reads them. Pure."""

from pathlib import PurePath
from typing import Final

TEXTS: Final = (
    ".adoc", ".csv", ".eml", ".htm", ".html", ".markdown", ".md", ".org", ".rst", ".tsv", ".txt",
)  # fmt: skip
BINARIES: Final = (".docx", ".epub", ".pdf", ".pptx", ".xlsx", ".zip")
ENDINGS: Final = tuple(sorted((*TEXTS, *BINARIES)))

LARGEST_TEXT_BYTES: Final = 10_000_000
LARGEST_BINARY_BYTES: Final = 50_000_000


def is_readable(name: str) -> bool:
    """Whether a name says that the file can be read; of JSON only the export of a chat, `result.json`."""
    return name.lower().endswith(ENDINGS) or is_chat_export(name)


def is_chat_export(name: str) -> bool:
    """Whether a file is called as Telegram Desktop calls the export of a chat."""
    lower = PurePath(name.lower()).name
    return lower.startswith("result") and lower.endswith(".json")


def is_binary(name: str) -> bool:
    """Whether a file is of a kind whose reader may need long, or fail badly."""
    return name.lower().endswith(BINARIES) or is_chat_export(name)


def largest_bytes(name: str) -> int:
    """How large a file of that name may be."""
    return LARGEST_BINARY_BYTES if is_binary(name) else LARGEST_TEXT_BYTES
