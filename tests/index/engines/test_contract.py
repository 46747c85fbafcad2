"""What every engine does alike: finding, scores, filters, changes, and corpora of no passage or one."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.engines import Batch, Engine, Entry, PassageFacts, Query
from index.engines.disk import DiskEngine
from index.engines.memory import K1, B, MemoryEngine
from index.model import Filter, PartialDate, PassageId, SourceId, spaced
from tests.index.engines.stored import StoredEntries


class Remembered(DiskEngine):
    """A disk engine over a corpus of what it was given."""

    def __init__(self, folder: Path) -> None:
        self.corpus = StoredEntries()
        super().__init__(folder, self.corpus)

    def apply(self, batch: Batch, cursor: int) -> None:
        super().apply(replace(batch, added=self.corpus.put(batch.added)), cursor)


ON_CLUSTER = (pytest.mark.system, pytest.mark.timeout(600))  # the nodes start with the first test


@pytest.fixture(params=["memory", "disk", pytest.param("cluster", marks=ON_CLUSTER)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "cluster":
        from tests.index.engines.cluster import RememberedCluster  # a second of imports

        on_cluster = RememberedCluster(request.getfixturevalue("opensearch").url)
        yield on_cluster
        on_cluster.close()
    else:
        yield MemoryEngine() if request.param == "memory" else Remembered(tmp_path / "index")


def entry(id_: str, text: str, **facts: object) -> Entry:
    known = {"source_id": SourceId("s"), **facts}
    return Entry(PassageId(id_), "", spaced(text.split(" ")), PassageFacts(**known))  # type: ignore[arg-type]


def ids(engine: Engine, terms: str, limit: int = 10, within: Filter = Filter()) -> list[str]:
    return [hit.passage_id for hit in engine.search(Query(terms.split()), limit, within)]


def test_an_empty_corpus_finds_nothing(engine: Engine) -> None:
    assert engine.search(Query(["mining"]), 10) == []
    assert engine.size() == 0
    assert engine.frequencies(["mining"]) == {"mining": 0}
    assert engine.words("m", 5) == []


def test_passages_without_terms_are_no_trouble(engine: Engine) -> None:
    engine.apply(Batch([entry("a", ""), entry("b", "")]), 1)
    assert engine.search(Query(["mining"]), 10) == []
    assert engine.size() == 2


def test_the_only_passage_is_found_with_a_positive_score(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "mining law")]), 1)
    assert [(hit.passage_id, hit.score > 0) for hit in engine.search(Query(["mining"]), 10)] == [("a", True)]


def test_a_term_in_half_of_the_passages_still_counts(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "mining law"), entry("b", "tax law")]), 1)
    assert ids(engine, "mining") == ["a"]
    assert ids(engine, "mining law") == ["a", "b"]


def test_more_and_rarer_terms_rank_first(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "law bank"), entry("b", "law mining"), entry("c", "law tax")]), 1)
    assert ids(engine, "law mining")[0] == "b"


def test_equal_scores_come_in_the_order_of_ids(engine: Engine) -> None:
    engine.apply(Batch([entry("c", "law x"), entry("a", "law y"), entry("b", "law z"), entry("d", "tax")]), 1)
    assert ids(engine, "law") == ["a", "b", "c"]


def test_no_more_than_the_limit(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "law"), entry("b", "law"), entry("c", "law")]), 1)
    assert len(ids(engine, "law", 2)) == 2
    assert ids(engine, "law", 0) == []


def test_changes_add_replace_and_remove(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "mining"), entry("b", "tax")]), 1)
    engine.apply(Batch([entry("a", "bank"), entry("c", "mining")], [PassageId("b")]), 7)
    assert (ids(engine, "mining"), ids(engine, "bank"), ids(engine, "tax")) == (["c"], ["a"], [])
    assert (engine.size(), engine.cursor()) == (2, 7)
    assert engine.frequencies(["mining", "tax"]) == {"mining": 1, "tax": 0}


def test_removing_what_is_not_there_is_no_error(engine: Engine) -> None:
    engine.apply(Batch([], [PassageId("nothing")]), 3)
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
def test_a_filter_admits_and_changes_no_score(engine: Engine, within: Filter, found: set[str]) -> None:
    passages = Batch(
        [
            entry("a", "mining law", source_id=SourceId("one"), published=PartialDate(2024, 8, 8)),
            entry("b", "mining", tags=("law", "ru"), published=PartialDate(2024)),
            entry("c", "mining bank tax", language="ru"),
        ]
    )
    engine.apply(passages, 1)
    everything = {hit.passage_id: hit.score for hit in engine.search(Query(["mining"]), 10)}
    admitted = {hit.passage_id: hit.score for hit in engine.search(Query(["mining"]), 10, within)}
    assert set(admitted) == found
    assert all(score == everything[id_] for id_, score in admitted.items())


def test_words_with_a_beginning_come_most_frequent_first(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "mining mine"), entry("b", "mine tax"), entry("c", "банк")]), 1)
    assert engine.words("min", 5) == ["mine", "mining"]
    assert engine.words("min", 1) == ["mine"]
    assert engine.words("бан", 5) == ["банк"]


def test_words_with_two_letters_in_common_come_in_the_same_order(engine: Engine) -> None:
    engine.apply(
        Batch([entry("a", "mining mine m me"), entry("b", "mine mint"), entry("c", "mine mint mi")]), 1
    )
    assert engine.words("mi", 9) == ["mine", "mint", "mi", "mining"]
    assert engine.words("mi", 2) == ["mine", "mint"]
    assert engine.words("zz", 2) == []
    assert engine.words("", 1) == ["mine"]


def test_terms_that_sound_alike_are_like_each_other(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "haskin хаскин haskina haskinov banker nabiulin tax taks")]), 1)
    assert set(engine.like("haskin")) == {"хаскин", "haskina", "haskinov"}
    assert set(engine.like("khaskyn")) >= {"haskin", "хаскин", "haskina"}
    assert set(engine.like("набиуллин")) == {"nabiulin"}
    assert engine.like("tax") == ["taks"]
    assert set(engine.like("haskin", near=False)) >= {"хаскин"}
    assert set(engine.like("haskin", near=False)).isdisjoint({"haskinov", "banker"})
    assert engine.like("zzzz") == []
    engine.apply(Batch([entry("b", "hasken")], [PassageId("a")]), 2)
    assert engine.like("haskin") == ["hasken"]


def test_scores_in_memory_are_those_of_bm25() -> None:
    engine = MemoryEngine()
    passages = {"a": "law law mining", "b": "law tax", "c": "mining bank bank bank tax"}
    engine.apply(Batch([entry(id_, text) for id_, text in passages.items()]), 1)
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
        found = {hit.passage_id: hit.score for hit in engine.search(Query(terms.split()), 10)}
        expected = {id_: bm25(terms, text) for id_, text in passages.items() if bm25(terms, text)}
        assert found == pytest.approx(expected)


GARDENS = [
    entry("a", "half-empty glass"),
    entry("b", "halfempti \t half \t empti glass garden"),
    entry("c", "glass empti half"),
    entry("d", "half full \n empti glass"),
    Entry(PassageId("e"), " half empti ", " glass ", PassageFacts(SourceId("s"))),
    Entry(PassageId("f"), " half ", " empti glass ", PassageFacts(SourceId("s"))),
]


@pytest.mark.parametrize(
    ("phrases", "found"),
    [
        ([], {"b", "c", "d", "e", "f"}),
        ([["half", "empti"]], {"b", "e"}),
        ([["halfempti", "glass"]], {"b"}),
        ([["empti", "glass"]], {"b", "d", "f"}),
        ([["half", "full", "empti"]], {"d"}),
        ([["half", "empti"], ["glass", "garden"]], {"b"}),
        ([["empti", "half", "glass"]], set()),
        ([["half", "nothing"]], set()),
    ],
)
def test_phrases_stand_in_a_row_in_the_title_or_the_body(
    engine: Engine, phrases: list[list[str]], found: set[str]
) -> None:
    engine.apply(Batch(GARDENS), 1)
    everything = {hit.passage_id: hit.score for hit in engine.search(Query(["empti", "half"]), 10)}
    hits = engine.search(Query(["empti", "half"], phrases), 10)
    assert {hit.passage_id for hit in hits} == found
    assert all(hit.score == everything[hit.passage_id] for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_phrase_is_found_below_many_better_passages_without_it(engine: Engine) -> None:
    engine.apply(
        Batch([*(entry(f"a{n}", "bank mining law") for n in range(90)), entry("z", "tax mining bank")]), 1
    )
    assert [hit.passage_id for hit in engine.search(Query(["bank", "law"], [["mining", "bank"]]), 5)] == ["z"]


def test_what_is_excluded_is_left_out_before_the_limit_counts(engine: Engine) -> None:
    engine.apply(
        Batch([*(entry(f"a{n}", "mining russia") for n in range(90)), entry("z", "mining long text here")]), 1
    )
    assert [hit.passage_id for hit in engine.search(Query(["mining"], excluded=["russia", "never"]), 5)] == [
        "z"
    ]
    assert engine.search(Query(["mining"], excluded=["mining"]), 5) == []


@pytest.mark.parametrize(
    ("phrases", "unwanted", "found"),
    [
        ([], [["half", "empti"]], {"c", "d", "f"}),
        ([], [["empti", "glass"], ["half", "never"]], {"c", "e"}),
        ([["half", "empti"]], [["glass", "garden"]], {"e"}),
        ([["half", "empti"]], [["half", "empti"]], set()),
    ],
)
def test_unwanted_phrases_stand_neither_in_the_title_nor_the_body(
    engine: Engine, phrases: list[list[str]], unwanted: list[list[str]], found: set[str]
) -> None:
    engine.apply(Batch(GARDENS), 1)
    hits = engine.search(Query(["empti", "half"], phrases, unwanted=unwanted), 10)
    assert {hit.passage_id for hit in hits} == found


def test_unwanted_phrases_are_left_out_before_the_limit_counts(engine: Engine) -> None:
    better = [entry(f"a{n}", "mining in russia") for n in range(90)]
    engine.apply(Batch([*better, entry("z", "russia long text here on mining in winter")]), 1)
    query = Query(["mining", "russia"], unwanted=[["mining", "in", "russia"]])
    assert [hit.passage_id for hit in engine.search(query, 5)] == ["z"]


def test_the_title_counts_three_times(engine: Engine) -> None:
    facts = PassageFacts(SourceId("s"))
    engine.apply(Batch([Entry(PassageId("a"), " law ", " x y ", facts), entry("b", "law law z x y")]), 1)
    assert ids(engine, "law") == ["a", "b"]
    assert engine.frequencies(["law"]) == {"law": 2}


def test_a_whole_corpus_takes_the_place_of_all_there_was(engine: Engine) -> None:
    assert (engine.generation(), engine.cursor()) == ("", 0)
    engine.apply(Batch([entry("a", "mining"), entry("b", "tax")], whole_of="one"), 9)
    assert (engine.generation(), engine.cursor(), engine.size()) == ("one", 9, 2)
    engine.apply(Batch([entry("c", "bank")]), 10)
    assert (engine.generation(), engine.size()) == ("one", 3)

    engine.apply(Batch([entry("d", "bank")], whole_of="two"), 4)
    assert (engine.generation(), engine.cursor(), ids(engine, "bank mining tax")) == ("two", 4, ["d"])
    assert engine.frequencies(["mining"]) == {"mining": 0}


def test_the_same_batch_twice_is_as_good_as_once(engine: Engine) -> None:
    for _ in range(2):
        engine.apply(Batch(iter([entry("a", "mining law")]), [PassageId("b")]), 5)
    assert (ids(engine, "law"), engine.size(), engine.frequencies(["law"])) == (["a"], 1, {"law": 1})


def test_a_closed_engine_holds_nothing(engine: Engine) -> None:
    engine.apply(Batch([entry("a", "mining")]), 1)
    engine.close()
    assert engine.size() == 0
