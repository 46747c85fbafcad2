"""Fit the weights of index/answering/confidence.py: python -m tests.evaluation.fit_confidence FOLDER_OF_SETS.

Prints, on articles left out, AUROC, F1 of refusing at 0.5, the share of the unanswerable refused while 90 %
of the answerable are kept, and the share kept at 0.5; then the weights fitted on all.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.answering.confidence import confidence_features
from index.evaluation.metrics import auroc, precision_recall_f1
from index.ranking.order import rank
from tests.evaluation.fitting import FOLDS, Array, Corpus, fold_of, rows

SETS = "abstain-tydi-en abstain-qed abstain-squad2 abstain-tydi-ru abstain-xquad-ru abstain-xquad-en"
OFF_TOPIC = "tydi-ru xquad-ru"
POOL = "abstain-tydi-en abstain-qed abstain-squad2 clapnq selqa squad2-distractors"
"""Not abstain-xquad-en: passages that it lacks are among squad2-distractors."""

POOLED_QUESTIONS = 2500
SMALL = {"squad2": 20, "qed": 20, "selqa": 40, "tydi-ru": 20, "xquad-ru": 10}
SMALL_CORPORA = 16
SMALL_QUESTIONS = 25
WITHHELD = 2.25
"""What an answer withheld counts of an answer that is none: the nearest passages are shown anyway."""

L2 = 3e-4


@dataclass
class Judged:
    """Features of the answers to a set's questions, whether they have an answer, and their folds."""

    name: str
    x: Array
    answerable: np.ndarray[Any, np.dtype[np.bool_]]
    fold: Array


def judge(
    name: str, passages: Sequence[dict[str, Any]], questions: Sequence[dict[str, Any]]
) -> tuple[Judged, list[str]]:
    corpus = Corpus(passages)
    kept, features = [], []
    for question in questions:
        asked, candidates = corpus.ask(question["text"])
        if candidates:
            kept.append(question)
            features.append(confidence_features(asked, rank(asked, candidates)))
    x = np.array([list(one.values()) for one in features])
    answerable = np.array([bool(one["answerable"]) for one in kept])
    return Judged(name, x, answerable, np.array([fold_of(str(one["article"])) for one in kept])), list(
        features[0]
    )


def fit_logistic(sets: Sequence[Judged], leave_out: int | None = None) -> Array:
    """Newton's method; sets count alike, in them the answerable WITHHELD times as much as the others."""
    x = np.concatenate([one.x[one.fold != leave_out] for one in sets])
    y = np.concatenate([one.answerable[one.fold != leave_out] for one in sets]).astype(float)
    parts = [one.answerable[one.fold != leave_out] for one in sets]
    weight = np.concatenate(
        [np.where(part, WITHHELD / max(part.sum(), 1), 1 / max((~part).sum(), 1)) for part in parts]
    )
    weight /= weight.sum()
    penalty = np.diag([0.0] + [L2] * (x.shape[1] - 1))
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (weight * (p - y)) + penalty @ w
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(curvature, slope)
    return w


def report(judged: Judged, weights: Sequence[Array]) -> None:
    scores = np.array(
        [1 / (1 + np.exp(-x @ weights[int(fold)])) for x, fold in zip(judged.x, judged.fold, strict=True)]
    )
    yes, no = scores[judged.answerable], scores[~judged.answerable]
    _, _, f1 = precision_recall_f1(list(scores < 0.5), list(~judged.answerable))
    refused = (no < np.quantile(yes, 0.1)).mean()
    print(
        f"{judged.name:18} n {len(scores):5}  AUROC {auroc(list(yes), list(no)):.3f}  F1 {f1:.3f}"
        f"  refused at 90 % kept {refused:.3f}  kept {(yes >= 0.5).mean():.3f}"
    )


def small(folder: Path, size: int) -> Judged:
    """Small corpora of neighbouring articles, each asked its own questions and as many of the others'."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in rows(folder / "passages.jsonl"):
        by_article.setdefault(str(row["article"]), []).append(row)
    questions = [row for row in rows(folder / "questions.jsonl") if row["answerable"]]
    chooser = random.Random(1)
    parts: list[Judged] = []
    articles = sorted(by_article)
    while articles and len(parts) < SMALL_CORPORA:
        passages: list[dict[str, Any]] = []
        while articles and len(passages) < size:
            passages += by_article[articles.pop()]
        ids = {row["id"] for row in passages}
        own = [row for row in questions if ids & set(row["passage_ids"])][:SMALL_QUESTIONS]
        others = [{**row, "answerable": False} for row in questions if not ids & set(row["passage_ids"])]
        asked = [*own, *chooser.sample(others, min(len(own), len(others)))]
        if len(own) > 1:
            parts.append(judge(folder.name, passages, asked)[0])
    whole = [np.concatenate([getattr(part, name) for part in parts]) for name in ("x", "answerable", "fold")]
    return Judged(f"small {folder.name}", whole[0], whole[1], whole[2])


def main(folder: Path) -> None:
    def whole(name: str, questions: Sequence[dict[str, Any]] = ()) -> Judged:
        asked = [*rows(folder / name / "questions.jsonl"), *questions]
        return judge(name, rows(folder / name / "passages.jsonl"), asked)[0]

    probes = rows(folder / "rubq-probes" / "questions.jsonl")
    fitted = [whole(name) for name in SETS.split()]
    fitted += [whole(name, probes) for name in OFF_TOPIC.split()]
    pooled = [folder / name for name in POOL.split()]
    questions = [row for one in pooled for row in rows(one / "questions.jsonl")]
    passages = [row for one in pooled for row in rows(one / "passages.jsonl")]
    pool, names = judge("pool", passages, random.Random(1).sample(questions, POOLED_QUESTIONS))
    fitted += [pool, *(small(folder / name, size) for name, size in SMALL.items()), whole("news-passages")]
    weights = [fit_logistic(fitted, fold) for fold in range(FOLDS)]
    for one in [*fitted, whole("clapnq")]:
        report(one, weights)
    for feature, weight in zip(names, fit_logistic(fitted), strict=True):
        print(f'    "{feature}": {weight:.2f},')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
