from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.passages import LONGEST_PASSAGE, count_words, split_passages
from index.text.sentences import LONGEST_SENTENCE, split_sentences

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


def sentences(text: str, language: str | None) -> list[str]:
    return [span.of(text) for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He came.|She left."),
        ("en", "Mr. Putin met Dr. Smith in St. Petersburg.|It rained."),
        ("en", "Sales in the U.S. Senate rose.|We saw the U.S.|She left at 5 p.m.|The bank closed."),
        ("en", "J. K. Rowling wrote it.|Vitamin C.|The end."),
        ("en", "See No. 12 and Fig. 3 on Jan. 5.|Then he said no.|Nobody came."),
        ("en", "It fell 2.1%.|In 2023, it rose.|“Stop!” he said.|“Go.”|Then?|Never."),
        ("en", "Apple Inc.|It grew.|Apple Inc. Chairman Cook spoke."),
        ("en", "It works [1].|Next one (really).|Last..."),
        ("en", "In 1995.|The year after."),
        ("ru", "В 2023 г. Путин подписал закон.|Это было в августе 2024 г.|Он вступил в силу."),
        ("ru", "А. С. Пушкин жил на ул. Мойка, д. 12.|«Нет!» — сказал он.|Ушёл."),
        ("ru", "Цена 5 тыс. руб. за штуку, т. е. много.|Яблоки, груши и т. д.|В итоге всё."),
        ("de", "Am 3. Oktober 1990 war es z.B. hier.|Dr. Müller kam im Jahr 1995.|Er ging."),
        ("zh", "黑豹队赢了。|他们输了！|为什么？"),
        ("zh", "他说：“好。”|然后走了。"),
        ("el", "Τι είναι;|Είναι νόμος."),
        ("ar", "ما هذا؟|هذا قانون."),
        ("hi", "यह कानून है।|वह गया।"),
    ],
)
def test_sentences_end_where_a_reader_says(language: str, text: str) -> None:
    expected = text.split("|")
    written = "".join(expected) if language == "zh" else " ".join(expected)
    assert sentences(written, language) == expected


def test_items_and_paragraphs_are_sentences_of_their_own() -> None:
    text = "What to know\n\nfirst thing\nsecond thing, e.g.\n3. The third\n\nand more."
    expected = ["What to know", "first thing", "second thing, e.g.", "3. The third", "and more."]
    assert sentences(text, "en") == expected


def test_a_sentence_without_end_is_cut_at_spaces() -> None:
    spans = split_sentences("word " * 10_000, "en")
    assert all(LONGEST_SENTENCE / 2 <= span.end - span.start <= LONGEST_SENTENCE for span in spans[:-1])
    assert {len(span.of("x" * 50_000)) for span in split_sentences("x" * 50_000, None)} == {LONGEST_SENTENCE}


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
