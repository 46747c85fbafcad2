"""What every engine does alike: finding, scores, filters, changes, and corpora of no passage or one."""

import math
from collections.abc import Callable
from datetime import date

import pytest

from index.engines import Entry, PassageFacts
from index.engines.memory import K1, B, MemoryEngine
from index.model import Filter, PartialDate, PassageId, SourceId

OPENERS: list[Callable[[], MemoryEngine]] = [MemoryEngine]


@pytest.fixture(params=OPENERS, ids=lambda opener: opener.__name__)
def engine(request: pytest.FixtureRequest) -> MemoryEngine:
    opened: MemoryEngine = request.param()
    return opened


def entry(id_: str, text: str, **facts: object) -> Entry:
    known = {"source_id": SourceId("s"), **facts}
    return Entry(PassageId(id_), text.split(), PassageFacts(**known))  # type: ignore[arg-type]


def ids(engine: MemoryEngine, terms: str, limit: int = 10, within: Filter = Filter()) -> list[str]:
    return [hit.passage_id for hit in engine.search(terms.split(), limit, within)]


def test_an_empty_corpus_finds_nothing(engine: MemoryEngine) -> None:
    assert engine.search(["mining"], 10) == []
    assert engine.size() == 0
    assert engine.frequencies(["mining"]) == {"mining": 0}
    assert engine.words("m", 5) == []


def test_passages_without_terms_are_no_trouble(engine: MemoryEngine) -> None:
    engine.apply([entry("a", ""), entry("b", "")], [], 1)
    assert engine.search(["mining"], 10) == []
    assert engine.size() == 2


def test_the_only_passage_is_found_with_a_positive_score(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining law")], [], 1)
    assert [(hit.passage_id, hit.score > 0) for hit in engine.search(["mining"], 10)] == [("a", True)]


def test_a_term_in_half_of_the_passages_still_counts(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining law"), entry("b", "tax law")], [], 1)
    assert ids(engine, "mining") == ["a"]
    assert ids(engine, "mining law") == ["a", "b"]


def test_more_and_rarer_terms_rank_first(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "law bank"), entry("b", "law mining"), entry("c", "law tax")], [], 1)
    assert ids(engine, "law mining")[0] == "b"


def test_equal_scores_come_in_the_order_of_ids(engine: MemoryEngine) -> None:
    engine.apply([entry("c", "law x"), entry("a", "law y"), entry("b", "law z"), entry("d", "tax")], [], 1)
    assert ids(engine, "law") == ["a", "b", "c"]


def test_no_more_than_the_limit(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "law"), entry("b", "law"), entry("c", "law")], [], 1)
    assert len(ids(engine, "law", 2)) == 2
    assert ids(engine, "law", 0) == []


def test_changes_add_replace_and_remove(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining"), entry("b", "tax")], [], 1)
    engine.apply([entry("a", "bank"), entry("c", "mining")], [PassageId("b")], 7)
    assert (ids(engine, "mining"), ids(engine, "bank"), ids(engine, "tax")) == (["c"], ["a"], [])
    assert (engine.size(), engine.cursor()) == (2, 7)
    assert engine.frequencies(["mining", "tax"]) == {"mining": 1, "tax": 0}


def test_removing_what_is_not_there_is_no_error(engine: MemoryEngine) -> None:
    engine.apply([], [PassageId("nothing")], 3)
    assert engine.cursor() == 3


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (Filter(sources=frozenset({SourceId("one")})), {"a"}),
        (Filter(tags=frozenset({"law"})), {"b"}),
        (Filter(languages=frozenset({"ru"})), {"c"}),
        (Filter(published_from=date(2024, 6, 1)), {"a", "b"}),
        (Filter(published_to=date(2024, 3, 1)), {"b"}),
        (Filter(published_from=date(2025, 1, 1)), set()),
    ],
)
def test_a_filter_admits_and_changes_no_score(engine: MemoryEngine, within: Filter, found: set[str]) -> None:
    engine.apply(
        [
            entry("a", "mining law", source_id=SourceId("one"), published=PartialDate(2024, 8, 8)),
            entry("b", "mining", tags=("law", "ru"), published=PartialDate(2024)),
            entry("c", "mining bank tax", language="ru"),
        ],
        [],
        1,
    )
    everything = {hit.passage_id: hit.score for hit in engine.search(["mining"], 10)}
    admitted = {hit.passage_id: hit.score for hit in engine.search(["mining"], 10, within)}
    assert set(admitted) == found
    assert all(score == everything[id_] for id_, score in admitted.items())


def test_words_with_a_beginning_come_most_frequent_first(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining mine"), entry("b", "mine tax"), entry("c", "банк")], [], 1)
    assert engine.words("min", 5) == ["mine", "mining"]
    assert engine.words("min", 1) == ["mine"]
    assert engine.words("бан", 5) == ["банк"]


def test_words_with_two_letters_in_common_come_in_the_same_order(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining mine m me"), entry("b", "mine mint"), entry("c", "mine mint mi")], [], 1)
    assert engine.words("mi", 9) == ["mine", "mint", "mi", "mining"]
    assert engine.words("mi", 2) == ["mine", "mint"]
    assert engine.words("zz", 2) == []
    assert engine.words("", 1) == ["mine"]


def test_scores_are_those_of_bm25(engine: MemoryEngine) -> None:
    passages = {"a": "law law mining", "b": "law tax", "c": "mining bank bank bank tax"}
    engine.apply([entry(id_, text) for id_, text in passages.items()], [], 1)
    mean = sum(len(text.split()) for text in passages.values()) / len(passages)

    def bm25(terms: str, text: str) -> float:
        score = 0.0
        for term in terms.split():
            holding = sum(term in other.split() for other in passages.values())
            idf = math.log(1 + (len(passages) - holding + 0.5) / (holding + 0.5))
            count, length = text.split().count(term), len(text.split())
            score += idf * count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean))
        return score

    for terms in ("law", "law mining", "bank bank tax", "tax nothing"):
        found = {hit.passage_id: hit.score for hit in engine.search(terms.split(), 10)}
        expected = {id_: bm25(terms, text) for id_, text in passages.items() if bm25(terms, text)}
        assert found == pytest.approx(expected)


def test_a_closed_engine_holds_nothing(engine: MemoryEngine) -> None:
    engine.apply([entry("a", "mining")], [], 1)
    engine.close()
    assert engine.size() == 0
