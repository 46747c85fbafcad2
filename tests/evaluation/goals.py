"""What the answers should reach, beside what they do."""

from collections.abc import Mapping, Sequence

from index.evaluation.metrics import Share
from tests.evaluation.measuring import SetFigures

SIX = ("tydi-ru", "xquad-ru", "tydi-en", "qed", "squad2", "selqa")
SIX_WITHOUT_ANSWERS = tuple(f"abstain-{name}" for name in ("tydi-en", "qed", "squad2", "tydi-ru", "xquad-ru"))

OF_SETS: Mapping[str, Mapping[str, float]] = {
    "recall@1": dict(zip(SIX, (0.91, 0.93, 0.82, 0.92, 0.84, 0.915), strict=True)),
    "sentence@1": {"squad2": 0.74, "tydi-ru": 0.69, "tydi-en": 0.60, "qed": 0.62},
    "sentence@3": {"squad2": 0.83, "tydi-ru": 0.75, "tydi-en": 0.70},
    "auroc": dict(zip(SIX_WITHOUT_ANSWERS, (0.92, 0.94, 0.97, 0.975, 0.98), strict=True)),
}

POOL = "pool of "
"""How the name of a set begins that is several in one index."""

OF_POOLS: Mapping[str, float] = {"recall@1": 0.77, "recall@5": 0.925}
OF_POOLS_WITHOUT_ANSWERS: Mapping[str, float] = {"auroc": 0.88}

OF_SEEDS: Mapping[str, float] = {
    "right source first": 0.98,
    "answer highlighted": 0.95,
    "off-topic refused": 0.98,
    "near misses refused": 0.60,
    "answerable kept": 0.97,
}

OF_NEWS: Mapping[str, float] = {
    "latest and asof: article first": 0.85,
    "all but followup, ru-over-en: sentence": 0.70,
    "ru-over-en: article first": 0.70,
    "followup: article first": 0.80,
    "F1 of refusing": 0.65,
}

REFUSED_AT_90 = 0.95
"""Off-topic questions refused while nine tenths of the answerable are kept."""

Row = tuple[str, float, float]
"""A measure, its goal, what was reached."""


def rows_of_sets(sets: Sequence[SetFigures]) -> list[Row]:
    """The goals of the sets that were measured."""
    by_name = {one.name: one for one in sets}
    rows = [
        (f"{figure}, {name}", goal, value_of(by_name[name], figure))
        for figure, goals in OF_SETS.items()
        for name, goal in goals.items()
        if name in by_name
    ]
    if by_name.keys() >= set(SIX):
        five = [by_name[name].shares["recall@5"].value for name in SIX]
        rows.append(("recall@5, mean of six sets", 0.98, sum(five) / len(five)))
    f1 = [
        by_name[name].refusals["f1"] for name in (*SIX_WITHOUT_ANSWERS, "abstain-xquad-en") if name in by_name
    ]
    if len(f1) == len(SIX):
        rows.append(("F1 of refusing, worst of six sets", 0.80, min(f1)))
        rows.append(("F1 of refusing, mean of six sets", 0.89, sum(f1) / len(f1)))
    return rows


def rows_of_pools(pools: Sequence[SetFigures]) -> list[Row]:
    """The goals of several sets in one index: of the order where all articles are there, else of refusing."""
    rows = []
    for one in pools:
        goals = OF_POOLS_WITHOUT_ANSWERS if "abstain-" in one.name else OF_POOLS
        rows += [(f"{figure}, {one.name}", goal, value_of(one, figure)) for figure, goal in goals.items()]
    return rows


def rows_of(goals: Mapping[str, float], reached: Mapping[str, float], where: str) -> list[Row]:
    """The goals of figures by name."""
    return [(f"{name}, {where}", goal, reached[name]) for name, goal in goals.items()]


def value_of(one: SetFigures, figure: str) -> float:
    """A share or a figure of the refusals."""
    found: Share | float = one.shares[figure] if figure in one.shares else one.refusals[figure]
    return found.value if isinstance(found, Share) else found
