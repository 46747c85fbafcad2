"""Files that hold several texts: archives, and exports of chats; any other file holds one. Pure."""

from pathlib import PurePath
from typing import Final

from index.errors import SourceError
from index.sources.extract.archive import Archive
from index.sources.extract.blocks import Unreadable
from index.sources.extract.extraction import Extracted, composed_of, extract
from index.sources.extract.metadata import Metadata
from index.sources.extract.telegram_export import is_export, read_export
from index.sources.kinds import is_readable

ONLY: Final = "document"
"""The key of the text of a file that holds one."""

_MOST_NAMED: Final = 5


def extract_all(content: bytes, name: str, site_url: str | None = None) -> dict[str, Extracted]:
    """The texts of a file by lasting keys, as `extract` reads them; at least one.

    Raise SourceError, with `name` and the reason, when it holds none. What cannot be read of an archive is
    named in a warning.
    """
    try:
        if name.lower().endswith(".zip"):
            return _of_archive(Archive(content), site_url)
        if is_export(content, name):
            texts = {key: composed_of(Metadata(), told, name) for key, told in read_export(content, name)}
            if not texts:
                raise Unreadable("holds no text")
            return texts
    except Unreadable as unreadable:
        raise SourceError(name, str(unreadable)) from unreadable
    return {ONLY: extract(content, name, site_url)}


def _of_archive(archive: Archive, site_url: str | None) -> dict[str, Extracted]:
    found: dict[str, Extracted] = {}
    refused: list[str] = []
    for inner in archive.names:
        parts = PurePath(inner).parts
        if any(part.startswith((".", "~", "__MACOSX")) for part in parts) or not is_readable(inner):
            continue
        try:
            if inner.lower().endswith(".zip"):
                raise Unreadable("is an archive in an archive")
            texts = extract_all(archive.read(inner), inner, site_url)
        except Unreadable as unreadable:
            refused.append(f"{inner} {unreadable}")
        except SourceError as error:
            refused.append(f"{inner} {error.reason}")
        else:
            found |= {inner if key == ONLY else f"{inner}/{key}": text for key, text in texts.items()}
    if not found:
        raise Unreadable(refused[0] if refused else "holds no file that can be read")
    if refused:
        more = f" and {len(refused) - _MOST_NAMED} more" if len(refused) > _MOST_NAMED else ""
        first = next(iter(found))
        told = f"not read: {'; '.join(refused[:_MOST_NAMED])}{more}"
        found[first] = found[first].with_warning(told)
    return found
