"""Fit the weights of index/ranking/sentences.py: python -m tests.evaluation.fit_sentences FOLDER_OF_SETS.

Prints how often the sentence chosen in a right passage answers, on articles left out; then the weights.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from index.evaluation.figures import is_answer
from index.evaluation.judgments import question_of
from index.model import PassageId
from index.ranking.sentences import sentence_features
from tests.evaluation.fitting import Corpus, cross_validate, fit_lists, lists, rows

SETS = "tydi-ru xquad-ru tydi-en qed squad2 selqa xquad-de tydi-fi squad-it xquad-zh tydi-ko news-passages"


def judged_lists(folder: Path) -> Iterator[tuple[str, list[dict[str, float]], list[bool]]]:
    corpus = Corpus(rows(folder / "passages.jsonl"))
    for row in rows(folder / "questions.jsonl"):
        judged = question_of(row, str(folder))
        if judged.answerable and (judged.answers or judged.sentences):
            asked, _ = corpus.ask(judged.text)
            candidate = corpus.candidates[PassageId(row["passage_ids"][0])]
            text, sentences = candidate.passage.text, candidate.passage.sentences
            right = [is_answer(judged, span.of(text)) for span in sentences]
            yield row["article"], sentence_features(asked, candidate.passage, candidate.statistics), right


def main(folder: Path) -> None:
    sets = [lists(name, judged_lists(folder / name)) for name in SETS.split()]
    cross_validate(sets, lambda some, left_out: fit_lists(some, left_out, l2=2e-3, steps=200))
    for name, weight in zip(sets[0].features, fit_lists(sets, l2=2e-3, steps=200), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
