"""What the buttons of documents, lists and a person's settings carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.payloads.wire import ID, PAGE, Field, Form, flag


@dataclass(frozen=True, slots=True)
class ShowDocument:
    """Show a page of a document, from 0."""

    document_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSources:
    """Show a page of the list of sources, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowTagged:
    """Show a page, from 0, of the list of sources with a tag; with a key that is no tag's, of all of them."""

    tag_key: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowLatest:
    """Show a page of the newest documents, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Answer me in this language; None: in the language of my Telegram."""

    language: str | None


class Page(StrEnum):
    """A text that is longer than a screen."""

    HELP = "h"
    PRIVACY = "p"


@dataclass(frozen=True, slots=True)
class ShowPage:
    """Show the rest of the text, or only what matters most again."""

    page: Page
    more: bool


ListPress = ShowDocument | ShowSources | ShowTagged | ShowLatest | ChooseLanguage | ShowPage

_LANGUAGE: Final = Field(
    "[a-z]{2,8}|-", lambda text: None if text == "-" else text, lambda language: language or "-"
)

FORMS: Final[tuple[Form[ListPress], ...]] = (
    Form("d", ShowDocument, ID, PAGE),
    Form("s", ShowSources, PAGE),
    Form("st", ShowTagged, Field("[0-9a-f]{12}"), PAGE),
    Form("l", ShowLatest, PAGE),
    Form("o", ChooseLanguage, _LANGUAGE),
    Form("h", ShowPage, Field("[hp]", Page), flag("+", "-")),
)
