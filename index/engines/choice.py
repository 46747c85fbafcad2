"""Which engine suits a corpus of which size; each is loaded when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from index.engines import Engine, Stored

MOST_IN_MEMORY: Final = 5_000
FEWEST_ON_DISK: Final = 4_000

Opener = Callable[[], Engine]


@dataclass(frozen=True, slots=True)
class Choice:
    """What opens the engine of a small corpus, and that of a large one, where it is another.

    The fewest in the large one are less than the most in the small one, so that a corpus near that does not
    move to and fro.
    """

    small: Opener
    large: Opener | None = None
    most_in_small: int = MOST_IN_MEMORY
    fewest_in_large: int = FEWEST_ON_DISK

    def suiting(self, size: int, before: Opener | None = None) -> Opener:
        """What opens the engine for so many passages, where `before` has opened the one there is."""
        if self.large is None:
            return self.small
        fewest = self.fewest_in_large if before is self.large else self.most_in_small + 1
        return self.large if size >= fewest else self.small


def choose_engines(kind: str, folder: Path, stored: Stored) -> Choice:
    """The engines of a kind (auto, memory or disk); one on disk lies in `folder`, over what is stored."""
    on_disk = partial(_on_disk, folder, stored)
    kinds = {"auto": Choice(_in_memory, on_disk), "memory": Choice(_in_memory), "disk": Choice(on_disk)}
    return kinds[kind]


def _in_memory() -> Engine:
    from index.engines.memory import MemoryEngine  # brings numpy: not for those who ask nothing

    return MemoryEngine()


def _on_disk(folder: Path, stored: Stored) -> Engine:
    from index.engines.disk import DiskEngine  # not for those with few passages

    return DiskEngine(folder, stored)
