"""A message as the words that forms are compared by, with their places in it. Pure."""

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from index.text.analysis import fold

_WORD: Final = re.compile(r"\w+(?:['’ʼ`]\w+)*")
_APOSTROPHE: Final = re.compile(r"['’ʼ`]")
_DRAWN_OUT: Final = re.compile(r"(\w)\1{2,}")


class Place(NamedTuple):
    """A word, folded, without apostrophes, and where it stands in the message."""

    word: str
    start: int
    end: int


def places_of(text: str, *, most: int | None = None) -> list[Place]:
    """The words of a text in order, of which the first `most` may be enough."""
    words = islice(_WORD.finditer(text), most)
    return [Place(_plain(match[0]), match.start(), match.end()) for match in words]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a form."""
    return tuple(place.word for place in places_of(text))


@lru_cache(maxsize=1 << 12)
def drawn_in(word: str) -> tuple[str, ...]:
    """A word as it is, and where a letter is drawn out, with that letter once and twice."""
    if not _DRAWN_OUT.search(word):
        return (word,)
    return word, _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)


def _plain(word: str) -> str:
    folded = fold(word)
    return folded if folded.isalnum() else _APOSTROPHE.sub("", folded)
