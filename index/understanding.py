"""A question's text to a Question in the words of the sources: parsed, with synonyms, spelling corrected."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from index.glossary import Glossary, read_glossary
from index.model import Question
from index.questions import parse_question
from index.spelling import with_spelling
from index.synonyms import with_synonyms

if TYPE_CHECKING:
    from index.engines.memory import MemoryEngine


def understand(
    text: str,
    engine: MemoryEngine,
    *,
    languages: Iterable[str] | None = None,
    previous: str | None = None,
    glossary: Glossary | None = None,
) -> Question:
    """Understand a question about what the engine holds; `languages` are those of the sources (None: any)."""
    among = frozenset(languages or ())
    question = parse_question(text, among or None, previous=previous)
    return with_spelling(with_synonyms(question, glossary or _packaged(), engine, among), engine)


@cache
def _packaged() -> Glossary:
    return read_glossary()
