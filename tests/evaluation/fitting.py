"""What the fitting scripts share: judged folders to arrays of features, folds of articles, a listwise fit."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.asking import CANDIDATES
from index.engines import Batch, Entry, PassageFacts, Query
from index.engines.memory import MemoryEngine
from index.evaluation.judgments import JudgedPassage
from index.evaluation.runs import candidate_of
from index.model import Candidate, PassageId, SourceId
from index.questions.truecasing import truecased
from index.questions.understanding import understand
from index.ranking.weighing import Asked, weigh

FOLDS = 5
DEPTH = 50

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass
class Lists:
    """Judged lists to choose from: x (lists, DEPTH, features), gold and real (lists, DEPTH), fold (lists)."""

    name: str
    features: list[str]
    x: Array
    gold: Array
    real: Array
    fold: Array


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def fold_of(article: str) -> int:
    return int(hashlib.md5(f"fold:{article}".encode()).hexdigest(), 16) % FOLDS


class Corpus:
    """Judged passages, rows of passages.jsonl, in an engine."""

    def __init__(self, judged: Sequence[dict[str, Any]]) -> None:
        self.candidates = {
            PassageId(row["id"]): candidate_of(JudgedPassage(row["id"], row["title"], row["text"]))
            for row in judged
        }
        self.languages = {one.document.language for one in self.candidates.values() if one.document.language}
        self.engine = MemoryEngine()
        facts = PassageFacts(SourceId("judged"))
        entries = [Entry.of(i, one.statistics, facts) for i, one in self.candidates.items()]
        self.engine.apply(Batch(entries), 0)

    def ask(self, text: str) -> tuple[Asked, list[Candidate]]:
        question = understand(text, self.engine, languages=self.languages)
        hits = self.engine.search(Query(question.terms), CANDIDATES)
        found = [self.candidates[hit.passage_id] for hit in hits]
        question = truecased(question, ((one.document.language, one.passage.text) for one in found))
        return weigh(question, self.engine.frequencies(question.terms), self.engine.size()), found


def lists(name: str, judged: Iterator[tuple[str, list[dict[str, float]], list[bool]]]) -> Lists:
    """Pad the judged lists (article, features of each, whether each is right) to arrays."""
    kept = [one for one in judged if one[1]]
    names = list(kept[0][1][0])
    x = np.zeros((len(kept), DEPTH, len(names)))
    gold = np.zeros((len(kept), DEPTH))
    real = np.zeros((len(kept), DEPTH))
    for i, (_, features, right) in enumerate(kept):
        for j, (one, is_right) in enumerate(list(zip(features, right, strict=True))[:DEPTH]):
            x[i, j] = list(one.values())
            gold[i, j], real[i, j] = is_right, 1
    return Lists(name, names, x, gold, real, np.array([fold_of(article) for article, _, _ in kept]))


def fit_lists(
    sets: Sequence[Lists], leave_out: int | None = None, l2: float = 1e-3, steps: int = 300
) -> Array:
    """Weights that make the right ones likely under a softmax; a set counts by the root of its size."""
    x, gold, real, weight = [], [], [], []
    for one in sets:
        use = one.gold.any(1) & (one.fold != leave_out)
        x.append(one.x[use])
        gold.append(one.gold[use])
        real.append(one.real[use])
        weight.append(np.full(use.sum(), max(use.sum(), 1) ** -0.5))
    xs, golds, reals, weights = (np.concatenate(part) for part in (x, gold, real, weight))
    weights /= weights.sum()
    w = np.zeros(xs.shape[2])
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        scores = np.where(reals > 0, xs @ w, -1e9)
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        right = p * golds
        right /= np.maximum(right.sum(1, keepdims=True), 1e-12)
        slope = -np.einsum("q,qk,qkf->f", weights, right - p, xs) + l2 * w
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.5 if step < steps * 0.5 else 0.15 if step < steps * 0.8 else 0.04
        w -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return w


def cross_validate(sets: Sequence[Lists], fit: Callable[[Sequence[Lists], int | None], Array]) -> None:
    """Print how often the first, and one of the first five, is right on articles not fitted on."""
    weights = [fit(sets, fold) for fold in range(FOLDS)]
    for one in sets:
        scores = np.stack([one.x[i] @ weights[fold] for i, fold in enumerate(one.fold)])
        order = np.argsort(-np.where(one.real > 0, scores, -1e9), axis=1, kind="stable")
        right = np.take_along_axis(one.gold, order, 1)
        first, five = right[:, 0].mean(), right[:, :5].any(1).mean()
        error = (first * (1 - first) / len(right)) ** 0.5
        print(
            f"{one.name:12} n {len(right):5}  first {first:.3f} ±{error:.3f}  in five {five:.3f}", flush=True
        )
