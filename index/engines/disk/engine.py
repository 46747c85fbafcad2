"""The engine on disk: opened at once, changed in place.

The state of the copy (generation, cursor) is a document of the index itself, so that it changes in the same
commit as the passages. One process writes at a time; the others follow by reading anew what was committed.
"""

import re
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count as numbers
from pathlib import Path
from typing import Any, Final

import tantivy

from index.engines import Batch, Query, Stored
from index.engines.disk import fields
from index.engines.disk.copy import Copy
from index.engines.likeness import SHORTEST_ROOT, roots_like
from index.engines.phrases import admitted_hits
from index.engines.rarest import rarest
from index.errors import DatabaseError
from index.model import Filter, Hit, PassageId

_HEAP_BYTES: Final = 30_000_000
_WAIT_SECONDS: Final = 20.0
_MOST_LONGER: Final = 50
_MOST_ALIKE: Final = 1_000
_MOST_LOOKED_AT: Final = 5_000
"""Passages that are looked at for a phrase, or for equals of the last one."""

_OWN_FILE: Final = re.compile(r"meta\.json|\.managed\.json|\.tantivy-[\w-]+\.lock|[0-9a-f]{32}\..+")
"""What an index makes in its folder; nothing else in it is ever deleted."""

_Found = tuple[float, Any]
"""A score, and where in the index the passage is."""

_BROKEN: Final = (OSError, ValueError, RuntimeError)
"""What tantivy raises about its files."""


