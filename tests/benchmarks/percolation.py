"""What a new document costs with many subscriptions: finding whom it may be for, and judging the questions.

    python -m tests.benchmarks.percolation [--subscriptions 100000] [--judged 5000]

The subscriptions are words and questions made up of the words of the shipped sources and of invented ones.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from index import (
    Percolator,
    Settings,
    StoredQuery,
    document_terms,
    open_database,
    open_library,
    store_query,
)

_QUESTION_SHARE = 0.25
_INVENTED_WORDS = 50_000


def main(size: int, judged: int) -> None:
    """Print CPU times and memory."""
    chance = random.Random(6)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        database = open_database(settings.database_url)
        library = open_library(settings, database)
        library.sync()
        documents = library.latest(limit=20)
        text = " ".join(document.text for document in documents)
        words = [word for word in text.split() if word.isalpha()]
        invented = ["".join(chance.choices("abcdefghijklmnoprstuvwxz", k=7)) for _ in range(_INVENTED_WORDS)]
        queries = [_query(chance, words, invented) for _ in range(size)]

        before, started = _resident_mb(), time.process_time()
        percolator = Percolator()
        for number, query in enumerate(queries):
            stored = StoredQuery.from_json(query)
            assert stored is not None
            percolator.add(number, stored)
        print(
            f"{len(percolator)} subscriptions: loaded in {time.process_time() - started:.1f} s CPU", end=", "
        )
        print(f"{_resident_mb() - before:.0f} MB")
        for document in documents:
            started = time.process_time()
            terms = document_terms(document)
            analysed = time.process_time()
            met = percolator.percolate(terms)
            found = time.process_time()
            print(
                f"a document of {len(terms)} passages: {1000 * (analysed - started):.0f} ms to analyse, "
                f"{1000 * (found - analysed):.0f} ms to find {len(met)} candidates"
            )
        started = time.process_time()
        for _ in range(judged):
            library.answer(" ".join(chance.choices(words, k=6)) + "?", limit=1)
        if judged:
            cost = 1000 * (time.process_time() - started) / judged
            print(f"{judged} questions judged: {cost:.1f} ms CPU each")
        library.close()
        database.close()


def _query(chance: random.Random, words: list[str], invented: list[str]) -> str:
    """A stored query of one to eight words, most of them in no document."""
    while True:
        length = chance.choice([1, 2, 2, 3, 5, 6, 7, 8])
        text = " ".join(chance.choice(words if chance.random() < 0.3 else invented) for _ in range(length))
        query = store_query(text, share=_QUESTION_SHARE if length > 3 else 1.0)
        if query is not None:
            return query.to_json()


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--subscriptions", type=int, default=100_000)
    parser.add_argument("--judged", type=int, default=5000)
    given = parser.parse_args()
    main(given.subscriptions, given.judged)
