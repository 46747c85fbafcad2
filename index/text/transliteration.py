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
_SPELT_ALIKE = {
    "a": "aoаэо", "b": "bб", "c": "cksкцс", "d": "dд", "e": "eiеэи", "f": "fфp", "g": "ghгх", "h": "hkgхгк",
    "i": "ieyjийе", "j": "jyizжйдюя", "k": "kcqhкх", "l": "lл", "m": "mм", "n": "nн", "o": "oaоа",
    "p": "pпф", "q": "qkк", "r": "rр", "s": "szcсшщз", "t": "tтц", "u": "uyуюв", "v": "vwвф",
    "w": "wvву", "x": "xkzкх", "y": "yijйюяиу", "z": "zsjзцж", "а": "аоa", "б": "бb", "в": "вvw",
    "г": "гgh", "д": "дdj", "е": "еэиeyj", "ж": "жjzg", "з": "зzs", "и": "иеiyj", "й": "йyji",
    "к": "кkcq", "л": "лl", "м": "мm", "н": "нn", "о": "оаo", "п": "пp", "р": "рr", "с": "сsc",
    "т": "тt", "у": "уuw", "ф": "фfp", "х": "хhkg", "ц": "цctz", "ч": "чc", "ш": "шs", "щ": "щs",
    "э": "эea", "ю": "юyju", "я": "яyj",
}  # fmt: skip
_ALIKE = (
    (re.compile("shch|sch(?=[aeiou])|tch"), "sh"),
    (re.compile("kh|gh"), "h"),
    (re.compile("zh"), "j"),
    (re.compile("th"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("ck|qu?|c(?=[aouklrtmns]|$)"), "k"),
    (re.compile("(?:ts|tz|c)(?=[eiy])"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("tz"), "ts"),
    (re.compile("w"), "v"),
    (re.compile("ei|ey|ai|ay|ae"), "e"),
    (re.compile("[jyi](?=[aeou])|(?<=[aeou])[jyi]"), ""),
    (re.compile("[yj]"), "i"),
    (re.compile("ou|oo"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_ALL_VOWELS = set("aeiouyаеиоуыэюяй")
_VOWELS = re.compile("(?<!^)[aeiou]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def is_cyrillic(word: str) -> bool:
    """Whether the word has a Cyrillic letter."""
    return _CYRILLIC.search(word) is not None


def to_latin(word: str) -> str:
    """A folded word in Latin letters; what is no Cyrillic letter stays."""
    return word if word.isascii() else word.translate(_TABLE)


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


def root(word: str) -> str:
    """The sound of a word without the vowels at its end, which stems have or have not."""
    return sound(word).rstrip("aeiou")


def spelt_alike(word: str, *, is_name: bool = True) -> list[str]:
    """The two letters with which a word that sounds like this one may begin, in either script.

    In the script of a word that is no name, one vowel does not stand for another.
    """
    key = sound(word)
    firsts = {word[0], *_SPELT_ALIKE.get(word[0], ""), *_SPELT_ALIKE.get(key[:1], "")}
    heard = {*word[1:2], *key[1:2], *(key[2:3] if key[1:2] == "h" else "")}
    seconds = heard.union(*(_SPELT_ALIKE.get(letter, "") for letter in heard), {"h", "t", word[0]})
    vowels = set() if _ALL_VOWELS.isdisjoint(heard) else _ALL_VOWELS - seconds
    at_home = is_cyrillic(word)
    return sorted(
        a + b
        for a in firsts
        for b in seconds | vowels
        if is_cyrillic(a) == is_cyrillic(b) and (is_name or b in seconds or is_cyrillic(a) != at_home)
    )