class DiskEngine:
    """A copy in `folder`, made anew where it is torn, foreign or of another format."""

    def __init__(self, folder: Path, stored: Stored) -> None:
        """Raise DatabaseError when there can be no index in the folder."""
        self._folder, self._stored = folder, stored
        self._fields = fields.schema()
        self._writing = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._index: Any = None
        self._copy = Copy()
        self._open()

    def apply(self, batch: Batch, cursor: int) -> None:
        """Take over a batch, and remember how far the log has been read; twice is as good as once.

        Left out where another process has taken over more by now. Raises DatabaseError, and keeps what was,
        when the index cannot be written.
        """
        with self._writing:
            if self._index is None or self._stamp_now() is None:
                self._open()
            try:
                writer = self._open_writer()
                try:
                    self._reload()
                    if batch.whole_of is not None or self._copy.cursor <= cursor:
                        self._write(writer, batch, cursor)
                        self._reload()
                finally:
                    writer.wait_merging_threads()  # which closes it, so that another process may write
            except _BROKEN as error:
                told = f"the index in {self._folder} cannot be written (is there room on the disk?): {error}"
                raise DatabaseError(told) from error

    def search(self, query: Query, limit: int, within: Filter = Filter()) -> list[Hit]:
        """Up to `limit` passages, best first by BM25; equal ones in the order of ids.

        `within`, phrases and exclusions decide what may be found, and change no score. Of very many terms
        only the rarest are looked for.
        """
        searcher = self._copy.searcher
        if searcher is None or limit < 1:
            return []
        asked = rarest(query.terms, {term: searcher.doc_freq("body", term) for term in {*query.terms}})
        if not asked:
            return []
        wanted = fields.query_of(self._fields, asked, query, within)
        for grown in numbers():
            most = min(limit * 2 * 4**grown, max(limit, _MOST_LOOKED_AT))
            found = [(_rounded(score), at) for score, at in searcher.search(wanted, most, count=False).hits]
            hits = self._held(searcher, found, query, limit)
            if len(found) < most or most >= _MOST_LOOKED_AT:
                break
            if len(hits) >= limit and found[-1][0] < hits[limit - 1].score:
                break
        return hits[:limit]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""
        copy = self._copy
        return {term: copy.frequency(term) for term in terms}

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        return list(self._copy.words(prefix, limit))

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise: by their sound, and longer forms of it."""
        copy, key = self._copy, (term, near)
        if (known := copy.alike.get(key)) is None:  # a question asks for each of its words more than once
            if len(copy.alike) >= _MOST_ALIKE:
                copy.alike.clear()
            known = copy.alike[key] = self._alike(copy, term, near=near)
        return list(known)

    def size(self) -> int:
        """The number of passages."""
        return self._copy.size

    def cursor(self) -> int:
        """The id of the last change that this copy contains, whichever process has taken it over."""
        self._follow()
        return self._copy.cursor

    def generation(self) -> str:
        """The generation of the database that this is a copy of; empty for an empty or a broken copy."""
        self._follow()
        return self._copy.generation

    def close(self) -> None:
        """Let go of the files, which stay for the next time."""
        with self._writing:
            self._index, self._copy, self._stamp = None, Copy(), None

    def _held(self, searcher: Any, found: Sequence[_Found], query: Query, limit: int) -> list[Hit]:
        """Those that the phrases of the query admit, the best first, and equal ones in the order of ids.

        Without phrases, only those that can be among the first `limit`.
        """
        least = found[limit - 1][0] if limit <= len(found) and not query.has_phrases else 0.0
        able = [(score, searcher.doc(at).get_first("id")) for score, at in found if score >= least]
        hits = [Hit(PassageId(id_), score) for score, id_ in sorted(able, key=lambda one: (-one[0], one[1]))]
        return admitted_hits(hits, query, self._stored)

    def _alike(self, copy: Copy, term: str, *, near: bool) -> list[str]:
        roots = roots_like(term, near=near)
        alike = [one for one in self._stored.with_roots(roots) if copy.frequency(one)] if roots else []
        longer = copy.words(term, _MOST_LONGER) if near and len(term) >= SHORTEST_ROOT else []
        return [one for one in dict.fromkeys([*alike, *longer]) if one != term]

    def _open(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._take_index()
            except _BROKEN:  # torn, or of another schema
                for file in self._folder.iterdir():
                    if _OWN_FILE.fullmatch(file.name):
                        file.unlink(missing_ok=True)
                self._take_index()
        except _BROKEN as error:
            raise DatabaseError(f"there can be no index in {self._folder}: {error}") from error

    def _take_index(self) -> None:
        self._index = tantivy.Index(self._fields, str(self._folder), reuse=True)
        self._index.register_tokenizer("terms", fields.terms_between_spaces())
        self._reload()

    def _stamp_now(self) -> tuple[int, int] | None:
        """What tells that nobody has committed meanwhile; None where there is no index."""
        with suppress(OSError):
            seen = (self._folder / "meta.json").stat()
            return seen.st_mtime_ns, seen.st_ino
        return None

    def _follow(self) -> None:
        """Read what others have committed; what is gone or torn still answers, but as a copy of nothing."""
        stamp = self._stamp_now()
        if self._index is None or stamp == self._stamp:
            return
        try:
            if stamp is None:
                raise FileNotFoundError(self._folder)
            self._reload()
        except _BROKEN:
            self._copy, self._stamp = replace(self._copy, cursor=0, generation=""), stamp

    def _reload(self) -> None:
        stamp = self._stamp_now()
        self._index.reload()
        self._copy, self._stamp = Copy.of(self._index.searcher(), self._fields, self._copy), stamp

    def _open_writer(self) -> Any:
        """The only writer, once no other process has it."""
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                return self._index.writer(_HEAP_BYTES, 1)
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(0.05)

    def _write(self, writer: Any, batch: Batch, cursor: int) -> None:
        try:
            if batch.whole_of is not None:
                writer.delete_all_documents()
            for id_ in batch.removed:
                writer.delete_documents_by_term("id", id_)
            for entry in batch.added:
                if batch.whole_of is None:
                    writer.delete_documents_by_term("id", entry.id)
                writer.add_document(fields.document_of(entry))
            writer.delete_documents_by_term("id", fields.STATE_ID)
            generation = self._copy.generation if batch.whole_of is None else batch.whole_of
            writer.add_document(fields.state_document(cursor, generation))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise


def _rounded(score: float) -> float:
    """A score as exact as single precision lets it be, so that equal passages are equal."""
    return round(score, 3)
