"""Talk is told from questions as a whole; what only frames a question is taken off."""

import logging
from pathlib import Path

import pytest

from index.model import Talk
from index.questions.talk import read_talk

TABLE = read_talk()


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("Hi!", Talk.GREETING),
        ("приииивет", Talk.GREETING),
        ("hello bot, thanks a lot!", Talk.THANKS),
        ("WHO ARE YOU", Talk.IDENTITY),
        ("what’s new?", Talk.LATEST),
        ("Какие у тебя источники?", Talk.SOURCES),
        ("🙂", Talk.REMARK),
        ("???", Talk.REMARK),
        ("summarise this please", Talk.ABILITIES),
        ("fuck you, stupid bot", Talk.RUDE),
        ("that's not what I asked", Talk.RUDE),
        ("какая-то чушь", Talk.RUDE),
        ("What has changed since last week?", Talk.LATEST),
        ("что изменилось за неделю?", Talk.LATEST),
        ("settings", Talk.ABILITIES),
        ("отписаться", Talk.ABILITIES),
        ("give me a summary", Talk.ABILITIES),
        ("are you a real person?", Talk.IDENTITY),
    ],
)
def test_a_whole_message_is_talk(text: str, talk: Talk) -> None:
    assert TABLE.hear(text).talk is talk


@pytest.mark.parametrize("text", ["", "x", "this", "what is new in mining?", "hello kitty", "a " * 2000])
def test_other_messages_are_questions_as_they_stand(text: str) -> None:
    heard = TABLE.hear(text)

    assert heard.talk is None
    assert heard.question == text.strip() or heard.question == text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Hi, when was it signed?", "when was it signed?"),
        ("hey bot when was it signed", "when was it signed"),
        (
            "Good morning everyone! Could you please tell me when the ban began? Thank you!",
            "when the ban began?",
        ),
        ("Добрый день. Подскажите, пожалуйста, когда начался запрет?", "когда начался запрет?"),
        ("Thanks! And when was it?", "And when was it?"),
        ("А когда это было?", "А когда это было?"),
        ("When did they sign it, today?", "When did they sign it, today?"),
        ("Yo-Yo Ma biography", "Yo-Yo Ma biography"),
        ("hi, footnote 👋 who signed it", "who signed it"),
        ('hello, "mining law"', '"mining law"'),
        ('"Please Mr. Postman" charted when?', '"Please Mr. Postman" charted when?'),
        ("may members vote as they please?", "may members vote as they please?"),
    ],
)
def test_a_frame_is_taken_off(text: str, question: str) -> None:
    heard = TABLE.hear(text)

    assert (heard.talk, heard.question) == (None, question)


def test_two_questions_are_parted() -> None:
    heard = TABLE.hear("When was the law signed? And who signed the law?")

    assert (heard.question, heard.second) == ("When was the law signed?", "And who signed the law?")


@pytest.mark.parametrize(
    "text", ["It was signed in May, right? Or not?", "Which country was it? Chile or Argentina?"]
)
def test_one_question_stays_whole(text: str) -> None:
    assert TABLE.hear(text).second is None


@pytest.mark.parametrize(
    "text",
    [
        "Summarise mining",
        "tell me everything about mining",
        "Расскажи всё о mining",
        "tl;dr of mining",
        "everything on mining this year",
        "в двух словах про mining",
    ],
)
def test_a_summary_is_asked_of_its_subject(text: str) -> None:
    heard = TABLE.hear(text)

    assert (heard.overview, heard.question) == (True, "mining")


@pytest.mark.parametrize("text", ["compare the years 2018 and 2024", "сравни 2018 и 2024 годы"])
def test_years_are_compared_without_the_word_for_them(text: str) -> None:
    heard = TABLE.hear(text)

    assert heard.overview
    assert heard.question.endswith("2024")


def test_an_owner_adds_forms_and_a_broken_line_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "pirate.txt"
    file.write_text(
        "# ours\ngreeting: ahoy, ahoy matey\nsmalltalk: arr\nthanks: ta very much,\n", encoding="utf-8"
    )

    with caplog.at_level(logging.WARNING):
        table = read_talk([file])

    assert table.hear("Ahoy matey!").talk is Talk.GREETING
    assert table.hear("ta very much").talk is Talk.THANKS
    assert table.hear("hi").talk is Talk.GREETING
    assert table.hear("arr").talk is None
    assert [record.message.partition(": ")[0] for record in caplog.records] == [f"{file}:3", f"{file}:4"]


def test_a_file_that_cannot_be_read_leaves_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "en.txt"
    file.write_bytes(b"greeting: \xff\xfe\n")

    assert read_talk([file]).hear("hello").talk is Talk.GREETING
    assert str(file) in caplog.text
