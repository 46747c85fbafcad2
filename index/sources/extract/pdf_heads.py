"""Running heads and page numbers of printed pages, told by what other pages have in the same place. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from index.sources.extract.pdf_pages import Line

MARGIN: Final = 0.16
"""The share of a page's height, at its head and foot, in which a running line may stand."""

MOST_LAYERS: Final = 3
FEWEST_PAGES: Final = 3
_STEP: Final = 2.5
"""Points by which lines at the same height may differ."""

_SAME: Final = 12
"""Characters at the beginning of two running heads that are the same."""

_NUMBER: Final = re.compile(r"\d+|\b[ivxlc]+\b")
_AT_AN_END: Final = re.compile(r"^\d{1,4}\b|\b\d{1,4}$")
_ONLY_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|p|seite|стр|страница|с|pagina|página)\b\W*)?(?:\d{1,4}|[ivxlc]{1,8})"
    r"(?:\s*(?:of|von|из|de|/|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def without_running_lines(lines: Sequence[Line], pages: int) -> list[Line]:
    """The lines without those at the head or foot of a page that only tell where in the book it is."""
    kept = list(lines)
    for _ in range(MOST_LAYERS):
        dropped = _running(kept, pages)
        if not dropped:
            break
        kept = [line for line in kept if id(line) not in dropped]
    return kept


def _running(lines: Sequence[Line], pages: int) -> set[int]:
    """The identities of the outermost lines that are running heads or feet."""
    dropped: set[int] = set()
    for outermost in (_outermost(lines, at_head=True), _outermost(lines, at_head=False)):
        by_height: defaultdict[int, list[Line]] = defaultdict(list)
        for line in outermost:
            by_height[round(line.bottom / _STEP)].append(line)
        repeated = Counter(_shape(line)[:_SAME] for line in outermost)
        for step, group in by_height.items():
            near = [*group, *by_height.get(step - 1, ()), *by_height.get(step + 1, ())]
            if _are_running(near, repeated, pages):
                dropped.update(id(line) for line in group)
            dropped.update(id(line) for line in group if pages > 1 and _ONLY_NUMBER.fullmatch(line.text))
    return dropped


def _outermost(lines: Iterable[Line], *, at_head: bool) -> list[Line]:
    """All lines at the height of the highest, or the lowest, line of their page, if that is in its margin."""
    found: dict[int, list[Line]] = {}
    for line in lines:
        share = line.bottom / line.height if line.height else 0.5
        if not (share > 1 - MARGIN if at_head else share < MARGIN):
            continue
        best = found.get(line.page)
        ahead = 0.0 if best is None else (line.bottom - best[0].bottom) * (1 if at_head else -1)
        if best is None or ahead > _STEP:
            found[line.page] = [line]
        elif abs(ahead) <= _STEP:
            best.append(line)
    return [line for group in found.values() for line in group]


def _are_running(group: Sequence[Line], repeated: Counter[str], pages: int) -> bool:
    """Whether the lines at one height mostly say what others say elsewhere, page numbers aside."""
    if pages < FEWEST_PAGES or len({line.page for line in group}) < FEWEST_PAGES:
        return False
    offsets = Counter(offset for line in group for offset in _offsets(line))
    often = {offset for offset, count in offsets.items() if count >= max(2, 0.4 * len(group))}
    telling = sum(
        repeated[_shape(line)[:_SAME]] > 1 or not often.isdisjoint(_offsets(line)) for line in group
    )
    return telling >= 0.6 * len(group)


def _offsets(line: Line) -> set[int]:
    """By how much the number at the beginning or end of a line is less than its page's."""
    return {line.page - int(number) for number in _AT_AN_END.findall(line.text)}


def _shape(line: Line) -> str:
    return " ".join(_NUMBER.sub("#", line.text.casefold()).split())
