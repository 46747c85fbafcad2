"""Stored queries: a new passage meets exactly those that a loop over all of them would find."""

from hypothesis import given
from hypothesis import strategies as st

from index.percolation import Percolator, StoredQuery, passage_terms, store_query

RU = "Президент подписал закон о запрете майнинга в десяти регионах."
EN = "The president signed the law that bans mining in ten regions."
DE = "Die Regierung verbietet das Schürfen von Bitcoin in zehn Regionen."


def meets(query: str, text: str, *, title: str = "", language: str | None = "en", share: float = 1.0) -> bool:
    percolator = Percolator()
    stored = store_query(query, share=share)
    assert stored is not None
    percolator.add(7, stored)
    return percolator.percolate([passage_terms(text, title, language)]) == {7}


def test_all_words_must_occur_in_whatever_form() -> None:
    assert meets("mining regions", EN)
    assert meets("Region Mined", EN)
    assert not meets("mining Siberia", EN)
    assert meets("запрет майнинг", RU, language="ru")


def test_the_title_counts_as_part_of_each_passage() -> None:
    assert meets("Siberia mining", EN, title="Power in Siberia")


def test_a_word_with_a_minus_excludes() -> None:
    assert meets("mining -copper", EN)
    assert not meets("mining -president", EN)


def test_a_query_in_a_language_that_its_words_do_not_tell() -> None:
    assert meets("Regionen Bitcoin", DE, language="de")
    assert meets("bitcoin", DE, language="de")


def test_a_share_of_the_words_can_be_enough() -> None:
    question = "When did the president sign the copper law?"
    assert not meets(question, EN)
    assert meets(question, EN, share=0.5)


def test_words_in_different_passages_do_not_add_up() -> None:
    percolator = Percolator()
    stored = store_query("mining copper")
    assert stored is not None
    percolator.add(1, stored)
    passages = [passage_terms(text, "", "en") for text in ("Mining grows.", "Copper falls.")]
    assert percolator.percolate(passages) == set()


def test_nothing_can_be_stored_without_a_content_word() -> None:
    assert store_query("the of and") is None
    assert store_query("как и что") is None
    assert store_query("🤷 ?!") is None
    assert store_query("") is None


def test_a_stored_query_survives_as_text_until_analysis_changes() -> None:
    stored = store_query("mining bans -copper", share=0.5)
    assert stored is not None
    text = stored.to_json()
    assert StoredQuery.from_json(text) == stored
    assert StoredQuery.from_json("[0" + text[text.index(",") :]) is None


words = st.lists(
    st.sampled_from([(letter,) for letter in "abcdefgh"] + [("a", "b"), ("g", "x")]), unique=True
)


@st.composite
def queries(draw: st.DrawFn) -> StoredQuery:
    wanted = draw(words.filter(bool))
    required = draw(st.integers(1, len(wanted)))
    return StoredQuery(tuple(wanted), required, tuple(draw(st.lists(st.sampled_from("abx"), max_size=1))))


@given(
    st.lists(queries(), max_size=12),
    st.lists(st.frozensets(st.sampled_from("abcdefghx")), max_size=3),
    st.data(),
)
def test_the_index_finds_what_a_loop_finds(
    stored: list[StoredQuery], passages: list[frozenset[str]], data: st.DataObject
) -> None:
    percolator = Percolator()
    for query_id, query in enumerate(stored):
        percolator.add(query_id, query)
    dropped = data.draw(st.sets(st.integers(0, 12)))
    for query_id in dropped:
        percolator.discard(query_id)
    kept = {query_id: query for query_id, query in enumerate(stored) if query_id not in dropped}
    expected = {
        query_id for query_id, query in kept.items() if any(query.met_by(terms) for terms in passages)
    }
    assert percolator.percolate(passages) == expected
    assert len(percolator) == len(kept)
