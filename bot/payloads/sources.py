"""What the buttons carry by which owners add sources, look after them, and answer what nothing answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.payloads.wire import ID, Field, Form
from index import SourceId


class Decision(StrEnum):
    """What is to become of a draft."""

    ADD = "a"
    ADD_CHANNEL = "w"
    ASK = "q"
    CANCEL = "c"


@dataclass(frozen=True, slots=True)
class DecideDraft:
    """Decide what becomes of what was handed over."""

    draft_id: str
    decision: Decision


class SourceAct(StrEnum):
    """What is to be done with a source; REMOVE asks first, REMOVE_NOW does it."""

    SHOW = "s"
    REFRESH = "f"
    REMOVE = "r"
    REMOVE_NOW = "x"
    RESTORE = "u"
    REWRITE = "w"


@dataclass(frozen=True, slots=True)
class ChangeSource:
    """Look after a source."""

    source_id: SourceId
    act: SourceAct


@dataclass(frozen=True, slots=True)
class AnswerGap:
    """Let me answer this question myself; the key is that of the words of the question."""

    key: str


OwnerPress = DecideDraft | ChangeSource | AnswerGap

FORMS: Final[tuple[Form[OwnerPress], ...]] = (
    Form("ad", DecideDraft, ID, Field("[awqc]", Decision)),
    Form("so", ChangeSource, ID, Field("[sfrxuw]", SourceAct)),
    Form("ga", AnswerGap, Field("[0-9a-f]{12}")),
)
