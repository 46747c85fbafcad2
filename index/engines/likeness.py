"""Terms that may be the same word written otherwise, found by the root of their sound. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.text.transliteration import root

SHORTEST_ROOT = 4
"""Letters of a root that tells; of shorter ones too many are alike."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def root_of(term: str) -> str | None:
    """The root by which the term can be found; None where it has none that tells."""
    key = root(term) if term.isalpha() else ""
    return key if len(key) >= SHORTEST_ROOT - 1 else None


def by_root(terms: Iterable[str]) -> dict[str, list[str]]:
    """The terms by the root of their sound, each list in the order given."""
    roots: dict[str, list[str]] = {}
    for term in terms:
        if (key := root_of(term)) is not None:
            roots.setdefault(key, []).append(term)
    return roots


def roots_like(term: str, *, near: bool = True) -> list[str]:
    """The root of `term`, then the `near` ones, one edit away; nothing where its own is short."""
    key = root(term)
    if len(key) < SHORTEST_ROOT:
        return []
    return list(dict.fromkeys([key, *_one_edit_away(key)])) if near else [key]


def alike(term: str, roots: Mapping[str, Sequence[str]], *, near: bool = True) -> Iterator[str]:
    """The terms with the root of `term`, then those with a root one edit away; not itself."""
    for one in roots_like(term, near=near):
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
