"""Fit the weights of index/ranking/order.py: python -m tests.evaluation.fit_ranking FOLDER_OF_SETS.

Prints recall@1 and @5 on articles left out, then the weights fitted on all.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from index.ranking.order import all_features
from tests.evaluation.fitting import Corpus, cross_validate, fit_lists, lists, rows

SETS = "tydi-ru xquad-ru tydi-en qed squad2 selqa clapnq xquad-de squad-it tydi-fi xquad-zh"


def judged_lists(folder: Path) -> Iterator[tuple[str, list[dict[str, float]], list[bool]]]:
    corpus = Corpus(rows(folder / "passages.jsonl"))
    for row in rows(folder / "questions.jsonl"):
        if row["answerable"]:
            asked, candidates = corpus.ask(row["text"])
            right = [candidate.passage.id in row["passage_ids"] for candidate in candidates]
            yield row["article"], all_features(asked, candidates), right


def main(folder: Path) -> None:
    sets = [lists(name, judged_lists(folder / name)) for name in SETS.split()]
    cross_validate(sets, fit_lists)
    for name, weight in zip(sets[0].features, fit_lists(sets), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
