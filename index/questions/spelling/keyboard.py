"""Text typed with the wrong keyboard layout: `ghbdtn` is `привет`, `ьштштп` is `mining`. Pure."""

import re
from collections.abc import Callable

MOST_PIECES = 24
LONGEST_PIECE = 40
"""Pieces of a text that are looked at, and letters of one."""

FEWEST_LETTERS = 4
"""Of a piece that shows the layout to be wrong: a shorter one is a word in both by chance."""

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~&"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ?"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC[:-1], _LATIN[:-1])
_PIECE = re.compile(r"\S+")
_HAS_LATIN, _HAS_CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
_BEFORE_PUNCTUATION = re.compile(r".*?(?=[.,;:'\"]*[?!&]*$)", re.DOTALL)

Knows = Callable[[str], bool]


def in_right_layout(text: str, is_word: Knows) -> str:
    """The text, of the same length, with the pieces that were typed in the wrong layout put right.

    A piece between spaces is one if it is no word as it stands but is one in the other layout, and some such
    piece is long; where most are, those that are a word in neither go with them.
    """
    pieces = list(_PIECE.finditer(text))[:MOST_PIECES]
    doubtful = [match for match in pieces if len(match[0]) <= LONGEST_PIECE and not is_word(match[0])]
    wrong = {match.start(): right for match in doubtful if (right := _reading(match[0], is_word))}
    if not any(sum(map(str.isalpha, right)) >= FEWEST_LETTERS for right in wrong.values()):
        return text
    is_all_wrong = len(wrong) * 2 > len(pieces)
    for match in doubtful:
        if match.start() not in wrong and is_all_wrong and (right := _reading(match[0], lambda _: True)):
            wrong[match.start()] = right
    for start, right in wrong.items():
        text = text[:start] + right + text[start + len(right) :]
    return text


def _reading(piece: str, is_known: Knows) -> str | None:
    """The piece in the other layout, with punctuation at its end taken for letters or not, if it is known."""
    layout = _other_layout(piece)
    word = _BEFORE_PUNCTUATION.match(piece)
    if layout is None or word is None:
        return None
    for end in (len(piece), word.end()):
        right = piece[:end].translate(layout)
        if right.strip("?").isalpha() and is_known(right):
            return right + piece[end:]
    return None


def _other_layout(piece: str) -> dict[int, int] | None:
    is_latin, is_cyrillic = _HAS_LATIN.search(piece), _HAS_CYRILLIC.search(piece)
    if is_latin and not is_cyrillic:
        return _TO_CYRILLIC
    return _TO_LATIN if is_cyrillic and not is_latin else None
