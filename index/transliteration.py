"""Words across scripts: Cyrillic to Latin letters, and a key equal for words that sound alike. Pure."""

import re
from functools import lru_cache

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u",
}  # fmt: skip
_TABLE = str.maketrans(_LATIN)
_ALIKE = (
    (re.compile("shch|sch(?=[aeiou])|tch"), "sh"),
    (re.compile("kh|gh"), "h"),
    (re.compile("zh"), "j"),
    (re.compile("th"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("ck|qu?|c(?=[aouklrtmns]|$)"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("tz"), "ts"),
    (re.compile("w"), "v"),
    (re.compile("ei|ey|ai|ay|ae"), "e"),
    (re.compile("[jyi](?=[aeou])|(?<=[aeou])[jyi]"), ""),
    (re.compile("[yj]"), "i"),
    (re.compile("ou|oo"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile("(?<!^)[aeiou]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def is_cyrillic(word: str) -> bool:
    """Whether the word has a Cyrillic letter."""
    return _CYRILLIC.search(word) is not None


def to_latin(word: str) -> str:
    """A folded word in Latin letters; what is no Cyrillic letter stays."""
    return word.translate(_TABLE)


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """A key that is equal for the usual spellings of a name: Хаскин, Haskin, Khaskyn."""
    key = to_latin(word)
    for pattern, letters in _ALIKE:
        key = pattern.sub(letters, key)
    return key


def consonants(word: str) -> str:
    """The sounds of a word without the vowels after its first one: the last resort for names."""
    return _VOWELS.sub("", sound(word))
