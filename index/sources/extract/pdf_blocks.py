"""Lines of printed pages to headings, paragraphs, items and tables. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from index.model import BlockKind
from index.sources.extract.blocks import Block
from index.sources.extract.lines import join_lines
from index.sources.extract.pdf_pages import Line

LARGER: Final = 1.12
"""How much larger than most text the letters of a heading are."""

RAREST: Final = 0.15
"""The share of a text that may be set in the size of a heading."""

FEW: Final = 400
"""Characters that may be set in any size."""

LONGEST_HEADING: Final = 200
WIDER_GAP: Final = 1.35
"""Of a paragraph: how much more room is above it than above a line within one."""

_BULLET: Final = re.compile(r"(?:[•‣◦▪●■□–—*·➢✓-])\s+(?=\S)")
_ITEM: Final = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-zа-я][.)])\s+(?=\S)")
_LEADERS: Final = re.compile(r"(?:(?:[.…]\s?){4,}|(?:\s[.…]){2,})\s*(?:\d{1,4}|[ivxlc]+)?\s*$")
_ENDS: Final = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_SECTION: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[A-Z]\.|chapter \w+|глава \w+)\s+", re.IGNORECASE)


def to_blocks(lines: Sequence[Line], outline: Sequence[tuple[str, int]]) -> list[Block]:
    """The blocks of a text's lines; `outline` are titles of headings with their levels.

    A block knows its page, and where in it the following ones begin, as PDF viewers are told: `#page=7`.
    """
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    levels = _levels(lines, body)
    if not _are_rarely_bold(lines):
        lines = [replace(line, is_bold=False) for line in lines]
    titles = {_plain(title): min(level, 6) for title, level in outline}
    return [_block(group, _heading_level(group, levels, titles)) for group in _groups(lines, body)]


def _are_rarely_bold(lines: Sequence[Line]) -> bool:
    return sum(line.is_bold for line in lines) <= RAREST * len(lines)


def _levels(lines: Sequence[Line], body: float) -> Mapping[float, int]:
    """The level of a heading by its size: the largest letters are of the highest. Much text is no heading."""
    larger = Counter[float]()
    for line in lines:
        if line.size > body * LARGER:
            larger[line.size] += len(line.text)
    most = max(FEW, RAREST * sum(len(line.text) for line in lines))
    sizes = sorted((size for size, length in larger.items() if length <= most), reverse=True)
    return {size: min(rank, 6) for rank, size in enumerate(sizes, 1)}


def _heading_level(group: Sequence[Line], levels: Mapping[float, int], titles: Mapping[str, int]) -> int:
    """The level of the heading that a group is, 0 for any other text."""
    text = " ".join(line.text for line in group)
    if len(text) > LONGEST_HEADING or _LEADERS.search(text) or not any(map(str.isalpha, text)):
        return 0
    if (level := titles.get(_plain(text.replace("- ", "")), 0) or titles.get(_plain(text), 0)) != 0:
        return level
    if all(line.size in levels for line in group):
        return levels[group[0].size]
    is_line = len(group) == 1 and not _ENDS.search(text) and "\t" not in text and not _begins_item(group[0])
    if is_line and all(line.is_bold for line in group) and len(text.split()) <= 12:
        return min(len(levels) + 1, 6)
    return 0


def _groups(lines: Sequence[Line], body: float) -> Iterator[list[Line]]:
    """Lines that are one paragraph, heading, item, or table."""
    usual = _usual_step(lines, body)
    group: list[Line] = []
    for line in lines:
        if group and _begins_anew(group, line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _usual_step(lines: Sequence[Line], body: float) -> float:
    """How far apart lines of a paragraph stand: the commonest distance between lines of the usual size."""
    steps = Counter(
        round((before.bottom - line.bottom) * 2) / 2
        for before, line in pairwise(lines)
        if before.page == line.page and before.size == line.size == body and before.bottom > line.bottom
    )
    return steps.most_common(1)[0][0] if steps else body * 1.2


def _begins_anew(group: Sequence[Line], line: Line, usual: float) -> bool:
    before = group[-1]
    if _is_row(before) != _is_row(line) and (_is_row(line) or not _is_within_row(group, line)):
        return True
    if _LEADERS.search(before.text) or _LEADERS.search(line.text):
        return bool(_LEADERS.search(before.text)) != bool(_LEADERS.search(line.text))
    if before.is_code and line.is_code:
        return before.page != line.page
    if abs(before.size - line.size) > 0.6 or _begins_item(line):
        return True
    if before.is_code != line.is_code and not _goes_on(group, line):
        return True
    step = before.bottom - line.bottom
    moves_on = before.page != line.page or step < 0
    if moves_on:
        return bool(_ENDS.search(before.text)) or line.text[:1].isupper() or before.is_bold != line.is_bold
    if step > max(usual, line.size * 1.05) * WIDER_GAP:
        return True
    if before.is_bold and not line.is_bold and len(group) == 1 and not _ENDS.search(before.text):
        return True
    if _begins_item(group[0]):
        return line.left < group[0].left + 1 and bool(_ENDS.search(before.text))
    is_indented = line.left > before.left + 0.7 * line.size and len(group) > 1
    is_outdented = line.left < before.left - 0.7 * line.size and len(group) > 1
    return (is_indented or is_outdented) and bool(_ENDS.search(before.text))


def _goes_on(group: Sequence[Line], line: Line) -> bool:
    """Whether a full line goes on in the next one, though that begins in another kind of letters."""
    before = group[-1]
    is_full = before.right > max(each.right for each in group) - 2 * before.size
    is_flush = abs(line.left - min(each.left for each in group)) < 0.7 * line.size
    return is_full and is_flush and len(group) > 1 and not _ENDS.search(before.text)


def _is_row(line: Line) -> bool:
    return "\t" in line.text


def _is_within_row(group: Sequence[Line], line: Line) -> bool:
    """Whether a line goes on in a cell of the row above it."""
    return _is_row(group[-1]) and line.left > group[0].left + 2 * line.size and line.page == group[-1].page


def _begins_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _ITEM.match(line.text))


def _block(group: Sequence[Line], level: int) -> Block:
    first = _place(group[0].page)
    if level:
        text = join_lines([line.text.replace("\t", " ") for line in group], is_prose=True)
        return Block(text, BlockKind.HEADING, level, place=first)
    if all(_LEADERS.search(line.text) for line in group):
        entries = [_LEADERS.sub("", line.text.replace("\t", " ")).strip() for line in group]
        return Block("\n".join(filter(None, entries)) or "…", BlockKind.CONTENTS, place=first)
    if all(line.is_code for line in group):
        return Block("\n".join(line.text for line in group), BlockKind.CODE, place=first)
    if sum(map(_is_row, group)) >= 2:
        return _placed(group, "\n", BlockKind.TABLE)
    if bullet := _BULLET.match(group[0].text):
        cut = group[0].text[bullet.end() :]
        return _joined([(cut, group[0].page), *_texts(group[1:])], BlockKind.LIST)
    kind = BlockKind.LIST if _begins_item(group[0]) else BlockKind.PARAGRAPH
    return _joined(_texts(group), kind)


def _texts(group: Sequence[Line]) -> list[tuple[str, int]]:
    return [(line.text.replace("\t", " "), line.page) for line in group]


def _joined(lines: Sequence[tuple[str, int]], kind: BlockKind) -> Block:
    """The lines as prose, and where in it a following page begins."""
    text, page = lines[0]
    start, turns = page, []
    waiting = [text]
    for line, its_page in lines[1:]:
        if its_page != page:
            text = join_lines(waiting, is_prose=True)
            whole = join_lines([text, line], is_prose=True)
            turns.append((len(whole) - len(line), _place(its_page)))
            waiting, page = [whole], its_page
        else:
            waiting.append(line)
    return Block(join_lines(waiting, is_prose=True), kind, place=_place(start), turns=tuple(turns))


def _placed(group: Sequence[Line], border: str, kind: BlockKind) -> Block:
    """Rows as lines; what goes on in a cell is put to its last one."""
    rows: list[str] = []
    for line in group:
        if rows and not _is_row(line):
            rows[-1] += f" {line.text}"
        else:
            rows.append(line.text)
    widest = Counter(row.count("\t") for row in rows).most_common(1)[0][0]
    is_headed = len(rows) > 2 and rows[0].count("\t") == widest and not re.search(r"\d", rows[0])
    return Block(border.join(rows), kind, level=int(is_headed), place=_place(group[0].page))


def _plain(title: str) -> str:
    """The letters of a title, without the number of its section."""
    return re.sub(r"\W+", "", _SECTION.sub("", title.casefold(), count=1))


def _place(page: int) -> str:
    return f"#page={page}"
