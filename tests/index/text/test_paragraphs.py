import pytest

from index.text.languages.paragraphs import language_of_note, language_of_paragraph
from tests.index.small_library import candidate

GERMAN = "Gruppenmitgliedschaften werden durch die Datei bestimmt; versteckte Kennwörter liegen daneben."


@pytest.mark.parametrize(
    ("note", "language"),
    [
        ("Garage door code: 4471.", "en"),
        ("The boiler is in the cellar.", "en"),
        ("Der Schlüssel liegt unter dem Topf.", "de"),
        ("Код от гаража 4471", "ru"),
        ("4471", None),
    ],
)
def test_the_language_of_a_short_note_is_not_guessed_wildly(note: str, language: str | None) -> None:
    assert language_of_note(note) == language


def test_a_note_that_hardly_tells_is_in_the_language_of_the_others() -> None:
    assert language_of_note("Garage code 4471", usual=["ru", "de"]) == "de"
    assert language_of_note("The boiler is in the cellar.", usual=["de"]) == "en"


def test_the_language_of_the_others_is_none_that_lacks_the_letters_of_a_note() -> None:
    assert language_of_note("Скидка даётся студентам, выдаёт её касса.", usual=["bg"]) == "ru"


def test_the_dots_between_cells_are_no_letters() -> None:
    table = "Sauna — Weekday: 12 € · Weekend: 15 €\nPool — Weekday: 6 € · Weekend: 8 €"
    assert language_of_note(table, usual=["en"]) == "en"


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        (GERMAN, "de"),
        ("The list of users is stored in one file, which only root may read.", "en"),
        ("#define SQLITE_VERSION_NUMBER 3040001 #define SQLITE_SOURCE_ID const char x", "en"),
        ("Le chat dort.", "en"),
    ],
)
def test_a_paragraph_is_in_another_language_only_where_that_is_plain(paragraph: str, language: str) -> None:
    assert language_of_paragraph(paragraph, "en") == language


def test_a_paragraph_has_the_terms_of_its_own_language() -> None:
    text = f"The list of users is in one file, which only root may read and change.\n\n{GERMAN}"
    kept = candidate("a", "", text).statistics
    assert "kennwort" in kept.places  # not as in English
    assert "user" in kept.places
