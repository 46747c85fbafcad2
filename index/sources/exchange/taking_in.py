"""A library out of a file, beside what is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from index.errors import SourceError
from index.model import Document, KeptQuestion, Source, SourceId, SourceKind
from index.sources.exchange.lines import Item, WordFile, read_lines
from index.sources.ingest import Failure, Progress, Report, analyse_document
from index.store.corpus import imported, kept_questions
from index.store.corpus.documents import Analysed
from index.store.database import Database

Texts = list[tuple[Document, Analysed]]


def import_library(
    database: Database, data_dir: Path, file: Path, progress: Progress | None = None
) -> Report:
    """Take in all that an exported file holds; done again, it changes nothing.

    What was a file of a watched folder elsewhere is an upload here, and goes on without it; a file of this
    folder stays as it is. Lists of words that are in `data_dir` already are kept, with a notice. Each source
    is taken in whole or not at all. Raises SourceError, before anything is changed, when the file cannot be
    read or a line of it is not understood.
    """
    count = sum(isinstance(item, Source) for item in _items(file))  # and all of it is read once
    report = Report()
    for done, (source, texts) in enumerate(_sources(_items(file)), 1):
        report += _take_source(database, source, texts)
        if progress is not None:
            progress(done, count)
    for item in _items(file):
        if isinstance(item, KeptQuestion):
            database.write(partial(kept_questions.keep_question, question=item))
        elif isinstance(item, WordFile):
            report += _take_words(data_dir, item)
    return report


def _items(file: Path) -> Iterator[Item]:
    try:
        with file.open("rb") as lines:
            yield from read_lines(str(file), lines)
    except OSError as error:
        raise SourceError(str(file), f"cannot be read: {error.strerror}") from error


def _sources(items: Iterator[Item]) -> Iterator[tuple[Source, list[Document]]]:
    """Each source with the texts that follow it."""
    source: Source | None = None
    texts: list[Document] = []
    for item in items:
        if isinstance(item, Source):
            if source is not None:
                yield source, texts
            source, texts = item, []
        elif isinstance(item, Document):
            texts.append(item)
    if source is not None:
        yield source, texts


def _take_source(database: Database, source: Source, texts: list[Document]) -> Report:
    if source.kind is SourceKind.FILE:
        source = replace(source, kind=SourceKind.UPLOAD, locator=f"upload:{source.id}/{source.locator}")
    try:
        analysed = [(text, _analysed(source.id, text)) for text in texts]
    except SourceError as error:
        return Report(failed=(Failure(source.locator, error.reason),))
    put = partial(imported.put, source=source, texts=analysed, at=datetime.now(UTC))
    ids = (source.id,)
    match database.write(put):
        case imported.Came.NEW:
            return Report(added=ids)
        case imported.Came.CHANGED:
            return Report(changed=ids)
        case imported.Came.TAKEN:
            return Report(notices=(f"{source.title}: its file is in the folder here, and stays as it is",))
    return Report()


def _analysed(source_id: SourceId, text: Document) -> Analysed:
    try:
        if text.source_id != source_id:
            raise SourceError(text.title, "belongs to another source than the one before it")
        return analyse_document(text)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(text.title, f"cannot be understood ({type(error).__name__})") from error


def _take_words(data_dir: Path, words: WordFile) -> Report:
    path = data_dir / words.path
    if path.exists():
        is_same = path.read_text(encoding="utf-8", errors="replace") == words.text
        return Report(notices=() if is_same else (f"{path} exists already, and stays as it is",))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(words.text, encoding="utf-8")
    return Report()
