"""Words written as one that the sources write apart, and the other way round. Pure."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from index.model import Question
from index.questions.synonyms import Frequencies
from index.text.analysis import stem, tokenize

FEWEST_LETTERS = 3
"""Of a part that says something."""

SHORTEST = 6
"""Letters of a word that may be several."""

LONGEST_PART = 20
MOST_PARTS = 9

LOOKED_AT = 400
"""Code points of a question in which neighbours are joined."""

Tells = Callable[[str], bool]


class _Split(NamedTuple):
    """Parts of the beginning of a word: fewer are better, then longer ones."""

    size: int
    unevenness: int
    telling: tuple[str, ...]


def split(word: str, tells: Tells, connects: Tells) -> tuple[str, ...]:
    """The telling parts of a folded word that is several words without spaces; nothing if it is not.

    `tells` says whether a part is a word of the sources, `connects` whether it is one like `of`, which is
    left out: `whatiscryptomining` is crypto, mining. Where one part tells, there must be two others.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    best: dict[int, _Split] = {0: _Split(0, 0, ())}
    for start in range(len(word)):
        if start in best and best[start].size < MOST_PARTS:
            for end in range(start + 2, min(start + LONGEST_PART, len(word)) + 1):
                _extend(best, word, start, end, tells, connects)
    found = best.get(len(word), best[0])
    telling = sum(map(len, found.telling))
    enough = len(found.telling) > 1 or found.size > 2
    return found.telling if enough and telling * 2 >= len(word) - 1 else ()


def _extend(best: dict[int, _Split], word: str, start: int, end: int, tells: Tells, connects: Tells) -> None:
    part, before = word[start:end], best[start]
    if connects(part):
        parts = before.telling
    elif len(part) >= FEWEST_LETTERS and part != word and tells(part):
        parts = (*before.telling, part)
    else:
        return
    longer = _Split(before.size + 1, before.unevenness - len(part) ** 2, parts)
    if end not in best or longer < best[end]:
        best[end] = longer


def with_wholes(question: Question, engine: Frequencies) -> Question:
    """Give neighbouring words what the sources write as one: `coin base` is found as `coinbase` too."""
    wholes: dict[str, list[str]] = {}
    content = {word.term for word in question.words}
    tokens = tokenize(question.text[:LOOKED_AT])
    for some, other in itertools.pairwise(tokens):
        parts = [stem(token.text, question.language) for token in (some, other)]
        between = question.text[some.span.end : other.span.start]
        whole = some.text + other.text
        if between.isspace() and whole.isalpha() and len(whole) > SHORTEST - 2 and content.issuperset(parts):
            for part in parts:
                wholes.setdefault(part, []).append(stem(whole, question.language))
    known = engine.frequencies({whole for found in wholes.values() for whole in found})
    if not any(known.values()):
        return question
    words = [
        replace(word, others=(*word.others, *(one for one in wholes.get(word.term, ()) if known[one])))
        for word in question.words
    ]
    return replace(question, words=tuple(words))
