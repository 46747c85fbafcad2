"""A document, read in the chat page by page."""

from collections.abc import Iterator
from typing import Final

from bot.payloads import ShowDocument, write_press
from bot.rendering.citations import citation
from bot.rendering.lists import page_buttons
from bot.rendering.markup import Html, join, text_units
from bot.rendering.message import Message
from bot.rendering.texts import Phrases
from index import Document

PAGE_UNITS: Final = 3000
_SHORTEST_PAGE: Final = 0.6  # of the room: rather cut inside a paragraph than leave more of it empty


def document_message(document: Document, page: int, phrases: Phrases, *, username: str) -> Message:
    """That page of the document, from 0; the last one when there are fewer."""
    pages = list(split_pages(document.text)) or [""]
    page = min(page, len(pages) - 1)
    place = phrases.html("page", page=page + 1, pages=len(pages)) if len(pages) > 1 else ""
    html = join("\n\n", [join("\n", [citation(document, username, phrases), place]), Html.of(pages[page])])
    more = page < len(pages) - 1
    buttons = page_buttons(lambda i: write_press(ShowDocument(document.id, i)), page, phrases, more=more)
    return Message(html, buttons)


def split_pages(text: str, units: int = PAGE_UNITS) -> Iterator[str]:
    """The text in pieces of at most `units` UTF-16 units, cut after a paragraph, else after a word."""
    start = 0
    while start < len(text):
        end = start + units
        while text_units(text[start:end]) > units:
            end -= max(1, (text_units(text[start:end]) - units) // 2)
        if end < len(text):
            least = start + int((end - start) * _SHORTEST_PAGE)
            cuts = (text.rfind(border, least, end) for border in ("\n\n", "\n", ". ", " "))
            end = next((cut + 1 for cut in cuts if cut >= 0), end)
        if piece := text[start:end].strip():
            yield piece
        start = end
