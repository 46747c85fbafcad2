"""The figures below which answers must not fall: baseline.json, a section for each thing measured."""

import json
from collections.abc import Mapping
from pathlib import Path

BASELINE = Path(__file__).parent / "baseline.json"


def fallen(section: str, measured: Mapping[str, float], baseline: Path = BASELINE) -> dict[str, str]:
    """The figures that are below their floor or not measured any more, with both values.

    A section without floors has fallen as a whole: the file is gone, or not the one it was.
    """
    floors = _read(baseline).get(section)
    return _below(floors, measured) if floors else {section: f"has no floors in {baseline.name}"}


def pin(section: str, measured: Mapping[str, float], baseline: Path = BASELINE) -> dict[str, str]:
    """Make the figures the floors; where one would go down, change nothing and return what has fallen."""
    known = _read(baseline)
    lowered = _below(known.get(section, {}), measured)
    if not lowered:
        floors = {**known, section: dict(measured)}
        baseline.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return lowered


def _below(floors: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, str]:
    return {
        name: f"{measured.get(name, 'missing')} is below {floor}"
        for name, floor in floors.items()
        if name not in measured or measured[name] < floor
    }


def _read(baseline: Path) -> dict[str, dict[str, float]]:
    if not baseline.exists():
        return {}
    floors: dict[str, dict[str, float]] = json.loads(baseline.read_text(encoding="utf-8"))
    return floors
