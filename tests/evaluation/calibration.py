"""Whether a stated confidence is kept: how often the first passage is right, by what was stated. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10

Stated = tuple[float, bool]
"""A confidence, and whether the first passage was right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence in one tenth: how many, their mean confidence, the share right."""

    count: int
    stated: float
    right: float


def reliability(stated: Sequence[Stated]) -> list[Bin]:
    """The bins that have questions, from the lowest to the highest confidence."""
    bins = []
    for number in range(BINS):
        within = [one for one in stated if min(BINS - 1, int(one[0] * BINS)) == number]
        if within:
            count = len(within)
            mean = sum(confidence for confidence, _ in within) / count
            bins.append(Bin(count, mean, sum(right for _, right in within) / count))
    return bins


def calibration_error(stated: Sequence[Stated]) -> float:
    """The expected calibration error: how far stated and right are apart, on the mean of questions."""
    return sum(one.count * abs(one.stated - one.right) for one in reliability(stated)) / max(1, len(stated))
