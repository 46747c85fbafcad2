"""The values that travel between the parts of index/ and out of its door. All are immutable. Pure."""

from index.model.answers import Answer, Lost, Match, Quote, Talk
from index.model.changes import Change, ChangeKind
from index.model.dates import PartialDate
from index.model.given import Given, Preview
from index.model.passages import Candidate, Filter, Hit, Passage, PassageId, Role
from index.model.questions import KeptQuestion, Question, Word
from index.model.sources import (
    Counts,
    Document,
    DocumentHead,
    DocumentId,
    Listing,
    Mark,
    Outdated,
    PageState,
    Place,
    ReadingNotes,
    Source,
    SourceId,
    SourceKind,
    SourcePage,
)
from index.model.statistics import SAME_PLACE, SENTENCE_END, TITLE_WEIGHT, Statistics, spaced
from index.model.structure import BlockKind, Part, Span

__all__ = [
    "SAME_PLACE",
    "SENTENCE_END",
    "TITLE_WEIGHT",
    "Answer",
    "BlockKind",
    "Candidate",
    "Change",
    "ChangeKind",
    "Counts",
    "Document",
    "DocumentHead",
    "DocumentId",
    "Filter",
    "Given",
    "Hit",
    "KeptQuestion",
    "Listing",
    "Lost",
    "Mark",
    "Match",
    "Outdated",
    "PageState",
    "Part",
    "PartialDate",
    "Passage",
    "PassageId",
    "Place",
    "Preview",
    "Question",
    "Quote",
    "ReadingNotes",
    "Role",
    "Source",
    "SourceId",
    "SourceKind",
    "SourcePage",
    "Span",
    "Statistics",
    "Talk",
    "Word",
    "spaced",
]
