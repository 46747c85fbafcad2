"""Stored texts are analysed anew where the analysis has changed: a piece at a time, beside the answers."""

import logging
import math
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from index.errors import DatabaseError
from index.model import Document
from index.sources.ingest import Progress, analyse_document
from index.store.corpus import changes, documents
from index.store.corpus.documents import Analysed
from index.store.database import Database
from index.text.analysis import ANALYSIS_VERSION

logger = logging.getLogger(__name__)

_RENEWED_AT_ONCE: Final = 20


def renew(database: Database, progress: Progress | None = None, *, seconds: float = math.inf) -> bool:
    """Analyse stored texts anew where an earlier version of the analysis has; say whether none is left.

    What is not done after `seconds` is left for the next time. Raises DatabaseError when a later version than
    this program's has worked here: the two would undo each other's work.
    """
    _claim(database)
    if not (total := database.read(documents.count_outdated)):
        return True
    ends_at, done = time.monotonic() + seconds, 0
    while batch := database.read(partial(documents.outdated, limit=_RENEWED_AT_ONCE)):
        renewed = [(document, _analysed_or_none(document)) for document in batch]
        database.write(partial(_put_renewed, renewed=renewed))
        done += len(batch)
        if progress is not None:
            progress(min(done, total), total)
        if time.monotonic() > ends_at:
            return False
    return True


def _claim(database: Database) -> None:
    stored = database.read(changes.text_version)
    if stored > ANALYSIS_VERSION:
        raise DatabaseError(
            "the texts in the database were analysed by a newer version of Footnote "
            f"(version {stored} of the analysis, known here is {ANALYSIS_VERSION}): use that one"
        )
    if stored < ANALYSIS_VERSION:
        database.write(partial(changes.put_text_version, version=ANALYSIS_VERSION))


def _analysed_or_none(document: Document) -> Analysed | None:
    try:
        return analyse_document(document)
    except Exception:
        logger.exception("The document %s cannot be analysed anew, and stays as it was", document.id)
        return None


def _put_renewed(connection: Connection, renewed: Sequence[tuple[Document, Analysed | None]]) -> None:
    at = datetime.now(UTC)
    for document, analysed in renewed:
        documents.renew_passages(connection, document, analysed, at)
