"""Ask judged questions and measure the answers: `python -m index evaluate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from index.asking import ask
from index.engines import Batch, Counted, Entry, PassageFacts
from index.engines.choice import IN_MEMORY, Choice
from index.engines.likeness import by_root
from index.errors import EvaluationError
from index.evaluation.figures import DEPTH, EvaluatedSet, Evaluation, Outcome
from index.evaluation.judgments import JudgedPassage, JudgedSet, read_judgments
from index.model import Answer, Candidate, DocumentHead, DocumentId, Passage, PassageId, SourceId, Span
from index.text.analysis import detect_language
from index.text.sentences import split_sentences
from index.text.statistics import passage_statistics

if TYPE_CHECKING:
    from index.questions.glossary import Glossary

Progress = Callable[[int, int], None]
Choose = Callable[[Path, Counted], Choice]


def evaluate(
    folders: Sequence[Path],
    *,
    pool: bool = False,
    progress: Progress | None = None,
    choose: Choose | None = None,
    glossary: Glossary | None = None,
) -> Evaluation:
    """Ask every question of the folders, each against its own passages, or with `pool` against those of all.

    Raise EvaluationError for a folder without questions (in a pool it may add passages only, if others have
    questions). `progress` is told how many questions are done, and of how many. `choose` tells which engines
    there are in an empty folder, over what is stored (None: those in memory). `glossary` tells synonyms and
    translations (None: the packaged one).
    """
    sets = [read_judgments(folder, questions_needed=not pool) for folder in folders]
    total = sum(len(judged.questions) for judged in sets)
    if not total:
        raise EvaluationError(f"{', '.join(map(str, folders))}: no questions")
    tick = _ticking(progress, total)
    with TemporaryDirectory(prefix="footnote-") as folder, ExitStack() as opened:

        def fill(passages: Sequence[JudgedPassage]) -> _Library:
            return _Library(
                passages,
                choose=choose or (lambda _folder, _stored: IN_MEMORY),
                glossary=glossary,
                folder=Path(folder),
                opened=opened,
            )

        shared = fill([passage for judged in sets for passage in judged.passages]) if pool else None
        evaluated = [_evaluate_set(judged, shared or fill(judged.passages), tick) for judged in sets]
    return Evaluation(tuple(one for one in evaluated if one.outcomes))


def _evaluate_set(judged: JudgedSet, library: _Library, tick: Callable[[], None]) -> EvaluatedSet:
    outcomes = []
    for question in judged.questions:
        outcomes.append(Outcome(question, library.answer(question.text)))
        tick()
    return EvaluatedSet(judged.name, library.size, tuple(outcomes))


def _ticking(progress: Progress | None, total: int) -> Callable[[], None]:
    """What counts one more question as done."""
    done = count(1)

    def tick() -> None:
        if progress:
            progress(next(done), total)

    return tick


class _Library:
    """Judged passages in a temporary engine: one document a passage, title and text only."""

    def __init__(
        self,
        passages: Sequence[JudgedPassage],
        *,
        choose: Choose,
        glossary: Glossary | None,
        folder: Path,
        opened: ExitStack,
    ) -> None:
        self._candidates = {PassageId(judged.id): candidate_of(judged) for judged in passages}
        self.size = len(self._candidates)
        own_folder = Path(mkdtemp(dir=folder))
        self._engine, self._glossary = choose(own_folder, self).suiting(self.size)(), glossary
        opened.callback(self._engine.close)
        facts = PassageFacts(SourceId("judged"))
        self._languages = {
            one.document.language for one in self._candidates.values() if one.document.language
        }
        entries = [Entry.of(id_, one.statistics, facts) for id_, one in self._candidates.items()]
        self._engine.apply(Batch(entries), 0)

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        """As the engine wants it of what is stored."""
        return {id_: Entry.texts(self._candidates[id_].statistics) for id_ in ids}

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """As the engine wants it of what is stored."""
        return [term for root in roots for term in self._by_root.get(root, ())]

    def count(self) -> None:
        """Nothing to do: passages are counted when it is asked how many have a term."""

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """As the engine wants it of what is stored."""
        return {term: self._counts[term] for term in terms}

    def words(self, prefix: str, limit: int) -> Sequence[str]:
        """As the engine wants it of what is stored."""
        found = (term for term in self._counts if term.startswith(prefix))
        return sorted(found, key=lambda term: (-self._counts[term], term))[:limit]

    @cached_property
    def _counts(self) -> Counter[str]:
        vocabularies = (one.statistics.vocabulary.split() for one in self._candidates.values())
        return Counter(chain.from_iterable(map(dict.fromkeys, vocabularies)))

    @cached_property
    def _by_root(self) -> Mapping[str, Sequence[str]]:
        return by_root(self._counts)

    def answer(self, text: str) -> Answer:
        def fetch(ids: Sequence[PassageId]) -> list[Candidate]:
            return [self._candidates[id_] for id_ in ids]

        return ask(
            text,
            self._engine,
            fetch,
            limit=DEPTH,
            languages=self._languages,
            glossary=self._glossary,
        )


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
    head = DocumentHead(id_, SourceId("judged"), judged.title, language=language)
    return Candidate(passage, head, passage_statistics(passage, judged.title, language))
