"""The log that engines and announcements follow. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.model.sources import DocumentId, SourceId


class ChangeKind(StrEnum):
    """What happened to a document; one `renewed` has the text that it had, cut or analysed in another way."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RENEWED = "renewed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the log that engines and announcements follow; `id` grows with every change.

    `first`: one of the texts that a source with many had when it was added.
    """

    id: int
    kind: ChangeKind
    source_id: SourceId
    document_id: DocumentId
    at: datetime
    first: bool = False
