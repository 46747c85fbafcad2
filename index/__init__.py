"""The door of index/: whoever uses the library imports its names from here; each is loaded when first used.

A program opens a database and a library over it, then asks:

    settings = load_settings()
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    library.sync()
    answer = library.answer("When did Putin sign the mining law?")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.errors import DatabaseError as DatabaseError
    from index.errors import EvaluationError as EvaluationError
    from index.errors import FootnoteError as FootnoteError
    from index.errors import SearchUnavailableError as SearchUnavailableError
    from index.errors import SettingsError as SettingsError
    from index.errors import SourceError as SourceError
    from index.evaluation.regression import Repetition as Repetition
    from index.evaluation.regression import repeat as repeat
    from index.library import Library as Library
    from index.library import open_library as open_library
    from index.model import Answer as Answer
    from index.model import Change as Change
    from index.model import ChangeKind as ChangeKind
    from index.model import Document as Document
    from index.model import DocumentHead as DocumentHead
    from index.model import DocumentId as DocumentId
    from index.model import Filter as Filter
    from index.model import Given as Given
    from index.model import Hit as Hit
    from index.model import KeptQuestion as KeptQuestion
    from index.model import Listing as Listing
    from index.model import Lost as Lost
    from index.model import Mark as Mark
    from index.model import Match as Match
    from index.model import Outdated as Outdated
    from index.model import PartialDate as PartialDate
    from index.model import Passage as Passage
    from index.model import PassageId as PassageId
    from index.model import Preview as Preview
    from index.model import Quote as Quote
    from index.model import Source as Source
    from index.model import SourceId as SourceId
    from index.model import SourceKind as SourceKind
    from index.model import SourcePage as SourcePage
    from index.model import Span as Span
    from index.model import Talk as Talk
    from index.percolation import Percolator as Percolator
    from index.percolation import StoredQuery as StoredQuery
    from index.percolation import document_terms as document_terms
    from index.percolation import passage_terms as passage_terms
    from index.percolation import store_query as store_query
    from index.settings import Settings as Settings
    from index.settings import database_address as database_address
    from index.settings import expanded as expanded
    from index.settings import load_settings as load_settings
    from index.settings import unknown_settings as unknown_settings
    from index.sources.exchange.taking_in import import_library as import_library
    from index.sources.exchange.writing import export_library as export_library
    from index.sources.ingest import Failure as Failure
    from index.sources.ingest import Report as Report
    from index.store.backups import SQLITE_VERSION as SQLITE_VERSION
    from index.store.backups import back_up as back_up
    from index.store.backups import check_copy as check_copy
    from index.store.backups import restore as restore
    from index.store.connecting import file_of as file_of
    from index.store.corpus.candidates import find_heads as find_heads
    from index.store.corpus.given import forget_removed as forget_removed
    from index.store.corpus.given import restorable as restorable
    from index.store.corpus.kept_questions import count_kept as count_kept
    from index.store.corpus.kept_questions import find_kept as find_kept
    from index.store.corpus.kept_questions import keep_question as keep_question
    from index.store.corpus.kept_questions import let_go as let_go
    from index.store.corpus.listing.seen import count_sources as count_sources
    from index.store.corpus.validity.outdated import expiring as expiring
    from index.store.corpus.validity.outdated import note_reminded as note_reminded
    from index.store.database import Database as Database
    from index.store.database import UtcDateTime as UtcDateTime
    from index.store.database import is_up_to_date as is_up_to_date
    from index.store.database import open_database as open_database
    from index.store.database import upsert as upsert
    from index.store.lock import sole_user_of as sole_user_of
    from index.store.moving import Moved as Moved
    from index.store.moving import move_database as move_database
    from index.store.session import Session as Session
    from index.store.session import call_out as call_out
    from index.store.session import is_free as is_free
    from index.store.session import is_held_by as is_held_by
    from index.text.analysis import analyse as analyse
    from index.text.summaries import summarise as summarise

_HOME = {
    "text.analysis": ["analyse"],
    "store.corpus.candidates": ["find_heads"],
    "store.corpus.kept_questions": ["count_kept", "find_kept", "keep_question", "let_go"],
    "store.corpus.given": ["forget_removed", "restorable"],
    "store.corpus.listing.seen": ["count_sources"],
    "store.corpus.validity.outdated": ["expiring", "note_reminded"],
    "store.database": ["Database", "UtcDateTime", "is_up_to_date", "open_database", "upsert"],
    "errors": [
        "DatabaseError", "EvaluationError", "FootnoteError", "SearchUnavailableError", "SettingsError",
        "SourceError",
    ],
    "sources.exchange.taking_in": ["import_library"],
    "sources.exchange.writing": ["export_library"],
    "sources.ingest": ["Failure", "Report"],
    "evaluation.regression": ["Repetition", "repeat"],
    "library": ["Library", "open_library"],
    "model": [
        "Answer", "Change", "ChangeKind", "Document", "DocumentHead", "DocumentId", "Filter", "Given", "Hit",
        "KeptQuestion", "Listing", "Lost", "Mark", "Match", "Outdated", "PartialDate", "Passage", "PassageId",
        "Preview", "Quote", "Source", "SourceId", "SourceKind", "SourcePage", "Span", "Talk",
    ],
    "percolation": ["Percolator", "StoredQuery", "document_terms", "passage_terms", "store_query"],
    "settings": ["Settings", "database_address", "expanded", "load_settings", "unknown_settings"],
    "store.backups": ["SQLITE_VERSION", "back_up", "check_copy", "restore"],
    "store.connecting": ["file_of"],
    "store.lock": ["sole_user_of"],
    "store.session": ["Session", "call_out", "is_free", "is_held_by"],
    "store.moving": ["Moved", "move_database"],
    "text.summaries": ["summarise"],
}  # fmt: skip
_MODULE = {name: f"index.{module}" for module, names in _HOME.items() for name in names}

__all__ = list(_MODULE)


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    value = getattr(import_module(_MODULE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
