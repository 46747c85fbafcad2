from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.text.passages import LONGEST_PASSAGE, count_words, split_passages
from index.text.sentences import LONGEST_SENTENCE

LANGUAGES = st.sampled_from([None, "en", "ru", "de", "el", "zh", "xx"])
WORDS = st.sampled_from(
    [
        "Putin",
        "signed.",
        "U.S.",
        "Mr.",
        "5",
        "г.",
        "3.5%",
        "“Stop!”",
        "黑豹队。",
        "a?",
        "ну…",
        "-",
        "x\n",
        "\n\n",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(WORDS, max_size=400).map(" ".join),
    st.lists(st.sampled_from(["word ", "End. ", "\n\n", "\n", "字。"]), max_size=1_500).map("".join),
)


@given(TEXTS, LANGUAGES)
def test_every_character_is_in_one_sentence_of_one_passage(text: str, language: str | None) -> None:
    passages = split_passages(text, language)
    seen = [0] * len(text)
    for span, own, *_ in passages:
        passage = span.of(text)
        assert passage == passage.strip() != ""
        assert own[0].start == 0
        assert own[-1].end == len(passage)
        assert all(one.end <= other.start for one, other in pairwise(own))
        for sentence in own:
            assert sentence.of(passage) == sentence.of(passage).strip() != ""
            assert "\n" not in sentence.of(passage)
            assert sentence.end - sentence.start <= LONGEST_SENTENCE
            for place in range(span.start + sentence.start, span.start + sentence.end):
                seen[place] += 1
    assert all(
        count == 1 or (count == 0 and letter.isspace()) for count, letter in zip(seen, text, strict=True)
    )
    assert [span for span, *_ in passages] == sorted(span for span, *_ in passages)


@given(TEXTS, LANGUAGES)
def test_a_passage_is_short_or_one_sentence(text: str, language: str | None) -> None:
    for span, own, *_ in split_passages(text, language):
        passage = span.of(text)
        assert len(own) == 1 or sum(count_words(one.of(passage)) for one in own) <= LONGEST_PASSAGE


def test_a_short_text_is_one_passage_and_no_text_is_none() -> None:
    assert len(split_passages("One. Two.\n\nThree.", "en")) == 1
    assert split_passages(" \n\n ", "en") == []


def test_a_long_text_is_cut_evenly_and_mostly_between_paragraphs() -> None:
    paragraph = "Each of these sentences has exactly eight words. " * 7
    text = "\n\n".join([paragraph.strip()] * 18)
    assert {len(span.of(text).split()) for span, *_ in split_passages(text, "en")} == {168}


def test_a_heading_stays_with_what_it_heads() -> None:
    paragraph = "Each of these sentences has exactly eight words. " * 18
    text = f"{paragraph}\n\nThe second part\n\n{paragraph}"
    first, second = (cut.span for cut in split_passages(text, "en"))
    assert second.of(text).startswith("The second part")
    assert not first.of(text).endswith("part")
