"""The benchmark of sizes runs, and its corpora are what it takes them for."""

from itertools import islice

import pytest

from tests.benchmarks.scale.__main__ import BEGINS, ENDS, PAGE, main
from tests.benchmarks.scale.contestants import ALL
from tests.benchmarks.scale.corpus import invented, is_own_stem, word


@pytest.mark.system
def test_a_quick_run_measures_every_engine_and_every_kind_of_question() -> None:
    told = main(["--quick"])
    assert [f"| {name} |" in told for name in ALL] == [True] * len(ALL)
    for kind in ("plain", "a typing error", "six unknown names", "4,000 characters pasted"):
        assert f"| {kind} |" in told


def test_the_page_has_a_place_for_what_is_measured() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.index(BEGINS) < text.index(ENDS)


def test_the_invented_words_are_their_own_stems_and_no_two_are_the_same() -> None:
    words = [word(number) for number in range(5_000)]
    assert len({*words}) == len(words)
    assert all(map(is_own_stem, words))


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    assert list(invented(40)) == list(islice(invented(100), 40))
