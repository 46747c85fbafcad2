"""Ask the kept questions again, and tell what has become of the quotes that people voted on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.model import Answer, Filter, KeptQuestion, Quote

if TYPE_CHECKING:
    from index.library import Library

CARDS = 3
"""How many passages an answer shows."""


@dataclass(frozen=True)
class Repetition:
    """A kept question and what is answered to it now; `source_gone` says that its document is no more."""

    kept: KeptQuestion
    answer: Answer
    source_gone: bool = False

    @cached_property
    def same_document(self) -> bool:
        """Whether a quote of the same document still stands as high as it did."""
        return any(quote.document_id == self.kept.document_id for quote in self._as_high)

    @cached_property
    def same_sentence(self) -> bool:
        """Whether the same sentence is still highlighted, as high as it was."""
        return any(
            quote.document_id == self.kept.document_id
            and _plain(quote.highlight.of(quote.text)) == _plain(self.kept.sentence)
            for quote in self._as_high
        )

    @property
    def _as_high(self) -> tuple[Quote, ...]:
        return self.answer.quotes[: self.kept.rank + 1] if self.answer.answered else ()


@dataclass(frozen=True)
class Regression:
    """All kept questions asked again."""

    repetitions: tuple[Repetition, ...]

    def figures(self) -> dict[str, Any]:
        """All figures, in the form that programs rely on."""
        return {"votes": {"liked": self._liked(), "disliked": self._disliked()}}

    def rows(self) -> list[dict[str, str]]:
        """A row for the liked and one for the disliked, column → text."""
        return [
            {"votes": name, **{column.replace("_", " "): str(count) for column, count in counts.items()}}
            for name, counts in self.figures()["votes"].items()
        ]

    def misses(self) -> list[str]:
        """The liked sentences that are shown no more, as lines of text, with what is shown now."""
        return [_miss(one) for one in self._with(liked=True) if not one.same_sentence]

    def _liked(self) -> dict[str, int]:
        known = self._with(liked=True)
        return {
            **self._counts(liked=True),
            "same_document": sum(one.same_document for one in known),
            "same_sentence": sum(one.same_sentence for one in known),
            "answered": sum(one.answer.answered for one in known),
        }

    def _disliked(self) -> dict[str, int]:
        known = self._with(liked=False)
        return {**self._counts(liked=False), "something_else": sum(not one.same_sentence for one in known)}

    def _counts(self, *, liked: bool) -> dict[str, int]:
        alike = [one for one in self.repetitions if one.kept.liked is liked]
        return {"questions": len(alike), "source_gone": sum(one.source_gone for one in alike)}

    def _with(self, *, liked: bool) -> list[Repetition]:
        """Those of that verdict whose document is still there."""
        return [one for one in self.repetitions if one.kept.liked is liked and not one.source_gone]


def ask_again(library: Library, progress: Callable[[int, int], None] | None = None) -> Regression:
    """Ask all kept questions again; `progress` is told how many are done, and of how many."""
    questions = library.kept()
    repetitions = []
    for done, kept in enumerate(questions, 1):
        repetitions.append(repeat(library, kept))
        if progress:
            progress(done, len(questions))
    return Regression(tuple(repetitions))


def repeat(library: Library, kept: KeptQuestion) -> Repetition:
    """Ask one kept question again."""
    sources = frozenset({kept.source_id} if kept.source_id else ())
    within = Filter(sources=sources, tags=kept.tags)
    answer = library.answer(kept.text, limit=CARDS, within=within, previous=kept.previous)
    return Repetition(kept, answer, library.document(kept.document_id) is None)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _miss(one: Repetition) -> str:
    answer, shown = one.answer, "nothing answers it"
    if answer.answered:
        first = answer.quotes[0]
        shown = f"{first.title}: {_plain(first.highlight.of(first.text))}"
    lines = (
        _plain(one.kept.text),
        f"    liked: {_plain(one.kept.sentence)}",
        f"    shown: {shown} ({answer.confidence:.2f})",
    )
    return "\n".join(lines)
