"""What was answered to judged questions, in figures: tables, JSON, run files and the list of misses. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.evaluation.judgments import JudgedQuestion
from index.evaluation.metrics import Share, auroc, mean, ndcg, precision_recall_f1, reciprocal_rank
from index.model import Answer
from index.text.analysis import fold

DEPTH = 10
"""How many passages of an answer are judged."""

CARDS = 3
"""How many of them a reader sees."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judged question with what was answered to it: up to ten quotes."""

    judged: JudgedQuestion
    answer: Answer

    @property
    def relevant(self) -> list[bool]:
        """For each quote, whether its passage is one that answers."""
        return [quote.passage_id in self.judged.passage_ids for quote in self.answer.quotes]

    def shows_answer(self, cards: int) -> bool:
        """Whether the highlighted sentence of one of the first quotes holds an answer."""
        return any(
            is_answer(self.judged, quote.highlight.of(quote.text)) for quote in self.answer.quotes[:cards]
        )


@dataclass(frozen=True, slots=True)
class EvaluatedSet:
    """All outcomes of one folder, and how many passages they were sought in."""

    name: str
    passages: int
    outcomes: tuple[Outcome, ...]

    def shares(self) -> dict[str, Share]:
        """Means over the answerable questions, by name."""
        answerable = [outcome for outcome in self.outcomes if outcome.judged.answerable]
        rankings = [(outcome.relevant, len(outcome.judged.passage_ids)) for outcome in answerable]
        judged = [one for one in answerable if one.judged.answers or one.judged.sentences]
        return {
            **{f"recall@{k}": mean([float(any(one[:k])) for one, _ in rankings]) for k in (1, 3, 5, 10)},
            "mrr@10": mean([reciprocal_rank(one) for one, _ in rankings]),
            "ndcg@10": mean([ndcg(one, total) for one, total in rankings]),
            "sentence@1": mean([float(one.shows_answer(1)) for one in judged]),
            "sentence@3": mean([float(one.shows_answer(CARDS)) for one in judged]),
        }

    def refusals(self) -> dict[str, float]:
        """AUROC of the confidence, and precision, recall, F1 of refusing; {} if all are answerable."""
        unanswerable = [not outcome.judged.answerable for outcome in self.outcomes]
        if not any(unanswerable):
            return {}
        refused = [not outcome.answer.answered for outcome in self.outcomes]
        confidences = [outcome.answer.confidence for outcome in self.outcomes]
        by_kind = {
            kind: [c for c, no in zip(confidences, unanswerable, strict=True) if no is kind]
            for kind in (True, False)
        }
        precision, recall, f1 = precision_recall_f1(refused, unanswerable)
        return {
            "auroc": auroc(by_kind[False], by_kind[True]),
            "precision": precision,
            "recall": recall,
            "f1": f1,
        }

    def figures(self) -> dict[str, Any]:
        """All figures; those of the refusals are missing where every question has an answer."""
        answerable = sum(outcome.judged.answerable for outcome in self.outcomes)
        shares = self.shares()
        return {
            "set": self.name,
            "passages": self.passages,
            "questions": len(self.outcomes),
            "answerable": answerable,
            **({name: round(share.value, 4) for name, share in shares.items()} if answerable else {}),
            **({"standard_error": round(shares["recall@1"].error, 4)} if answerable else {}),
            **{name: round(value, 4) for name, value in self.refusals().items()},
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The sets that were evaluated in one run."""

    sets: tuple[EvaluatedSet, ...]

    def figures(self) -> dict[str, Any]:
        """All figures, in the form that programs rely on."""
        return {"sets": [one.figures() for one in self.sets]}

    def rows(self) -> list[dict[str, str]]:
        """A row a set, column → text; recall@1 carries its standard error."""
        return [_row(one.figures()) for one in self.sets]

    def run_lines(self) -> list[str]:
        """A JSON line a question: what was answered, with up to ten passages and their sentences."""
        return [
            json.dumps(_run(outcome), ensure_ascii=False) for one in self.sets for outcome in one.outcomes
        ]

    def misses(self, limit: int = 20) -> list[str]:
        """The questions that went worst, as lines of text."""
        judged = sorted(
            ((_badness(outcome), number, outcome) for number, outcome in enumerate(self._outcomes())),
            key=lambda one: (-one[0], one[1]),
        )
        return [_miss(outcome) for badness, _, outcome in judged[:limit] if badness > 0]

    def _outcomes(self) -> Iterator[Outcome]:
        for one in self.sets:
            yield from one.outcomes


def is_answer(judged: JudgedQuestion, sentence: str) -> bool:
    """Whether a sentence holds one of the answers, or is one of the answering sentences."""
    shown = _plain(sentence)
    if judged.answers:
        return any(_plain(answer) in shown for answer in judged.answers)
    answering = [_plain(one) for one in judged.sentences]
    return any(one in shown or (len(shown) > len(one) / 2 and shown in one) for one in answering)


def _plain(text: str) -> str:
    """Folded words without the white space and the marks around, so that cuts and typing do not matter."""
    return " ".join(fold(text).split()).strip(" \"'.,;:!?()")


def _row(figures: Mapping[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in figures.items():
        if name == "standard_error":
            row["recall@1"] += f" ±{value:.3f}"
        else:
            row[name] = f"{value:.3f}" if isinstance(value, float) else str(value)
    return row


def _run(outcome: Outcome) -> dict[str, Any]:
    answer = outcome.answer
    passages = [
        {"id": quote.passage_id, "score": quote.score, "highlight": quote.highlight.of(quote.text)}
        for quote in answer.quotes[:DEPTH]
    ]
    return {
        "id": outcome.judged.id,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "passages": passages,
    }


def _badness(outcome: Outcome) -> float:
    """0 for what is right, 1 to 2 for a wrong passage, above 2 for what should have been refused."""
    if not outcome.judged.answerable:
        return 2 + outcome.answer.confidence if outcome.answer.answered else 0.0
    return 0.0 if any(outcome.relevant[:1]) else 2 - reciprocal_rank(outcome.relevant)


def _miss(outcome: Outcome) -> str:
    judged, answer = outcome.judged, outcome.answer
    shown = answer.quotes[0].title if answer.quotes else "nothing"
    where = outcome.relevant.index(True) + 1 if any(outcome.relevant) else "not found"
    wanted = f"right one: {where}" if judged.answerable else "nothing answers it"
    return f"{judged.id}  {judged.text}\n    shown: {shown} ({answer.confidence:.2f}); {wanted}"
