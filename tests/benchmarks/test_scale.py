"""The benchmark of sizes runs, and its corpora are what it takes them for."""

from itertools import islice
from pathlib import Path

import pytest

from index.evaluation.judgments import read_judgments
from index.evaluation.runs import candidate_of
from tests.benchmarks.scale.__main__ import BEGINS, ENDS, PAGE, main
from tests.benchmarks.scale.among import table
from tests.benchmarks.scale.contestants import ALL
from tests.benchmarks.scale.corpus import invented, is_own_stem, word
from tests.benchmarks.scale.strangers import SENTENCES, Strangers

EXCERPT = Path(__file__).parents[1] / "evaluation" / "excerpt"


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


def test_judged_passages_are_looked_for_among_invented_ones() -> None:
    _, _, alone, among = (line.split(" | ") for line in table([EXCERPT / "xquad-en"], 300, 20))
    assert (alone[1], among[1]) == ("0", "300")
    assert 0.5 < float(among[3]) <= float(alone[3]) <= 1


def test_an_invented_passage_is_the_same_again_and_its_sentences_are_where_they_say() -> None:
    judged = read_judgments(EXCERPT / "tydi-ru")
    others = Strangers([candidate_of(one) for one in judged.passages])
    ids = list(others.ids(20))
    for id_ in ids:
        one = others.candidate(id_)
        assert one == others.candidate(id_)
        assert all(span.of(one.passage.text).endswith(".") for span in one.passage.sentences)
        assert len(one.passage.sentences) == len(one.statistics.sentences) == SENTENCES
    assert len({others.candidate(id_).passage.text for id_ in ids}) == len(ids)
