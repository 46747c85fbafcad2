"""Texts that somebody hands over, and what is shown of a source before it is one. Pure."""

from dataclasses import dataclass

from index.model.dates import PartialDate
from index.model.sources import SourceId, SourceKind


@dataclass(frozen=True, slots=True)
class Given:
    """A text that is handed over: bytes with a name, as a file has one, whose ending tells the format.

    `locator` tells its source for ever; `key` tells its document among those of the source. A `title`, `url`,
    `publisher` or day of publication given here goes before what the text itself says; `source_title` is
    that of a source with many texts.
    """

    kind: SourceKind
    locator: str
    name: str
    content: bytes
    key: str = "document"
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    source_title: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would become a source. `replaces`: it would take the place of the source `source_id`.

    `documents`, `words` and `passages` are counts; `samples` are up to three passages, in their order.
    """

    source_id: SourceId
    kind: SourceKind
    title: str
    url: str | None
    publisher: str | None
    published: PartialDate | None
    language: str | None
    documents: int
    words: int
    passages: int
    samples: tuple[str, ...]
    replaces: bool = False
