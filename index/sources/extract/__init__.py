"""Files to text: bytes in, plain text with what the file says of itself out. Pure."""

from index.sources.extract.bundles import ONLY, extract_all
from index.sources.extract.extraction import Extracted, extract

__all__ = ["ONLY", "Extracted", "extract", "extract_all"]
