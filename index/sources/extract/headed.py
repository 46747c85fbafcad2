"""Lines that head what follows them as a heading does: questions, days, sections of laws. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.model import BlockKind
from index.sources.extract.blocks import Block
from index.sources.extract.datelines import is_a_day

LONGEST_QUESTION: Final = 30
"""Words of a paragraph that asks, and is no text itself."""

FEWEST: Final = 2
"""Questions, or days, of a text that is a list of them; a single one may be a figure of speech."""

LONGEST_SECTION: Final = 80
"""Code points of the line above a section of a law."""

LONGEST_LINE_OF_DAY: Final = 100
"""Code points of a line that is but a day with its version; of a longer one nothing is sought."""

LEVEL: Final = 6
"""The level of such a heading: below all others."""

_DIGIT: Final = re.compile(r"\d")
_VERSION: Final = re.compile(
    r"(?:[\w-]+\s)?\[?(?:v|version\s|release\s)?\d+\.\d+(?:\.\w+)*\]?\s*[-–—:]?\s*(?=\(?\d{4}|\(?\d{1,2}\s)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"(?:§\s?|(?:art(?:icle|ikel|ículo|icolo|igo)?|section|chapter|abschnitt|kapitel|chapitre|capítulo|capitolo"
    r"|статья|ст|глава|раздел|стаття|artykuł|rozdział|madde)\.?\s)\d{1,4}[a-zа-я]?(?:[.:)]|\s[-–—])?"
    r"(?:\s+\S[^\n]*[^\n.!?…;:,])?",
    re.IGNORECASE,
)
_LINES: Final = {BlockKind.PARAGRAPH, BlockKind.LIST}
_ASKS: Final = re.compile(r"[?？؟][)\]]?$")
_BEGINS: Final = re.compile(r"[^\W_a-zа-яё]|[¿(\[]")
_QUESTION: Final = re.compile(
    r"(?:Q|(?i:question|вопрос|frage|pregunta|domanda))\s?\d{0,3}\s?[:.)]\s+(?=\S)|问\s?[:：]"
)
_LETTER: Final = re.compile(r"[QВFPD]\s?\d{0,3}\s?[:)]\s")
_ANSWER: Final = re.compile(
    r"(?:[AОR]|(?i:answer|ответ|antwort|respuesta|réponse|risposta))\s?\d{0,3}\s?[:)]\s|答\s?[:：]"
)


def with_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; questions above their answers, days, and sections of laws (`§ 4 Fees`) are made headings.

    Only where there are several of them, or where letters (`Q:`, `A:`) say what they are. A definition of
    what ends like a question is one with its answer.
    """
    parted = [piece for block in blocks for piece in _parted(block)]
    asking = list(_above(parted, _asks))
    dated, sections = list(_above(parted, _is_day)), list(_above(parted, _is_section))
    texts = (parted[number].text for number in asking)
    labelled = any(_QUESTION.match(text) or _LETTER.match(text) for text in texts)
    heads = {
        *(asking if labelled or len(asking) >= FEWEST else ()),
        *(dated if len(dated) >= FEWEST else ()),
        *(sections if len(sections) >= FEWEST else ()),
    }
    if not heads and len(parted) > len(blocks):
        return list(blocks)
    return [
        replace(block, kind=BlockKind.HEADING, level=LEVEL) if number in heads else block
        for number, block in enumerate(parted)
    ]


def _parted(block: Block) -> Iterator[Block]:
    """A block, or a question or day that is its first line and the rest."""
    first, _, rest = block.text.partition("\n")
    if block.kind is BlockKind.DEFINITION and _ASKS.search(first) and rest:
        yield replace(block, kind=BlockKind.FAQ)
        return
    if block.kind is not BlockKind.PARAGRAPH or not rest:
        yield block
        return
    head: list[str] = []
    body: list[str] = []
    for number, line in enumerate(block.text.split("\n")):
        if _QUESTION.match(line) or (number == 0 and _asks(line)) or _is_day(line) or _is_section(line):
            yield from _pieces(block, head, body)
            head, body = [line], []
        else:
            body.append(line)
    yield from _pieces(block, head, body, is_last=True)


def _pieces(
    block: Block, head: Sequence[str], body: Sequence[str], *, is_last: bool = False
) -> Iterator[Block]:
    groups = [group for group in (head, body) if group]
    for number, group in enumerate(groups, 1):
        mark = block.mark if is_last and number == len(groups) else None
        yield replace(block, text="\n".join(group), mark=mark)


def _above(blocks: Sequence[Block], heads: Callable[[str], bool]) -> Iterator[int]:
    """The numbers of the blocks that `heads` takes for heads, and that stand above what is none."""
    for number, block in enumerate(blocks[:-1]):
        below = blocks[number + 1]
        is_above = below.kind is not BlockKind.HEADING and not heads(below.text)
        if block.kind in _LINES and block.mark is None and heads(block.text) and is_above:
            yield number


def _asks(text: str) -> bool:
    if "\n" in text or len(text.split(None, LONGEST_QUESTION)) > LONGEST_QUESTION or _ANSWER.match(text):
        return False
    return bool(_QUESTION.match(text) or (_ASKS.search(text) and _BEGINS.match(text)))


def _is_day(text: str) -> bool:
    """Whether a line is but a day, perhaps that of a version: `2.1.0 (2024-05-01)`."""
    if "\n" in text or len(text) > LONGEST_LINE_OF_DAY or not _DIGIT.search(text):
        return False
    return is_a_day(_VERSION.sub("", text))


def _is_section(text: str) -> bool:
    return len(text) <= LONGEST_SECTION and _SECTION.fullmatch(text) is not None
