"""Terms that may be the same word written otherwise, found by the root of their sound. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.text.transliteration import root

SHORTEST_ROOT = 4
"""Letters of a root that tells; of shorter ones too many are alike."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def by_root(terms: Iterable[str]) -> dict[str, list[str]]:
    """The terms by the root of their sound, each list in the order given."""
    roots: dict[str, list[str]] = {}
    for term in terms:
        if term.isalpha() and len(key := root(term)) >= SHORTEST_ROOT - 1:
            roots.setdefault(key, []).append(term)
    return roots


def alike(term: str, roots: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The terms with the root of `term`, then those with a root one edit away; not itself."""
    key = root(term)
    if len(key) < SHORTEST_ROOT:
        return
    for one in dict.fromkeys([key, *_one_edit_away(key)]):
        yield from (other for other in roots.get(one, ()) if other != term)


def _one_edit_away(key: str) -> Iterator[str]:
    for i in range(len(key) + 1):
        before, after = key[:i], key[i:]
        yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after[1:]
            yield before + letter + after
