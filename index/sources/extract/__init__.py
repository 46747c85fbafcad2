"""Files to text: bytes in, plain text with what the file says of itself out. Pure."""

from index.sources.extract.address_list import read_addresses
from index.sources.extract.bundles import ONLY, extract_all
from index.sources.extract.extraction import Extracted, extract
from index.sources.extract.plain_words import plain_words
from index.sources.extract.sitemap import Listed, Sitemap, read_sitemap

__all__ = [
    "ONLY",
    "Extracted",
    "Listed",
    "Sitemap",
    "extract",
    "extract_all",
    "plain_words",
    "read_addresses",
    "read_sitemap",
]
