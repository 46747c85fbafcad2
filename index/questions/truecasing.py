"""Which words of a question are names: those that the sources write with a capital letter. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from index.model import Question, Word
from index.text.languages.detection import WITH_CAPITAL_NOUNS

SHORTEST = 3
_BEGINNING = 6
"""Letters by which it is known, whatever its ending."""


def truecased(question: Question, passages: Iterable[tuple[str | None, str]]) -> Question:
    """The question with its names marked as the passages (language, text) write them.

    A word that they write small is none, however it was typed; one that they write with a capital is one.
    Words not found, and all others where no passage tells, stay as they are.
    """
    texts = [text for language, text in passages if language not in WITH_CAPITAL_NOUNS]
    if not texts:
        return question
    together = "\n".join(texts)
    words = [_truecased(word, together) for word in question.words]
    for i, (before, word) in enumerate(pairwise(words), 1):
        if before.exact and not word.exact and _is_rest_of_name(before, word, together):
            words[i] = replace(word, exact=True)
    return replace(question, words=tuple(words))


def _truecased(word: Word, text: str) -> Word:
    if len(word.text) < SHORTEST or word.taken or not word.text.isalpha() or not _has_case(word.text):
        return word
    small = word.text.lower()[: max(SHORTEST, min(_BEGINNING, len(word.text) - 1))]
    capital = small[:1].upper() + small[1:]
    if not word.exact and f" {small}" in text:
        return word
    written_small = text.count(f" {small}")
    written_large = text.count(f" {capital}") - text.count(f". {capital}")
    if written_small >= max(1, written_large):
        return replace(word, exact=False) if word.exact else word
    return replace(word, exact=True) if written_large > 1 and not written_small else word


def _is_rest_of_name(before: Word, word: Word, text: str) -> bool:
    """Whether the two are one name: `United States`, though states are written small elsewhere."""
    if word.taken or not (before.text.isalpha() and word.text.isalpha() and _has_case(word.text)):
        return False
    name = " ".join(one.text.lower().capitalize() for one in (before, word))
    return name in text and re.search(rf"\b{re.escape(name)}\b", text) is not None


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()
