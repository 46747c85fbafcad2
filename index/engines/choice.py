"""Which engine suits a corpus of which size; each is loaded when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from index.engines import Counted, Engine
from index.errors import SettingsError
from index.settings import Settings

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


def choose_engines(
    settings: Settings,
    stored: Counted,
    *,
    name: str,
    folder: Path | None = None,
    writes: Callable[[], bool] = lambda: True,
    lasts: bool = True,
) -> Choice:
    """The engines that the settings name, over what is stored.

    One on disk lies in `folder` (None: in DATA_DIR). One on a cluster bears the name, is written while
    `writes` says so, and is deleted at the end unless it `lasts`.
    """
    on_disk = partial(_on_disk, folder or settings.data_dir / "engine", stored)
    match settings.engine:
        case "auto":
            return Choice(_in_memory, on_disk)
        case "memory":
            return IN_MEMORY
        case "disk":
            return Choice(on_disk)
    assert settings.opensearch_url is not None
    urls = settings.opensearch_url.get_secret_value()
    return Choice(partial(_on_cluster, urls, f"footnote-{name}", stored, writes, lasts))


def _in_memory() -> Engine:
    from index.engines.memory import MemoryEngine  # brings numpy: not for those who ask nothing

    return MemoryEngine()


IN_MEMORY: Final = Choice(_in_memory)


def _on_disk(folder: Path, stored: Counted) -> Engine:
    from index.engines.disk import DiskEngine  # not for those with few passages

    return DiskEngine(folder, stored)


def _on_cluster(urls: str, name: str, stored: Counted, writes: Callable[[], bool], lasts: bool) -> Engine:
    try:
        from index.engines.cluster import ClusterEngine  # a second of imports, of what not everybody installs
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise SettingsError("ENGINE=cluster needs opensearch-py: pip install 'footnote[cluster]'") from None
    engine = ClusterEngine(urls, name, stored, writes=writes, lasts=lasts)
    stored.count()
    return engine
