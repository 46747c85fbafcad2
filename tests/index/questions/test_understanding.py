"""From what was typed to the words of the sources: layouts, missing spaces, capitals, both scripts."""

import itertools
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Answer
from tests.index.small_library import Texts, candidate, highlighted

BRIDGE = candidate(
    "bridge",
    "Orrin bridge",
    "The bridge over the Orrin carries trams and carts. Its toll is two crowns for a cart. "
    "The toll keeper, Hanna Brell, lives in the tower.",
)
MARKET = candidate(
    "market",
    "Рыбный рынок Ветрограда",
    "Рыбный рынок Ветрограда открыли в 1904 году. Им управляет Глеб Ористов. "
    "Каждое утро сюда привозят сорок тонн рыбы.",
)
CRYPTO = candidate(
    "crypto",
    "Crypto mining in Vetrograd",
    "Crypto mining was allowed in Vetrograd in 2021. Gleb Oristov signed the law. "
    "Coinbase opened an office there.",
)
LIBRARY = Texts([BRIDGE, MARKET, CRYPTO])


@pytest.mark.parametrize(
    ("typed", "passage", "searched_for"),
    [
        ("ьштштп", "crypto", {("ьштштп", "mining")}),
        ("hs,ysq hsyjr", "market", {("hs,ysq", "рыбный"), ("hsyjr", "рынок")}),
        ("когда открыли hs,ysq hsyjr?", "market", {("hs,ysq", "рыбный"), ("hsyjr", "рынок")}),
        (
            "whatiscryptomining",
            "crypto",
            {("whatiscryptomining", "crypto mining")},
        ),
        ("чтопривозятнарынок", "market", {("чтопривозятнарынок", "привозят рынок")}),
        ("BRIDGE TOOLL", "bridge", {("TOOLL", "toll")}),
    ],
)
def test_what_was_meant_is_searched_for_and_told(
    typed: str, passage: str, searched_for: set[tuple[str, str]]
) -> None:
    answer = LIBRARY.ask(typed)
    assert answer.quotes[0].passage_id == passage
    assert searched_for <= {(word, found.lower()) for word, found in answer.searched_for}
    assert answer.question == typed
    assert len(answer.unknown_terms) == len(set(answer.unknown_terms))


def test_capitals_change_nothing() -> None:
    question = "who is the toll keeper of the orrin bridge?"
    plain, shouted = LIBRARY.ask(question), LIBRARY.ask(question.upper())
    assert shouted.confidence == plain.confidence
    assert highlighted(shouted) == highlighted(plain)


@pytest.mark.parametrize("name", ["Горелкин", "Горелкина", "Ористов", "Ористову"])
def test_a_russian_name_is_found_in_english_sources_whatever_its_ending(name: str) -> None:
    keeper = candidate("keeper", "Sill", "The harbour of Sill is kept by Anton Gorelkin. It freezes in May.")
    signer = candidate("signer", "Law", "Gleb Oristov signed the law. It has nine articles.")
    answer = Texts([BRIDGE, keeper, signer]).ask(f"Кто такой {name}?")
    beginning = {"Гор": "keeper", "Ори": "signer"}[name[:3]]
    assert answer.quotes[0].passage_id == beginning
    assert answer.searched_for


def test_a_name_is_found_in_both_scripts() -> None:
    for question in ("Where does Gleb Oristov appear?", "Где упомянут Глеб Ористов?"):
        assert {"market", "crypto"} <= {quote.passage_id for quote in LIBRARY.ask(question).quotes}


@pytest.mark.parametrize("question", ["Where is Coin base?", "Where is Coin-base?", "where is coinbase"])
def test_apart_or_not_it_is_one_word(question: str) -> None:
    assert LIBRARY.ask(question).quotes[0].passage_id == "crypto"


def invented_words(count: int, letters: str) -> list[str]:
    chance = random.Random(7)
    return ["".join(chance.choices(letters, k=chance.randint(4, 10))) for _ in range(count)]


LATIN = invented_words(6000, "aeioubcdghlmnprst")
CYRILLIC = invented_words(3000, "аеиоубвгдклмнпрст")
MANY = Texts(
    [
        candidate(
            f"p{i}",
            " ".join(LATIN[i : i + 3]),
            " ".join([*LATIN[i * 60 : i * 60 + 60], *CYRILLIC[i * 30 :][:30]]),
        )
        for i in range(100)
    ]
)
NASTY = {
    "unknown words": " ".join(word[::-1] for word in LATIN[:800]),
    "unknown Russian words": " ".join(word[::-1] for word in CYRILLIC[:800]),
    "mistyped words": " ".join(word[1:] for word in LATIN[:300]),
    "known words": " ".join(LATIN[:300]),
    "known words in capitals": " ".join(LATIN[:300]).upper(),
    "glued words": " ".join(one + other for one, other in zip(LATIN[:300], LATIN[300:600], strict=True)),
    "one glued word": "".join(LATIN[:600]),
    "one long word": "ab" * 2048,
    "wrong layout": " ".join(LATIN[:300]).translate(str.maketrans("aeioubcdghlmnprst", "фушщгисвпрдьтзкые")),
    "phrases": " ".join(f'"{one} {other}"' for one, other in itertools.pairwise(LATIN[:200])),
    "unclosed quotes": '"a ' * 1365,
    "other unclosed quotes": "«„“a " * 819,
    "exclusions": " ".join(["bridge", *(f"-{word}" for word in LATIN[:300])]),
    "numbers": " ".join(map(str, range(1500, 2000))),
    "digits": "1" * 4096,
    "grouped digits": "123,456 " * 512,
    "hyphens": "a-" * 2048,
    "initials": "U.S." * 1024,
    "marks": "e" + "\u0301\u0323" * 2047,
    "joiners": "a\u200db\u200c" * 1024,
    "emoji": "\U0001f468\u200d\U0001f469 " * 1000,
    "ligatures": "\ufdfa" * 4096,
    "Chinese": "漢字語言模型" * 682,
    "Thai": "ภาษาไทยเป็น" * 372,
    "Arabic": "مرحبا بالعالم " * 290,
    "months": "january " * 512,
    "question words": "what is the " * 341,
    "Russian question words": "какова была " * 341,
    "links": " ".join(f"https://example.com/{word}?q={word}#x" for word in LATIN[:120])[:4096],
    "code": "def f(x): return [a[i] for i in range(len(a)) if {x: y}[z](q)]; " * 60,
    "null": "\0" * 4096,
    "line ends": "\n" * 4096,
}


