"""Slides (.pptx) to blocks: a heading a slide, then its lines, tables and what the speaker noted. Pure."""

import posixpath
from collections.abc import Iterator
from typing import Any, Final

from index.model import BlockKind
from index.sources.extract.archive import Archive
from index.sources.extract.blocks import CELL_BORDER, Block, Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.office_properties import read_properties
from index.sources.extract.xml_tree import attribute, find_all, name_of, read_xml

_DECK: Final = "ppt/presentation.xml"
_TITLES: Final = {"title", "ctrTitle"}
_FURNITURE: Final = {"dt", "ftr", "sldNum", "hdr", "sldImg"}
"""Kinds of places on a slide that hold its day, its foot, its number."""


def read_pptx(content: bytes) -> Contents:
    """The slides that are shown, in their order; raise Unreadable when it is broken."""
    archive = Archive(content)
    if _DECK not in archive.names:
        raise Unreadable("is no presentation")
    places = _relations(archive, _DECK)
    deck = read_xml(archive.read(_DECK))
    slides = [places.get(_reference(slide), "") for slide in find_all(deck, "sldId")]
    blocks: list[Block] = []
    for number, place in enumerate(slides, 1):
        if place in archive.names:
            blocks += _slide(archive, place, number)
    return Contents(blocks, read_properties(archive))


def _reference(slide: Any) -> str:
    """The id of what a slide lies in, which is not its own `id` but that of another namespace."""
    return next((str(value) for key, value in slide.attrib.items() if key.endswith("}id")), "")


def _relations(archive: Archive, place: str, kind: str = "") -> dict[str, str]:
    """The places that a part refers to, by their ids."""
    folder, name = posixpath.split(place)
    try:
        root = read_xml(archive.read(f"{folder}/_rels/{name}.rels"))
    except Unreadable:
        return {}
    return {
        attribute(one, "Id"): posixpath.normpath(posixpath.join(folder, attribute(one, "Target"))).lstrip("/")
        for one in find_all(root, "Relationship")
        if attribute(one, "Type").endswith(kind)
    }


def _slide(archive: Archive, place: str, number: int) -> list[Block]:
    root = read_xml(archive.read(place))
    if attribute(root, "show") == "0":
        return []
    title, lines = "", list[Block]()
    for shape in find_all(root, "sp", "graphicFrame"):
        kind = _kind(shape)
        if kind in _TITLES and not title:
            title = " ".join(_paragraphs(shape))
        elif kind not in _FURNITURE:
            lines += _tables(shape) if name_of(shape) == "graphicFrame" else _list(_paragraphs(shape))
    noted = [
        block
        for notes in _relations(archive, place, "/notesSlide").values()
        for block in _notes(archive, notes)
    ]
    if not (title or lines or noted):
        return []
    return [Block(title or f"{number}", BlockKind.HEADING, level=2), *lines, *noted]


def _notes(archive: Archive, place: str) -> list[Block]:
    try:
        root = read_xml(archive.read(place))
    except Unreadable:
        return []
    shapes = [shape for shape in find_all(root, "sp") if _kind(shape) not in _FURNITURE]
    return [Block(text) for shape in shapes for text in _paragraphs(shape)]


def _kind(shape: Any) -> str:
    return next((attribute(one, "type") for one in find_all(shape, "ph")), "")


def _list(lines: list[str]) -> list[Block]:
    return (
        [Block("\n".join(lines), BlockKind.LIST if len(lines) > 1 else BlockKind.PARAGRAPH)] if lines else []
    )


def _tables(frame: Any) -> Iterator[Block]:
    for table in find_all(frame, "tbl"):
        rows = [
            [" ".join(_paragraphs(cell)) for cell in find_all(row, "tc")] for row in find_all(table, "tr")
        ]
        filled = [CELL_BORDER.join(row) for row in rows if any(row)]
        if filled:
            yield Block("\n".join(filled), BlockKind.TABLE, level=int(len(filled) > 1))


def _paragraphs(shape: Any) -> list[str]:
    texts = (
        "".join(" " if name_of(one) == "br" else one.text or "" for one in find_all(paragraph, "t", "br"))
        for paragraph in find_all(shape, "p")
    )
    return [line for text in texts if (line := " ".join(text.split()))]
