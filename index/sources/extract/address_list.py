"""Lists of addresses: feeds in OPML, pages in the bookmarks that browsers write. Pure."""

import html
import re
from typing import Final

from index.answering.links import is_web_address
from index.errors import SourceError
from index.sources.extract.blocks import Unreadable
from index.sources.extract.xml_tree import attribute, find_all, read_xml

MOST_ADDRESSES: Final = 5_000

_IS_OPML: Final = re.compile(rb"<opml\b", re.IGNORECASE)
_IS_BOOKMARKS: Final = re.compile(rb"NETSCAPE-Bookmark-file|<DL>|<DT>", re.IGNORECASE)
_LINK: Final = re.compile(rb"<a\b[^>]{0,200}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


def read_addresses(content: bytes, name: str) -> list[str]:
    """The addresses of a list, each once, in its order; SourceError, with `name`, when it is none."""
    beginning = content[:5_000]
    if _IS_OPML.search(beginning):
        try:
            root = read_xml(content)
        except Unreadable as unreadable:
            raise SourceError(name, str(unreadable)) from unreadable
        found = [attribute(each, "xmlUrl").strip() for each in find_all(root, "outline")]
    elif _IS_BOOKMARKS.search(beginning):
        found = [html.unescape(link.decode(errors="replace")) for link in _LINK.findall(content)]
    else:
        raise SourceError(name, "is neither OPML nor the bookmarks of a browser")
    addresses = list(dict.fromkeys(each for each in found if is_web_address(each)))
    if not addresses:
        raise SourceError(name, "holds no address of a feed or page")
    if len(addresses) > MOST_ADDRESSES:
        raise SourceError(name, f"holds {len(addresses)} addresses; up to {MOST_ADDRESSES} are read")
    return addresses
