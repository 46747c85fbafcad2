"""Which terms of a long question are looked for."""

from hypothesis import given
from hypothesis import strategies as st

from index.engines.rarest import ALWAYS, MOST_POSTINGS, rarest

FREQUENCIES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 2 * MOST_POSTINGS), min_size=1
)


def test_a_short_question_is_asked_as_it_is() -> None:
    terms = ["law", "mining", "law", "mining", "crypto"]
    assert rarest(terms, {"law": 900, "mining": 40, "crypto": 3}) == {"mining": 2, "law": 2, "crypto": 1}


def test_what_occurs_nowhere_takes_no_place() -> None:
    unknown = [f"x{n}" for n in range(50)]
    assert rarest([*unknown, "law"], {**dict.fromkeys(unknown, 0), "law": 10**6}) == {"law": 1}


def test_of_frequent_terms_the_rarest_are_asked() -> None:
    frequent = {f"w{n}": 10**6 + n for n in range(40)}
    assert list(rarest(list(frequent), frequent)) == [f"w{n}" for n in range(ALWAYS)]


def test_a_synonym_takes_no_place_of_a_word() -> None:
    words = {f"w{n}": 10**6 for n in range(ALWAYS)}
    synonyms = {"rare": 5, "frequent": 10**6}
    asked = rarest([*words, *words, *synonyms], {**words, **synonyms})
    assert asked == {**dict.fromkeys(words, 2), "rare": 1}


@given(FREQUENCIES, st.data())
def test_few_passages_are_gone_through_beyond_the_rarest(
    frequencies: dict[str, int], data: st.DataObject
) -> None:
    terms = data.draw(st.lists(st.sampled_from(sorted(frequencies)), max_size=60))
    asked = rarest(terms, frequencies)
    assert all(frequencies[term] and times == terms.count(term) for term, times in asked.items())
    costs = sorted(frequencies[term] for term in asked)
    assert sum(costs) <= MOST_POSTINGS or len(asked) <= ALWAYS or sum(costs[:-ALWAYS]) <= MOST_POSTINGS
    if sum(frequencies[term] for term in {*terms}) <= MOST_POSTINGS:
        assert {*asked} == {term for term in terms if frequencies[term]}
