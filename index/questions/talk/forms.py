"""Which forms a message is made of. Pure."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import product

from index.model import Talk
from index.questions.talk.lines import FILLER, LEAD, NAME
from index.questions.talk.words import Place, drawn_in, places_of

MOST_WORDS = 16
"""Words of a message that can be talk; a longer one says something."""

_WEIGHTIEST = (
    *(Talk.LATEST, Talk.SOURCES, Talk.RUDE, Talk.IDENTITY, Talk.ABILITIES),
    *(Talk.THANKS, Talk.FAREWELL, Talk.GREETING, Talk.REMARK),
)
"""Of several things said at once the first of these is replied to."""


class Forms:
    """Forms by their words, each with its kinds."""

    def __init__(self, kinds: Mapping[tuple[str, ...], Collection[str]]) -> None:
        self._kinds = kinds

    def talk(self, text: str) -> Talk | None:
        """What the message is if nothing but forms of talk stands in it."""
        places = places_of(text, most=MOST_WORDS + 1)
        if not places:
            return Talk.REMARK if text.strip() else None
        if len(places) > MOST_WORDS:
            return None
        kinds = self._cover(places, 0, {})
        if not kinds or kinds <= {FILLER, NAME}:
            return None
        said = [kind for kind in _WEIGHTIEST if kind in kinds]
        return said[0] if said else Talk.ABILITIES

    def longest(self, places: Sequence[Place], at: int, kinds: Sequence[str]) -> int:
        """How many words from that one on make a form of one of these kinds; 0: none."""
        return next((size for size, kind in self._from(places, at) if kind in kinds), 0)

    def ends_with(self, places: Sequence[Place], end: int, kinds: Sequence[str]) -> int:
        """How many words up to that one make a form of one of these kinds; 0: none."""
        if not end or self._endings.isdisjoint(drawn_in(places[end - 1].word)):
            return 0
        sizes = range(min(self._longest, end), 0, -1)
        return next((size for size in sizes if {*kinds} & {*self._read(places[end - size : end])}), 0)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(words[0] for words in self._kinds if words)

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(words[-1] for words in self._kinds if words)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._kinds), default=0)

    def _cover(
        self, places: Sequence[Place], at: int, known: dict[int, frozenset[str] | None]
    ) -> frozenset[str] | None:
        """The kinds of forms that the words from that one on are made of, long forms first; None: of none."""
        if at == len(places):
            return frozenset()
        if at not in known:
            known[at] = None
            for size, kind in self._from(places, at):
                rest = self._cover(places, at + size, known) if _may_be_talk(kind) else None
                if rest is not None:
                    known[at] = rest | {kind}
                    break
        return known[at]

    def _from(self, places: Sequence[Place], at: int) -> list[tuple[int, str]]:
        """The forms that begin at that word, the longest first: how many words, and of what kind."""
        if at == len(places) or self._beginnings.isdisjoint(drawn_in(places[at].word)):
            return []
        sizes = range(min(self._longest, len(places) - at), 0, -1)
        return [(size, kind) for size in sizes for kind in self._read(places[at : at + size])]

    def _read(self, places: Sequence[Place]) -> Collection[str]:
        """The kinds of the form that these words are."""
        readings = product(*(drawn_in(place.word) for place in places))
        return next((self._kinds[words] for words in readings if words in self._kinds), ())


def _may_be_talk(kind: str) -> bool:
    return kind in {FILLER, NAME, LEAD} or kind in set(Talk)
