"""Which of some tokens stand in a text, one after the other, as an array. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_EIGHT: Final = 8
_SPACE: Final = 32
_MARGIN: Final = b" " * _EIGHT
_MASKS: Final = np.array([(1 << 8 * size) - 1 for size in range(_EIGHT + 1)], dtype=np.uint64)
_FIRST, _LAST, _SIZE = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""Odd numbers that mix what is told of a token into one."""

_BITS: Final = 13
"""Of the numbers that tell most tokens at once from those that are sought."""


def number_tokens(numbers: Mapping[str, int], text: str, other: int) -> Array:
    """For each token of the text its number, or `other`; tokens stand between spaces, and none is empty."""
    able = [token for token in numbers if token and " " not in token]
    there, sought = _Tokens.of(text), _Tokens.of(" ".join(able))
    found = np.full(len(there.start), other, dtype=np.int64)
    at, which = _met(there, sought)
    found[at] = np.array([numbers[token] for token in able], dtype=np.int64)[which]
    return found


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Where tokens begin in the bytes of a text, their sizes, their first and their last eight bytes.

    `last` is 0 for those of eight bytes or fewer; `mixed` is all of that in one number.
    """

    data: bytes
    start: Array
    size: Array
    first: Array
    last: Array
    mixed: Array

    @classmethod
    def of(cls, text: str) -> "_Tokens":
        data = b"".join((_MARGIN, text.encode("utf-8", "surrogatepass"), _MARGIN))
        spaces = np.flatnonzero(np.frombuffer(data, np.uint8) == _SPACE)
        sizes = np.diff(spaces) - 1
        met = np.flatnonzero(sizes)
        start, size = spaces[met] + 1, sizes[met]
        eights = np.ndarray((len(data) - _EIGHT + 1,), "<u8", data, strides=(1,))
        first = eights[start] & _MASKS[np.minimum(size, _EIGHT)]
        last = np.where(size > _EIGHT, eights[start + size - _EIGHT], np.uint64(0))
        mixed = first * _FIRST ^ last * _LAST ^ size.astype(np.uint64) * _SIZE
        return cls(data, start, size, first, last, mixed)

    def bytes_of(self, token: int) -> bytes:
        start = int(self.start[token])
        return self.data[start : start + int(self.size[token])]


def _met(there: _Tokens, sought: _Tokens) -> tuple[Array, Array]:
    """Two rows: the tokens that are sought, and which of the sought ones each is."""
    order = np.argsort(sought.mixed)
    keys = sought.mixed[order]
    may_be = np.zeros(1 << _BITS, dtype=bool)
    may_be[_slots(keys)] = True
    at = np.flatnonzero(may_be[_slots(there.mixed)])
    if not len(keys) or not len(at):
        return at[:0], at[:0]
    which = order[np.minimum(np.searchsorted(keys, there.mixed[at]), len(keys) - 1)]
    same = (there.first[at] == sought.first[which]) & (there.last[at] == sought.last[which])
    same &= there.size[at] == sought.size[which]
    for number in np.flatnonzero(same & (there.size[at] > 2 * _EIGHT)).tolist():
        same[number] = there.bytes_of(int(at[number])) == sought.bytes_of(int(which[number]))
    return at[same], which[same]


def _slots(mixed: Array) -> Array:
    """A number below 2 ** _BITS for each."""
    return (mixed >> np.uint64(64 - _BITS)).view(np.int64)
