"""Word documents to blocks: headings, lists and tables as their styles say."""

from io import BytesIO
from typing import Any, Final

from index.sources.extract.archive import Archive
from index.sources.extract.blocks import Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.html import read_fragment
from index.sources.extract.office_properties import read_properties

_BODY: Final = "word/document.xml"
_STYLES: Final = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(content: bytes) -> Contents:
    """The text of a document, without heads and feet of pages, comments and what was struck out."""
    archive = Archive(content)
    if _BODY not in archive.names:
        raise Unreadable("is no Word document")
    archive.read(_BODY)
    import mammoth

    try:
        made: Any = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {})
        )
    except Exception as error:  # whatever it meets in a document that is not as it should be
        raise Unreadable(f"is a broken Word document ({type(error).__name__})") from error
    return Contents(read_fragment(made.value), read_properties(archive))
