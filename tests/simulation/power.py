"""A machine that loses its power: files are as they were synced last, and of what came after, any part.

SQLite asks its VFS to open and to sync files. Both are watched here, in the library that Python itself has
loaded, so it is the real SQLite over real files that is tried.
"""

import ctypes
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

SECTOR: Final = 512
"""A disk writes so many bytes whole or not at all."""

_DATABASE, _LOG = 0x100, 0x80000
_METHODS: Final = 18
_POINTER: Final = ctypes.sizeof(ctypes.c_void_p)
_SIZE: Final = (1 + _METHODS) * _POINTER  # the version, padded, then the methods
_SYNC: Final = 5  # xClose, xRead, xWrite, xTruncate, then xSync

_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """The beginning of SQLite's sqlite3_vfs."""

    _fields_ = (
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )  # fmt: skip


class Power:
    """What has reached the disk of each database and its log."""

    def __init__(self) -> None:
        self.syncs = 0
        self._synced: dict[Path, bytes] = {}
        self._open: dict[int, Path] = {}
        self._kept: list[Any] = []  # what SQLite holds pointers to
        self._lock = threading.Lock()

    def cut(self, database: Path, chance: random.Random, into: Path) -> None:
        """Write into a folder what a disk may hold of a database and its log if the power goes now."""
        with self._lock:
            for path in (database, database.with_name(f"{database.name}-wal")):
                synced = self._synced.get(path, b"")
                now = path.read_bytes() if path.exists() else b""
                (into / path.name).write_bytes(_torn(synced, now, chance))

    def opened(self, file: int, path: Path) -> None:
        """Watch the syncs of a file that has just been opened."""
        with self._lock:
            self._open[file] = path
            self._synced.setdefault(path, path.read_bytes() if path.exists() else b"")
            methods = ctypes.c_void_p.from_address(file)
            mine = ctypes.create_string_buffer(ctypes.string_at(methods.value or 0, _SIZE), _SIZE)
            slot = ctypes.c_void_p.from_buffer(mine, _SYNC * _POINTER)
            sync = self._watched(_Sync(slot.value or 0))
            slot.value = ctypes.cast(sync, ctypes.c_void_p).value
            methods.value = ctypes.addressof(mine)
            self._kept += [mine, sync]

    def _watched(self, real: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            done: int = real(file, flags)
            if done == 0:
                with self._lock:
                    path = self._open[file]
                    self._synced[path] = path.read_bytes()
                    self.syncs += 1
            return done

        return _Sync(sync)


@contextmanager
def watched_power() -> Iterator[Power]:
    """Watch all databases that are opened from now on; OSError where Python has no SQLite of the system's."""
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    before = vfs.open
    real, power = _Open(before), Power()

    def open_(this: int, name: int | None, file: int, flags: int, told: int) -> int:
        done: int = real(this, name, file, flags, told)
        if done == 0 and name and flags & (_DATABASE | _LOG):
            power.opened(file, Path(ctypes.string_at(name).decode()))
        return done

    callback = _Open(open_)
    vfs.open = ctypes.cast(callback, ctypes.c_void_p).value
    try:
        yield power
    finally:
        vfs.open = before


def _torn(synced: bytes, now: bytes, chance: random.Random) -> bytes:
    """Of what was written since the last sync, some sectors; the length of one state or the other."""
    length = chance.choice((len(synced), len(now), max(len(synced), len(now))))
    share = chance.choice((0.0, 0.5, 1.0))
    sectors = []
    for start in range(0, length, SECTOR):
        old, new = (state[start : start + SECTOR].ljust(SECTOR, b"\0") for state in (synced, now))
        sectors.append(new if chance.random() < share else old)
    return b"".join(sectors)[:length]
