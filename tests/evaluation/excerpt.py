"""Measure the excerpts of two public sets: python -m tests.evaluation.excerpt [--pin]."""

import argparse
import sys
from pathlib import Path

from index.evaluation.runs import evaluate
from tests.evaluation.floors import pin

FOLDERS = [Path(__file__).parent / "excerpt" / name for name in ("xquad-en", "tydi-ru")]
FIGURES = ("recall@1", "recall@3", "mrr@10", "sentence@1", "sentence@3", "auroc", "f1")


def measure() -> dict[str, float]:
    """`SET FIGURE` → value, rounded to three digits."""
    return {
        f"{one.name} {name}": round(float(figures[name]), 3)
        for one in evaluate(FOLDERS).sets
        for figures in [one.figures()]
        for name in FIGURES
    }


def main() -> int:
    """Print the figures, and pin them when told so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="make these figures the floors")
    options = parser.parse_args()
    measured = measure()
    for name, value in measured.items():
        print(f"{name}: {value:.3f}")
    lowered = pin("excerpt", measured) if options.pin else {}
    for name, what in lowered.items():
        print(f"not pinned: {name}: {what}", file=sys.stderr)
    return 1 if lowered else 0


if __name__ == "__main__":
    sys.exit(main())
