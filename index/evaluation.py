"""Ask judged questions and measure the answers: `python -m index evaluate`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.analysis import detect_language
from index.asking import ask
from index.engines import Entry, PassageFacts
from index.errors import EvaluationError
from index.figures import DEPTH, EvaluatedSet, Evaluation, Outcome
from index.judgments import JudgedPassage, read_judgments
from index.model import Answer, Document, DocumentId, Passage, PassageId, SourceId, Span
from index.passages import split_sentences
from index.ranking import Candidate
from index.statistics import passage_statistics

if TYPE_CHECKING:
    from index.engines.memory import MemoryEngine

Progress = Callable[[int, int], None]


def evaluate(
    folders: Sequence[Path],
    *,
    pool: bool = False,
    progress: Progress | None = None,
    open_engine: Callable[[], MemoryEngine] | None = None,
) -> Evaluation:
    """Ask every question of the folders, each against its own passages, or with `pool` against those of all.

    Raise EvaluationError for a folder without questions (in a pool it may add passages only, if others have
    questions). `progress` is told how many questions are done, and of how many.
    """
    from index.engines.memory import MemoryEngine

    sets = [read_judgments(folder, questions_needed=not pool) for folder in folders]
    total = sum(len(judged.questions) for judged in sets)
    if not total:
        raise EvaluationError(f"{', '.join(map(str, folders))}: no questions")
    opened = open_engine or MemoryEngine
    shared = _Library([passage for judged in sets for passage in judged.passages], opened()) if pool else None
    done = itertools.count(1)
    evaluated = []
    for judged in sets:
        library = shared or _Library(judged.passages, opened())
        outcomes = []
        for question in judged.questions:
            outcomes.append(Outcome(question, library.answer(question.text)))
            if progress:
                progress(next(done), total)
        if outcomes:
            evaluated.append(EvaluatedSet(judged.name, library.size, tuple(outcomes)))
    return Evaluation(tuple(evaluated))


class _Library:
    """Judged passages in a temporary engine: one document a passage, title and text only."""

    def __init__(self, passages: Sequence[JudgedPassage], engine: MemoryEngine) -> None:
        self._candidates = {PassageId(judged.id): candidate_of(judged) for judged in passages}
        self._engine = engine
        self.size = len(self._candidates)
        facts = PassageFacts(SourceId("judged"))
        self._languages = {
            one.document.language for one in self._candidates.values() if one.document.language
        }
        entries = [Entry(id_, one.statistics.terms, facts) for id_, one in self._candidates.items()]
        engine.apply(entries, [], 0)

    def answer(self, text: str) -> Answer:
        def fetch(ids: Sequence[PassageId]) -> list[Candidate]:
            return [self._candidates[id_] for id_ in ids]

        return ask(text, self._engine, fetch, limit=DEPTH, languages=self._languages)


def candidate_of(judged: JudgedPassage) -> Candidate:
    """A judged passage as a document of its own, its sentences found, its language detected."""
    language = detect_language(judged.text)
    id_ = DocumentId(judged.id)
    passage = Passage(
        PassageId(judged.id),
        id_,
        0,
        Span(0, len(judged.text)),
        judged.text,
        tuple(split_sentences(judged.text, language)),
    )
    document = Document(id_, SourceId("judged"), judged.title, judged.text, language=language)
    return Candidate(passage, document, passage_statistics(passage, judged.title, language))
