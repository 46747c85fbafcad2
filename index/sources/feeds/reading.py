"""A feed's bytes to its entries, in the order it has them."""

import re
from typing import Final

from index.errors import SourceError
from index.sources.feeds.entries import Feed, told_apart
from index.sources.feeds.json_feed import read_json
from index.sources.feeds.xml_feed import read_xml

_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_feed(content: bytes, url: str) -> Feed:
    """Read the feed that was fetched from `url`; SourceError, with that, when it is none.

    At most MOST_ENTRIES entries are read. Two entries that call themselves the same are told apart.
    """
    if content.lstrip()[:1] == b"{":
        return told_apart(read_json(content, url))
    if _DECLARES.search(content):
        raise SourceError(url, "declares entities, which no feed needs and some use to do harm")
    return told_apart(read_xml(content, url))
