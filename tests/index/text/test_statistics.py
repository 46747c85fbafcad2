"""What is kept of a passage: where its terms stand, and that it survives being stored."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Statistics
from index.text.cues import Cue
from tests.index.small_library import candidate


def test_terms_have_their_places_and_sentences_their_beginning() -> None:
    kept = candidate("a", "Glass gardens", "The garden is old. It was opened in 1931.").statistics
    assert kept.title == ("glass", "garden")
    assert (kept.starts, kept.length) == ((0, 4), 9)
    assert (list(kept.places["garden"]), list(kept.places["1931"])) == ([1], [8])
    assert [bool(held & Cue.DATE) for held in kept.cues] == [False, True]


def test_a_compound_and_its_parts_share_a_place() -> None:
    kept = candidate("a", "", "A half-empty glass.").statistics
    assert list(kept.places["halfempti"]) == list(kept.places["half"]) == [1]
    assert list(kept.places["empti"]) == [1]
    assert list(kept.places["glass"]) == [2]


def test_an_engine_is_given_the_title_three_times() -> None:
    terms = candidate("a", "Glass", "Old glass is glass.").statistics.terms
    assert terms.count("glass") == 3 + 2


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_it_survives_being_stored(text: str, title: str) -> None:
    kept = candidate("a", title, text).statistics
    again = Statistics.from_json(kept.to_json())
    assert again == kept
    assert again.vocabulary == kept.vocabulary
    assert all(list(places) == sorted(places) for places in kept.places.values())
