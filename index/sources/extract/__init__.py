"""Files to text: bytes in, plain text with what the file says of itself out. Pure."""

from index.sources.extract.extraction import Extracted, extract

__all__ = ["Extracted", "extract"]
