from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SettingsError
from index.questions.glossary import MOST_RELATED, Glossary, read_glossary
from index.questions.glossary.glossary_file import open_glossary_file
from index.questions.glossary.lines import read_lines, split_line
from index.text.analysis import fold, stem, stop_words

PACKAGED = ["en.txt", "ru.txt", "en-ru.txt", "de-en.txt"]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary()


def packaged(name: str) -> list[str]:
    return read_lines(files("index.questions.glossary").joinpath(name))


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_line_is_of_the_format(name: str) -> None:
    assert open_glossary_file(files("index.questions.glossary").joinpath(name)).check() == []


@pytest.mark.parametrize("name", PACKAGED)
def test_no_packaged_line_stands_twice(name: str) -> None:
    lines = [frozenset(split_line(line)) for line in packaged(name) if line]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", PACKAGED)
def test_no_packaged_side_says_the_same_stem_twice_or_a_stop_word(name: str) -> None:
    languages = name.removesuffix(".txt").split("-")
    for line in filter(None, packaged(name)):
        for language, phrases in zip(languages, split_line(line), strict=True):
            stems = [" ".join(stem(fold(word), language) for word in phrase.split()) for phrase in phrases]
            assert len(set(stems)) == len(stems), line
            assert not stop_words(language).intersection(phrases), line


@pytest.mark.parametrize("name", PACKAGED)
def test_every_packaged_word_can_be_looked_up(name: str, glossary: Glossary) -> None:
    languages = name.removesuffix(".txt").split("-")
    look_up = glossary.synonyms if len(languages) == 1 else glossary.translations
    for line in filter(None, packaged(name)):
        for language, phrases in zip(languages, split_line(line), strict=True):
            for word in phrases:
                if word.isalpha() and (language == "en" or not word.isascii()):
                    assert look_up(stem(word, language), language), word


@pytest.mark.parametrize(
    ("asked", "written", "language"),
    [
        ("forbid", "banned", "en"),
        ("dentist", "dental", "en"),
        ("crossroads", "junction", "en"),
        ("аптекарь", "фармацевт", "ru"),
        ("cabinet", "government", "en"),
        ("bought", "buy", "en"),
        ("death", "died", "en"),
        ("legalise", "legalize", "en"),
        ("btc", "bitcoin", "en"),
        ("quit", "resigned", "en"),
        ("inspector", "inspected", "en"),
        ("reimburse", "refunded", "en"),
        ("aside", "allocated", "en"),
        ("запретить", "запрещает", "ru"),
        ("кабмин", "правительство", "ru"),
        ("решение", "решили", "ru"),
        ("умер", "смерть", "ru"),
        ("контролирует", "контролировать", "ru"),
        ("разорился", "обанкротилась", "ru"),
        ("людей", "человек", "ru"),
    ],
)
def test_synonyms_are_told_both_ways(asked: str, written: str, language: str, glossary: Glossary) -> None:
    one, other = stem(asked, language), stem(written, language)
    assert other in glossary.synonyms(one, language)
    assert one in glossary.synonyms(other, language)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("banned", "запретили"),
        ("government", "правительства"),
        ("cryptocurrencies", "криптовалюты"),
        ("russia", "россии"),
        ("inflation", "инфляция"),
        ("december", "декабря"),
        ("un", "оон"),
        ("accountant", "бухгалтер"),
        ("postponed", "перенесли"),
        ("wallet", "криптокошелька"),
    ],
)
def test_translations_are_told_both_ways(english: str, russian: str, glossary: Glossary) -> None:
    one, other = stem(english, "en"), stem(russian, "ru")
    assert other in glossary.translations(one, "en")
    assert one in glossary.translations(other, "ru")


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Regierung", "government"),
        ("gewählt", "elected"),
        ("Bürgermeister", "mayor"),
        ("gestorben", "died"),
        ("Brücke", "bridge"),
        ("Häuser", "houses"),
        ("Kryptowährung", "cryptocurrency"),
    ],
)
def test_german_words_are_told_in_english_and_back(german: str, english: str, glossary: Glossary) -> None:
    one, other = stem(fold(german), "de"), stem(english, "en")
    assert other in glossary.translations(one, "de", ["en"])
    assert one in glossary.translations(other, "en", ["de"])


def test_a_phrase_is_its_terms_joined_by_a_space(glossary: Glossary) -> None:
    assert "unit kingdom" in glossary.synonyms("uk", "en")
    assert "uk" in glossary.synonyms("unit kingdom", "en")
    assert "великобритан" in glossary.translations("unit kingdom", "en")
    assert "центральн банк" in glossary.synonyms("цб", "ru")


@pytest.mark.parametrize(
    ("phrase", "verb", "language"),
    [
        ("make decision", "decided", "en"),
        ("give permission", "permitted", "en"),
        ("put off", "postponed", "en"),
        ("принять решение", "решили", "ru"),
        ("оказать помощь", "помогла", "ru"),
    ],
)
def test_a_verb_that_says_little_and_its_noun_are_a_verb(
    phrase: str, verb: str, language: str, glossary: Glossary
) -> None:
    term = " ".join(stem(word, language) for word in phrase.split())
    assert stem(verb, language) in glossary.synonyms(term, language)


