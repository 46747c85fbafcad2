"""Questions that nothing answers, alike ones as one. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.subscriptions import WaitingQuestion
from index import store_query

_ALIKE: Final = 0.6
"""The share of their words, all inflections being one word, that two alike questions have in common."""

_Words = frozenset[tuple[str, ...]]


def merge_alike(waiting: Sequence[WaitingQuestion]) -> list[WaitingQuestion]:
    """Questions of nearly the same words as one, in the words of the first; most awaited ones first."""
    merged: list[tuple[_Words, WaitingQuestion]] = []
    for question in waiting:
        words = _words(question.text)
        for i, (others, first) in enumerate(merged):
            if _alike(words, others):
                merged[i] = others, replace(first, waiting=first.waiting + question.waiting)
                break
        else:
            merged.append((words, question))
    return sorted((question for _, question in merged), key=lambda each: -each.waiting)


def are_alike(question: str, other: str) -> bool:
    """Whether two questions have nearly the same words."""
    return _alike(_words(question), _words(other))


def _alike(words: _Words, others: _Words) -> bool:
    return len(words & others) >= _ALIKE * len(words | others)


def _words(text: str) -> _Words:
    query = store_query(text)
    return frozenset(query.words) if query else frozenset({(text.casefold(),)})
