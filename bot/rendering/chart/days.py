"""Days in a picture: how many questions, the share that was answered, and the votes. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.rendering.chart.canvas import Canvas, text_height

WIDTH: Final = 960
HEIGHT: Final = 620

_PAPER, _INK, _RULE, _ANSWERED, _REFUSED, _SHARE, _UP, _DOWN = range(8)
_PALETTE: Final = (
    (255, 255, 255), (75, 85, 99), (229, 231, 235), (59, 130, 246), (203, 213, 225), (124, 58, 237),
    (22, 163, 74), (220, 38, 38),
)  # fmt: skip
_LEFT: Final = 70
_RIGHT: Final = WIDTH - 20
_LABEL_EVERY: Final = 5
_LINE: Final = 3
_GAP: Final = 0.25
"""Of a day's width, what stays empty beside its bar."""


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions of the day were answered, how many not, and how people voted."""

    day: date
    answered: int = 0
    refused: int = 0
    useful: int = 0
    useless: int = 0

    @property
    def asked(self) -> int:
        """All its questions."""
        return self.answered + self.refused


@dataclass(frozen=True, slots=True)
class _Panel:
    """A strip of the picture from `top` to `bottom`, whose highest value is `most`."""

    top: int
    bottom: int
    most: int

    def height(self, value: float) -> int:
        return round((self.bottom - self.top) * value / self.most)


def draw_days(days: Sequence[Day]) -> bytes:
    """A PNG with a bar a day (blue: answered, grey: not), their share, and the votes up and down."""
    canvas = Canvas(WIDTH, HEIGHT, _PALETTE)
    _draw_questions(canvas, days, _Panel(30, 300, _round_up(max(day.asked for day in days))))
    _draw_share(canvas, days, _Panel(340, 440, 100))
    _draw_votes(canvas, days, 480, 580)
    for number, day in enumerate(days):
        if number % _LABEL_EVERY == 0:
            label = f"{day.day.day}.{day.day.month}"
            left, right = _columns(number, len(days))
            canvas.write((left + right) // 2 + 6 * len(label), HEIGHT - 25, label, _INK)
    return canvas.png()


def _draw_questions(canvas: Canvas, days: Sequence[Day], panel: _Panel) -> None:
    _rule(canvas, panel, str)
    for number, day in enumerate(days):
        left, right = _columns(number, len(days))
        middle = panel.bottom - panel.height(day.answered)
        canvas.fill(left, middle, right, panel.bottom, _ANSWERED)
        canvas.fill(left, panel.bottom - panel.height(day.asked), right, middle, _REFUSED)


def _draw_share(canvas: Canvas, days: Sequence[Day], panel: _Panel) -> None:
    _rule(canvas, panel, lambda value: f"{value}%")
    for number, day in enumerate(days):
        if day.asked:
            left, right = _columns(number, len(days))
            top = panel.bottom - panel.height(100 * day.answered / day.asked)
            canvas.fill(left, top - _LINE, right, top + _LINE, _SHARE)


def _draw_votes(canvas: Canvas, days: Sequence[Day], top: int, bottom: int) -> None:
    middle = (top + bottom) // 2
    panel = _Panel(top, middle, _round_up(max(max(day.useful, day.useless) for day in days)))
    canvas.fill(_LEFT, middle, _RIGHT, middle + 1, _INK)
    for line in (top, bottom):
        canvas.fill(_LEFT, line, _RIGHT, line + 1, _RULE)
        canvas.write(_LEFT - 8, line - text_height() // 2, str(panel.most), _INK)
    for number, day in enumerate(days):
        left, right = _columns(number, len(days))
        canvas.fill(left, middle - panel.height(day.useful), right, middle, _UP)
        canvas.fill(left, middle + 1, right, middle + 1 + panel.height(day.useless), _DOWN)


def _rule(canvas: Canvas, panel: _Panel, label: Callable[[int], str]) -> None:
    """Lines for nothing, half and the most, each with its number."""
    for value in dict.fromkeys((0, panel.most // 2, panel.most)):
        line = panel.bottom - panel.height(value)
        canvas.fill(_LEFT, line, _RIGHT, line + 1, _INK if value == 0 else _RULE)
        canvas.write(_LEFT - 8, line - text_height() // 2, label(value), _INK)


def _columns(number: int, of: int) -> tuple[int, int]:
    """Where the bar of a day begins and ends."""
    width = (_RIGHT - _LEFT) / of
    left = _LEFT + number * width
    return round(left + width * _GAP / 2), max(round(left + width * (1 - _GAP / 2)), round(left) + 1)


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 10, 20, 40, 100 …: what a scale ends with."""
    step = 1
    while True:
        for most in (step, 2 * step, 4 * step):
            if value <= most:
                return most
        step *= 10
