"""Understanding a question: words, phrases, exclusions, years, and what is asked for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.parsing import LONGEST, MOST_EXCLUDED, MOST_PHRASES, MOST_WORDS, parse_question
from index.text.analysis import fold
from index.text.cues import Cue, asked_cue, cues_of_sentence


def words(text: str) -> list[str]:
    return [word.text for word in parse_question(text).words]


def test_stop_words_are_left_out_and_the_rest_kept_as_typed() -> None:
    assert words("When did Putin sign the mining law?") == ["Putin", "sign", "mining", "law"]
    assert words("Кто подписал закон о майнинге?") == ["подписал", "закон", "майнинге"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("转子的另一个名称是什么?", "转子"),
        ("你如何用非暴力的方式抗议大公司呢?", "抗议"),
        ("서울에서 가장 큰 섬은 무엇인가요?", "가장"),
        ("東京タワーの高さは何メートルですか?", "東京"),
        ("เมืองหลวงคืออะไร", "เม"),
    ],
)
def test_no_pair_of_characters_reaches_into_a_question_word(text: str, kept: str) -> None:
    asking = "什么 么样 是什 如何 何用 무엇 엇인 인가 가요 何メ ですか すか อะ ไร"
    assert kept in words(text)
    assert not set(asking.split()).intersection(words(text))


def test_what_is_but_a_question_word_is_kept() -> None:
    assert parse_question("什么？").words
    assert parse_question("누구인가요?").words


def test_a_question_of_stop_words_says_so() -> None:
    question = parse_question("what is it")
    assert question.idle
    assert question.words


def test_a_quoted_phrase_is_kept_together() -> None:
    assert len(parse_question('the "digital rights" bill').phrases) == 1
    assert parse_question("закон «О цифровых правах»").phrases


def test_a_minus_excludes_a_word_but_no_number() -> None:
    assert parse_question("mining -bitcoin").excluded
    assert words("mining -bitcoin") == ["mining"]
    assert not parse_question("growth of -2.1 %").excluded
    assert not parse_question("half-empty glass").excluded


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ('mining -"in Russia"', (("in", "russia"),)),
        ("майнинг -«в России» −„на севере“", (("в", "росс"), ("на", "север"))),
        ('mining -"the"', ()),
        ('-"in Russia" mining', ()),
        ('mining -"in Russia', ()),
        ('mining - "in Russia"', ()),
    ],
)
def test_a_minus_excludes_a_phrase(text: str, unwanted: tuple[tuple[str, ...], ...]) -> None:
    question = parse_question(text)
    assert question.unwanted == unwanted
    assert not unwanted or (len(question.words) == 1 and question.phrases == ())


def test_years_and_the_only_month() -> None:
    question = parse_question("What was the tax in March 2021?")
    assert (question.years, question.month) == ((2021,), 3)
    assert parse_question("налог в марте 2021 года").month == 3
    assert parse_question("from May to June 2021").month is None
    assert parse_question("16,500 people and 2100.5 tons").years == ()


@pytest.mark.parametrize(
    "text",
    ["market today in decision", "may i mine in 2021", "сенат 2021", "separate 2021", "march to the sea"],
)
def test_words_that_begin_like_a_month_are_none(text: str) -> None:
    assert parse_question(text).month is None


@pytest.mark.parametrize(
    ("text", "month"),
    [("on 3 May", 5), ("May 2021", 5), ("1. März 2020", 3), ("3 вересня", 9), ("от 5 мая", 5)],
)
def test_months_with_a_day_or_a_year(text: str, month: int) -> None:
    assert parse_question(text).month == month


def test_a_question_that_refers_back_takes_up_the_topic() -> None:
    question = parse_question("And when was that?", previous="Who signed the law?")
    assert question.about == "Who signed the law?"
    assert {"signed", "law"} <= {word.text for word in question.words}
    assert parse_question("Who signed the treaty?", previous="Who signed the law?").about is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who signed the law?", Cue.NAME),
        ("in which year was it built?", Cue.DATE),
        ("how many people live there?", Cue.NUMBER | Cue.QUANTITY),
        ("где находится мост?", Cue.PLACE),
        ("почему закрыли рынок?", Cue.REASON),
        ("wann wurde die brücke gebaut?", Cue.DATE),
        ("bridge toll", Cue.NONE),
    ],
)
def test_what_is_asked_for(question: str, asked: Cue) -> None:
    assert asked_cue(question) == asked


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("It was opened in 1931.", Cue.DATE | Cue.NUMBER),
        ("The keeper is Hanna Brell.", Cue.NAME),
        ("Рынок закрыли из-за наводнения.", Cue.REASON),
        ("The toll is $5.", Cue.QUANTITY),
    ],
)
def test_what_a_sentence_holds(sentence: str, held: Cue) -> None:
    assert cues_of_sentence(sentence) & held == held


def test_capitals_all_over_tell_no_names() -> None:
    assert parse_question("WHO RUNS THE PAYMENTS AUTHORITY?").words == tuple(
        replace(word, text=word.text.upper())
        for word in parse_question("who runs the payments authority?").words
    )
    assert parse_question("Who runs the Authority?").words[-1].exact
    assert parse_question("野马队在 AFC 锦标赛中打败了谁？", ["zh"]).words[3].exact


def test_a_long_text_is_read_at_its_ends() -> None:
    middle = " ".join(
        f"{one}{other}" for one in "bcdfgh" for other in ("ak", "ek", "ik", "ok", "uk", "yk", "el")
    )
    question = parse_question(f"bridge {middle} toll")
    assert len(question.words) == MOST_WORDS
    assert (question.words[0].text, question.words[-1].text) == ("bridge", "toll")


def test_phrases_and_exclusions_without_end_are_cut() -> None:
    phrases = parse_question(" ".join(f'"glass n{number}"' for number in range(300))).phrases
    assert len(phrases) == len(set(phrases)) == MOST_PHRASES
    assert parse_question('"glass garden" or "Glass Garden"').phrases == (("glass", "garden"),)
    excluded = parse_question("bridge " + " ".join(f"-toll{number}" for number in range(300))).excluded
    assert len(excluded) == MOST_EXCLUDED


def test_a_sign_that_stands_for_many_letters_is_not_read_as_often() -> None:
    assert len(fold(parse_question("\ufdfa" * LONGEST).text)) <= 2 * LONGEST


def test_what_was_typed_stays_with_what_was_meant() -> None:
    word = parse_question("цифровой рубль", typed="wbahjdjq he,km").words[-1]
    assert (word.text, word.term, word.others, word.taken) == ("he,km", "he,km", ("рубл",), ("рубл",))


@given(st.text(max_size=500))
def test_any_text_is_understood(text: str) -> None:
    question = parse_question(text)
    assert len(question.words) <= MOST_WORDS
    assert all(word.term for word in question.words)


def test_of_a_pasted_text_the_words_at_its_ends_are_looked_for() -> None:
    letters = "abcdefghijklmnopqrst"
    middle = " ".join(f"filler{one}{other}" for one in letters for other in letters)
    pasted = f"Digital miners pay taxes. {middle} What does the governor propose?"
    words = [word.text for word in parse_question(pasted).words]
    assert {"miners", "taxes", "governor", "propose"} <= {*words}
    assert "fillerjj" not in words
    assert {*words} <= {*pasted.replace(".", "").replace("?", "").split()}, "none is cut"
    assert parse_question(pasted).text == pasted
