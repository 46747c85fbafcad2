"""All grams are counted at once, as each would be by itself."""

from hypothesis import given
from hypothesis import strategies as st

from index.ranking.features.grams import count_grams, grams_held

LETTERS = st.text(alphabet="ab я\n\0\ud83d😀", max_size=30)
GRAMS = st.lists(st.text(alphabet="ab я\0😀", min_size=1, max_size=5), unique=True, max_size=20)


@given(GRAMS, st.lists(LETTERS, max_size=6))
def test_each_gram_is_counted_as_by_itself(grams: list[str], texts: list[str]) -> None:
    assert count_grams(grams, texts).tolist() == [[text.count(gram) for text in texts] for gram in grams]


def test_a_gram_neither_reaches_over_two_texts_nor_overlaps_itself() -> None:
    texts = ["the mining law", "mini", "ng anana nanana"]
    assert count_grams(["mini", "ning", "anan"], texts).tolist() == [[1, 1, 0], [1, 0, 0], [0, 0, 2]]


@given(st.lists(GRAMS, max_size=4), st.lists(LETTERS, max_size=6))
def test_grams_are_held_as_each_by_itself(words: list[list[str]], texts: list[str]) -> None:
    doubled = [[*grams, *grams[:1]] for grams in words]
    held = grams_held(doubled, texts).tolist()
    assert held == [[sum(gram in text for gram in grams) for grams in doubled] for text in texts]
