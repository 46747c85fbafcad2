"""The engines that are compared: ours, and others on the same terms, each as its makers would use it."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import bm25s
import tantivy
from rank_bm25 import BM25Okapi

from index.engines import Batch, Engine, Entry, Query
from index.engines.disk import DiskEngine
from index.engines.memory import MemoryEngine
from index.model import PassageId

Search = Callable[[Sequence[str]], Sequence[str]]
"""The ids of the best fifty passages for some terms."""

Build = Callable[[Iterable[Entry], Path], Search]
"""Takes all passages; what it keeps on disk lies in the folder."""

TOP: Final = 50


class NothingStored:
    """Invented questions ask for no phrases and no names."""

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        return {}

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        return []


def ours_in_memory(corpus: Iterable[Entry], folder: Path) -> Search:
    return _ours(MemoryEngine(), corpus)


def ours_on_disk(corpus: Iterable[Entry], folder: Path) -> Search:
    return _ours(DiskEngine(folder, NothingStored()), corpus)


def _ours(engine: Engine, corpus: Iterable[Entry]) -> Search:
    engine.apply(Batch(corpus, whole_of="benchmark"), 1)
    return lambda terms: [hit.passage_id for hit in engine.search(Query(terms), TOP)]


def rank_bm25_as_it_is(corpus: Iterable[Entry], folder: Path) -> Search:
    ids, texts = [], []
    for one in corpus:
        ids.append(one.id)
        texts.append((one.title * 3 + one.body).split())
    scorer = BM25Okapi(texts)
    return lambda terms: scorer.get_top_n(terms, ids, TOP)


def raw_tantivy(corpus: Iterable[Entry], folder: Path) -> Search:
    """Terms and ids alone, and the query that its parser would make of them."""
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="words", index_option="freq")
    fields = builder.build()
    index = tantivy.Index(fields, str(folder))
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("words", words)
    writer = index.writer(30_000_000, 1)
    for one in corpus:
        writer.add_document(tantivy.Document(id=[one.id], body=[one.title * 3 + one.body]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(terms: Sequence[str]) -> Sequence[str]:
        wanted: Any = [
            (tantivy.Occur.Should, tantivy.Query.term_query(fields, "body", term, index_option="freq"))
            for term in terms
        ]
        hits = searcher.search(tantivy.Query.boolean_query(wanted), TOP, count=False).hits
        return [str(searcher.doc(address).get_first("id")) for _, address in hits]

    return search


def sqlite_fts5(corpus: Iterable[Entry], folder: Path) -> Search:
    folder.mkdir(parents=True)
    connection = sqlite3.connect(folder / "fts.db")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, body, detail=column)")
    rows = ((one.id, re.sub(r"\s+", " ", one.title * 3 + one.body)) for one in corpus)
    with connection:
        connection.executemany("INSERT INTO texts VALUES (?, ?)", rows)
    wanted = f"SELECT id FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT {TOP}"

    def search(terms: Sequence[str]) -> Sequence[str]:
        asked = " OR ".join(f'"{term}"' for term in terms)
        return [row[0] for row in connection.execute(wanted, (asked,))]

    return search


def bm25s_with_numpy(corpus: Iterable[Entry], folder: Path) -> Search:
    return _bm25s(corpus, "numpy")


def bm25s_with_numba(corpus: Iterable[Entry], folder: Path) -> Search:
    """Compiled at the first search, which is done at once: that takes ten seconds at any size."""
    search = _bm25s(corpus, "numba")
    search(["none"])
    return search


def _bm25s(corpus: Iterable[Entry], backend: str) -> Search:
    known: dict[str, int] = {}
    ids, numbers = [], []
    for one in corpus:
        ids.append(one.id)
        numbers.append([known.setdefault(term, len(known)) for term in (one.title * 3 + one.body).split()])
    scorer = bm25s.BM25(backend=backend)
    scorer.index((numbers, known), show_progress=False)
    most = min(TOP, len(ids))

    def search(terms: Sequence[str]) -> Sequence[str]:
        found, _ = scorer.retrieve([[*terms]], k=most, show_progress=False)
        return [ids[number] for number in found[0]]

    return search


ALL: Final[Mapping[str, Build]] = {
    "ours, memory": ours_in_memory,
    "ours, disk": ours_on_disk,
    "tantivy, raw": raw_tantivy,
    "rank-bm25": rank_bm25_as_it_is,
    "SQLite FTS5": sqlite_fts5,
    "bm25s, numpy": bm25s_with_numpy,
    **({"bm25s, numba": bm25s_with_numba} if find_spec("numba") else {}),
}
SLOW: Final = ("rank-bm25", "SQLite FTS5")
"""Asked ten times only in a large corpus: a search takes up to seconds."""

LARGEST: Final[Mapping[str, int]] = {"ours, memory": 100_000, "rank-bm25": 100_000}
"""Passages above which one is left out: it would take hours, or more memory than there is."""
