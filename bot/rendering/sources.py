"""The list of sources, page by page: all of them, those with a tag, those with some words."""

from collections import Counter
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
from index import DocumentId, Source, SourceId

_TAGS_IN_A_ROW: Final = 3
_MOST_TAGS: Final = 6
_NUMBERS_IN_A_ROW: Final = 5
_LONGEST_TAG: Final = 24
_LONGEST_WORDS: Final = 100


ALL: Final = "0" * 12
"""The key that tells the list of all sources from that with the words it was asked for with."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources to list, of all that are `known`: those with a tag, or with the words in what names them.

    `key` is that of a tag, ALL, or empty for the list that was asked for with a command. `can_care`: whoever
    looks at it looks after the sources, and sees what ails them.
    """

    known: Sequence[Source]
    tag: str | None = None
    words: str = ""
    key: str = ""
    can_care: bool = False

    def listed(self) -> list[Source]:
        """The sources that are to be listed, in their order."""
        wanted = self.words.casefold().split()
        found = (source for source in self.known if self.tag is None or self.tag in source.tags)
        return [source for source in found if all(word in _named(source) for word in wanted)]

    def page(self, number: int) -> tuple[int, Sequence[Source]]:
        """The sources of that page, from 0, and its number; the last one when there are fewer pages."""
        listed = self.listed()
        number = max(0, min(number, self.pages() - 1))
        return number, listed[number * PAGE_LENGTH : (number + 1) * PAGE_LENGTH]

    def pages(self) -> int:
        """How many pages there are."""
        return -(-len(self.listed()) // PAGE_LENGTH)


def sources_message(
    listing: SourceList,
    page: int,
    phrases: Phrases,
    *,
    username: str,
    documents: Mapping[SourceId, DocumentId],
) -> Message:
    """A page of the list; `documents` are what to show of the sources without a web address."""
    if not listing.known:
        return Message(phrases.html("no-sources"))
    page, shown = listing.page(page)
    pages = listing.pages()
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
    listed = listing.listed()
    if listing.words:
        words = isolated(clip(listing.words, _LONGEST_WORDS))
        return bold(phrases.html("sources-found", sources=len(listed), words=words))
    passages = sum(source.passages for source in listed)
    title = bold(phrases.html("sources-title", sources=len(listed), passages=passages))
    return join("\n", [title, phrases.html("sources-tag", tag=listing.tag) if listing.tag else ""])


def _ailment(source: Source, listing: SourceList) -> str:
    return "⚠️" if listing.can_care and source.error else ""


def _tag_rows(listing: SourceList, phrases: Phrases) -> list[tuple[Button, ...]]:
    """A button for each of the commonest tags, or for all sources when there is a choice."""
    if listing.tag or listing.words:
        return [(Button(phrases.text("button-all-sources"), write_press(ShowTagged(ALL))),)]
    counted = Counter(tag for source in listing.known for tag in source.tags)
    buttons = [
        Button(f"# {clip(tag, _LONGEST_TAG)}", write_press(ShowTagged(tag_key(tag))))
        for tag, _ in counted.most_common(_MOST_TAGS)
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


def _named(source: Source) -> str:
    named = (source.id, source.title, source.publisher or "", source.locator, source.url or "", *source.tags)
    return " ".join(named).casefold()
