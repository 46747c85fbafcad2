"""python -m tests.benchmarks.scale.among FOLDER… [--others N] [--questions N]

Asks the judged questions of each folder over the passages of all, first alone and then with N invented
passages among them, and prints what is found. A million take ten minutes and 500 MB.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from index.asking import ask
from index.engines import Batch, Entry, PassageFacts
from index.engines.disk import DiskEngine
from index.evaluation.judgments import JudgedQuestion, JudgedSet, read_judgments
from index.evaluation.runs import candidate_of
from index.model import Answer, Candidate, PassageId, SourceId
from tests.benchmarks.scale.strangers import Strangers

_SEED = 5
_DEPTH = 10
_SHARES = ("right first", "one of five", "brought", "right ones answered", "refused")


class Crowd:
    """Judged passages in an index on disk, with as many invented ones as are let in."""

    def __init__(self, folder: Path, sets: Sequence[JudgedSet]) -> None:
        judged = {one.id: one for each in sets for one in each.passages}
        self._real = {PassageId(id_): candidate_of(one) for id_, one in judged.items()}
        self._languages = {language for one in self._real.values() if (language := one.document.language)}
        self._others = Strangers(list(self._real.values()))
        self._engine = DiskEngine(folder, self)

    def let_in(self, count: int) -> None:
        """Index the judged passages and so many invented ones."""
        facts = PassageFacts(SourceId("judged"))
        real = (Entry.of(id_, one.statistics, facts) for id_, one in self._real.items())
        others = (Entry.of(id_, self._others.statistics(id_), facts) for id_ in self._others.ids(count))
        self._engine.apply(Batch(chain(real, others), (), f"{count} others"), 1)

    def ask(self, text: str) -> tuple[Answer, Sequence[PassageId]]:
        """The answer, and the passages that the engine brought for it, the last time that it was asked."""
        brought: list[PassageId] = []

        def fetch(ids: Sequence[PassageId]) -> list[Candidate]:
            brought[:] = ids
            return [self._real.get(id_) or self._others.candidate(id_) for id_ in ids]

        return ask(text, self._engine, fetch, limit=_DEPTH, languages=self._languages), brought

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        """As the engine wants it of what is stored."""
        kept = {id_: self._real[id_].statistics if id_ in self._real else None for id_ in ids}
        return {id_: Entry.texts(one or self._others.statistics(id_)) for id_, one in kept.items()}

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """As the engine wants it of what is stored."""
        return self._others.with_roots(roots)


def row(name: str, others: int, questions: Sequence[JudgedQuestion], crowd: Crowd) -> str:
    """A line of the table: shares of the answerable questions, and of the others that were refused."""
    asked = [(one, *crowd.ask(one.text)) for one in questions]
    shares: dict[str, list[bool]] = {name: [] for name in _SHARES}
    for question, answer, ids in asked:
        if not question.answerable:
            shares["refused"].append(not answer.answered)
            continue
        right = [quote.passage_id in question.passage_ids for quote in answer.quotes]
        shares["right first"].append(any(right[:1]))
        shares["one of five"].append(any(right[:5]))
        shares["brought"].append(not question.passage_ids.isdisjoint(ids))
        if right[:1] == [True]:
            shares["right ones answered"].append(answer.answered)
    figures = " | ".join(_share(shares[name]) for name in _SHARES)
    return f"| {name} | {others:,} | {len(asked)} | {figures} |"


def _share(values: Sequence[bool]) -> str:
    return f"{sum(values) / len(values):.3f}" if values else ""


def table(folders: Sequence[Path], others: int, most: int) -> Iterator[str]:
    """The lines of the table, each as soon as it is known."""
    sets = [read_judgments(folder) for folder in folders]
    yield f"| set | others | questions | {' | '.join(_SHARES)} |"
    yield "|" + "---|" * (3 + len(_SHARES))
    with tempfile.TemporaryDirectory() as folder:
        crowd = Crowd(Path(folder), sets)
        for count in (0, others):
            crowd.let_in(count)
            for one in sets:
                questions = random.Random(_SEED).sample(one.questions, min(most, len(one.questions)))
                yield row(one.name, count, questions, crowd)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--others", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=150, help="of each folder, drawn once")
    given = parser.parse_args(arguments)
    for line in table(given.folders, given.others, given.questions):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