MOST_TIMES = 8
"""As much work for a question four times as long: a quadratic step takes sixteen times as much."""


@pytest.mark.parametrize("name", NASTY)
def test_the_work_grows_with_the_question(name: str) -> None:
    question = NASTY[name]
    MANY.ask("who keeps the toll?")  # what is read at the first question is read
    beginning, _ = calls_made(question[: len(question) // 4])
    whole, answer = calls_made(question)
    assert whole <= MOST_TIMES * beginning
    assert 0 <= answer.confidence <= 1


def calls_made(question: str) -> tuple[int, Answer]:
    """How many calls of functions an answer takes, the same on any machine, and the answer."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        answer = MANY.ask(question)
    finally:
        sys.setprofile(before)
    return calls, answer


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*LATIN[:50], *CYRILLIC[:50], "-", '"', "«", "»", " ", ".", "of"]), max_size=60)
)
def test_any_mixture_is_answered(pieces: list[str]) -> None:
    assert 0 <= MANY.ask("".join(pieces)).confidence <= 1


def test_a_word_is_found_as_any_language_of_the_sources_stems_it() -> None:
    german = candidate("de", "Banken", "Die Banken schließen am Freitag um drei Uhr.")
    others = [candidate(str(i), "Bank", f"The bank {i} of the river is green.") for i in range(4)]
    assert Texts([german, *others]).ask("Banken Freitag").quotes[0].passage_id == "de"


CENTRAL = [
    candidate("bank", "Rates", "The Central Bank of Ardell raised its rate in May. It was the third time."),
    candidate("union", "Aid", "The EU sent tents and blankets to Ardell after the storm."),
    candidate("law", "Salt", "The law on salt applies from 1 September 2024. It has nine articles."),
    *(candidate(f"other{i}", "Glass", f"The glass garden number {i} grows palms.") for i in range(6)),
]


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        ("ставка ЦБ Ardell", "bank"),
        ("что решил центробанк", "bank"),
        ("European Union tents", "union"),
        ("When does the law on salt take effect?", "law"),
        ("is the salt law in force", "law"),
        ("когда вступает в силу закон", "law"),
    ],
)
def test_abbreviations_and_phrases_are_found_by_what_they_mean(typed: str, passage: str) -> None:
    answer = Texts(CENTRAL).ask(typed)
    assert answer.quotes[0].passage_id == passage
    assert answer.confidence > 0.2


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        ("what did the US lift?", "The United States lifted the tariff on copper."),
        ("what did the United States lift?", "The US lifted the tariff on copper."),
        ("what did the EU send?", "The European Union sent tents and blankets."),
        ("whom does the UK admit?", "The United Kingdom admits trawlers from Denmark."),
        ("whom does Great Britain admit?", "The UK admits trawlers from Denmark."),
        ("что отправил ЕС?", "Европейский союз отправил палатки пострадавшим."),
        ("что отправил Европейский союз?", "ЕС отправил палатки пострадавшим."),
        ("о чем договорились страны СНГ?", "Содружество Независимых Государств договорилось о пенсиях."),
        ("что запретил ЦБ?", "Центральный банк запретил новые выпуски облигаций."),
        ("что запретил центробанк?", "ЦБ запретил новые выпуски облигаций."),
    ],
)
def test_an_abbreviation_in_a_question_is_found_written_out_and_back(typed: str, passage: str) -> None:
    others = ["Сад из стекла выращивает пальмы.", "The glass garden grows palms.", "Let us go there again."]
    library = Texts([candidate(f"c{i}", "", text) for i, text in enumerate([passage, *others])])
    answer = library.ask(typed)
    assert answer.quotes[0].text == passage
    assert answer.answered


def test_every_typing_error_of_a_question_is_put_right() -> None:
    answer = LIBRARY.ask("wen did Oristof singed teh minig law")
    assert answer.quotes[0].passage_id == "crypto"
    found = {(word, meant.lower()) for word, meant in answer.searched_for}
    assert found >= {("singed", "signed"), ("minig", "mining")}


def test_a_question_in_a_language_of_no_source_says_so() -> None:
    answer = LIBRARY.ask("Wie heißt der Bürgermeister von Entenhausen und was ist seine Meinung?")
    assert not answer.answered
    assert answer.lacking == "de"
    assert LIBRARY.ask("Who keeps the toll of the Orrin bridge?").lacking is None
