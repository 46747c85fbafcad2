"""The tokens that are sought are found by their bytes as they would be one by one."""

from hypothesis import given
from hypothesis import strategies as st

from index.ranking.features.tokens import number_tokens

OTHER = -1
TOKENS = st.text(
    st.characters(blacklist_characters=" ", blacklist_categories=()), min_size=1, max_size=24
) | st.sampled_from(["\n", "\t", "glassgarden", "glassgardens", "стеклянный-сад", "стеклянныйссад", "a" * 70])


@given(st.lists(TOKENS, unique=True, max_size=20), st.lists(TOKENS, max_size=40), st.data())
def test_every_token_has_its_number(sought: list[str], others: list[str], data: st.DataObject) -> None:
    numbers = {token: number for number, token in enumerate(sought)}
    said = data.draw(st.permutations([*sought, *others]))
    found = number_tokens(numbers, f" {'  '.join(said)} ", OTHER)
    assert found.tolist() == [numbers.get(token, OTHER) for token in said]


def test_tokens_that_differ_in_the_middle_alone_are_told_apart() -> None:
    numbers = {"beginning-one-of-the-ending": 7}
    text = "beginning-two-of-the-ending beginning-one-of-the-ending"
    assert number_tokens(numbers, text, OTHER).tolist() == [OTHER, 7]
    assert number_tokens({"": 3, "two words": 4}, "two words", OTHER).tolist() == [OTHER, OTHER]
    assert number_tokens(numbers, "", OTHER).tolist() == []
