"""A document's text to passages and sentences, with character offsets. Pure.

A paragraph ends at a blank line; within it a line break parts the items of a list.
"""

import re
from collections.abc import Iterator

from index.model import Span
from index.text.languages.abbreviations import Abbreviations, abbreviations
from index.text.languages.scripts import UNSPACED

LONGEST_PASSAGE = 200
"""Words of a passage; only a single sentence may have more."""

IDEAL_PASSAGE = 160
"""Words that the passages of a long text come near to."""

LONGEST_SENTENCE = 1_000
"""Code points of a sentence; a longer one is cut, at a space if there is one."""

UNSPACED_PER_WORD = 2
"""Characters of a script without spaces that count as a word."""

LONGEST_HEADING = 12
"""Words of a paragraph that is taken for the heading of the next one, when it doesn't end like a sentence."""

LONGEST_ABBREVIATION = 20
"""Code points before a stop that are looked at."""

_CLOSERS = "\"'”’»)\\]」』）】›"
_STOP = re.compile(
    rf"[.!?…‽؟۔।॥։]+(?:[{_CLOSERS}]|\[\d+\])*(?=\s)|[。！？｡]+[{_CLOSERS}]*(?![。！？｡{_CLOSERS}と])"
)
_GREEK_QUESTION = re.compile(r";(?=\s+[\u0386-\u03ab])")
_LAST_WORD = re.compile(r"[^\s\"'“„«(\[‘’]*$")
_DOTTED_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NEXT_WORD = re.compile(r"\s*+[\"'“”„«‹(\[「『（【¿¡‘—–-]*+\s*+(?P<word>\w+)(?P<stop>\.?)")
_ENDINGS = ".!?…\"'”»)。！？"
_LINE = re.compile(r"[^\n]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WRITE_ORDINALS_WITH_STOP = {"cs", "da", "de", "et", "fi", "hr", "hu", "no", "pl", "sk", "sl", "sr", "tr"}


def split_sentences(text: str, language: str | None) -> list[Span]:
    """The sentences of `text` in order, trimmed, none across a line break.

    Together they hold every character that is no white space, each once.
    """
    lines = _LINE.finditer(text)
    sentences = (sentence for line in lines for sentence in _split_line(text, *line.span(), language))
    return [piece for sentence in sentences for piece in _cut(text, sentence)]


def split_passages(text: str, language: str | None) -> list[tuple[Span, tuple[Span, ...]]]:
    """The passages of `text` in order, each with its sentences as spans of the passage's own text.

    A text of up to 200 words is one passage. A longer one is cut between sentences, if possible between
    paragraphs and not after a heading, into passages of at most 200 words, as near to 160 as that allows.
    """
    sentences = split_sentences(text, language)
    passages = []
    start = 0
    for end in _best_cuts(text, sentences):
        own = sentences[start:end]
        offset = own[0].start
        relative = tuple(Span(sentence.start - offset, sentence.end - offset) for sentence in own)
        passages.append((Span(offset, own[-1].end), relative))
        start = end
    return passages


def count_words(text: str) -> int:
    """How long a text reads: its words, two characters counting as one where words are not spaced."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // UNSPACED_PER_WORD


def _split_line(text: str, start: int, end: int, language: str | None) -> Iterator[Span]:
    known = abbreviations(language)
    ends = [
        stop.end()
        for stop in _STOP.finditer(text, start, end)
        if _ends_sentence(stop, start, end, language, known)
    ]
    if language == "el":
        ends = sorted([*ends, *(stop.end() for stop in _GREEK_QUESTION.finditer(text, start, end))])
    for stop in [*ends, end]:
        sentence = _trim(text, start, stop)
        if sentence:
            yield sentence
        start = stop


def _ends_sentence(
    stop: re.Match[str], start: int, end: int, language: str | None, known: Abbreviations
) -> bool:
    """Whether a stop in the line from `start` to `end` ends a sentence, by the words on either side."""
    text = stop.string
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None or stop[0][0] in "。！？｡":
        return True
    word = following["word"]
    if word[0].islower():
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    preceding = _LAST_WORD.search(text, max(start, stop.start() - LONGEST_ABBREVIATION), stop.start())
    before = preceding[0] if preceding else ""
    is_starter = not following["stop"] and word.casefold() in known.starters
    if not before.isdecimal():
        return not _is_abbreviation(before, word, is_starter, known)
    is_item = not text[start : stop.start() - len(before)].strip()
    is_ordinal = len(before) <= 2 and language in _WRITE_ORDINALS_WITH_STOP and not is_starter
    return not (word[0].isdecimal() or is_item or is_ordinal)


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


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        end = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        end = end if end > 0 else start + LONGEST_SENTENCE
        if piece := _trim(text, start, end):
            yield piece
        start = end
    if piece := _trim(text, start, sentence.end):
        yield piece


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(stripped))


def _best_cuts(text: str, sentences: list[Span]) -> list[int]:
    """How many sentences lie before the end of each passage, at the least cost over all."""
    words = [count_words(sentence.of(text)) for sentence in sentences]
    if sum(words) <= LONGEST_PASSAGE:
        return [len(sentences)] if sentences else []
    prices = _prices_of_cuts(text, sentences, words)
    cheapest, origin = [0.0], [0]
    for end in range(1, len(sentences) + 1):
        length = 0
        best, best_start = float("inf"), end - 1
        for start in range(end - 1, -1, -1):
            length += words[start]
            if length > LONGEST_PASSAGE and start < end - 1:
                break
            cost = cheapest[start] + prices[start] + (length / IDEAL_PASSAGE - 1) ** 2
            if cost < best:
                best, best_start = cost, start
        cheapest.append(best)
        origin.append(best_start)
    return _trace(origin)


def _trace(origin: list[int]) -> list[int]:
    cuts = []
    end = len(origin) - 1
    while end > 0:
        cuts.append(end)
        end = origin[end]
    return cuts[::-1]


def _prices_of_cuts(text: str, sentences: list[Span], words: list[int]) -> list[float]:
    """What it costs to begin a passage with each sentence, where a passage without words costs 1."""
    prices = [0.0]
    begins_paragraph = True
    for before, after, length in zip(sentences, sentences[1:], words, strict=False):
        breaks = text.count("\n", before.end, after.start)
        if breaks >= 2:
            is_heading = (
                begins_paragraph and length <= LONGEST_HEADING and text[before.end - 1] not in _ENDINGS
            )
            prices.append(1.0 if is_heading else 0.0)
        else:
            prices.append(0.1 if breaks else 0.2)
        begins_paragraph = breaks >= 2
    return prices
