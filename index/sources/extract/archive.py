"""Archives (.zip, and the formats that are one) opened with care: nothing is unpacked to disk."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from index.sources.extract.blocks import Unreadable

MOST_FILES: Final = 5_000
LARGEST_FILE: Final = 50_000_000
LARGEST_WHOLE: Final = 200_000_000
"""Bytes of all files of an archive once they are unpacked."""

_LEADS_OUT: Final = re.compile(r"(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[A-Za-z]:|\0")
_ENCRYPTED: Final = 0x1


class Archive:
    """The files of an archive, by their paths in it; what leads out of it is not among them."""

    def __init__(self, content: bytes) -> None:
        """Raise Unreadable when it is no archive, or would unpack to more than is allowed."""
        try:
            self._zip = ZipFile(BytesIO(content))
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except Exception as error:  # its errors have no common kind
            raise Unreadable("is no whole archive") from error
        if len(infos) > MOST_FILES:
            raise Unreadable(f"holds {len(infos)} files; up to {MOST_FILES} are read")
        if sum(info.file_size for info in infos) > LARGEST_WHOLE:
            raise Unreadable(f"would unpack to more than {LARGEST_WHOLE // 1_000_000} MB")
        self._infos: dict[str, ZipInfo] = {
            info.filename: info for info in infos if not _LEADS_OUT.search(info.filename)
        }
        self.strange = len(infos) - len(self._infos)

    @property
    def names(self) -> Sequence[str]:
        """The paths of the files, in the order of the archive."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """The content of a file; raise Unreadable when it is missing, broken, locked or too large."""
        info = self._infos.get(name)
        if info is None:
            raise Unreadable(f"has no {name}")
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable("is protected by a password")
        if info.file_size > LARGEST_FILE:
            raise Unreadable(f"holds a file larger than {LARGEST_FILE // 1_000_000} MB")
        try:
            # no more than the size that it declares is ever unpacked
            return self._zip.read(info)
        except Exception as error:
            raise Unreadable("is a broken archive") from error
