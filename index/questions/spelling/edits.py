"""Typing errors: what a word becomes by one of them, and how many lie between two words. Pure."""

import itertools
from collections.abc import Iterator

SWAPPED = 0.7
REPEATED = 0.4
NEAR = 0.8
ONE_LETTER = 1.0
ANOTHER_LETTER = 1.3
FIRST_LETTER = 0.5
"""Costs: letters swapped; a letter doubled or not; one for another that is beside it or sounds like it, or a
vowel left out; one missing or too many; any other; and what one in the first letter costs more."""

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "אבגדהוזחטיכלמנסעפצקרשתךםןףץ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
)
_VOWELS = ("aeiouy", "аеиоуыэюя", "αεηιουω")
_ALL_VOWELS = frozenset("".join(_VOWELS))
_VOWELS_OF = {letters: "".join(one for one in letters if one in _ALL_VOWELS) for letters in _ALPHABETS}
_KEYBOARD = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm",
    "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
)  # fmt: skip
_SOUND_ALIKE = (
    "ck", "kq", "cq", "cs", "sz", "vw", "iy", "ij", "jy", "бп", "вф", "гк", "гх", "дт", "жш", "зс",
    "чщ", "шщ", "цс",
)  # fmt: skip


def _near_letters() -> dict[str, str]:
    """Of each letter those that are beside it on a keyboard, sound like it, or are vowels as it is."""
    pairs = {pair for row in (*_KEYBOARD, *_SOUND_ALIKE) for pair in itertools.pairwise(row)}
    pairs |= {pair for vowels in _VOWELS for pair in itertools.combinations(vowels, 2)}
    near: dict[str, str] = {}
    for some, other in sorted(pairs | {(other, some) for some, other in pairs}):
        near[some] = near.get(some, "") + other
    return near


_NEAR = _near_letters()


def has_vowel(word: str) -> bool:
    """Whether a folded word has one."""
    return not _ALL_VOWELS.isdisjoint(word)


def mistyped(word: str, most: float) -> Iterator[tuple[str, float]]:
    """What a folded word may have been before one typing error that costs at most so much, with the cost."""
    if most < REPEATED:
        return
    letters = next((alphabet for alphabet in _ALPHABETS if word[-1:] in alphabet or word[:1] in alphabet), "")
    for i, letter in enumerate(word):
        before, after = word[:i], word[i + 1 :]
        left = most if i else most - FIRST_LETTER
        extra = most - left
        if word[i - 1 : i] == letter:
            yield before + after, REPEATED
        elif left >= ONE_LETTER:
            yield before + after, ONE_LETTER + extra
        if after and after[0] != letter and most >= SWAPPED:
            yield before + after[0] + letter + after[1:], SWAPPED
        near = letters if left >= ANOTHER_LETTER else _NEAR.get(letter, "") if left >= NEAR else ""
        for other in near:
            if other != letter:
                cost = NEAR if other in _NEAR.get(letter, "") else ANOTHER_LETTER
                yield before + other + after, cost + extra
        yield before + letter + letter + after, REPEATED
        for other in (
            letters if left >= ONE_LETTER else _VOWELS_OF.get(letters, "") if i and left >= NEAR else ""
        ):
            cost = NEAR if i and other in _ALL_VOWELS else ONE_LETTER
            yield before + other + letter + after, cost + extra
    if most >= ONE_LETTER:
        yield from ((word + other, ONE_LETTER) for other in letters)


def edits(some: str, other: str, limit: int) -> int:
    """Letters to insert, delete, change or swap with the next one; limit + 1 when there are more."""
    if abs(len(some) - len(other)) > limit:
        return limit + 1
    some, other = _without_same_ends(some, other)
    if not (some and other):
        return len(some) + len(other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(some, 1):
        following = [i]
        for j, there in enumerate(other, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and some[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return min(row[-1], limit + 1)


def _without_same_ends(some: str, other: str) -> tuple[str, str]:
    """Without the letters that both begin and end with, which need no edit."""
    shorter = min(len(some), len(other))
    first = next((i for i in range(shorter) if some[i] != other[i]), shorter)
    most = shorter - first
    last = next((i for i in range(most) if some[-1 - i] != other[-1 - i]), most)
    return some[first : len(some) - last], other[first : len(other) - last]
