"""Where sentences end. Pure.

A stop ends a sentence unless it belongs to an abbreviation or a number, or stands within a quotation or a
bracket. A line break always parts sentences: lines that were wrapped are joined before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.model import Span
from index.text.languages.abbreviations import Abbreviations, abbreviations, is_abbreviation_anywhere, is_unit

LONGEST_SENTENCE = 1_000
"""Code points of a sentence; a longer one is cut, at a space if there is one."""

LONGEST_ENCLOSED = 250
"""Code points of a quotation or a bracket that is not cut; a longer one holds sentences of its own."""

LONGEST_ABBREVIATION = 20
"""Code points before a stop that are looked at."""

_STOPS = ".!?…‽؟۔।॥։"
_CLOSERS = "\"'”’»)\\]」』）】›"
_STOP = re.compile(
    rf"(?<![{_STOPS}])[{_STOPS}]++(?:[{_CLOSERS}]|\[\d{{1,4}}\])*+(?=\s)"
    rf"|(?<![。！？｡])[。！？｡]++[{_CLOSERS}]*+(?!と)"
)
_GREEK_QUESTION = re.compile(r";(?=\s+[\u0386-\u03ab])")
_LAST_WORD = re.compile(r"[^\s\"'“„«(\[‘’]*$")
_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMBER_OF_AN_ITEM = re.compile(r"\d{1,4}(?:\.\d{1,4})*+|[^\W\d_]|[ivxIVX]{1,6}|[A-Z]\.\d[\d.]{0,8}")
_NEXT_WORD = re.compile(r"\s*+[\"'“”„«‹(\[「『（【¿¡‘—–-]*+\s*+(?P<word>\w+)(?P<stop>\.?)")
_NEXT_SIGN = re.compile(r"\s*+(?P<sign>[$€£¥₽₹₴₿№§&±≈≤≥<>=#%~])")
_WRITE_ORDINALS_WITH_STOP = {"cs", "da", "de", "et", "fi", "hr", "hu", "no", "pl", "sk", "sl", "sr", "tr"}
_ENDS_WITH_NUMBER = re.compile(r"\d\s?$")

_BRACKET = re.compile(r"[()\[\]«»“”„「」『』（）【】《》]|(?<![^\s(\[«“„—–-])\"(?=\S)|(?<=\S)\"(?!\w)")
_CLOSED_BY = {
    "(": ")", "[": "]", "«": "»", "“": "”", "„": "“”", "「": "」", "『": "』", "（": "）", "【": "】",
    "《": "》", '"': '"',
}  # fmt: skip
_DEEPEST = 4
"""Brackets that were opened last among which the one that is closed is sought: others stay open for ever."""

_LINE = re.compile(r"[^\n]+")


def split_sentences(text: str, language: str | None) -> list[Span]:
    """The sentences of `text` in order, trimmed, none across a line break.

    Together they hold every character that is no white space, each once.
    """
    return list(sentences_in(text, Span(0, len(text)), language))


def sentences_in(text: str, within: Span, language: str | None) -> Iterator[Span]:
    """The sentences of a stretch of `text`."""
    for line in _LINE.finditer(text, within.start, within.end):
        for sentence in _split_line(text, *line.span(), language):
            yield from cut_long(text, sentence)


def cut_long(text: str, sentence: Span) -> Iterator[Span]:
    """A stretch in pieces that are no longer than a sentence may be, trimmed."""
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        end = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        end = end if end > 0 else start + LONGEST_SENTENCE
        if piece := trimmed(text, start, end):
            yield piece
        start = end
    if piece := trimmed(text, start, sentence.end):
        yield piece


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without the white space at its ends; None when there is nothing else."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))


def _split_line(text: str, start: int, end: int, language: str | None) -> Iterator[Span]:
    known = abbreviations(language)
    enclosed = _enclosed(text, start, end)
    starts = [span.start for span in enclosed]
    ends = [
        stop.end()
        for stop in _STOP.finditer(text, start, end)
        if not _is_within(stop, enclosed, starts) and _ends_sentence(stop, start, end, language, known)
    ]
    if language == "el":
        ends = sorted([*ends, *(stop.end() for stop in _GREEK_QUESTION.finditer(text, start, end))])
    for stop in [*ends, end]:
        sentence = trimmed(text, start, stop)
        if sentence:
            yield sentence
        start = stop


def _enclosed(text: str, start: int, end: int) -> list[Span]:
    """The short quotations and brackets of a line that lie in no other, in order."""
    opened: list[re.Match[str]] = []
    found: list[Span] = []
    for sign in _BRACKET.finditer(text, start, end):
        opener = next((one for one in opened[: -_DEEPEST - 1 : -1] if sign[0] in _CLOSED_BY[one[0]]), None)
        if opener is not None:
            while opened.pop() is not opener:
                pass
            span = Span(opener.start(), sign.end())
            if span.end - span.start <= LONGEST_ENCLOSED:
                while found and found[-1].start > span.start:
                    found.pop()
                found.append(span)
        elif sign[0] in _CLOSED_BY and not (sign[0] == '"' and _follows_word(sign)):
            opened.append(sign)
    return found


def _follows_word(sign: re.Match[str]) -> bool:
    return sign.start() > 0 and sign.string[sign.start() - 1].isalnum()


def _is_within(stop: re.Match[str], enclosed: Sequence[Span], starts: Sequence[int]) -> bool:
    """Whether more of a quotation or a bracket follows the stop."""
    place = bisect_right(starts, stop.start()) - 1
    return place >= 0 and stop.end() < enclosed[place].end


def _ends_sentence(
    stop: re.Match[str], start: int, end: int, language: str | None, known: Abbreviations
) -> bool:
    """Whether a stop in the line from `start` to `end` ends a sentence, by the words on either side."""
    text = stop.string
    if stop[0][0] in "。！？｡":
        return True
    preceding = _LAST_WORD.search(text, max(start, stop.start() - LONGEST_ABBREVIATION), stop.start())
    before = preceding[0] if preceding else ""
    is_single_stop = stop[0][0] == "." and not stop[0].startswith("..")
    sign = _NEXT_SIGN.match(text, stop.end(), end)
    if sign is not None:
        return not (is_single_stop and (sign["sign"] == "&" or is_abbreviation_anywhere(before)))
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None:
        return True
    word = following["word"]
    if word[0].islower():
        return False
    if not is_single_stop:
        return True
    begins = stop.start() - len(before)
    if not text[start:begins].strip() and _NUMBER_OF_AN_ITEM.fullmatch(before):
        return False
    is_starter = not following["stop"] and word.casefold() in known.starters
    if before[:1].isdecimal() and before.replace(".", "").isdecimal():
        is_ordinal = len(before) <= 2 and language in _WRITE_ORDINALS_WITH_STOP and not is_starter
        return not (word[0].isdecimal() or is_ordinal)
    if is_unit(before, language) and _ENDS_WITH_NUMBER.search(text, max(start, begins - 3), begins):
        return not word[0].isdecimal()
    return not _is_abbreviation(before, word, is_starter, known)


def _is_abbreviation(before: str, word: str, is_starter: bool, known: Abbreviations) -> bool:
    """Whether the stop after `before` belongs to it and not to the sentence, when `word` follows."""
    name = before.replace(".", "").casefold()
    if word[0].isdecimal() and name in known.before_numbers:
        return True
    are_letters = _DOTTED_LETTERS.fullmatch(before) is not None
    if not are_letters and name not in known.always:
        return False
    may_close = name in known.closing or (are_letters and before.isupper())
    return not (is_starter and may_close)
