"""Where a text comes from, in one line: title with link, publisher, date."""

from datetime import datetime
from typing import Final

from bot.payloads import ShowDocument, deep_link
from bot.rendering.markup import Html, bold, clip, is_linkable, isolated, join, link
from bot.rendering.texts import Phrases
from index import Document, DocumentHead, PartialDate, Quote

LONGEST_TITLE: Final = 200
_LONGEST_HEADING: Final = 100
_LONGEST_PUBLISHER: Final = 80


def date_text(date: PartialDate, phrases: Phrases) -> str:
    """The date as exactly as it is known: `8 August 2024`, `August 2024`, `2024`."""
    year = str(date.year)
    if date.month is None:
        return year
    if date.day is None:
        return phrases.text("date-month", month=date.month, year=year)
    return phrases.text("date-day", day=str(date.day), month=date.month, year=year)


def moment_text(at: datetime, phrases: Phrases) -> str:
    """The day and the minute, on the clock that the moment is told by."""
    return f"{date_text(PartialDate(at.year, at.month, at.day), phrases)}, {at:%H:%M}"


def title_link(text: Quote | Document | DocumentHead, username: str, *, longest: int = LONGEST_TITLE) -> Html:
    """The title, leading to the original, or to the text in the bot when there is no original to open."""
    url = text.link if isinstance(text, Quote) else text.url
    if url is None or not is_linkable(url):
        id_ = text.document_id if isinstance(text, Quote) else text.id
        url = deep_link(username, ShowDocument(id_))
    return link(isolated(clip(text.title, longest)) or "…", url)


def citation(text: Quote | Document, username: str, phrases: Phrases) -> Html:
    """Title and heading, publisher, date and page, as far as they are known, and what sort of text it is."""
    retold = text.retold if isinstance(text, Quote) else text.retells
    heading = text.heading if isinstance(text, Quote) else None
    page = text.page if isinstance(text, Quote) else None
    below = isolated(clip(heading, _LONGEST_HEADING)) if heading else ""
    return join(
        " · ",
        [
            join(" › ", [bold(title_link(text, username)), below]),
            origin(text.publisher, text.published, phrases),
            phrases.html("on-page", page=str(page)) if page is not None else "",
            phrases.html("digest") if retold else "",
            phrases.html("by-owner") if text.by_owner else "",
            _standing(text, phrases) if isinstance(text, Quote) else "",
            phrases.html(f"page-{text.lost}") if isinstance(text, Quote) and text.lost else "",
        ],
    )


def _standing(quote: Quote, phrases: Phrases) -> Html | str:
    """That a text is no longer valid, and since when."""
    if quote.outdated is None:
        return ""
    if quote.valid_until is None:
        return phrases.html("superseded")
    return phrases.html("valid-until", day=date_text(quote.valid_until, phrases))


def origin(publisher: str | None, published: PartialDate | None, phrases: Phrases) -> Html:
    """Publisher and date, as far as they are known."""
    name = isolated(clip(publisher, _LONGEST_PUBLISHER)) if publisher else ""
    return join(" · ", [name, date_text(published, phrases) if published else ""])
