"""Looking at a folder of sources and reading its files, without trusting what lies there."""

import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.sources.kinds import is_readable, largest_bytes
from index.store.corpus.sources import Stamp

_KINDS_NAMED: Final = 5

_UNSHOWABLE: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\ud800-\udfff]")
_CONFLICT: Final = re.compile(
    r"(?P<name>.+?)(?:[ _.-]?\([^()]*conflict(?:ed)?[ -]copy[^()]*\)|[ ._-]?sync-conflict-[\w-]+"
    r"|[_ ]conflict[-_ ]?\d{8}[-_]?\d{0,6}|[ _.-]?\([^()]*(?:конфликт|Konflikt|conflit)[^()]*\))"
    r"(?P<ending>\.\w+)",
    re.IGNORECASE,
)


_HINTS: Final = ("nflic", "nflik", "nflit", "нфлик")
"""One of them is in every name of a conflict; most names have none."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read at `path`, or what stands in the way. A folder's locator ends with a slash.

    Paths are texts: a folder of many files is looked at every few seconds.
    """

    locator: str
    path: str
    stamp: Stamp | None = None
    obstacle: str | None = None


def scan(root: Path) -> dict[str, Found]:
    """All that counts as a source in the folder and its subfolders, by its locator: the path in the folder.

    Raises SourceError when the folder is missing or cannot be listed; a subfolder that cannot be listed is
    itself in the result, refused.
    """
    found: list[Found] = []

    def refuse(error: OSError) -> None:
        if Path(error.filename) == root:
            raise SourceError(str(root), f"cannot be listed: {error.strerror}") from error
        locator = f"{_locator(error.filename, root)}/"
        found.append(Found(locator, error.filename, obstacle=f"cannot be listed: {error.strerror}"))

    base = root.resolve()
    for place, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        links = [str(path) for name in folders if (path := Path(place, name)).is_symlink()]
        found.extend(
            Found(f"{_locator(link, root)}/", link, obstacle="is a link to a folder") for link in links
        )
        within = place.rstrip(os.sep)
        paths = (f"{within}{os.sep}{name}" for name in sorted(names) if not is_left_out(name))
        looked_at = (look_at(path, _locator(path, root), within=base) for path in paths)
        beside = frozenset(names)
        found.extend(_refused_copy(file, beside) for file in looked_at)
    return {file.locator: file for file in found}


def unread_kinds(root: Path) -> str | None:
    """How many files of each kind that is not read lie in the folder, in one line; None for none."""
    kinds: Counter[str] = Counter()
    for _, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not is_hidden(name)]
        strange = (name for name in names if not is_hidden(name) and not is_readable(name))
        kinds.update(_UNSHOWABLE.sub("", Path(name).suffix.lower()) for name in strange)
    if not kinds:
        return None
    told = [f"{count} {ending or 'without an ending'}" for ending, count in kinds.most_common(_KINDS_NAMED)]
    more = [] if len(kinds) <= _KINDS_NAMED else ["others"]
    return f"Files of kinds that are not read: {kinds.total()} ({', '.join([*told, *more])})"


def _refused_copy(found: Found, names: frozenset[str]) -> Found:
    """The file as it is, or refused where a sync program has made it beside the one it copies."""
    name = _name(found.path)
    match = _CONFLICT.fullmatch(name) if any(hint in name.lower() for hint in _HINTS) else None
    if match is None or (original := f"{match['name']}{match['ending']}") not in names:
        return found
    return replace(found, obstacle=f"is a copy that a sync program made of {original} in a conflict")


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is not looked at."""
    return name.startswith((".", "~"))


def is_left_out(name: str) -> bool:
    """Whether a file of this name is none of the sources in a folder."""
    return is_hidden(name) or name.lower() == "readme.md" or not is_readable(name)


def look_at(path: str | Path, locator: str, *, within: Path | None = None) -> Found:
    """The file at `path`, unopened; a link that leads out of the folder `within` is refused."""
    path = os.fspath(path)
    target, name = path, _name(path)
    try:
        seen = os.lstat(path)
        if stat.S_ISLNK(seen.st_mode):
            target = str(Path(path).resolve(strict=True))
            seen = os.lstat(target)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        return Found(locator, path, obstacle=f"cannot be found: {getattr(error, 'strerror', error)}")
    obstacle = None
    if target is not path and within is not None and not Path(target).is_relative_to(within):
        obstacle = "is a link out of the folder"
    elif not stat.S_ISREG(seen.st_mode):
        obstacle = "is no regular file"
    elif seen.st_size > (largest := largest_bytes(name)):
        obstacle = f"is larger than {largest // 1_000_000} MB"
    elif _UNSHOWABLE.search(name):
        obstacle = "has a name with characters that cannot be shown"
    return Found(locator, target, Stamp(seen.st_size, seen.st_mtime_ns), obstacle)


def read_file(found: Found) -> bytes | None:
    """The content; None when it is not as it was when found, so that it is likely being written.

    Raises SourceError when it cannot be read.
    """
    # what lay at the path was no link: whatever is a link or a FIFO by now was put there since
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(found.path, flags), "rb") as file:
            content = file.read(largest_bytes(_name(found.path)) + 1)
            seen = os.fstat(file.fileno())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(found.locator, f"cannot be read: {error.strerror}") from error
    return content if Stamp(seen.st_size, seen.st_mtime_ns) == found.stamp else None


def _name(path: str) -> str:
    return path.rpartition(os.sep)[2]


def _locator(path: str, root: Path) -> str:
    inside = path.removeprefix(f"{root}{os.sep}").lstrip(os.sep)
    return os.fsencode(inside).decode(errors="backslashreplace")
