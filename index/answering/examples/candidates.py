"""Questions that a text may answer: those it puts, what its sentences state, what it is about. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.answering.examples.statements import questions_of
from index.model import BlockKind, Document, DocumentId

_LONGEST: Final = 64
"""Characters of a question on a button."""

_FEWEST_WORDS: Final = 2
_MOST_WORDS: Final = 12
_LOOKED_AT: Final = 12_000
"""Characters of a text that are looked at."""

_EACH: Final = 4
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the document that should answer it, and if known the sentence, or words of it."""

    question: str
    document_id: DocumentId
    language: str | None
    sentence: str = ""

    @property
    def is_question(self) -> bool:
        """Whether it is put as a question, not only a topic."""
        return self.question.endswith("?")


def candidates(document: Document) -> Iterator[Example]:
    """A few questions about the document, the most natural first."""
    text = document.text[:_LOOKED_AT]
    yield from islice(_asked(document, text), _EACH)
    yield from islice(_stated(document, text), _EACH)
    yield from islice(_named(document), 2)


def _asked(document: Document, text: str) -> Iterator[Example]:
    """Questions that stand alone in a line, as those of a list of questions and answers do."""
    for line in _LINE.finditer(text):
        question = line[0].strip(" \t#*-–—•")
        if question.endswith("?") and _is_short(question):
            yield Example(question, document.id, document.language)


def _stated(document: Document, text: str) -> Iterator[Example]:
    """Questions that a sentence of the text answers."""
    small = {word for word in _WORD.findall(text) if word.islower()}
    for match in _SENTENCE.finditer(text):
        sentence = " ".join(match[0].split())
        for question in questions_of(sentence, document.language, small):
            if _is_short(question):
                yield Example(question, document.id, document.language, sentence)


def _named(document: Document) -> Iterator[Example]:
    """The title and the headings, which say what there is to ask about."""
    headings = (part.span.of(document.text) for part in document.parts if part.kind is BlockKind.HEADING)
    for name in (document.title, *headings):
        topic = " ".join(name.split()).strip(" .:")
        if _is_short(topic) and any(letter.isalpha() for letter in topic):
            yield Example(topic, document.id, document.language)


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS
