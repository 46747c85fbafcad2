"""python -m tests.benchmarks.cluster FOLDER [--passages N] [--searches N]

What a search and a whole answer take on the OpenSearch that OPENSEARCH_URL names, against the engine on disk
over the same invented corpus. The database stays in FOLDER for the next run. Milliseconds of the wall: the
machine had better do nothing else; the load is printed.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from index.engines import Query
from index.library import Library, open_library
from index.settings import Settings
from index.store.database import Database, open_database
from tests.benchmarks.scale.corpus import PASSAGES, Invented, fill, invented, word
from tests.benchmarks.scale.measures import centile
from tests.benchmarks.scale.questions import terms_of
from tests.benchmarks.scale.races import sampled

_WARMING = 1_000
_TERMS = 6
_TOP = 50


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cluster")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--warming", type=int, default=_WARMING)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with closing(open_database(f"sqlite:///{options.folder / 'footnote.db'}")) as database:
        passages = options.passages - options.passages % PASSAGES
        if not database.read(lambda connection: connection.exec_driver_sql("SELECT 1 FROM passages").first()):
            seconds, _ = timed(lambda: fill(database, invented(passages)))
            print(f"{passages:,} passages stored in {seconds:.0f} s")
        about = sampled(passages, options.searches)
        found = {kind: measured(kind, options, database, about) for kind in ("disk", "cluster")}
    pairs = [(one[:10], other[:10]) for one, other in zip(found["disk"], found["cluster"], strict=True)]
    shared = sum(len({*one} & {*other}) for one, other in pairs) / sum(len(one) for one, _ in pairs)
    first = sum(one[:1] == other[:1] for one, other in pairs) / len(pairs)
    print(f"of the ten best on disk the cluster has {shared:.3f}; the first is the same in {first:.3f}")


def measured(
    kind: str, options: argparse.Namespace, database: Database, about: Sequence[Invented]
) -> list[list[str]]:
    """Print what this engine takes; return what it found for each search."""
    (options.folder / "seeds").mkdir(exist_ok=True)
    settings = Settings(data_dir=options.folder, seeds_dir=options.folder / "seeds", engine=kind)  # type: ignore[arg-type]
    with closing(open_library(settings, database)) as library:
        seconds, _ = timed(library.cursor)
        print(f"{kind}: filled and opened in {seconds:.1f} s, load {os.getloadavg()[0]:.1f}")
        engine = library._follower.current().engine
        chance = random.Random(1)
        queries = [Query(six_terms(one, chance)) for one in about]
        for number in range(options.warming):
            engine.search(queries[number % len(queries)], _TOP)
        found: list[list[str]] = []

        def search(query: Query) -> None:
            found.append([hit.passage_id for hit in engine.search(query, _TOP)])

        told("search, 6 terms, top 50", [partial(search, query) for query in queries])
        told("whole answer", [partial(library.answer, text) for text in texts(about)])
        ask_right(library, about)
    return found


def ask_right(library: Library, about: Sequence[Invented]) -> None:
    some = about[:200]
    right = sum(
        [quote.passage_id for quote in library.answer(text).quotes[:1]] == [one.id]
        for text, one in zip(texts(some), some, strict=True)
    )
    print(f"  right passage first: {right / len(some):.3f}")


def texts(about: Sequence[Invented]) -> list[str]:
    chance = random.Random(7)
    return [" ".join(terms_of(one, chance)) for one in about]


def six_terms(one: Invented, chance: random.Random) -> list[str]:
    """Terms of the passage without the most frequent ones."""
    frequent = {word(number) for number in range(30)}
    words = sorted({term for sentence in one.sentences for term in sentence} - frequent)
    return chance.sample(words, min(_TERMS, len(words)))


def told(what: str, works: Sequence[Callable[[], object]]) -> None:
    took, used = [], []
    for work in works:
        began = time.process_time()
        seconds, _ = timed(work)
        took.append(seconds * 1e3)
        used.append((time.process_time() - began) * 1e3)
    p50, p90, p99 = (centile(took, share) for share in (0.5, 0.9, 0.99))
    print(
        f"  {what}: p50 {p50:.1f} ms, p90 {p90:.1f}, p99 {p99:.1f}, "
        f"of that our processor p50 {centile(used, 0.5):.1f}; load {os.getloadavg()[0]:.1f}"
    )


def timed(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


if __name__ == "__main__":
    main()
