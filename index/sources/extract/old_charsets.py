"""Charsets of one byte a letter, told by the letters and common words of the languages they serve. Pure."""

import re
from functools import cache
from typing import Final, NamedTuple

from index.text.languages.detection import detect_language
from index.text.languages.stop_words import stop_words

ENOUGH_BYTES: Final = 40_000
"""A charset is told by so much of a file."""

FEWEST_GOOD: Final = 0.5
"""Score of a reading that makes sense; one of -2 has no sign where it belongs, one of 1 has all."""

SURE_MARGIN: Final = 0.03
"""How much better than the next one a reading is that nobody needs to be told of."""

AGREEMENT: Final = 0.2
"""Score of a reading that is in the language whose letters it has."""

_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LETTERS: Final = {
    "en": "éèïöçñ", "de": "äöüßéè", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíóúüñªº", "it": "àèéìíîòóùúº",
    "pt": "áâãàçéêíóôõúüªº", "nl": "éëïóöüèáê", "da": "æøåéö", "sv": "åäöéü", "no": "æøåéòô", "fi": "äöåé",
    "ca": "àçèéíïòóúü", "eu": "ñç", "is": "áðéíóúýþæö", "ga": "áéíóú", "id": "é",
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "hr": "čćđšž",
    "sl": "čšžćđ", "ro": "ăâîșțşţ",
    "tr": "çğıİöşüâîû", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "et": "äõöüšž",
    "ru": _RUSSIAN, "bg": _RUSSIAN, "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "be": _RUSSIAN + "іў",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш", "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "el": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ", "he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ", "fa": "ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنهوپچژگکیىيك",
    "th": "",
}  # fmt: skip
_CHARSETS: Final = {
    "cp1252": "en de fr es it pt nl da sv no fi ca eu is ga id",
    "cp1251": "ru uk be bg sr mk", "koi8-r": "ru bg", "koi8-u": "uk", "cp866": "ru be",
    "iso8859-5": "ru bg sr mk", "mac-cyrillic": "ru uk",
    "cp1250": "pl cs sk hu hr sl ro", "iso8859-2": "pl cs sk hu hr sl ro", "cp852": "pl cs sk hu",
    "cp1253": "el", "iso8859-7": "el", "cp1254": "tr", "cp1255": "he", "cp1256": "ar fa", "iso8859-6": "ar",
    "cp1257": "lt lv et", "iso8859-4": "lt lv", "cp874": "th", "cp850": "de fr es it pt da sv no fi",
    "mac-roman": "en de fr es it pt nl",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
_STRANGE_CASE: Final = re.compile(r"[^\W\d_]*[a-zà-öø-ÿа-яёα-ω][A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω]")
_THAI: Final = re.compile("[\u0e01-\u0e4e]")
_THAI_MARK: Final = re.compile("[\u0e30-\u0e3a\u0e40-\u0e4e]")
_THAI_IN_LATIN: Final = re.compile(
    "[A-Za-z][\u0e01-\u0e4e]|[\u0e01-\u0e4e][A-Za-z]|(?<![\u0e01-\u0e4e])[\u0e34-\u0e3a]"
)
_UNSPEAKABLE: Final = re.compile(  # with hardly a vowel, or with a letter where none of its kind stands
    r"^[ъьы]|(?:(?![аеёиоуъыэюяіїєўј])[\u0400-\u045f]){6}|^(?:(?![аеёиоуъыэюяіїєўјр])[\u0400-\u045f]){4,}$"
    r"|[ьъ][ьъаоуы]|(?-i:ς)\w|(?-i:σ)$|(?:(?![αεηιουωάέήίόύώϊϋΐΰ])[α-ω]){5}"
    r"|^(?:(?![αεηιουωάέήίόύώϊϋΐΰ])[α-ω]){3,}$",
    re.IGNORECASE,
)
_WORDS_OF_A_LETTER: Final = "яиваокусеіўйéèàæøåóčńαηοτ"
_SIGNS: Final = re.compile(
    r"(?<!\S)[“«„‘‚¿¡‹—–•§©™°№](?=[\s\w])|(?<=[\s(])[“„«‚‹—–…§](?=[\s\w])|(?<=[\w.,!?…])[”»’‘“›…°®™—–·](?!\d)"
    r"|(?<=\w)[’—–](?=\w)|[£€¥±≈](?=\s?\d)|(?<=\d)\s?[€£°×–±½¼¾²³µ§]|(?<=\s)[½¼¾×±§·→](?=\s)"
    r"|(?<=[\w.,:;!?])\xa0|\xa0(?=[\w–—:;!?»])|\xad"
)


class Reading(NamedTuple):
    """How much sense bytes make in a charset and a language, and the text that they are."""

    score: float
    charset: str
    text: str


def readings(content: bytes) -> list[Reading]:
    """The readings of the beginning of a file, the best first; the same text only once."""
    head = content[:ENOUGH_BYTES]
    found: dict[str, Reading] = {}
    for charset, languages in _CHARSETS.items():
        try:
            text = head.decode(charset)
        except UnicodeDecodeError:
            continue
        likely = detect_language(text)
        score = max(
            _score(text, language) + AGREEMENT * (language == likely) for language in languages.split()
        )
        if text not in found:
            found[text] = Reading(score, charset, text)
        elif found[text].score < score:
            found[text] = found[text]._replace(score=score)
    return sorted(found.values(), key=lambda reading: -reading.score)


def score(text: str) -> float:
    """How much sense a text makes in the language that it suits best."""
    return max(_score(text[:ENOUGH_BYTES], language) for language in _LETTERS)


def _score(text: str, language: str) -> float:
    """From -2 to 1 for signs that are not ASCII where they belong, and up to 1 more for common words."""
    strange = sum(character > "\x7f" for character in text)
    if not strange:
        return 1.0
    letters, idle = _alphabet(language), stop_words(language)
    if language == "th":  # whose vowels stand above and below, and whose words are not parted
        return (3 * _good_thai(text) - 2 * strange) / strange
    good = sum(len(match[0].strip()) or 1 for match in _SIGNS.finditer(text))
    words = known = 0
    for word in _WORD.findall(text):
        words += 1
        known += word.casefold() in idle
        if not word.isascii():
            good += _good_letters(word, letters, idle)
    good = min(good, strange)
    return (good - 2 * (strange - good)) / strange + known / max(words, 1)


def _good_letters(word: str, letters: frozenset[str], idle: frozenset[str]) -> int:
    """How many letters that are not ASCII are ones of the language, in a word that looks like one."""
    own = [letter for letter in word if letter > "\x7f"]
    if len(word) == 1 and word.lower() not in idle and word.lower() not in _WORDS_OF_A_LETTER:
        return 0
    if _STRANGE_CASE.match(word) or (not _is_latin(own[0]) and len(own) < len(word)):
        return 0
    if _UNSPEAKABLE.search(word):
        return 0
    return sum(letter in letters or letter.lower() in letters for letter in own)


def _good_thai(text: str) -> int:
    """How many letters are Thai, whose words are not parted: none where vowels are too few or too many."""
    letters = len(_THAI.findall(text))
    marks = len(_THAI_MARK.findall(text))
    return letters if letters * 0.15 <= marks <= letters * 0.6 and not _THAI_IN_LATIN.search(text) else 0


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


@cache
def _alphabet(language: str) -> frozenset[str]:
    return frozenset(_LETTERS[language])
