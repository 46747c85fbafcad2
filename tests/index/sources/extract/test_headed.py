"""Questions above their answers, and days above what they are of, head it, whatever the format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import BlockKind
from index.sources.extract import extract
from index.sources.extract.blocks import Block
from index.sources.extract.headed import with_heads

FAQ = """The pool

When does it open?

At seven in the morning, on Sundays at nine.

Can I bring my dog?
No, animals stay outside.
There are hooks at the entrance.

How much is a locker?

1 euro a day.
"""
MINUTES = """Minutes of the garden club

12 March 2024
Present: Anna, Boris, Clara.
The club buys a shed.

9 April 2024
Present: Anna, Boris.
The shed was delivered.
"""


def headings(text: str, name: str = "a.txt") -> list[str]:
    extracted = extract(text.encode(), name)
    return [part.span.of(extracted.text) for part in extracted.parts if part.kind is BlockKind.HEADING]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_questions_of_a_list_head_their_answers(name: str) -> None:
    text = FAQ if name == "a.txt" else FAQ.replace("dog?\n", "dog?\n\n")
    assert headings(text, name) == ["When does it open?", "Can I bring my dog?", "How much is a locker?"]


def test_bold_questions_of_a_page_head_their_answers() -> None:
    page = (
        "<h1>Pool</h1><p><b>Is it open?</b></p><p>It is open.</p><p><b>Is it free?</b></p><p>It is free.</p>"
    )
    assert headings(page, "a.html") == ["Is it open?", "Is it free?"]


def test_letters_tell_questions_from_answers() -> None:
    text = "Lost things\n\nQ: I lost my card.\nA: Who does not? Ask at the desk.\n"
    assert headings(text) == ["Q: I lost my card."]
    assert headings("Dinge\n\nF: Wo ist die Kasse?\nA: Unten.\n") == ["F: Wo ist die Kasse?"]
    assert headings("Вещи\n\nВопрос: Где касса?\nОтвет: Внизу.\n") == ["Вопрос: Где касса?"]


@pytest.mark.parametrize(
    "text",
    [
        "An essay\n\nWhy does it matter?\n\nIt matters for two reasons.\n",
        "A story\n\n— Куда ты?\n\n— Домой.\n\n— Зачем?\n\n— Спать.\n",
        "Ada\n\nP: 555 1234\n\nF: 555 1235\n\nD. Brell answers.\n\nq.put() is like:\n\nput(q)\n",
        "Questions\n\nWho came?\n\nWho went?\n",
        "A letter\n\nIt was cold and\nwho knows why?\nIt was dark and\nwho knows why?\n",
    ],
)
def test_what_asks_in_passing_heads_nothing(text: str) -> None:
    assert headings(text) == []


def test_days_of_minutes_head_them_and_are_no_day_of_publication() -> None:
    assert headings(MINUTES) == ["12 March 2024", "9 April 2024"]
    assert extract(MINUTES.encode(), "a.txt").published is None


def test_a_single_day_above_a_text_is_that_of_publication() -> None:
    read = extract(b"A letter\n\n12 March 2024\n\nThe shed was delivered today.\n", "a.txt")
    assert str(read.published) == "2024-03-12"
    assert all(part.kind is BlockKind.PARAGRAPH for part in read.parts)


def test_versions_with_their_days_head_what_changed() -> None:
    text = "Changes\n\n2.1.0 (2024-05-01)\n  * Lamps can be dimmed.\n\n2.0.0 (2023-11-20)\n  * One socket.\n"
    assert headings(text) == ["2.1.0 (2024-05-01)", "2.0.0 (2023-11-20)"]


def test_sections_of_a_law_head_what_they_say() -> None:
    text = "Satzung\n\n§ 3 Beitrag\n\nEr beträgt 30 €.\n\n§ 4 Austritt\nEr ist jederzeit möglich.\n"
    assert headings(text) == ["§ 3 Beitrag", "§ 4 Austritt"]
    assert headings("Устав\n\nСтатья 1. Взнос\n\nОн равен 30.\n\nСтатья 2\n\nЕго платят.\n") == [
        "Статья 1. Взнос",
        "Статья 2",
    ]
    assert headings("Fees\n\n§ 3 says so.\n\nText.\n\n§ 4 does not, and says why;\n\nMore.\n") == []


def test_a_definition_of_a_question_is_one_with_its_answer() -> None:
    read = extract(b"<h1>Pool</h1><dl><dt>Is it open?</dt><dd>It is.</dd></dl>", "a.html")
    assert [part.kind for part in read.parts] == [BlockKind.FAQ]


LINES = st.sampled_from(
    ["Is it?", "It is.", "Q: Who?", "A: We.", "12 March 2024", "1.0 (2024-05-01)", "and more"]
)


@given(st.lists(st.builds("\n".join, st.lists(LINES, min_size=1, max_size=4)), max_size=5))
def test_no_line_is_lost(texts: list[str]) -> None:
    made = with_heads([Block(text) for text in texts])
    assert "\n".join(block.text for block in made) == "\n".join(texts)
