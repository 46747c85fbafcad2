"""What office documents say of themselves. Pure."""

from typing import Final

from index.sources.extract.archive import Archive
from index.sources.extract.blocks import Unreadable
from index.sources.extract.dates import read_date
from index.sources.extract.metadata import Metadata
from index.sources.extract.xml_tree import find_text, read_xml

_PLACE: Final = "docProps/core.xml"
_LONGEST: Final = 300


def read_properties(archive: Archive) -> Metadata:
    """The title, the author, and the day of the last change; what cannot be read is left out."""
    try:
        root = read_xml(archive.read(_PLACE))
    except Unreadable:
        return Metadata()
    said = {name: find_text(root, name)[:_LONGEST] for name in ("title", "creator", "modified", "created")}
    day = (said["modified"] or said["created"])[:10]
    return Metadata(
        title=said["title"] or None,
        publisher=said["creator"] or None,
        published=read_date(day) if day else None,
    )
