"""What the buttons of an answer carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.payloads.wire import ID, PAGE, Field, Form, flag


class Pane(StrEnum):
    """What a card shows of the passage on top."""

    PASSAGE = "p"
    CONTEXT = "c"
    WHY = "w"


@dataclass(frozen=True, slots=True)
class View:
    """The state of a card: which of its passages is on top, from 0, and what is shown of it.

    `more` says that in a group all buttons are shown.
    """

    top: int = 0
    pane: Pane = Pane.PASSAGE
    more: bool = False


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
class KeepQuestion:
    """Keep the question with my vote, or forget it again; the card stays as it is."""

    answer_id: str
    view: View


@dataclass(frozen=True, slots=True)
class FollowQuestion:
    """Tell me of new answers to the question of this answer, or of the first one when there was none.

    Or no longer, when I am told already; the card stays as it is.
    """

    answer_id: str
    view: View = View()


@dataclass(frozen=True, slots=True)
class AskAlone:
    """Answer the question of this answer without the one before, which it was taken to continue."""

    answer_id: str


@dataclass(frozen=True, slots=True)
class AskExample:
    """Ask what is written on the button; the key tells it from the others below the same message."""

    key: int


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Show an answer that was given elsewhere."""

    answer_id: str


AnswerPress = ShowCard | CastVote | KeepQuestion | FollowQuestion | AskAlone | AskExample

_VIEW: Final = Field(
    "[0-9][pcw]m?",
    lambda text: View(int(text[0]), Pane(text[1]), text.endswith("m")),
    lambda view: f"{view.top}{view.pane}{'m' if view.more else ''}",
)

FORMS: Final[tuple[Form[AnswerPress], ...]] = (
    Form("c", ShowCard, ID, _VIEW),
    Form("v", CastVote, ID, _VIEW, flag("+", "-")),
    Form("k", KeepQuestion, ID, _VIEW),
    Form("nf", FollowQuestion, ID),  # as it was written before cards were redrawn
    Form("f", FollowQuestion, ID, _VIEW),
    Form("a", AskAlone, ID),
    Form("e", AskExample, PAGE),
)
