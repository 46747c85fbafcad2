"""Text to terms: the same words for documents and questions, a language each. Pure.

A token is a word as it stands, folded. Compounds give the whole and its parts: `half-empty` gives
`halfempty`, `half`, `empty`, and `retryLimit` gives `retrylimit`, `retry`, `limit`; `$7,000` gives `$7000`,
`7000`; `-2.1 %` gives `-2.1%`, `2.1%`, `2.1`; `U.S.` gives `us`, as `US` does; `C++` and `C#` are themselves.
A term is a token stemmed in the language of its script, without accents; it holds no white space. Scripts
without spaces give pairs of characters.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import Stemmer

from index.model import Span
from index.text.languages.detection import detect_language
from index.text.languages.numerals import AMOUNT, NUMBER, is_amount, read_amount, read_number
from index.text.languages.scripts import HANGUL, MARKS, UNSPACED, language_of_word
from index.text.languages.stop_words import stop_words

__all__ = [
    "ANALYSIS_VERSION",
    "Token",
    "analyse",
    "detect_language",
    "fold",
    "stem",
    "stem_all",
    "stop_words",
    "tokenize",
]

ANALYSIS_VERSION = 6
"""Grows when the same text gives other terms, so that what was stored is analysed anew."""

LONGEST_TERM = 64
"""Code points of a token; what is longer is no word, and is cut."""

_WORD = rf"[^\W_]+(?:[{MARKS}]+[^\W_]*)*"
_LETTER = r"[^\W\d_]"
_JOINT = "[-‐‑._'’ʼ&@]"
_CHUNK = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]{1,12}\+\+|[A-Za-z]#)(?![^\W_+#])"  # C++, C#
    r"|(?<![\w.])\.[A-Z]{2,5}(?![^\W_])"  # .NET
    rf"|(?<![^\W_])(?>{AMOUNT})(?!{_JOINT}?[^\W_])"  # -2.1 %
    rf"|(?:{_LETTER}\.){{2,}}(?![^\W_])"  # U.S.
    rf"|(?:{NUMBER})?{_WORD}(?:{_JOINT}{_WORD})*"  # Putin, half-empty, 4.7M
)
_INITIALS = re.compile(rf"(?:{_LETTER}\.)+{_LETTER}?")
_PIECE = re.compile(
    rf"(?P<number>{NUMBER})"
    rf"|(?P<unspaced>[{UNSPACED}][{UNSPACED}{MARKS}]*)"
    rf"|(?P<hangul>[{HANGUL}]+)"
    rf"|(?P<word>(?:(?![{UNSPACED}{HANGUL}]){_LETTER}[{MARKS}]*)+)"
)
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_CONTRACTION = re.compile(r"['’ʼ](?:t|re|ve|ll|d|m)$", re.IGNORECASE)
_WITHOUT_PLAIN_WORDS = re.compile(rf"[{UNSPACED}{HANGUL}]")
_SIGNED = re.compile(r"[^\W\d_]+(?:\+\+|#)|\.[A-Z]+")
_CAMEL_CASE = re.compile(r"(?:[a-z]{2,}|[A-Z][a-z]+[A-Z][a-z]+)(?:[A-Z][a-z]+|[A-Z]{2,5}(?![a-z]))+")
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MOST_PARTS_OF_A_WHOLE = 4
MOST_PARTS_OF_A_NAME = 8
"""Of one with underscores, as programs have."""

_APOSTROPHES = dict.fromkeys(map(ord, "\u02bb\u02bc\u02b9\u02bd\u055a\uff07\u2018\u201b\u05f3\u00b4"), "'")

_UNTYPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640"))
_UNTYPED |= dict.fromkeys([*range(0x591, 0x5C8), *range(0x64B, 0x660), 0x670, *range(0xFE00, 0xFE10)])
_UNIFIED = str.maketrans("ё‘’ʼ‛′“”„‟«»‹›‐‑‒–—―−", 'е\'\'\'\'\'""""""""-------')
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]|(?<=i)\u0307")
_UNDECOMPOSED = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
_ACCENT = re.compile("[\u0300-\u036f]")
_ACCENTED = re.compile("[\u00c0-\u03ff\u1e00-\u1fff]")

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_stemmers = threading.local()  # a stemmer keeps state while it works

_Cut = tuple[str, int, int]  # a folded token and its range in the chunk


class Token(NamedTuple):
    """A word or a part of one: its folded text, and where it stands in the text that was tokenised."""

    text: str
    span: Span


def fold(text: str) -> str:
    """Make equal what differs in typing only; the length may change.

    Compatibility forms, case, ё, stress marks, vowel points, soft hyphens, quotes and dashes are unified.
    Letters that differ in a language (й, é, ü) stay apart.
    """
    if text.isascii():
        return text.lower()
    return _fold(text)


# A question and the sentences looked at are folded again and again, and what is full of marks takes long.
@lru_cache(maxsize=1 << 10)
def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_UNTYPED)
    folded = _STRESS.sub("", unicodedata.normalize("NFD", folded))
    return unicodedata.normalize("NFC", folded).translate(_UNIFIED)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order; a whole comes right before its parts, whose spans lie within its own."""
    tokens: list[Token] = []
    for match in _CHUNK.finditer(_with_plain_apostrophes(text)):
        start = match.start()
        tokens += [Token(folded, Span(start + first, start + last)) for folded, first, last in _cut(match[0])]
    return tokens


