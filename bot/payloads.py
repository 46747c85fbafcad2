"""What buttons and links carry: short, with a version, and read strictly, for anybody can forge them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_VERSION: Final = "1"
_ID: Final = "([a-z0-9]{1,40})"
_PAGE: Final = "([0-9]{1,4})"
_VIEW: Final = "([0-9])([pcw])"


class Pane(StrEnum):
    """What a card shows of the passage on top."""

    PASSAGE = "p"
    CONTEXT = "c"
    WHY = "w"


@dataclass(frozen=True, slots=True)
class View:
    """The state of a card: which of its passages is on top, from 0, and what is shown of it."""

    top: int = 0
    pane: Pane = Pane.PASSAGE


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Show the answer's card like this."""

    answer_id: str
    view: View


@dataclass(frozen=True, slots=True)
class CastVote:
    """Count my vote; the card stays as it is."""

    answer_id: str
    view: View
    useful: bool


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
class ShowLatest:
    """Show a page of the newest documents, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Answer me in this language; None: in the language of my Telegram."""

    language: str | None


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Show an answer that was given elsewhere."""

    answer_id: str


Press = ShowCard | CastVote | ShowDocument | ShowSources | ShowLatest | ChooseLanguage

_READERS: Final[dict[str, Callable[..., Press]]] = {
    f"c:{_ID}:{_VIEW}": lambda id_, top, pane: ShowCard(id_, _view(top, pane)),
    f"v:{_ID}:{_VIEW}:([+-])": lambda id_, top, pane, sign: CastVote(id_, _view(top, pane), sign == "+"),
    f"d:{_ID}:{_PAGE}": lambda id_, page: ShowDocument(id_, int(page)),
    f"s:{_PAGE}": lambda page: ShowSources(int(page)),
    f"l:{_PAGE}": lambda page: ShowLatest(int(page)),
    "o:([a-z]{2,8}|-)": lambda language: ChooseLanguage(None if language == "-" else language),
}
_PATTERNS: Final = {re.compile(f"{_VERSION}{form}", re.ASCII): reader for form, reader in _READERS.items()}
_START_DOCUMENT: Final = re.compile(f"s_{_ID}")
_START_ANSWER: Final = re.compile(f"a_{_ID}")


def write_press(press: Press) -> str:
    """The callback data of a button: at most 64 bytes."""
    match press:
        case ShowCard(id_, view):
            body = f"c:{id_}:{view.top}{view.pane}"
        case CastVote(id_, view, useful):
            body = f"v:{id_}:{view.top}{view.pane}:{'+' if useful else '-'}"
        case ShowDocument(id_, page):
            body = f"d:{id_}:{page}"
        case ShowSources(page):
            body = f"s:{page}"
        case ShowLatest(page):
            body = f"l:{page}"
        case ChooseLanguage(language):
            body = f"o:{language or '-'}"
    return _VERSION + body


def read_press(data: object) -> Press | None:
    """What a button asks for; None for anything that `write_press` cannot have written."""
    if isinstance(data, str):
        for pattern, reader in _PATTERNS.items():
            if match := pattern.fullmatch(data):
                return reader(*match.groups())
    return None


def carries(kind: type[Press]) -> Callable[[object], bool]:
    """A test for callback data that asks for this kind of thing."""
    return lambda data: isinstance(read_press(data), kind)


def deep_link(username: str, target: ShowDocument | OpenAnswer) -> str:
    """The address that opens the bot's private chat and shows a document or an answer there."""
    payload = f"s_{target.document_id}" if isinstance(target, ShowDocument) else f"a_{target.answer_id}"
    return f"https://t.me/{username}?start={payload}"


def read_start(payload: str) -> ShowDocument | OpenAnswer | None:
    """What `/start PAYLOAD` asks for; None for anything that `deep_link` cannot have written."""
    if match := _START_DOCUMENT.fullmatch(payload):
        return ShowDocument(match[1])
    if match := _START_ANSWER.fullmatch(payload):
        return OpenAnswer(match[1])
    return None


def _view(top: str, pane: str) -> View:
    return View(int(top), Pane(pane))
