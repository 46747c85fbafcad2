"""Read the steps of index/answering/confidence.py: python -m tests.evaluation.fit_steps FOLDER_OF_SETS.

Prints, in five folds of articles, the expected calibration error where sets count alike and where questions
do, with the steps that ship and with those read; then the steps read from all.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.answering.confidence import MEASURED, MOST_UNSURE, WEIGHTS, confidence, confidence_features
from index.ranking.dates import order_by_date, with_asked_dates
from index.ranking.order import rank
from tests.evaluation.calibration import BINS
from tests.evaluation.fit_confidence import POOL
from tests.evaluation.fitting import FOLDS, Array, Corpus, fold_of, rows

FIRST_POOL = "tydi-en qed squad2 selqa clapnq squad2-distractors"
LEFT_OUT = frozenset({"news", "news2", "rubq-probes", "squad2-distractors", "pages"})
QUESTIONS = 400
NEAR, NEAR_FROM, NEAR_BEYOND = 0.35, 6.0, 1.2
"""How far around a step answers count for it; more from NEAR_FROM on, where there are few."""

MIX, RIGHT, WITHHELD, FOLD = range(4)
Steps = list[tuple[float, float]]


def judged(folders: Sequence[Path], most: int) -> Array:
    """A row an answer: its mix, whether it is right, whether it is withheld all the same, its fold."""
    corpus = Corpus([row for one in folders for row in rows(one / "passages.jsonl")])
    asked_of = [one for one in folders if (one / "questions.jsonl").exists()]
    questions = [row for one in asked_of for row in rows(one / "questions.jsonl")]
    found = []
    for row in random.Random(1).sample(questions, min(most, len(questions))):
        asked, candidates = corpus.ask(row["text"])
        if candidates:
            ranked = order_by_date(asked, rank(asked, with_asked_dates(asked.question, candidates))).ranked
            features = confidence_features(asked, ranked)
            mix = sum(weight * features[name] for name, weight in WEIGHTS.items())
            right = row["answerable"] and ranked[0].candidate.passage.id in row["passage_ids"]
            withheld = mix >= 0 and confidence(asked, ranked) <= MOST_UNSURE
            found.append((mix, right, withheld, fold_of(str(row["article"]))))
    return np.array(found, dtype=float)


def steps(sets: Sequence[Array]) -> Steps:
    """How often an answer near each step is right; rising, below 0 no answer and from there on one."""
    every = np.concatenate(sets)
    weight = np.concatenate([np.full(len(one), 1 / max(1, len(one))) for one in sets])
    read: Steps = []
    for at, _ in MEASURED:
        same = (every[:, WITHHELD] == 0) & ((every[:, MIX] >= 0) == (at >= 0))
        reach = NEAR if abs(at) < NEAR_FROM else NEAR_BEYOND
        near = weight[same] * np.exp(-0.5 * ((every[same, MIX] - at) / reach) ** 2)
        often = float((near * every[same, RIGHT]).sum() / max(near.sum(), 1e-12))
        often = max(often, 0.5) if at >= 0 else min(often, MOST_UNSURE)
        read.append((at, max([often, *(value for _, value in read)])))
    return read


def stated(read: Steps, one: Array) -> Array:
    likely = np.interp(one[:, MIX], [at for at, _ in read], [value for _, value in read])
    return np.where(one[:, WITHHELD] > 0, np.minimum(likely, MOST_UNSURE), likely)


def error(said: Array, right: Array, weight: Array) -> float:
    """The expected calibration error with weights."""
    bins = np.minimum(BINS - 1, (said * BINS).astype(int))
    apart = [abs((weight * (said - right))[bins == one].sum()) for one in range(BINS)]
    return float(sum(apart) / weight.sum())


def report(name: str, sets: Sequence[Array], read: Sequence[Steps]) -> None:
    said = np.concatenate(
        [np.choose(one[:, FOLD].astype(int), [stated(each, one) for each in read]) for one in sets]
    )
    right = np.concatenate([one[:, RIGHT] for one in sets])
    alike = np.concatenate([np.full(len(one), 1 / len(one)) for one in sets])
    print(f"{name}: sets alike {error(said, right, alike):.3f}, questions {error(said, right, alike**0):.3f}")


def main(folder: Path) -> None:
    names = sorted(one.parent.name for one in folder.glob("*/questions.jsonl"))
    sets = [judged([folder / name], QUESTIONS) for name in names if name not in LEFT_OUT]
    sets += [judged([folder / name for name in pool.split()], QUESTIONS) for pool in (FIRST_POOL, POOL)]
    report("as shipped", sets, [list(MEASURED)] * FOLDS)
    report("in folds", sets, [steps([one[one[:, FOLD] != fold] for one in sets]) for fold in range(FOLDS)])
    print("\n".join(f"    ({at}, {often:.3f})," for at, often in steps(sets)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
