"""Formats that are no plain text: which reader takes which; each is imported when a file needs it. Pure."""

from dataclasses import replace
from typing import Final

from index.sources.extract.blocks import Unreadable, normalise
from index.sources.extract.contents import Contents

BINARY_ENDINGS: Final = (".docx", ".eml", ".epub", ".pdf", ".pptx", ".xlsx")


def read_binary(content: bytes, ending: str) -> Contents:
    """The blocks of a file by its ending; raise Unreadable with the reason when it cannot be read."""
    match ending:
        case ".docx":
            from index.sources.extract.docx import read_docx as read
        case ".eml":
            from index.sources.extract.mail import read_mail as read
        case ".epub":
            from index.sources.extract.epub import read_epub as read
        case ".pdf":
            from index.sources.extract.pdf import read_pdf as read
        case ".pptx":
            from index.sources.extract.pptx import read_pptx as read
        case ".xlsx":
            from index.sources.extract.xlsx import read_xlsx as read
        case _:
            raise Unreadable(f"ends with {ending}, which no reader takes")
    blocks, said, dropped = read(content)
    # what begins on another page within a block is counted in its characters: a PDF's are clean by then
    tidied = (block if block.turns else replace(block, text=normalise(block.text)) for block in blocks)
    return Contents([block for block in tidied if block.text.strip()], said, dropped)
