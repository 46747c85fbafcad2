"""What is measured: processor time and its centiles, memory that a process does not share, size on disk."""

import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` returns, and the seconds that all threads of this process worked for it."""
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def centile(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def anonymous_mb(process: int | str = "self") -> float:
    """Memory that is no mapped file."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def peak_mb() -> float:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def disk_mb(folder: Path) -> float:
    """All files in the folder."""
    files = [entry for entry in os.scandir(folder) if entry.is_file()] if folder.is_dir() else []
    return sum(entry.stat().st_size for entry in files) / 1e6
