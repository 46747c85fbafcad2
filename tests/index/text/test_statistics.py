"""What is kept of a passage: where its terms stand, and that it survives being stored."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Statistics
from index.text.analysis import analyse
from index.text.cues import Cue
from tests.index.small_library import candidate


def test_terms_have_their_places_and_sentences_their_beginning() -> None:
    kept = candidate("a", "Glass gardens", "The garden is old. It was opened in 1931.").statistics
    assert kept.title == ("glass", "garden")
    assert (kept.starts, kept.length) == ((0, 4), 9)
    assert (list(kept.places["garden"]), list(kept.places["1931"])) == ([1], [8])
    assert [bool(held & Cue.DATE) for held in kept.cues] == [False, True]


def test_a_compound_shares_the_place_of_its_first_part() -> None:
    kept = candidate("a", "", "A half-empty glass.").statistics
    assert list(kept.places["halfempti"]) == list(kept.places["half"]) == [1]
    assert list(kept.places["empti"]) == [2]
    assert list(kept.places["glass"]) == [3]


def test_terms_are_kept_in_their_order_with_marks_for_sentences_and_parts() -> None:
    kept = candidate("a", "", "A half-empty glass. Old.").statistics
    assert kept.body == " a halfempti \t half empti glass \n old "
    assert candidate("a", "", "").statistics.body == " "


def test_what_was_stored_in_an_earlier_form_can_be_read() -> None:
    kept = candidate("a", "Old glass", "A glass, half-empty. Glass!").statistics
    fields = [kept.title, kept.places, kept.starts, kept.cues, kept.length]
    assert Statistics.from_text(json.dumps(fields)) == kept
    assert (
        Statistics.from_text('[[],{"1 000":[0],"x":[2]},[0,1,2,3],[0,0,0,0],2]').body == " 1000 \n \n x \n "
    )


@settings(deadline=None)
@given(st.text(max_size=99))
def test_no_term_holds_white_space(text: str) -> None:
    assert [term for term in analyse(f"{text} ﷺ 1 171,06km2", "fi") if term.split() != [term]] == []


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_it_survives_being_stored(text: str, title: str) -> None:
    kept = candidate("a", title, text).statistics
    again = Statistics.from_text(kept.to_text())
    assert again == kept
    assert (again.places, again.starts, again.length) == (kept.places, kept.starts, kept.length)
    assert len(again.sentences) == len(again.starts) == len(again.cues)
    assert all(list(places) == sorted(places) for places in kept.places.values())
