"""Two baselines: rank_bm25 as its own page shows it, and rank_bm25 over stems without stop words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

from index.evaluation.judgments import JudgedPassage, JudgedSet
from index.evaluation.metrics import Share, auroc, mean
from index.text.analysis import detect_language, stem, stop_words, tokenize

Terms = Callable[[str, str | None], list[str]]


@dataclass(frozen=True, slots=True)
class BaselineFigures:
    """recall@k by k, and the AUROC of the best score, None if all questions are answerable."""

    recall: dict[int, Share]
    auroc: float | None


def words_between_spaces(text: str, language: str | None) -> list[str]:
    return text.lower().split()


def stems_without_stop_words(text: str, language: str | None) -> list[str]:
    idle = stop_words(language or "")
    return [stem(token.text, language) for token in tokenize(text) if token.text not in idle]


def measure_baseline(judged: JudgedSet, terms: Terms) -> BaselineFigures:
    """Rank the passages, title and text, for each question."""
    languages = [detect_language(passage.text) for passage in judged.passages]
    among = sorted({language for language in languages if language})
    engine = BM25Okapi(
        [terms(_whole(one), language) for one, language in zip(judged.passages, languages, strict=True)]
    )
    found: dict[int, list[float]] = {1: [], 5: []}
    best: dict[bool, list[float]] = {True: [], False: []}
    for question in judged.questions:
        scores = engine.get_scores(terms(question.text, detect_language(question.text, among=among)))
        best[question.answerable].append(float(max(scores)))
        if question.answerable:
            ranked = _best_ids(scores, judged.passages, max(found))
            for k, hits in found.items():
                hits.append(float(not question.passage_ids.isdisjoint(ranked[:k])))
    recall = {k: mean(hits) for k, hits in found.items()}
    return BaselineFigures(recall, auroc(best[True], best[False]) if best[False] else None)


def _whole(passage: JudgedPassage) -> str:
    return f"{passage.title}\n{passage.text}"


def _best_ids(
    scores: np.ndarray[Any, np.dtype[np.float64]], passages: Sequence[JudgedPassage], limit: int
) -> list[str]:
    return [passages[i].id for i in np.argsort(-scores, kind="stable")[:limit]]
