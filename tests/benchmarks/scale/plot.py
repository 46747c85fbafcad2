"""The plot of docs/scale.md: a line an engine, both axes logarithmic, as SVG that every forge draws."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.benchmarks.scale.measures import centile
from tests.benchmarks.scale.races import Lane

_WIDTH: Final = 720
_HEIGHT: Final = 400
_LEFT: Final = 72
_RIGHT: Final = 150
_TOP: Final = 20
_BOTTOM: Final = 40
_COLOURS: Final = ("#0969da", "#1a7f37", "#8250df", "#cf222e", "#9a6700", "#bf3989", "#0a7a7a")
_DECADES_Y: Final = (-2, 4)
_LINE: Final = 14


def plot(races: Mapping[int, Mapping[str, Lane]]) -> str:
    """The median of a search in milliseconds over the number of passages."""
    sizes = sorted(races)
    low, high = math.floor(math.log10(sizes[0])), max(math.ceil(math.log10(sizes[-1])), 1)
    names = list(dict.fromkeys(name for lanes in races.values() for name in lanes))

    def at(passages: int, milliseconds: float) -> tuple[float, float]:
        across = (math.log10(passages) - low) / max(1, high - low)
        up = (math.log10(max(milliseconds, 0.01)) - _DECADES_Y[0]) / (_DECADES_Y[1] - _DECADES_Y[0])
        x = _LEFT + across * (_WIDTH - _LEFT - _RIGHT)
        return x, _HEIGHT - _BOTTOM - up * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for decade in range(_DECADES_Y[0], _DECADES_Y[1] + 1):
        _, y = at(10**low, 10.0**decade)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#d0d7de"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:g} ms</text>')
    for decade in range(low, high + 1):
        x, _ = at(10**decade, 1)
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 16}" text-anchor="middle">{10**decade:,}</text>')
    labels = []
    for name, colour in zip(names, _COLOURS, strict=False):
        points = [
            at(size, centile(races[size][name].milliseconds, 0.5)) for size in sizes if name in races[size]
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        labels.append((*points[-1], name, colour))
    return "\n".join([*parts, *_apart(labels), "</svg>\n"])


def _apart(labels: Sequence[tuple[float, float, str, str]]) -> Iterator[str]:
    """The names beside the ends of their lines, none over another."""
    free: dict[float, float] = {}
    for x, y, name, colour in sorted(labels, key=lambda label: label[1]):
        lower = max(y, free.get(x, 0.0))
        free[x] = lower + _LINE
        yield f'<text x="{x + 8:.1f}" y="{lower + 4:.1f}" fill="{colour}">{name}</text>'
