from itertools import pairwise
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.analysis import LONGEST_TERM, analyse, detect_language, fold, stem, stop_words, tokenize


def tokens(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("16500", "over 16,500 sanctions"),
        ("16,500", "over 16\u00a0500 sanctions"),
        ("16 500", "over 16500 sanctions"),
        ("7000", "up to $7,000 a year"),
        ("$7,000", "up to $7,000 a year"),
        ("2.1", "growth was -2.1 % then"),
        ("2.1%", "growth was -2.1%."),
        ("2,1 %", "growth was 2.1%"),
        ("4.7", "$4.7M in revenue"),
        ("2021", "on 13.09.2021"),
        ("1990", "in the 1990s"),
        ("US", "in the U.S. and"),
        ("U.S.", "the US, again"),
        ("empty", "bills are half-empty"),
        ("half-empty", "a half-empty glass"),
        ("снг", "матч СНГ-2"),
        ("снг-2", "матч СНГ2"),
        ("Putin", "Putin’s adviser"),
        ("homme", "l'homme"),
        ("O'Brien", "OBrien"),
        ("елка", "Ёлка"),
        ("Рождественка", "улица Рожде\u0301ственка"),
        ("Sao Paulo", "São Paulo"),
        ("майнинг", "о майнинге"),
        ("mined", "mining"),
        ("Bitcoin", "ｂｉｔｃｏｉｎ"),
        ("subscribe", "story.Subscribe"),
        ("retry limit", "retryLimitCount is 5"),
        ("max senders", "max_wal_senders_per_node"),
        ("Oʻzbekiston", "O'zbekiston"),
        ("об'єкт", "обʼєкт"),
        ("net", "the .NET runtime"),
    ],
)
def test_what_is_asked_finds_what_is_written(asked: str, written: str) -> None:
    language = detect_language(written)
    assert set(analyse(asked, language)) & set(analyse(written, language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-2.1 %", ["-2.1%", "2.1%", "2.1"]),
        ("$7,000", ["$7000", "7000"]),
        ("half-empty", ["halfempty", "half", "empty"]),
        ("СНГ-2", ["снг2", "снг", "2"]),
        ("16 500", ["16500", "16", "500"]),
        ("2018-2019", ["2018", "2019"]),
        ("May 22, 2018 500 people", ["may", "22", "2018", "500", "people"]),
        ("don't", ["dont"]),
        ("1.234.567", ["1234567"]),
        ("?! 🙂 …", []),
        ("C, C++ and C#.", ["c", "c++", "and", "c#"]),
        ("F#, .NET; g++", ["f#", ".net", "net", "g++"]),
        ("issue #5, 2#, C#x", ["issue", "5", "2", "c", "x"]),
        ("retryLimitCount", ["retrylimitcount", "retry", "limit", "count"]),
        ("NullPointerException", ["nullpointerexception", "null", "pointer", "exception"]),
        ("getHTTPResponse", ["gethttpresponse", "get", "http", "response"]),
        ("iPhone YouTube McDonald", ["iphone", "youtube", "mcdonald"]),
        ("retry_limit_count_of_all", ["retrylimitcountofall", "retry", "limit", "count", "of", "all"]),
    ],
)
def test_wholes_come_before_their_parts(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_foreign_name_is_one_term_in_texts_and_questions_of_any_language() -> None:
    assert analyse("Bitcoins", "ru") == analyse("Bitcoins", "en") == ["bitcoin"]
    assert analyse("Путина", "en") == analyse("Путин", "ru") == ["путин"]


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert tokens("黑豹队 NFL橄榄球") == ["黑豹", "豹队", "nfl", "橄榄", "榄球"]
    assert tokens("ไทย") == ["ไท", "ทย"]
    assert tokens("바르카의") == ["바르카의", "바르", "르카", "카의"]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokenize(text)
    assert all(0 <= token.span.start < token.span.end <= len(text) and token.text for token in found)
    starts = [token.span.start for token in found]
    wholes = [token.span for token in found]
    assert all(
        one <= other or any(whole.start <= other <= whole.end for whole in wholes)
        for one, other in pairwise(starts)
    )


@given(st.text(alphabet=st.characters(categories=("L", "N", "M", "P", "S", "Z"))))
def test_every_letter_and_digit_is_in_a_token(text: str) -> None:
    covered = {place for token in tokenize(text) for place in range(token.span.start, token.span.end)}
    possessive = {place for place in range(len(text)) if text[place - 1 : place] in {"'", "’", "ʼ"}}
    missing = {place for place, letter in enumerate(text) if letter.isalnum()} - covered - possessive
    assert not missing


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from([None, "en", "ru", "zh", "ar", "tr", "xx"]))
def test_terms_are_the_stems_of_the_tokens(text: str, language: str | None) -> None:
    assert analyse(text, language) == [stem(token.text, language) for token in tokenize(text)]


def test_a_run_without_end_is_cut() -> None:
    assert {len(token.text) for token in tokenize("x" * 100_000)} == {LONGEST_TERM}


def test_threads_stem_alike() -> None:
    words = [f"running{number}nesses" for number in range(2_000)]
    expected = [stem(word, "en") for word in words]
    stem.cache_clear()
    found: list[list[str]] = []
    threads = [Thread(target=lambda: found.append([stem(word, "en") for word in words])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_stop_words_are_folded_and_name_nothing() -> None:
    for language in ("en", "ru", "de", "fr", "tr"):
        words = stop_words(language)
        assert words
        assert all(fold(word) == word for word in words)
    assert not stop_words("en") & {"us", "not", "no", "year", "two", "million", "president"}
    assert stop_words(None) == stop_words("xx") == frozenset()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When did Putin sign the mining law?", "en"),
        ("Когда Путин подписал закон о Bitcoin mining?", "ru"),
        ("Хто підписав цей закон?", "uk"),
        ("Wer hat das Gesetz unterschrieben?", "de"),
        ("¿Quién firmó la ley?", "es"),
        ("Qui a signé la loi sur le minage ?", "fr"),
        ("Kanunu kim imzaladı?", "tr"),
        ("谁签署了法律？", "zh"),
        ("日本の首都はどこですか", "ja"),
        ("한국의 수도는 어디입니까", "ko"),
        ("من وقع القانون؟", "ar"),
        ("bitcoin", "en"),
        ("12 % ?!", None),
        ("", None),
    ],
)
def test_a_language_is_told(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_language_is_chosen_among_the_given_ones_of_its_script() -> None:
    assert detect_language("Kanunu kim", among=["en", "de", "ru"]) in {"en", "de"}
    assert detect_language("Когда?", among=["en", "de"]) == "ru"
    assert detect_language("Wann?", among=["de", "ru"]) == "de"
    assert detect_language("bitcoin", among=["de", "en"]) == "en"
