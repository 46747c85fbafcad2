"""A library into a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from index.errors import SourceError
from index.model import SourceId
from index.sources.exchange.lines import WordFile, first_line, write_line
from index.store.corpus import documents, kept_questions
from index.store.corpus.listing import seen
from index.store.corpus.validity.outdated import with_validity
from index.store.database import Database

WORD_FOLDERS: Final = ("glossary", "talk")


def export_library(database: Database, data_dir: Path, file: Path) -> int:
    """Write all sources that there are to see, with what belongs to them; return how many.

    The lists of words are those of `data_dir`. Nothing about people is in the file, but the words of kept
    questions are. Raises SourceError, and leaves no file, when it exists already or cannot be written.
    """
    if file.exists():
        raise SourceError(str(file), "exists already")
    unfinished = file.with_name(f"{file.name}.unfinished")

    def write(connection: Connection) -> int:
        ids = seen.list_ids(connection)
        with unfinished.open("w", encoding="utf-8") as lines:
            lines.write(first_line())
            for source_id in ids:
                lines.writelines(_source_lines(connection, source_id))
            lines.writelines(map(write_line, kept_questions.list_kept(connection)))
            lines.writelines(map(write_line, _word_files(data_dir)))
        return len(ids)

    try:
        count = database.read(write)
        unfinished.rename(file)
    except OSError as error:
        raise SourceError(str(file), f"cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _source_lines(connection: Connection, source_id: SourceId) -> Iterator[str]:
    source = seen.find(connection, source_id)
    if source is not None:
        yield write_line(source)
        for document in reversed(documents.of_source(connection, source_id)):
            yield write_line(with_validity(connection, document))


def _word_files(data_dir: Path) -> Iterator[WordFile]:
    for folder in WORD_FOLDERS:
        for path in sorted((data_dir / folder).glob("*.txt")):
            yield WordFile(f"{folder}/{path.name}", path.read_text(encoding="utf-8"))
