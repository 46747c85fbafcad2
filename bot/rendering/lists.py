"""Lists, page by page: of the newest texts, and what all lists have in common."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.payloads import ShowLatest, write_press
from bot.rendering.citations import origin, title_link
from bot.rendering.markup import Html, bold, join
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from index import Document

PAGE_LENGTH: Final = 10


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
    return Message(join("\n\n", [head, numbered(lines, page)]), buttons)


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


def numbered(lines: Iterable[tuple[Html, Html]], page: int) -> Html:
    """The lines of that page, from 0, with their numbers in the whole list."""
    first = page * PAGE_LENGTH + 1
    return join("\n", [Html(f"{i}. {join(' · ', line)}") for i, line in enumerate(lines, first)])
