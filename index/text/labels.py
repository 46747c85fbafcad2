"""Lines that only name or announce what stands near them: numbers, captions, likely headings. Pure."""

import re
from functools import cache

from index.text.languages.word_lists import read_word_lists

LONGEST_CAPTION = 24
"""Words of a line that begins like `Table 7.1. ` and is a caption; a longer one is text."""

LONGEST_HEADING = 12
"""Words of a paragraph that may be the heading of the next one, when it doesn't end like a sentence."""

_ENDINGS = ".!?…\"'”»)。！？;；,"
_SAYS = re.compile(r"[^\W_]")
_TELLS = re.compile(r"[:=]|(?<![\d.])\d+(?![\d.]*\.?\s)")
_NUMBER = re.compile(
    r"[\W_]*(?:(?:§|chapter|section|kapitel|chapitre|capítulo|глава|раздел|часть)\W{1,3})?"
    r"(?:\d{1,4}|[ivxlcIVXLC]{1,7}|[A-Z])(?:[.\-–]\d{1,4}){0,6}[\W_]*",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"[\[(*]?(?P<word>[^\W\d_]{3,12})\.?\s?(?:[A-Z]\.)?\d[\d.\-–]*(?P<rest>.*)", re.DOTALL)
_CAPTION_UNSPACED = re.compile(r"[图表圖図]\s?\d")
_PARTED = re.compile(r"(?<=[.:–—-])\s|\s?[:–—|]|\s?$")


def is_bare(line: str) -> bool:
    """Whether a line is but a number of a section, or signs: `8.6.`, `§ 3`, `* * *`."""
    return not _SAYS.search(line) or _NUMBER.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Whether a line is that of a figure or a table: `Table 7.1. Columns`, but not `Table 7 shows …`."""
    if _CAPTION_UNSPACED.match(line):
        return len(line) <= LONGEST_CAPTION * 2
    match = _CAPTION.match(line)
    if match is None or match["word"].casefold() not in _lists("captions") or "\n" in line:
        return False
    start = match.start("rest")
    is_parted = _PARTED.match(line, start) is not None or line[start - 1] in ".:"
    return is_parted and len(line.split()) <= LONGEST_CAPTION


def is_of_a_note(line: str) -> bool:
    """Whether a line is but the word above a box: `Note`, `Warning!`."""
    return line.strip(" \n:!.").casefold() in _lists("notes")


def may_head(paragraph: str) -> bool:
    """Whether a paragraph may head the next one: a short line that does not end like a sentence."""
    return (
        "\n" not in paragraph
        and paragraph[-1:] not in _ENDINGS
        and len(paragraph.split(None, LONGEST_HEADING)) <= LONGEST_HEADING
    )


def heads(paragraph: str, following: str) -> bool:
    """Whether a paragraph heads the next one for certain: a few words, no figure, above a longer sentence."""
    return (
        may_head(paragraph)
        and paragraph[:1].isupper()
        and len(paragraph) * 2 <= len(following)
        and following.rstrip("\"'”’»)")[-1:] in ".!?…。！？"
        and not _TELLS.search(paragraph)
    )


def announces(sentence: str, *, is_last: bool) -> bool:
    """Whether a sentence announces what is below its paragraph, of which it `is_last` or an earlier one."""
    if sentence.endswith((":", "：")):
        return is_last
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence.casefold())
    return any(word.startswith(tuple(_lists("announcing"))) for word in words) or "以下" in sentence


@cache
def _lists(name: str) -> frozenset[str]:
    return read_word_lists("labels.txt")[name]
