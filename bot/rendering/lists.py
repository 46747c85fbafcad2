"""Lists of sources and of the newest texts, page by page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from bot.payloads import ShowDocument, ShowLatest, ShowSources, deep_link, write_press
from bot.rendering.citations import LONGEST_TITLE, origin, title_link
from bot.rendering.markup import Html, bold, clip, isolated, join, link
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from index import Document, DocumentId, Source, SourceId

PAGE_LENGTH: Final = 10


def sources_page(sources: Sequence[Source], page: int) -> tuple[int, Sequence[Source]]:
    """The sources of that page, from 0, and its number; the last one when there are fewer pages."""
    page = max(0, min(page, _page_count(sources) - 1))
    return page, sources[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH]


def sources_message(
    sources: Sequence[Source],
    page: int,
    phrases: Phrases,
    *,
    username: str,
    documents: Mapping[SourceId, DocumentId],
) -> Message:
    """A page of the list of all `sources`; `documents` are what to show of those without a web address."""
    if not sources:
        return Message(phrases.html("no-sources"))
    page, shown = sources_page(sources, page)
    pages = _page_count(sources)
    passages = sum(source.passages for source in sources)
    head = join(
        "\n",
        [
            bold(phrases.html("sources-title", sources=len(sources), passages=passages)),
            phrases.html("page", page=page + 1, pages=pages) if pages > 1 else "",
        ],
    )
    lines = [
        (_source_title(source, username, documents), origin(source.publisher, source.published, phrases))
        for source in shown
    ]
    buttons = page_buttons(lambda i: write_press(ShowSources(i)), page, phrases, more=page < pages - 1)
    return Message(join("\n\n", [head, _numbered(lines, page)]), buttons)


def latest_message(
    documents: Sequence[Document], page: int, phrases: Phrases, *, username: str, more: bool
) -> Message:
    """The documents of that page, newest first; `more` says whether older ones follow."""
    if not documents and page == 0:
        return Message(phrases.html("no-sources"))
    head = bold(phrases.html("latest-title"))
    lines = [
        (title_link(document, username), origin(document.publisher, document.published, phrases))
        for document in documents
    ]
    labels = ("button-newer", "button-older")
    buttons = page_buttons(lambda i: write_press(ShowLatest(i)), page, phrases, more=more, labels=labels)
    return Message(join("\n\n", [head, _numbered(lines, page)]), buttons)


def page_buttons(
    data: Callable[[int], str],
    page: int,
    phrases: Phrases,
    *,
    more: bool,
    labels: tuple[str, str] = ("button-previous", "button-next"),
) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons to the page before and, when there are `more`, to the one after."""
    row = [Button(phrases.text(labels[0]), data(page - 1))] if page > 0 else []
    if more:
        row.append(Button(phrases.text(labels[1]), data(page + 1)))
    return (tuple(row),) if row else ()


def _page_count(sources: Sequence[Source]) -> int:
    return -(-len(sources) // PAGE_LENGTH)


def _numbered(lines: Iterable[tuple[Html, Html]], page: int) -> Html:
    first = page * PAGE_LENGTH + 1
    return join("\n", [Html(f"{i}. {join(' · ', line)}") for i, line in enumerate(lines, first)])


def _source_title(source: Source, username: str, documents: Mapping[SourceId, DocumentId]) -> Html:
    url = source.url
    if url is None and source.id in documents:
        url = deep_link(username, ShowDocument(documents[source.id]))
    return link(isolated(clip(source.title, LONGEST_TITLE)) or "…", url)
