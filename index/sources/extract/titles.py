"""What to call a text that has no title of its own. Pure."""

from collections.abc import Iterable
from pathlib import PurePath

from index.sources.extract.file_names import read_file_name
from index.sources.extract.furniture import is_byline, is_furniture
from index.text.sentences import split_sentences

LONGEST_LINE = 120
"""Code points of a line that can be a title."""

LONGEST_SENTENCE = 80
"""Code points of a title that is the beginning of a sentence."""

LONGEST_HEADING = 300


def title_of(heading: str | None, lines: Iterable[str], name: str, *, by_name: bool = False) -> str:
    """The heading, else the line above the text, else the file's name, else the text's first sentence.

    `lines` are the text's own. The line above the text has at most 120 code points, is no furniture and does
    not end with a full stop. A name counts if it says something, and goes before that line where notes are
    called by their files (`by_name`). The sentence is shortened to 80 code points, at a word.
    """
    if heading:
        return shorten(heading, LONGEST_HEADING)
    named = read_file_name(name).words
    own = (line.strip() for line in lines if not is_furniture(line) and not is_byline(line))
    line = next(filter(None, own), None)
    if line is None:
        return named or PurePath(name).stem or name
    if by_name and named is not None:
        return named
    if is_title_line(line):
        return line
    if named is not None and len(named.split()) > 1:
        return named
    beginning = line[:1000]
    return shorten(split_sentences(beginning, None)[0].of(beginning), LONGEST_SENTENCE)


def is_title_line(line: str) -> bool:
    """Whether a line that begins a text looks like its title."""
    return len(line) <= LONGEST_LINE and not line.endswith((".", "。", "…", ":", ";", ","))


def shorten(text: str, longest: int) -> str:
    """The text in at most `longest` code points: cut between words, with an ellipsis, when it has more."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    if not text[longest - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–—-") + "…"
