"""Figures of merit over judged outcomes. Pure."""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A mean of values between 0 and 1 over `count` questions, with its standard error."""

    value: float
    count: int

    @property
    def error(self) -> float:
        """The standard error of a share; for means of other values than 0 and 1 it is an upper bound."""
        return math.sqrt(self.value * (1 - self.value) / self.count) if self.count else 0.0


def mean(values: Sequence[float]) -> Share:
    """The mean; 0 over no question."""
    return Share(sum(values) / len(values) if values else 0.0, len(values))


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """1 / the rank of the first relevant one, 0 without any."""
    return next((1 / rank for rank, one in enumerate(relevant, 1) if one), 0.0)


def ndcg(relevant: Sequence[bool], total: int) -> float:
    """Normalised discounted cumulative gain of a ranking, when `total` are relevant in all."""
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(relevant, 1) if one)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(total, len(relevant)) + 1))
    return gain / ideal if ideal else 0.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The probability that a positive scores above a negative; ties count half, none gives 0.5."""
    if not positive or not negative:
        return 0.5
    below = sorted(negative)
    won = sum(bisect.bisect_left(below, one) + bisect.bisect_right(below, one) for one in positive)
    return won / (2 * len(positive) * len(below))


def precision_recall_f1(refused: Sequence[bool], unanswerable: Sequence[bool]) -> tuple[float, float, float]:
    """How right refusals are, how many of the unanswerable are refused, their harmonic mean."""
    right = sum(1 for was, should in zip(refused, unanswerable, strict=True) if was and should)
    precision = right / sum(refused) if any(refused) else 0.0
    recall = right / sum(unanswerable) if any(unanswerable) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return precision, recall, f1
