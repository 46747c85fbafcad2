"""What a reader makes of a file. Pure."""

from typing import NamedTuple

from index.sources.extract.blocks import Block
from index.sources.extract.metadata import Metadata


class Contents(NamedTuple):
    """A file's blocks, what it says of itself, and how many of its words were left out as page furniture."""

    blocks: list[Block]
    said: Metadata
    dropped_words: int = 0
