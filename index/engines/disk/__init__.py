"""BM25 on disk with tantivy, for any number of passages that one machine holds."""

from index.engines.disk.engine import DiskEngine

__all__ = ["DiskEngine"]
