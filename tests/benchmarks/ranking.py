"""How long ranking and answering take, for the fifty passages that an engine brings.

python -m tests.benchmarks.ranking FOLDER…    folders with passages.jsonl and questions.jsonl

CPU milliseconds a question: from the candidates to their order, and to the answer with three quotes.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.answering.answers import make_answer
from index.ranking.dates import order_by_date, with_asked_dates
from index.ranking.order import rank
from tests.evaluation.fitting import Corpus, rows

QUESTIONS = 600
QUOTES = 3


def measure(folder: Path) -> Iterator[tuple[float, float]]:
    """For each of the first questions: milliseconds until the order, and until the answer."""
    corpus = Corpus(rows(folder / "passages.jsonl"))
    for row in rows(folder / "questions.jsonl")[:QUESTIONS]:
        asked, candidates = corpus.ask(row["text"])
        frequencies = corpus.engine.frequencies(asked.question.terms)
        start = time.process_time()
        ranked = rank(asked, with_asked_dates(asked.question, candidates))
        ordered = time.process_time()
        make_answer(asked, order_by_date(asked, ranked), frequencies, QUOTES)
        yield (ordered - start) * 1e3, (time.process_time() - start) * 1e3


def part(values: Sequence[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(folders: Sequence[Path]) -> None:
    print("| set | order p50 | order p99 | answer p50 | answer p99 |")
    print("|---|---|---|---|---|")
    for folder in folders:
        order, answer = zip(*measure(folder), strict=True)
        cells = (part(values, share) for values in (order, answer) for share in (0.5, 0.99))
        print(f"| {folder.name} | {' | '.join(f'{cell:.1f}' for cell in cells)} |")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
