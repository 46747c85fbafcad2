"""Sources, and the documents that they have. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from index.model.dates import PartialDate
from index.model.structure import Part, Span

SourceId = NewType("SourceId", str)
DocumentId = NewType("DocumentId", str)


class SourceKind(StrEnum):
    """Where a source's texts come from."""

    FILE = "file"
    PAGE = "page"
    FEED = "feed"
    SITEMAP = "sitemap"
    UPLOAD = "upload"
    NOTE = "note"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Source:
    """A place that texts come from, with what is known of its last reading.

    `same_as` is the source whose newer copy of the same text is quoted instead of this one's.
    """

    id: SourceId
    kind: SourceKind
    locator: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    documents: int = 0
    passages: int = 0
    checked_at: datetime | None = None
    next_check_at: datetime | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()
    dropped_words: int = 0
    same_as: SourceId | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sources a library has, how many of them fail, and how many passages there are."""

    sources: int
    failing: int
    passages: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Which sources are listed: with a `tag`, with all `words` in what names them, with texts, failing."""

    tag: str | None = None
    words: str = ""
    with_texts: bool = False
    failing: bool = False


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Some sources of a list in their order, how many the whole list has, and the passages of all these.

    `passages` is not counted (0) where words choose.
    """

    shown: tuple[Source, ...]
    sources: int
    passages: int = 0


@dataclass(frozen=True, slots=True)
class ReadingNotes:
    """What an owner is told of a file that was read: what was not understood, and how much was furniture."""

    warnings: tuple[str, ...] = ()
    dropped_words: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that stand on the page which a digest retells; they belong to the text up to `end`."""

    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Place:
    """From `start` on, the text stands at `reference`, an address relative to the document's: `#page=7`."""

    start: int
    reference: str


class Outdated(StrEnum):
    """Why a document is no longer valid: its day is over, or another one takes its place."""

    EXPIRED = "expired"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class PageState:
    """What has become of a document's page: it is gone, or has `lost` some sentences of the text."""

    is_gone: bool
    lost: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What is told of a document beside its text; of one that is found also whether it is `outdated`.

    `valid_until` is told of one that has expired, `page` where its page is not as it was; `has_places`: its
    text tells where parts of it stand.
    """

    id: DocumentId
    source_id: SourceId
    title: str
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    by_owner: bool = False
    outdated: Outdated | None = None
    valid_until: PartialDate | None = None
    page: PageState | None = None
    has_places: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a source: plain text, blocks separated by a blank line, NFC, without page furniture.

    `parts` are its blocks in order; without any, each paragraph is one. `names` are what it is called beside
    its title: by its file, by its aliases. `places` tell, from each one's start on, where it can be opened
    other than at its address, in order. `is_named_by_file`, known of one just read, says that its
    title stands nowhere in it. `by_owner`: the owner has written it to answer the question in its title.
    `shared_lines`, known of one that is stored, are furniture of its folder. `valid_until` and `supersedes`
    (ids, addresses or files) are known of one just read.
    """

    id: DocumentId
    source_id: SourceId
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    retells: bool = False
    marks: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    by_owner: bool = False
    places: tuple[Place, ...] = ()
    is_named_by_file: bool = field(default=False, compare=False)
    shared_lines: frozenset[str] = field(default=frozenset(), compare=False)
    valid_until: PartialDate | None = field(default=None, compare=False)
    supersedes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def head(self) -> DocumentHead:
        """The document without its text."""
        return DocumentHead(
            self.id,
            self.source_id,
            self.title,
            self.url,
            self.publisher,
            self.published,
            self.language,
            self.tags,
            self.by_owner,
            has_places=bool(self.places),
        )
