"""The door for files, whoever brings them: bytes with a name become documents, passages, statistics."""

from __future__ import annotations

import hashlib
import logging
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.model import (
    Document,
    DocumentHead,
    DocumentId,
    Passage,
    PassageId,
    ReadingNotes,
    SourceId,
    Statistics,
)
from index.sources.kinds import is_binary
from index.sources.shared_lines import without_shared
from index.sources.storable import storable, storable_in_place
from index.text.languages.paragraphs import language_of_note
from index.text.passages import split_passages
from index.text.statistics import languages_of_sentences, passage_statistics

if TYPE_CHECKING:
    from index.sources.extract import Extracted
    from index.sources.sandbox import Sandbox

logger = logging.getLogger(__name__)

MOST_SECONDS: Final = 60.0
"""For a file that is read in the sandbox: a manual of 2,000 pages takes a quarter of it."""

Analysed = Sequence[tuple[Passage, Statistics]]

Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done, and why."""

    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading sources. `notices` are sentences about what is odd, though nothing has failed."""

    added: tuple[SourceId, ...] = ()
    changed: tuple[SourceId, ...] = ()
    removed: tuple[SourceId, ...] = ()
    failed: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()

    def is_quiet(self) -> bool:
        """Whether nothing has changed and nothing has failed."""
        return not (self.added or self.changed or self.removed or self.failed)

    def __add__(self, other: Report) -> Report:
        return Report(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.failed + other.failed,
            self.notices + other.notices,
        )


def short_id(*parts: str, length: int = 12) -> str:
    """The beginning of the lower-case base32 SHA-256 of the parts: the same for the same parts, for ever."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:length]


def source_id_of(locator: str) -> SourceId:
    """The id of the source with this locator."""
    return SourceId(short_id(locator))


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file holds: the `head` of it all, its texts with their passages, and what its owner is told."""

    head: DocumentHead
    read: Sequence[tuple[Document, Analysed]]
    notes: ReadingNotes


class Understanding(AbstractContextManager["Understanding"]):
    """Reads files; those of formats that may do harm in a process that can be killed, started when needed.

    To be closed, or used as a context, by whoever opens it.
    """

    def __init__(self, site_url: str | None = None) -> None:
        """Begin relative permalinks at `site_url`."""
        self._site_url = site_url
        self._sandbox: Sandbox | None = None

    def read(
        self, source_id: SourceId, name: str, content: bytes, *, usual: Sequence[str] = ()
    ) -> Understood:
        """The texts of the file `name`, at least one, and the passages of each.

        `usual` are the languages that files like it are in, for one whose text is too short to tell. Raises
        SourceError, whose locator is `name`, with the end of a sentence that begins with it.
        """
        try:
            texts = self._extracted(name, content)
            documents = [
                _with_places(document_of(source_id, key, text, usual=usual), name)
                for key, text in texts.items()
            ]
            read = [(document, analyse_document(document)) for document in documents]
        except SourceError:
            raise
        except Exception as error:
            raise SourceError(name, f"cannot be understood ({type(error).__name__})") from error
        return Understood(head_of(name, documents), read, notes_of(name, texts))

    def close(self) -> None:
        """End the process that reads, if there is one."""
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def _extracted(self, name: str, content: bytes) -> Mapping[str, Extracted]:
        if not is_binary(name):
            from index.sources.extract import extract_all  # parsers: not for those who only ask

            return extract_all(content, name, self._site_url)
        if self._sandbox is None:
            from index.sources.sandbox import Sandbox

            self._sandbox = Sandbox()
        texts: Mapping[str, Extracted] = self._sandbox.do("file", content, name, seconds=MOST_SECONDS)
        return texts


def document_of(
    source_id: SourceId, key: str, extracted: Extracted, *, usual: Sequence[str] = ()
) -> Document:
    """What was read as a document of its source, told from the others by `key`."""
    text = storable_in_place(extracted.text)
    return Document(
        id=DocumentId(short_id(source_id, key)),
        source_id=source_id,
        title=storable(extracted.title),
        text=text,
        url=extracted.url and storable(extracted.url),
        publisher=extracted.publisher and storable(extracted.publisher),
        published=extracted.published,
        language=extracted.language or language_of_note(text, usual),
        tags=tuple(map(storable, extracted.tags)),
        retells=extracted.retells,
        marks=tuple(replace(mark, words=storable(mark.words)) for mark in extracted.marks),
        parts=extracted.parts,
        names=tuple(map(storable, extracted.names)),
        places=extracted.places,
        is_named_by_file=extracted.is_named_by_file,
        valid_until=extracted.valid_until,
        supersedes=tuple(map(storable, extracted.supersedes)),
    )


def _with_places(document: Document, name: str) -> Document:
    """The document, whose names of files that it supersedes may be relative to the folder of its own file."""
    beside = (str(PurePosixPath(name).parent / each) for each in document.supersedes if ":" not in each)
    return replace(document, supersedes=(*document.supersedes, *beside)) if document.supersedes else document


def head_of(name: str, documents: Sequence[Document]) -> DocumentHead:
    """What is told of the file: what its only text says, else its name and what all texts have in common."""
    first = documents[0]
    if len(documents) == 1:
        return first.head
    publishers = {document.publisher for document in documents}
    languages = Counter(document.language for document in documents)
    return DocumentHead(
        first.id,
        first.source_id,
        title=storable(PurePath(name).name),
        publisher=first.publisher if len(publishers) == 1 else None,
        language=languages.most_common(1)[0][0],
    )


def notes_of(name: str, texts: Mapping[str, Extracted]) -> ReadingNotes:
    """What is to be told of what was read of the file `name`; the log has its warnings too."""
    warnings = dict.fromkeys(storable(warning) for text in texts.values() for warning in text.warnings)
    for warning in warnings:
        logger.warning("%s: %s", name, warning)
    return ReadingNotes(tuple(warnings), sum(text.dropped_words for text in texts.values()))


def analyse_document(document: Document) -> list[tuple[Passage, Statistics]]:
    """Split a document and measure its passages. A passage whose text stays the same keeps its id."""
    analysed = []
    seen: Counter[str] = Counter()
    parts = without_shared(document.text, document.parts, document.shared_lines)
    cuts = split_passages(document.text, document.language, parts)
    for position, (span, sentences, roles, headings) in enumerate(cuts):
        text = span.of(document.text)
        passage_id = PassageId(short_id(document.id, text, str(seen[text]), length=16))
        seen[text] += 1
        spoken = languages_of_sentences(text, sentences, document.language)
        other = next((one for one in spoken if one != document.language), None)
        passage = Passage(passage_id, document.id, position, span, text, sentences, roles, headings, other)
        found = passage_statistics(passage, document.title, document.language, document.names)
        analysed.append((passage, found))
    return analysed
