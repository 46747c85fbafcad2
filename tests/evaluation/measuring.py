"""The figures of one judged set, or of several in one index: Footnote beside two baselines."""

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.evaluation.figures import EvaluatedSet
from index.evaluation.judgments import JudgedSet, read_judgments
from index.evaluation.metrics import Share
from index.evaluation.runs import evaluate
from tests.evaluation.baselines import (
    BaselineFigures,
    measure_baseline,
    stems_without_stop_words,
    words_between_spaces,
)
from tests.evaluation.calibration import Stated

KEPT = 0.9


@dataclass(frozen=True, slots=True)
class SetFigures:
    """What Footnote and the baselines reach on a set; `refusals` is {} if all questions are answerable.

    `stated` is each answer's confidence, and whether its first passage is right.
    """

    name: str
    passages: int
    answerable: int
    unanswerable: int
    shares: dict[str, Share]
    refusals: dict[str, float]
    words: BaselineFigures
    stems: BaselineFigures
    stated: tuple[Stated, ...] = ()


def measure(folders: Sequence[Path], name: str = "") -> SetFigures:
    """Ask all questions of the folders over all of their passages in one index."""
    judged = [read_judgments(folder, questions_needed=False) for folder in folders]
    whole = JudgedSet(
        name or judged[0].name,
        tuple(passage for one in judged for passage in one.passages),
        tuple(question for one in judged for question in one.questions),
    )
    sets = evaluate(folders, pool=True).sets
    ours = EvaluatedSet(
        whole.name, len(whole.passages), tuple(outcome for one in sets for outcome in one.outcomes)
    )
    answerable = sum(question.answerable for question in whole.questions)
    return SetFigures(
        whole.name,
        ours.passages,
        answerable,
        len(whole.questions) - answerable,
        ours.shares(),
        _refusals(ours),
        measure_baseline(whole, words_between_spaces),
        measure_baseline(whole, stems_without_stop_words),
        tuple((one.answer.confidence, any(one.relevant[:1])) for one in ours.outcomes),
    )


def measure_off_topic(folder: Path, probes: Path) -> SetFigures:
    """Ask the questions of a set, and those of `probes`, which it does not answer."""
    with tempfile.TemporaryDirectory() as temporary:
        joined = Path(temporary)
        (joined / "passages.jsonl").write_bytes((folder / "passages.jsonl").read_bytes())
        questions = [(one / "questions.jsonl").read_text(encoding="utf-8") for one in (folder, probes)]
        (joined / "questions.jsonl").write_text("\n".join(questions), encoding="utf-8")
        return measure([joined], f"{folder.name} with {probes.name}")


def _refusals(ours: EvaluatedSet) -> dict[str, float]:
    """Those of the set; `kept`: answerable ones answered; `at90`: others refused if 90 % are kept."""
    figures = ours.refusals()
    if not figures:
        return {}
    by_kind: dict[bool, list[float]] = {True: [], False: []}
    for outcome in ours.outcomes:
        by_kind[outcome.judged.answerable].append(outcome.answer.confidence)
    answered = [one.answer.answered for one in ours.outcomes if one.judged.answerable]
    return {
        **figures,
        "kept": sum(answered) / max(1, len(answered)),
        "at90": refused_while_kept(by_kind[True], by_kind[False]),
    }


def refused_while_kept(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The share of the unanswerable below the confidence that keeps nine tenths of the answerable."""
    if not answerable or not unanswerable:
        return 0.0
    threshold = sorted(answerable)[len(answerable) - math.ceil(len(answerable) * KEPT)]
    return sum(one < threshold for one in unanswerable) / len(unanswerable)
