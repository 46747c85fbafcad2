"""Floors only rise."""

import json
from pathlib import Path

from tests.evaluation.floors import BASELINE, fallen, pin


def test_a_floor_rises_and_never_goes_down(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert pin("seeds", {"right": 0.8}, baseline) == {}
    assert pin("seeds", {"right": 0.9, "kept": 0.5}, baseline) == {}
    assert list(pin("seeds", {"right": 0.85, "kept": 0.7}, baseline)) == ["right"]
    assert json.loads(baseline.read_text()) == {"seeds": {"right": 0.9, "kept": 0.5}}


def test_pinning_one_section_leaves_the_others(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    pin("seeds", {"right": 0.8}, baseline)
    pin("excerpt", {"right": 0.3}, baseline)
    assert fallen("seeds", {"right": 0.7}, baseline) == {"right": "0.7 is below 0.8"}
    assert fallen("excerpt", {"right": 0.3}, baseline) == {}


def test_a_figure_that_is_not_measured_any_more_has_fallen(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    pin("seeds", {"right": 0.8, "kept": 0.5}, baseline)
    assert list(fallen("seeds", {"right": 0.8}, baseline)) == ["kept"]


def test_without_floors_nothing_holds(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert list(fallen("seeds", {"right": 1.0}, baseline)) == ["seeds"]
    pin("excerpt", {"right": 0.3}, baseline)
    assert list(fallen("seeds", {"right": 1.0}, baseline)) == ["seeds"]


def test_every_floor_that_is_kept_is_one_to_fall_below() -> None:
    kept = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert kept.keys() >= {"seeds", "excerpt"}
    for section, floors in kept.items():
        assert fallen(section, dict.fromkeys(floors, -1.0)).keys() == floors.keys()
        assert floors
