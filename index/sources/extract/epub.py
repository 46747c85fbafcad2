"""E-books (.epub) to blocks: their chapters in the order of reading. Pure."""

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from index.sources.extract.archive import Archive
from index.sources.extract.blocks import Block, Unreadable, normalise
from index.sources.extract.charset import decode
from index.sources.extract.contents import Contents
from index.sources.extract.dates import read_date
from index.sources.extract.html import read_whole
from index.sources.extract.metadata import Metadata
from index.sources.extract.xml_tree import attribute, find_all, find_text, read_xml

_CONTAINER = "META-INF/container.xml"
_LOCKED = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read_epub(content: bytes) -> Contents:
    """The chapters of a book, and what it says of itself; raise Unreadable when it is locked or broken."""
    archive = Archive(content)
    if _CONTAINER not in archive.names:
        raise Unreadable("is no e-book")
    root_file = next(find_all(read_xml(archive.read(_CONTAINER)), "rootfile"), None)
    place = "" if root_file is None else attribute(root_file, "full-path")
    package = read_xml(archive.read(place))
    blocks = [block for chapter in _chapters(package, place) for block in _read(archive, chapter)]
    if not blocks and _LOCKED in archive.names:
        raise Unreadable("is locked by its shop")
    return Contents(blocks, _said(package))


def _chapters(package: Any, place: str) -> Iterator[str]:
    """The places of the chapters in the archive."""
    items = {attribute(item, "id"): item for item in find_all(package, "item")}
    for reference in find_all(package, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(reference, "linear") == "no":
            continue
        is_contents = "nav" in attribute(item, "properties").split()
        if attribute(item, "media-type") in _PAGES and not is_contents:
            link = unquote(attribute(item, "href").partition("#")[0])
            yield posixpath.normpath(posixpath.join(posixpath.dirname(place), link))


def _read(archive: Archive, place: str) -> list[Block]:
    try:
        content = archive.read(place)
    except Unreadable:
        return []  # a chapter that is missing takes no other with it
    return read_whole(normalise(decode(content).text))


def _said(package: Any) -> Metadata:
    day = find_text(package, "date")[:10]
    language = find_text(package, "language").partition("-")[0].lower()
    return Metadata(
        title=find_text(package, "title")[:300] or None,
        publisher=(find_text(package, "creator") or find_text(package, "publisher"))[:300] or None,
        published=read_date(day) if day else None,
        language=language if language.isalpha() and 2 <= len(language) <= 3 else None,
    )
