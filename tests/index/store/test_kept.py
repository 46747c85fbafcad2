"""What is kept is of the newest state, no more than there is room for, and never of another state."""

from collections.abc import Mapping, Sequence

from index.store.kept import Kept


class Reading:
    """Numbers by their names in a state, and which of them were read."""

    def __init__(self, state: int) -> None:
        self.state = state
        self.read: list[str] = []

    def __call__(self, names: Sequence[str]) -> Mapping[str, int]:
        self.read += names
        return {name: self.state for name in names if name != "gone"}


def test_what_was_read_is_not_read_again_until_the_state_changes() -> None:
    kept, reading, later = Kept[str, int](5), Reading(1), Reading(2)
    assert kept.find(1, ["a", "b", "gone"], reading) == {"a": 1, "b": 1}
    assert kept.find(1, ["b", "c", "gone"], reading) == {"b": 1, "c": 1}
    assert reading.read == ["a", "b", "gone", "c", "gone"]
    assert kept.find(2, ["a"], later) == {"a": 2}
    assert kept.find(1, ["a"], reading) == {"a": 1}  # by who still sees the state before
    assert kept.find(2, ["a"], later) == {"a": 2}
    assert later.read == ["a"]


def test_what_nobody_asks_for_gives_way() -> None:
    kept, reading = Kept[str, int](2), Reading(1)
    for name in ["a", "b", "a", "c"]:
        kept.find(1, [name], reading)
    reading.read.clear()
    kept.find(1, ["a", "c"], reading)
    assert reading.read == []
    kept.find(1, ["b"], reading)
    assert reading.read == ["b"]


def test_what_has_no_room_is_found_but_not_kept() -> None:
    kept, reading = Kept[str, int](2, lambda _: 3), Reading(1)
    assert kept.find(1, ["a"], reading) == kept.find(1, ["a"], reading) == {"a": 1}
    assert reading.read == ["a", "a"]
