"""The list of sources, page by page: all of them, those with a tag, those with some words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.payloads import (
    ChangeSource,
    ShowDocument,
    ShowSources,
    ShowTagged,
    SourceAct,
    deep_link,
    tag_key,
    write_press,
)
from bot.rendering.citations import LONGEST_TITLE, origin
from bot.rendering.lists import PAGE_LENGTH, numbered, page_buttons
from bot.rendering.markup import Html, bold, clip, isolated, join, link
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from index import DocumentId, Source, SourceId, SourcePage

_TAGS_IN_A_ROW: Final = 3
_MOST_TAGS: Final = 6
_NUMBERS_IN_A_ROW: Final = 5
_LONGEST_TAG: Final = 24
_LONGEST_WORDS: Final = 100


ALL: Final = "0" * 12
"""The key that tells the list of all sources from that with the words it was asked for with."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """A page of the list of sources: of all, of those with a tag, or with the words in what names them.

    `tags` are those that may be chosen, the commonest first; `key` is that of a tag, ALL, or empty for the
    list that was asked for with a command. `can_care`: whoever looks at it looks after the sources, and sees
    what ails them.
    """

    found: SourcePage
    number: int = 0
    tags: Sequence[str] = ()
    tag: str | None = None
    words: str = ""
    key: str = ""
    can_care: bool = False


def last_page(sources: int) -> int:
    """The number of the last page, from 0, of a list of so many."""
    return max(0, -(-sources // PAGE_LENGTH) - 1)


def sources_message(
    listing: SourceList, phrases: Phrases, *, username: str, documents: Mapping[SourceId, DocumentId]
) -> Message:
    """The page of the list; `documents` are what to show of the sources without a web address."""
    if not listing.found.sources and not listing.words:
        return Message(phrases.html("no-sources"))
    page, shown = listing.number, listing.found.shown
    pages = last_page(listing.found.sources) + 1
    head = [_title(listing, phrases), phrases.html("page", page=page + 1, pages=pages) if pages > 1 else ""]
    lines = [
        (
            _source_title(source, username, documents),
            join(" · ", [origin(source.publisher, source.published, phrases), _ailment(source, listing)]),
        )
        for source in shown
    ]
    turning = page_buttons(lambda i: _turn(listing, i), page, phrases, more=page < pages - 1)
    rows = (*turning, *_tag_rows(listing, phrases), *(_care_rows(shown, page) if listing.can_care else ()))
    return Message(join("\n\n", [join("\n", head), numbered(lines, page)]), rows)


def _turn(listing: SourceList, page: int) -> str:
    """What a button carries that shows that page of the same list."""
    return write_press(ShowTagged(listing.key, page) if listing.key else ShowSources(page))


def _title(listing: SourceList, phrases: Phrases) -> Html:
    found = listing.found
    if listing.words:
        words = isolated(clip(listing.words, _LONGEST_WORDS))
        return bold(phrases.html("sources-found", sources=found.sources, words=words))
    title = bold(phrases.html("sources-title", sources=found.sources, passages=found.passages))
    return join("\n", [title, phrases.html("sources-tag", tag=listing.tag) if listing.tag else ""])


def _ailment(source: Source, listing: SourceList) -> str:
    return "⚠️" if listing.can_care and source.error else ""


def _tag_rows(listing: SourceList, phrases: Phrases) -> list[tuple[Button, ...]]:
    """A button for each of the tags, or for all sources when there is a choice."""
    if listing.tag or listing.words:
        return [(Button(phrases.text("button-all-sources"), write_press(ShowTagged(ALL))),)]
    buttons = [
        Button(f"# {clip(tag, _LONGEST_TAG)}", write_press(ShowTagged(tag_key(tag))))
        for tag in listing.tags[:_MOST_TAGS]
    ]
    return [tuple(buttons[i : i + _TAGS_IN_A_ROW]) for i in range(0, len(buttons), _TAGS_IN_A_ROW)]


def _care_rows(shown: Sequence[Source], page: int) -> list[tuple[Button, ...]]:
    """A button with its number for each source shown."""
    buttons = [
        Button(f"⚙️ {number}", write_press(ChangeSource(source.id, SourceAct.SHOW)))
        for number, source in enumerate(shown, page * PAGE_LENGTH + 1)
    ]
    return [tuple(buttons[i : i + _NUMBERS_IN_A_ROW]) for i in range(0, len(buttons), _NUMBERS_IN_A_ROW)]


def _source_title(source: Source, username: str, documents: Mapping[SourceId, DocumentId]) -> Html:
    url = source.url
    if url is None and source.id in documents:
        url = deep_link(username, ShowDocument(documents[source.id]))
    return link(isolated(clip(source.title, LONGEST_TITLE)) or "…", url)
