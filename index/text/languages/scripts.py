"""Scripts: which one a text is written in, and which language its words are stemmed as."""

import re
import unicodedata
from collections.abc import Iterable

# Written without spaces between words, so its terms are pairs of neighbouring characters.
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u109f"  # Tibetan, Burmese
    "\u1780-\u17ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana and iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"


def _as_ranges(codes: Iterable[int]) -> str:
    """Code points as the inside of a character class, neighbours joined."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# Combining marks are no letters to `re`, yet they belong to their word; so do soft hyphens and joiners.
_JOINERS = {0xAD, 0x200C, 0x200D, 0x2060}
MARKS = _as_ranges(
    {code for code in range(0x300, 0x1B00) if unicodedata.category(chr(code)) in {"Mn", "Mc"}}
    | _JOINERS
    | {0x3099, 0x309A, *range(0xFE00, 0xFE10)}
)

CAPITALS = _as_ranges(
    code for code in (*range(0x41, 0x590), *range(0x1E00, 0x2000)) if unicodedata.category(chr(code)) == "Lu"
)
"""The capital letters of all scripts that have them, as the inside of a character class."""

_SCRIPTS = {
    "Latn": "A-Za-z\u00aa-\u024f\u1e00-\u1eff\uff21-\uff5a",
    "Cyrl": "\u0400-\u052f",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armn": "\u0531-\u0587",
    "Hebr": "\u05d0-\u05f2",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Deva": "\u0904-\u0939\u0958-\u0961",
    "Beng": "\u0985-\u09b9",
    "Taml": "\u0b85-\u0bb9",
    "Thai": "\u0e01-\u0e30",
    "Geor": "\u10a0-\u10ff",
    "Hang": HANGUL,
    "Kana": "\u3040-\u30ff\uff66-\uff9f",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
_LETTERS = {script: re.compile(f"[{ranges}]") for script, ranges in _SCRIPTS.items()}
_FIRST_LETTER = re.compile("|".join(f"(?P<{script}>[{ranges}])" for script, ranges in _SCRIPTS.items()))

# The first language of a script is the one that its words are taken for in a text of another script.
LANGUAGES = {
    "Latn": ("en", "de", "fr", "es", "it", "pt", "nl", "tr", "fi", "id", "pl", "ro", "sv", "da", "no", "cs",
             "hu", "ca", "eu", "et", "ga", "lt", "vi", "sk", "hr", "sl", "eo"),
    "Cyrl": ("ru", "uk", "bg", "sr", "be", "mk", "kk"),
    "Grek": ("el",),
    "Armn": ("hy",),
    "Hebr": ("he", "yi"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "ne", "mr"),
    "Beng": ("bn",),
    "Taml": ("ta",),
    "Thai": ("th",),
    "Geor": ("ka",),
    "Hang": ("ko",),
    "Kana": ("ja",),
    "Hani": ("zh", "ja"),
}  # fmt: skip
_SCRIPT_OF = {language: script for script, languages in LANGUAGES.items() for language in languages}
_SCRIPT_OF["ja"] = "Kana"


IN_SYLLABLES = frozenset({"vi"})
"""Languages that write a space after each syllable, of which about two make a word."""

_IN_PAIRS = re.compile(f"[{UNSPACED}{HANGUL}]")
_IN_HANGUL = re.compile(f"[{HANGUL}]")
_CASED = re.compile(f"[{_SCRIPTS['Latn']}{_SCRIPTS['Cyrl']}{_SCRIPTS['Grek']}{_SCRIPTS['Armn']}]")


def is_in_pairs(word: str) -> bool:
    """Whether a word is of a script whose terms are pairs of characters, of which about two make a word."""
    return _IN_PAIRS.match(word) is not None


def is_in_hangul(word: str) -> bool:
    """Whether a word is Korean: its terms are pairs, too, but a space stands between its words."""
    return _IN_HANGUL.match(word) is not None


def has_case(text: str) -> bool:
    """Whether a text has letters that can be capitals."""
    return _CASED.search(text) is not None


def script_of_word(word: str) -> str | None:
    """ISO 15924 code of the first letter's script; None for a word of no known script."""
    match = _FIRST_LETTER.search(word)
    return match.lastgroup if match else None


def count_scripts(text: str) -> dict[str, int]:
    """How many letters of each script `text` has; scripts without any are left out."""
    counts = {script: len(letters.findall(text)) for script, letters in _LETTERS.items()}
    return {script: count for script, count in counts.items() if count}


def language_of_word(word: str, language: str | None) -> str | None:
    """The language a word is read as in a text of `language`.

    That is the text's own when the word is in its script, else the first language of the word's script, so
    that a Latin name is the same term in a Russian text and in an English question.
    """
    script = script_of_word(word)
    if script is None:
        return language
    if language is not None and _SCRIPT_OF.get(language) == script:
        return language
    return LANGUAGES[script][0]