def analyse(text: str, language: str | None) -> list[str]:
    """The terms of a text of `language` (ISO 639-1; None: unknown), in order, stop words included."""
    chunks = _CHUNK.finditer(_with_plain_apostrophes(text))
    return [stem(folded, language) for match in chunks for folded, _, _ in _cut(match[0])]


def _with_plain_apostrophes(text: str) -> str:
    """The text with one sign for all apostrophes, some of which count as letters; as long as it was."""
    return text if text.isascii() else text.translate(_APOSTROPHES)


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str | None) -> str:
    """The term of a folded word that stands in a text of `language`."""
    name = _STEMMERS.get(language_of_word(word, language) or "")
    stemmed = _stemmer(name).stemWord(word) if name and len(word) > 2 else word
    return _without_accents(stemmed) or word


def stem_all(words: Sequence[str], language: str | None) -> list[str]:
    """The terms of many folded words in the script of the first, faster than one by one; none is cached."""
    name = _STEMMERS.get(language_of_word(words[0], language) or "") if words else None
    stemmed = _stemmer(name).stemWords(list(words)) if name else words
    return [_without_accents(one) or word for word, one in zip(words, stemmed, strict=True)]


def _without_accents(word: str) -> str:
    if not _ACCENTED.search(word):
        return word
    return _ACCENT.sub("", unicodedata.normalize("NFD", word.translate(_UNDECOMPOSED)))


def _stemmer(name: str) -> Any:
    stemmers = _stemmers.__dict__
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name, 0)
    return stemmers[name]


def _cut(chunk: str) -> tuple[_Cut, ...]:
    return _cut_known(chunk) if len(chunk) <= LONGEST_TERM else _cut_new(chunk)


def _cut_new(chunk: str) -> tuple[_Cut, ...]:
    cuts = ((_one_word(folded)[:LONGEST_TERM], start, end) for folded, start, end in _read(chunk))
    return tuple(cut for cut in cuts if cut[0])


def _one_word(folded: str) -> str:
    """Without the white space that folding brings: `ﷺ` becomes four words."""
    return folded if folded.isalnum() else "".join(folded.split())


_cut_known = lru_cache(maxsize=1 << 16)(_cut_new)


def _read(chunk: str) -> Iterator[_Cut]:
    """The tokens of a chunk: a word, an amount, initials, or a compound."""
    if chunk.isalpha() and not _WITHOUT_PLAIN_WORDS.search(chunk):
        yield fold(chunk), 0, len(chunk)
        if _CAMEL_CASE.fullmatch(chunk):
            yield from ((hump[0].lower(), *hump.span()) for hump in _HUMP.finditer(chunk))
    elif _SIGNED.fullmatch(chunk):
        yield fold(chunk), 0, len(chunk)
        if chunk[0] == ".":
            yield fold(chunk[1:]), 1, len(chunk)
    elif is_amount(chunk):
        yield from read_amount(chunk)
    elif _INITIALS.fullmatch(chunk):
        yield fold(chunk.replace(".", "")), 0, len(chunk)
    else:
        yield from _read_compound(_POSSESSIVE.sub("", chunk))


def _read_compound(chunk: str) -> Iterator[_Cut]:
    pieces = list(_PIECE.finditer(chunk))
    kinds = {piece.lastgroup for piece in pieces}
    most = MOST_PARTS_OF_A_NAME if "_" in chunk else MOST_PARTS_OF_A_WHOLE
    has_whole = "word" in kinds and kinds <= {"word", "number"} and 1 < len(pieces) <= most
    if has_whole:
        yield fold("".join(piece[0] for piece in pieces)), 0, len(chunk)
        if _CONTRACTION.search(chunk):
            return
    for piece in pieces:
        # The l of l'homme and the M of 4.7M say nothing without the whole.
        if has_whole and piece.lastgroup == "word" and len(piece[0]) == 1:
            continue
        for folded, start, end in _read_piece(piece):
            yield folded, piece.start() + start, piece.start() + end


def _read_piece(piece: re.Match[str]) -> Iterator[_Cut]:
    text, length = piece[0], len(piece[0])
    if piece.lastgroup == "number":
        yield from read_number(text)
        return
    folded = fold(text)
    if piece.lastgroup == "word" or length < 3 or len(folded) != length:
        yield folded, 0, length
        return
    if piece.lastgroup == "hangul":
        yield folded, 0, length
    for start in range(length - 1):
        yield folded[start : start + 2], start, start + 2
