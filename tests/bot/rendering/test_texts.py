import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor

from bot.rendering.markup import Html
from bot.rendering.texts import TextError, Texts
from bot.settings import CATALOGUES
from tests.bot.telegram_html import read_html

TEXTS = Texts.load()
BOT = Path(__file__).parents[3] / "bot"


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def catalogue(language: str) -> dict[str, set[str]]:
    """Every text's key with the names of its arguments."""
    resource = FluentParser().parse((CATALOGUES / f"{language}.ftl").read_text())
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = variables.names
    return found


@pytest.mark.parametrize("language", TEXTS.languages)
def test_every_catalogue_has_the_same_texts_with_the_same_arguments(language: str) -> None:
    assert catalogue(language) == catalogue("en")


def test_every_text_is_used_and_every_text_used_exists() -> None:
    source = "".join(path.read_text() for path in BOT.rglob("*.py"))
    keys = catalogue("en").keys()
    made_up = tuple(re.findall(r'f"([a-z]+-)\{', source))
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source))
    assert [key for key in keys if key not in named and not key.startswith(made_up)] == []
    asked_for = re.findall(r'(?:phrases\.(?:text|html)|texts\.get)\([^")]*"([a-z-]+)"', source)
    assert set(asked_for) <= keys


@pytest.mark.parametrize("language", TEXTS.languages)
def test_every_text_is_valid_html(language: str) -> None:
    for key, names in catalogue(language).items():
        for number in (0, 1, 2, 5, 21, 1500):
            read_html(TEXTS.phrases(language).html(key, **dict.fromkeys(names, number)))


@pytest.mark.parametrize(
    ("passages", "sources", "wanted"),
    [
        (1, 1, "1 источник · 1 отрывок"),
        (3, 2, "2 источника · 3 отрывка"),
        (11, 5, "5 источников · 11 отрывков"),
        (21, 21, "21 источник · 21 отрывок"),
        (1500, 112, "112 источников · 1\u00a0500 отрывков"),
    ],
)
def test_russian_numbers_take_their_case(passages: int, sources: int, wanted: str) -> None:
    assert TEXTS.get("ru", "sources-title", sources=sources, passages=passages) == wanted


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("RU_ru", "ru"),
        ("en-GB", "en"),
        ("uk", "en"),
        ("rus", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_the_language_is_that_of_the_client_if_we_speak_it(code: str | None, wanted: str) -> None:
    assert TEXTS.choose(code, "en") == wanted


def test_arguments_are_escaped_unless_they_are_markup() -> None:
    english = TEXTS.phrases("en")
    assert english.html("unknown-words", count=1, words="<b>&").endswith(": &lt;b&gt;&amp;")
    assert english.html("unknown-words", count=1, words=Html("<b>x</b>")).endswith(": <b>x</b>")
    assert english.text("unknown-words", count=1, words="<b>&").endswith(": <b>&")


def test_a_missing_text_or_argument_is_an_error() -> None:
    with pytest.raises(TextError, match="no text named nonsense"):
        TEXTS.get("en", "nonsense")
    with pytest.raises(TextError, match="page"):
        TEXTS.get("en", "page", page=1)


def test_a_mistake_in_a_catalogue_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "en.ftl").write_text("hello = Hello\nbroken = { $name\n")
    with pytest.raises(TextError, match=r"en\.ftl: not understood: 'broken"):
        Texts.load(tmp_path)


@pytest.mark.parametrize("language", TEXTS.languages)
def test_the_menu_and_the_profile_are_as_long_as_telegram_allows(language: str) -> None:
    assert len(TEXTS.get(language, "description")) <= 512
    assert len(TEXTS.get(language, "short-description")) <= 120
    for key in catalogue(language):
        if key.startswith("command-"):
            assert 1 <= len(TEXTS.get(language, key)) <= 256
    for key in (
        "answer-gone",
        "button-gone",
        "document-gone",
        "vote-counted",
        "vote-taken-back",
        "settings-saved",
    ):
        assert len(TEXTS.get(language, key)) <= 200
    assert len(TEXTS.get(language, "failure", reference="1234567890")) <= 200
