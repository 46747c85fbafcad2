"""Preformatted text: code with its indent, or prose that somebody set in fixed letters. Pure."""

import re
from typing import Final

from index.model import BlockKind
from index.sources.extract.blocks import Block

TAB_WIDTH: Final = 4

FEWEST_LINES: Final = 5
"""Lines of preformatted prose; less is taken for code or its output."""

_WORD: Final = re.compile(r"(?<!\S)[\"'(«“„]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?…)\"'»”]*(?!\S)")
_SIGN_OF_CODE: Final = re.compile(r"[{}=<>$#|\\;]")


def read_preformatted(text: str) -> list[Block]:
    """A block of code; for prose, its paragraphs."""
    from index.sources.extract.plain import read_paragraphs

    if is_prose(text):
        return read_paragraphs(text)
    code = code_block(text)
    return [code] if code is not None else []


def code_block(text: str) -> Block | None:
    """Code with its indent, without empty lines; None when there is nothing else."""
    lines = (line.rstrip().expandtabs(TAB_WIDTH) for line in text.split("\n"))
    code = "\n".join(line for line in lines if line)
    return Block(code, BlockKind.CODE) if code else None


def is_prose(text: str) -> bool:
    """Whether most lines are made of words, with hardly a sign that is common in code."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < FEWEST_LINES or len(_SIGN_OF_CODE.findall(text)) * 100 > len(text):
        return False
    of_words = 0
    for line in lines:
        words = len(_WORD.findall(line))
        of_words += words >= 5 and words * 4 >= len(line.split()) * 3
    return of_words * 3 >= len(lines) * 2