def test_a_latin_word_of_a_russian_question_is_an_english_one(glossary: Glossary) -> None:
    assert "btc" in glossary.synonyms("bitcoin", "ru")
    assert "биткоин" in glossary.translations("bitcoin", "ru")
    assert glossary.translations("bitcoin", None) == glossary.translations("bitcoin", "en")


@pytest.mark.parametrize(
    ("term", "language"), [("qwertz", "de"), ("", "en"), ("qwertz", "en"), ("東京", None)]
)
def test_unknown_words_have_neither(term: str, language: str | None, glossary: Glossary) -> None:
    assert glossary.synonyms(term, language) == ()
    assert glossary.translations(term, language) == ()


def test_what_is_told_is_never_the_word_itself_nor_too_much(glossary: Glossary) -> None:
    for line in filter(None, packaged("en.txt")):
        term = stem(split_line(line)[0][0], "en")
        synonyms = glossary.synonyms(term, "en")
        assert term not in synonyms
        assert len(synonyms) == len(set(synonyms)) <= MOST_RELATED


@pytest.mark.parametrize(
    ("name", "line", "asked", "language", "found"),
    [
        ("en.txt", "footnote, annotation  # ours", "footnot", "en", "annot"),
        ("home.ru.txt", "Сноска, примечание", "сноск", "ru", "примечан"),
        ("ru.txt", "ёлка, ель", "елк", "ru", "ел"),
        ("de.txt", "Verbot, Untersagung", "verbot", "de", "untersag"),
        ("en.txt", "lying, untruthful", "lie", "en", "untruth"),
        ("en.txt", "the end of history, posthistory", "end histori", "en", "posthistori"),
    ],
)
def test_an_owners_group_is_found(
    name: str, line: str, asked: str, language: str, found: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(f"# of the owner\n\n{line}\n", encoding="utf-8")
    assert found in read_glossary([path]).synonyms(asked, language)


def test_an_owners_translations_come_first_and_may_be_of_any_languages(tmp_path: Path) -> None:
    crypto, german = tmp_path / "crypto.en-ru.txt", tmp_path / "de-en.txt"
    crypto.write_text("\ufeffbitcoin = битка\r\n", encoding="utf-8")
    german.write_text("verbot = ban", encoding="utf-8")
    glossary = read_glossary([crypto, german])
    assert glossary.translations("bitcoin", "en")[0] == stem("битка", "ru")
    assert glossary.translations("verbot", "de")[0] == "ban"
    assert "verbot" in glossary.translations("ban", "en")
    assert "запрет" in glossary.translations("ban", "en")


def test_translations_are_those_into_the_languages_asked_for() -> None:
    glossary = read_glossary()
    assert set(glossary.translations("ban", "en")) > {"verbot", "запрет"}
    assert "запрет" in glossary.translations("ban", "en", ["ru"])
    assert "verbot" not in glossary.translations("ban", "en", ["ru"])
    assert glossary.translations("verbot", "de", ["ru"]) == ()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("en.txt", "alone"),
        ("en.txt", "ban, forbid, Ban"),
        ("en.txt", "ban,, forbid"),
        ("en.txt", "ban, forbid,"),
        ("en.txt", "ban, —"),
        ("en.txt", "ban = запрет"),
        ("en.txt", "ban, one two three four five six seven"),
        ("en-ru.txt", "ban, forbid"),
        ("en-ru.txt", "ban = "),
        ("en-ru.txt", "ban = запрет = запрещение"),
    ],
)
def test_a_broken_line_is_told_with_its_number_and_the_rest_counts(
    name: str, line: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / name
    whole = "zorbium = зорбий" if "-" in name else "zorbium, vexite"
    path.write_text(f"# of the owner\n\n{line}\n{whole}\n", encoding="utf-8")
    glossary = read_glossary([path])
    assert caplog.messages[0].startswith(f"{path}:3: ")
    assert len(caplog.messages) == 1
    assert glossary.synonyms("zorbium", "en") or glossary.translations("zorbium", "en")


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ru.txt"
    path.write_bytes("запрет, ограничение\n".encode() + "запрет".encode("cp1251"))
    with pytest.raises(SettingsError, match=r"ru\.txt:2: "):
        read_glossary([path])
    with pytest.raises(SettingsError, match="cannot be read"):
        read_glossary([tmp_path / "en.txt"])


@pytest.mark.parametrize("name", ["words.txt", "english.txt", "en.md", "en-ru-de.txt"])
def test_a_name_without_language_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="named after its language"):
        read_glossary([tmp_path / name])


@given(text=st.text(alphabet=st.sampled_from("aбë ,=#\n\r-1—"), max_size=40))
def test_any_text_is_read_or_told(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.en.txt"
    path.write_bytes(text.encode())
    try:
        glossary = read_glossary([path])
    except SettingsError:
        return
    assert isinstance(glossary.synonyms("a", "en"), tuple)
